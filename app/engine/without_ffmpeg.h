// What is known less well, and what is not offered, while ffmpeg is not installed.
// Invariant: nothing of it is recorded: with ffmpeg installed no answer is true.
#pragma once

#include "app/media/inspect.h"

namespace postreel {

// A video that nobody has looked into: its verdict says what its headers say. Not asked of one that X has taken.
bool isToldByHeadersAlone(const Upload &upload);
bool isToldByHeadersAlone(const Inspection &seen);

// No fix is offered only because there is nothing to fix with.
bool wantsFfmpeg(const Upload &upload);

} // namespace postreel
