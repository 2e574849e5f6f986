// One run of ffprobe over a received file, which may be hostile: limits on time, memory and output.
// Invariant: finished() comes exactly once after start(), within the time limit; the object deletes itself
// after it, once the process is gone.
#pragma once

#include "app/sandbox/content_facts.h"

#include <QObject>
#include <QProcess>
#include <QTimer>

namespace postreel::sandbox {

class ProbeRun : public QObject
{
    Q_OBJECT
public:
    // `countFrames` makes ffprobe read the whole file.
    ProbeRun(const QString &file, bool countFrames, QObject *parent = nullptr);
    // Ends the process.
    ~ProbeRun() override;

    void start(const QString &program, int limitMs);

Q_SIGNALS:
    void finished(const postreel::sandbox::ContentLook &look);

private:
    void collect();
    void end(const ContentLook &look);

    QProcess *m_process; // child, unless it is stuck in the kernel and left behind
    QTimer m_limit;
    QByteArray m_said;
    bool m_ended = false;
};

} // namespace postreel::sandbox
