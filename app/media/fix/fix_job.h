// Runs one fix: ffmpeg's passes one after the other, resuming an earlier run where possible, then a check of the result,
// which is moved to its place only if it passes.
// Invariant: ended() is emitted exactly once, from the event loop, and never after stop(); only a checked file ever has the
// result's name.
#pragma once

#include "app/media/files/range_reader.h"
#include "app/media/fix/fix_checkpoint.h"
#include "app/media/fix/fix_progress.h"
#include "app/media/fix/fix_run.h"

#include <QElapsedTimer>
#include <QObject>

namespace postreel {

class FixJob : public QObject
{
    Q_OBJECT
public:
    struct Work
    {
        QString file; // the source
        Inspection seen;
        FixPlan plan;
        Allowance allowance;
        UploadKind kind = UploadKind::Media;
        FfmpegFeatures skills;
        QString folder; // exclusive to this fix, must exist; keeps unfinished work
        QString result; // path
        int stallMs = 300'000;
        double chunkPixels = 8e8; // of an encoded video: how much is repeated at most after an interruption
    };
    FixJob(Work work, FileReads &reads, QObject *parent = nullptr);

    void start();
    void stop(); // kills ffmpeg, keeps finished work; emits nothing

    const Work &work() const { return m_work; }
    // How long ffmpeg took in total, in ms; 0: not known, because the fix was resumed or retried.
    qint64 encodedMs() const { return m_encodedMs; }
    // Whether ffmpeg finished a result, which was checked then.
    bool hasMadeResult() const { return m_results > 0; }

Q_SIGNALS:
    void progressed(const postreel::FixProgress &progress);
    // `file`: the result's path. Errors, with the source's name as subject: FixFailed, NoFfmpeg, Storage, FileChanged.
    void ended(const postreel::Result<QString> &file);

private:
    FixFiles files() const;
    void measureLoudness();
    void prepare();
    void lookForLeft();
    void begin();
    void runPass();
    QStringList argumentsOf(const FixPass &pass) const;
    void run(const QStringList &arguments, const FixRun::Limits &limits, std::function<void(const Result<Done> &)> then);
    void passEnded(const Result<Done> &result);
    bool triesAgain(const Error &error);
    qint64 reckonedBytes() const;
    void finishGif();
    void compareColours();
    void fail(const Error &error);
    void endExactly();
    void check();
    void decode();
    void onResult();
    void look();
    void checked(const Error &error);
    void notify(FixProgress progress);
    void end(Result<QString> result);
    QString unfinished() const;

    Work m_work;
    FileReads &m_reads;
    FixMeter m_meter;
    QVector<FixPass> m_passes;
    int m_pass = 0;
    int m_tries = 0;
    FixCheckpoint m_left;        // left by an earlier run
    bool m_reserves = true; // reserves space for the index at the start of the file
    int m_percent = 0;      // reported last
    QByteArray m_said;      // standard error of the last run
    qint64 m_reachedMs = 0; // time that the running pass has reached
    int m_tooLoud = 0;      // results whose peak was too high
    int m_checks = 0;       // of the result, that have not ended
    int m_results = 0;      // number of checked results: reports about earlier ones are ignored
    qint64 m_encodedMs = 0;
    QElapsedTimer m_since;
    FixRun *m_run = nullptr; // child
    bool m_over = false;
};

// The error that the disk has too little space for a fix, which takes about `bytes`.
Error lackOfRoom(const QString &subject, qint64 bytes);

} // namespace postreel
