// The end of the program: one deadline for all steps, then a watchdog that ends the process with its exit code, whatever
// hangs.
// Invariant: once the exit is decided, the process lives for watchdogMs at most; nobody waits for a thread that did not end
// within the limit, and nothing that such a thread may still use is torn down.
#pragma once

#include <QDeadlineTimer>

namespace postreel {

class ProgramExit
{
public:
    static constexpr int stepsMs = 2000; // for the network, the buses and the disks, all together
    static constexpr int watchdogMs = 5000;

    // The summary is written: the time runs. The first call counts.
    void decide(int exitCode);
    // For each step of programExit.
    QDeadlineTimer until() const { return m_until; }
    // What a step came to; false: something of it is still at work.
    void note(bool ended) { m_allEnded = m_allEnded && ended; }
    // The last step. Answers the exit code for main() to return, or ends the process at once where something is still at
    // work that would be torn down by that.
    int end(int exitCode);

private:
    bool m_decided = false;
    bool m_allEnded = true;
    QDeadlineTimer m_until{QDeadlineTimer::Forever};
};

} // namespace postreel
