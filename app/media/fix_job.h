// One fix at work: ffmpeg's passes one after the other, those that an earlier run has left to do, then a look at the
// result, which is put in its place only if it is what it should be.
// Invariant: ended() comes exactly once, from the event loop, and never after stop(); the result's name is used by a sound
// file or by none.
#pragma once

#include "app/media/fix_checkpoint.h"
#include "app/media/fix_progress.h"
#include "app/media/fix_run.h"
#include "app/media/range_reader.h"

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
        QString folder; // of its own, there already; keeps what is unfinished
        QString result; // path
        int stallMs = 300'000;
        double chunkPixels = 8e8; // of a film that is encoded: what is done again at most when it was cut off
    };
    FixJob(Work work, FileReads &reads, QObject *parent = nullptr);

    void start();
    void stop(); // kills ffmpeg, leaves what is done; tells nobody

    const Work &work() const { return m_work; }
    // How long ffmpeg took for all of it, without a pause or another try; 0: there was one.
    qint64 encodedMs() const { return m_encodedMs; }

Q_SIGNALS:
    void progressed(const postreel::FixProgress &progress);
    // Errors, with the source's name as subject: FixFailed, NoFfmpeg, Storage, FileChanged.
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
    FixCheckpoint m_left;        // by an earlier run
    bool m_reserves = true; // room for the index at the head
    int m_percent = 0;      // told last
    QByteArray m_said;      // by the run that ended last, on standard error
    qint64 m_reachedMs = 0; // of the pass at work
    int m_tooLoud = 0;      // results that reached too far
    int m_checks = 0;       // of the result, that have not come to their end
    int m_results = 0;      // that were looked at: what is told of an earlier one comes too late
    qint64 m_encodedMs = 0;
    QElapsedTimer m_since;
    FixRun *m_run = nullptr; // child
    bool m_over = false;
};

// That the disk has too little room for a fix, which takes about `bytes`.
Error lackOfRoom(const QString &subject, qint64 bytes);

} // namespace postreel
