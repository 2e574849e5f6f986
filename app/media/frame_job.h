// One run of ffmpeg that prints one JPEG, written to its file when it is whole.
// Invariant: finished() comes exactly once, from the event loop, within the time limit and a little.
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
        int limitMs = 10'000;
    };
    explicit FrameJob(Work work, QObject *parent = nullptr);
    ~FrameJob() override;

    void start();
    void stop(); // ends it with Aborted

Q_SIGNALS:
    void finished(const postreel::Result<QString> &file);

private:
    void collect();
    void end(Result<QString> result);
    Result<QString> result();

    Work m_work;
    QProcess *m_process; // child, unless it is stuck in the kernel and left behind
    QTimer m_limit;
    QByteArray m_picture;
    bool m_stopped = false;
    bool m_ended = false;
};

} // namespace postreel
