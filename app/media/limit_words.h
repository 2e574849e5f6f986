// The words for a broken limit: value, limit and cure as people read them.
// Invariant: value and limit of one problem never read the same, however close they are.
#pragma once

#include "app/media/limits.h"

namespace postreel {

struct Bounds
{
    LimitRule::Bound value;
    LimitRule::Bound limit;
    bool least; // the limit is the least allowed, not the most
};

Problem problemOf(Measure measure, Cure cure, const Bounds &bounds);

// "bytes", "duration", "frame size", "aspect ratio": the same in every language, for scripts.
QString fieldOf(Measure measure);

} // namespace postreel
