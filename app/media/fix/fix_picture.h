// Plans the fix of pictures and GIFs, and the next try of anything that came out too large: the size of a result cannot be
// known in advance.
// Invariant: each try asks for fewer bytes than the one before, until none is left.
#pragma once

#include "app/media/fix/fix_plan.h"

#include <optional>

namespace postreel {

FixPlan planPicture(const Inspection &seen, const FixSpeeds &speeds, const QVector<LimitRule> &rules);
// Whether X would accept it as a GIF with all of its frames in full size; its bytes, not known in advance, do not count.
bool isSmallGif(const Inspection &seen, const QVector<LimitRule> &rules);
FixPlan planGif(const Inspection &seen, const FixSpeeds &speeds, const QVector<LimitRule> &rules);

// The next plan after a result of `bytes`, more than plan.goalBytes; nothing if smaller makes no sense.
std::optional<FixPlan> smallerPlan(FixPlan plan, qint64 bytes);

} // namespace postreel
