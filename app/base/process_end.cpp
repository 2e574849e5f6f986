#include "app/base/process_end.h"

#include <QMutex>
#include <QProcess>
#include <QVector>

#ifdef Q_OS_LINUX
#include <csignal>
#include <sys/prctl.h>
#endif

namespace postreel {

namespace {

// False: it runs no more.
bool killed(QProcess *process)
{
    process->disconnect();
    if (process->state() == QProcess::NotRunning)
        return false;
    process->setParent(nullptr);
    process->kill();
    return true;
}

// Those that did not end in time, for as long as the program runs: their memory is known, not lost.
void leaveToSystem(QProcess *process)
{
    static QMutex mutex;
    static auto *const left = new QVector<QProcess *>; // never destroyed, as what it holds
    const QMutexLocker lock(&mutex);
    left->append(process);
}

} // namespace

void tieToProgram([[maybe_unused]] QProcess &process)
{
#ifdef Q_OS_LINUX
    process.setChildProcessModifier([] { static_cast<void>(::prctl(PR_SET_PDEATHSIG, SIGKILL)); });
#endif
}

void endProcess(QProcess *process)
{
    if (!killed(process))
        return process->deleteLater();
    QObject::connect(process, &QProcess::finished, process, &QObject::deleteLater);
    QObject::connect(process, &QProcess::errorOccurred, process, &QObject::deleteLater);
}

void endProcess(QProcess *process, QDeadlineTimer until)
{
    if (!killed(process) || process->waitForFinished(static_cast<int>(until.remainingTime())))
        delete process;
    else
        leaveToSystem(process);
}

} // namespace postreel
