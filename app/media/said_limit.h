// The limit that X names when it refuses a video: servers with older limits than the published ones still answer so.
// Invariant: pure; words without a limit that can be read tell nothing; what was said counts for a week at most.
#pragma once

#include "app/media/limits.h"
#include "app/store/settings.h"

#include <QString>

namespace postreel {

struct SaidLimit
{
    qint64 durationMs = 0; // longest video; 0: not said
    qint64 bytes = 0;      // largest file; 0: not said
    explicit operator bool() const { return durationMs > 0 || bytes > 0; }
    friend bool operator==(const SaidLimit &, const SaidLimit &) = default;
};

// Reads such as "You are not allowed to post a video longer than 2 minutes", "Duration too long, maximum:140000, actual:
// 210000" (ms), "File size exceeds 536870912 bytes", "exceeds the 512 MB limit".
SaidLimit limitIn(const QString &words);

// What is allowed to a user of that subscription at that time. What was said of another subscription counts for nothing,
// and neither does what is so old that X may allow more by now.
Allowance allowedBy(const SaidLimits &said, Tier tier, qint64 nowMs);

// `said` with a newer limit, which may be a lower one; `news`: whether it is lower than what counted until now.
SaidLimits saidAnew(const SaidLimits &said, const SaidLimit &limit, Tier tier, qint64 nowMs, bool *news);

// `said` without what a video broke that X has taken.
SaidLimits disproved(SaidLimits said, qint64 durationMs, qint64 bytes);

} // namespace postreel
