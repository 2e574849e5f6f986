// Limits how long a wait may last, by its reason, and however this computer's clock is set.
// Invariant: pure; a wait never gets longer than it was first said to be, nor longer than its reason allows.
#pragma once

#include "app/store/records.h"

namespace postreel {

// Longest wait in ms; 0: it has no end of its own, only an event ends it.
qint64 longestWaitMs(WaitReason reason);
// The end of a wait that begins now and is to last until `untilAtMs`, wall clock; 0 (no end) stays 0.
qint64 boundedUntil(WaitReason reason, qint64 untilAtMs, qint64 nowMs);

// Start and end of a wait, wall clock.
struct WaitSpan
{
    qint64 sinceAtMs = 0;
    qint64 untilAtMs = 0; // 0: no end
    friend bool operator==(const WaitSpan &, const WaitSpan &) = default;
};
// Continues a wait that an earlier run began. One that begins in the future begins now: the clock was set back.
WaitSpan resumedSpan(WaitReason reason, WaitSpan span, qint64 nowMs);

} // namespace postreel
