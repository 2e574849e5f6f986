// One run of ffmpeg that reports on its way.
// Invariant: ended() comes exactly once, from the event loop, and never after stop(); nothing runs on behind it.
#pragma once

#include "app/base/result.h"
#include "app/media/fix_progress.h"

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
        int stallMs = 300'000;  // without anything new in its reports; an index that is moved to the head makes it silent
        qint64 mostBytes = 0;   // of the result; 0: any
        bool silent = false;    // a word on standard error is a failure, too
    };
    explicit FixRun(QObject *parent = nullptr);
    ~FixRun() override; // kills it

    void start(const QStringList &arguments, const Limits &limits);
    void setFolder(const QString &folder); // in which it runs; before start()
    void stop(); // kills it; tells nobody
    const QByteArray &said() const { return m_said; } // the end of what it wrote on standard error

Q_SIGNALS:
    void reported(const postreel::FfmpegReport &report);
    // Errors: NoFfmpeg; FixFailed (`detail`: its last line); Storage (the disk is full); TooBig (it came to mostBytes); Stalled.
    void ended(const postreel::Result<postreel::Done> &result);

private:
    void collect();
    void finish();
    void fail(QProcess::ProcessError error);
    void end(const Result<Done> &result);
    Result<Done> result();

    QProcess *m_process; // child, unless it is stuck in the kernel and left behind
    QTimer m_stall;
    Limits m_limits;
    ReportReader m_reader;
    QByteArray m_said; // the end of what it wrote on standard error
    bool m_ended = true;
};

} // namespace postreel
