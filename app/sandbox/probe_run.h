// One ffprobe run on a received file, which may be hostile: time and output are limited, on Unix also memory
// and CPU time.
// Invariant: finished() is emitted exactly once after start(), within the time limit; the object then deletes
// itself as soon as the process has ended.
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
    // Kills the process.
    ~ProbeRun() override;

    void start(const QString &program, int limitMs);

Q_SIGNALS:
    void finished(const postreel::sandbox::ProbeResult &look);

private:
    void collect();
    void end(const ProbeResult &look);

    QProcess *m_process; // child, unless it hangs in the kernel and was abandoned
    QTimer m_limit;
    QByteArray m_said;
    bool m_ended = false;
};

} // namespace postreel::sandbox
