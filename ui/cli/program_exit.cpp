#include "ui/cli/program_exit.h"

#include "app/base/unjoined_threads.h"

#include <QThreadPool>
#include <chrono>
#include <cstdlib>
#include <thread>

namespace postreel {

void ProgramExit::decide(int exitCode)
{
    if (std::exchange(m_decided, true))
        return;
    m_until = QDeadlineTimer(stepsMs);
    std::thread([exitCode] {
        std::this_thread::sleep_for(std::chrono::milliseconds(watchdogMs));
        std::_Exit(exitCode);
    }).detach();
}

int ProgramExit::end(int exitCode)
{
    if (!m_decided) // nothing was started
        return exitCode;
    note(QThreadPool::globalInstance()->waitForDone(static_cast<int>(m_until.remainingTime())));
    note(unjoinedEnded(m_until));
    if (!m_allEnded)
        std::_Exit(exitCode);
    return exitCode;
}

} // namespace postreel
