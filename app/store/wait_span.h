// How long a wait may last: by its reason, and whatever the clock of this computer is set to.
// Invariant: pure; a wait never gets longer than it was said to be, nor than its kind may last at all.
#pragma once

#include "app/store/records.h"

namespace postreel {

// ms; 0: it has no end of its own, only an event ends it.
qint64 longestWaitMs(WaitReason reason);
// The end of a wait that begins now and is to last until `untilAtMs`, wall clock; 0 stays 0.
qint64 boundedUntil(WaitReason reason, qint64 untilAtMs, qint64 nowMs);

// Begin and end of a wait, wall clock.
struct WaitSpan
{
    qint64 sinceAtMs = 0;
    qint64 untilAtMs = 0; // 0: open
    friend bool operator==(const WaitSpan &, const WaitSpan &) = default;
};
// A wait that an earlier run began, as it goes on now. One that begins in the future begins now: the clock was set back.
WaitSpan goneOn(WaitReason reason, WaitSpan span, qint64 nowMs);

} // namespace postreel
