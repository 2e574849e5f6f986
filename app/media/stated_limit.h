// The limit that X names when it refuses a video: servers with older limits than the published ones still answer so.
// Invariant: pure; words without a limit that can be read tell nothing; what was said counts for a week at most.
#pragma once

#include "app/media/limits.h"
#include "app/store/settings.h"

#include <QString>

namespace postreel {

struct StatedLimit
{
    qint64 durationMs = 0; // longest video; 0: not said
    qint64 bytes = 0;      // largest file; 0: not said
    explicit operator bool() const { return durationMs > 0 || bytes > 0; }
    friend bool operator==(const StatedLimit &, const StatedLimit &) = default;
};

// Reads such as "You are not allowed to post a video longer than 2 minutes", "Duration too long, maximum:140000, actual:
// 210000" (ms), "File size exceeds 536870912 bytes", "exceeds the 512 MB limit".
StatedLimit parse(const QString &words);

// What is allowed to a user of that subscription at that time. What was said of another subscription counts for nothing,
// and neither does what is so old that X may allow more by now.
Allowance allowedBy(const StatedLimits &said, Tier tier, qint64 nowMs);

// `said` updated with a newer limit, which may be lower; `news`: whether it is lower than the one in force.
StatedLimits merge(const StatedLimits &said, const StatedLimit &limit, Tier tier, qint64 nowMs, bool *news);

// `said` without the limits that an accepted video exceeded.
StatedLimits disproved(StatedLimits said, qint64 durationMs, qint64 bytes);

} // namespace postreel
