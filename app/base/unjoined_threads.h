// Threads for work that may hang in the system for ever (a stalled share, a bus that is stopped), so nobody joins them.
// Invariant: whoever ends the process can know whether one is still at work; static objects are not torn down under it.
#pragma once

#include <QDeadlineTimer>
#include <functional>

namespace postreel {

// Runs `work` on a thread of its own.
void startUnjoined(std::function<void()> work);

// Waits for all that were started, at most until then. False: one is still at work, and the process has to be left
// without returning from main().
bool unjoinedEnded(QDeadlineTimer until);

} // namespace postreel
