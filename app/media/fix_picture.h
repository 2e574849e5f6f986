// The plans for pictures and GIFs, and the next try of whatever came out too large: how large it will be, nobody knows
// before.
// Invariant: a further try asks for fewer bytes than the one before, until there is none.
#pragma once

#include "app/media/fix_plan.h"

#include <optional>

namespace postreel {

FixPlan planPicture(const Inspection &seen, const FixSpeeds &speeds, const QVector<LimitRule> &rules);
// Whether X would take it as a GIF with all of its frames, as large as they are; how many bytes it will have, nobody knows.
bool isSmallGif(const Inspection &seen, const QVector<LimitRule> &rules);
FixPlan planGif(const Inspection &seen, const FixSpeeds &speeds, const QVector<LimitRule> &rules);

// After a result of `bytes` where plan.goalBytes is the most; nothing when it is as small as it makes sense.
std::optional<FixPlan> smallerPlan(FixPlan plan, qint64 bytes);

} // namespace postreel
