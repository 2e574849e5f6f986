// Parses the limit that X states when it refuses a video: servers with older limits than the published ones still do that.
// Invariant: pure; a text without a recognizable limit gives none; a stated limit counts for a week at most.
#pragma once

#include "app/media/rules/limits.h"
#include "app/store/settings.h"

#include <QString>

namespace postreel {

struct StatedLimit
{
    qint64 durationMs = 0; // longest video; 0: not stated
    qint64 bytes = 0;      // largest file; 0: not stated
    explicit operator bool() const { return durationMs > 0 || bytes > 0; }
    friend bool operator==(const StatedLimit &, const StatedLimit &) = default;
};

// Parses texts such as "You are not allowed to post a video longer than 2 minutes", "Duration too long, maximum:140000,
// actual: 210000" (ms), "File size exceeds 536870912 bytes", "exceeds the 512 MB limit".
StatedLimit parse(const QString &words);

// The allowance of a user of that tier at `nowMs` (wall clock). Ignores limits that were stated for another tier, and those
// older than a week, since X may allow more by now.
Allowance allowedBy(const StatedLimits &said, Tier tier, qint64 nowMs);

// Returns `said` updated with a newer limit. `news`: whether it is lower than the one in force.
StatedLimits merge(const StatedLimits &said, const StatedLimit &limit, Tier tier, qint64 nowMs, bool *news);

// Returns `said` without the limits that an accepted video exceeded.
StatedLimits disproved(StatedLimits said, qint64 durationMs, qint64 bytes);

} // namespace postreel
