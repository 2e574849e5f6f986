#include "app/base/process_end.h"

#include <QProcess>

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
}

} // namespace postreel
