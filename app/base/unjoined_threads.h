// Threads for work that may hang in the system for ever (a stalled share, a stopped bus), so nobody joins them.
// Invariant: whoever ends the process can find out whether one is still at work, so that static objects are not destroyed under
// it.
#pragma once

#include <QDeadlineTimer>
#include <functional>

namespace postreel {

// Runs `work` on a new thread.
void startUnjoined(std::function<void()> work);

// Waits until all of these threads have ended, at most until `until`, which has to be finite. Returns false if one is still at
// work; the process then has to be left without returning from main().
bool unjoinedEnded(QDeadlineTimer until);

} // namespace postreel
