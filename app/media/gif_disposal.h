// What a GIF shows through a hole: what was drawn before, unless that is cleared.
// Invariant: no byte but the flags of a frame changes.
#pragma once

#include "app/base/result.h"

namespace postreel {

// Lets each frame be cleared before the next one is drawn: right where every frame is there as a whole. Errors: Unreadable,
// Storage. Blocks.
Result<Done> clearAfterEachFrame(const QString &gif);

} // namespace postreel
