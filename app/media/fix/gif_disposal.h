// Disposal of a GIF's frames: earlier frames show through transparent pixels unless they are cleared.
// Invariant: changes no byte but the frames' flags.
#pragma once

#include "app/base/result.h"

namespace postreel {

// Makes players clear each frame before the next one is drawn, which is right if every frame is complete. `gif`: path.
// Errors: Unreadable, Storage. Blocks.
Result<Done> clearAfterEachFrame(const QString &gif);

} // namespace postreel
