// Ends the program: one deadline for all steps, then a watchdog that ends the process with its exit code even
// if something hangs.
// Invariant: once the exit is decided, the process lives for at most watchdogMs; nothing waits longer than
// the deadline for a thread, and nothing that such a thread may still use is destroyed.
#pragma once

#include <QDeadlineTimer>

namespace postreel {

class ProgramExit
{
public:
    static constexpr int stepsMs = 2000; // for network, D-Bus and disk operations together
    static constexpr int watchdogMs = 5000;

    // Starts the deadline and the watchdog, after the summary was written. Only the first call counts.
    void decide(int exitCode);
    // The deadline for each step of the exit.
    QDeadlineTimer until() const { return m_until; }
    // Records the result of a step; false: some of its work is still running.
    void note(bool ended) { m_allEnded = m_allEnded && ended; }
    // The last step. Returns the exit code for main(), or ends the process immediately if work is still
    // running whose objects the return from main() would destroy.
    int end(int exitCode);

private:
    bool m_decided = false;
    bool m_allEnded = true;
    QDeadlineTimer m_until{QDeadlineTimer::Forever};
};

} // namespace postreel
