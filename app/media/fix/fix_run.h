// One run of ffmpeg that reports its progress.
// Invariant: ended() is emitted exactly once, from the event loop, and never after stop(); ffmpeg does not run on after it.
#pragma once

#include "app/base/result.h"
#include "app/media/fix/fix_progress.h"
#include "app/media/fix/stall_detector.h"

#include <QElapsedTimer>
#include <QObject>
#include <QProcess>
#include <QTimer>

namespace postreel {

class FixRun : public QObject
{
    Q_OBJECT
public:
    struct Limits
    {
        // How long it may take without a new report, on a computer with nothing else to do (see StallDetector). ffmpeg is
        // silent while it moves the index to the start.
        int stallMs = 300'000;
        qint64 mostBytes = 0;   // of the result; 0: no limit
        bool silent = false;    // any output on standard error is a failure, too
    };
    explicit FixRun(QObject *parent = nullptr);
    ~FixRun() override; // kills ffmpeg

    void start(const QStringList &arguments, const Limits &limits);
    void setFolder(const QString &folder); // working directory; call before start()
    void stop(); // kills ffmpeg; emits nothing
    const QByteArray &said() const { return m_said; } // the last 4096 bytes of its standard error

Q_SIGNALS:
    void reported(const postreel::FfmpegReport &report);
    // Errors: NoFfmpeg; FixFailed (`detail`: its last line); Storage (the disk is full, or does not take such a large file);
    // TooBig (it exceeded mostBytes); Stalled.
    void ended(const postreel::Result<postreel::Done> &result);

private:
    void collect();
    void restartStallTimer();
    void checkStall();
    void finish();
    void fail(QProcess::ProcessError error);
    void end(const Result<Done> &result);
    Result<Done> result();

    QProcess *m_process; // child; abandoned by stop() if it hangs in the kernel
    StallDetector m_stallDetector;
    QTimer m_stallTimer;
    Limits m_limits;
    ReportReader m_reader;
    QByteArray m_said; // see said()
    bool m_ended = true;
};

} // namespace postreel
