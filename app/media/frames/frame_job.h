// One run of ffmpeg that prints a JPEG, which is written to its file if it is complete.
// Invariant: finished() is emitted exactly once, from the event loop, shortly after the time limit at the latest.
#pragma once

#include "app/base/result.h"

#include <QElapsedTimer>
#include <QObject>
#include <QProcess>
#include <QTimer>

namespace postreel {

class FrameJob : public QObject
{
    Q_OBJECT
public:
    struct Work
    {
        QString path;          // of the video or picture
        QStringList arguments; // of ffmpeg
        QString outFile;
        int limitMs = 30'000; // a frame takes under a second, and 10 s were not enough on a busy computer
    };
    explicit FrameJob(Work work, QObject *parent = nullptr);
    ~FrameJob() override;

    void start();
    void stop(); // kills ffmpeg; finished() reports Aborted

Q_SIGNALS:
    // `file`: path of the JPEG. Errors: NoFfmpeg, Unreadable, TimedOut, Storage, Aborted.
    void finished(const postreel::Result<QString> &file);

private:
    void collect();
    void end(Result<QString> result);
    Result<QString> result();

    Work m_work;
    QProcess *m_process; // child; abandoned by the destructor if it hangs in the kernel
    QTimer m_limit;
    QByteArray m_picture;
    bool m_stopped = false;
    bool m_ended = false;
};

} // namespace postreel
