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

// False if the process is not running.
bool killed(QProcess *process)
{
    process->disconnect();
    if (process->state() == QProcess::NotRunning)
        return false;
    process->setParent(nullptr);
    process->kill();
    return true;
}

// Processes that have not ended yet, kept reachable until the program ends, so that they are no memory leaks.
class Left
{
public:
    static void add(QProcess *process)
    {
        const QMutexLocker lock(&mutex());
        processes().append(process);
    }
    static void remove(QProcess *process)
    {
        const QMutexLocker lock(&mutex());
        processes().removeOne(process);
    }

private:
    static QMutex &mutex()
    {
        static QMutex one;
        return one;
    }
    static QVector<QProcess *> &processes()
    {
        static auto *const all = new QVector<QProcess *>; // never destroyed, like its elements
        return *all;
    }
};

} // namespace

void killWithProgram([[maybe_unused]] QProcess &process)
{
#ifdef Q_OS_LINUX
    process.setChildProcessModifier([] { static_cast<void>(::prctl(PR_SET_PDEATHSIG, SIGKILL)); });
#endif
}

void endProcess(QProcess *process)
{
    if (!killed(process))
        return process->deleteLater();
    Left::add(process); // the event loop of its thread may end before it does
    const auto go = [process] {
        Left::remove(process);
        process->deleteLater();
    };
    QObject::connect(process, &QProcess::finished, process, go);
    QObject::connect(process, &QProcess::errorOccurred, process, go);
}

void endProcess(QProcess *process, QDeadlineTimer until)
{
    if (!killed(process) || process->waitForFinished(static_cast<int>(until.remainingTime())))
        delete process;
    else
        Left::add(process);
}

} // namespace postreel
