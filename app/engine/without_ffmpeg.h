// What is checked less well, and what is not offered, while ffmpeg is not installed.
// Invariant: none of it is stored; with ffmpeg installed all functions return false.
#pragma once

#include "app/media/rules/inspect.h"

namespace postreel {

// Whether the verdict of a video is based on its headers alone. False for one that X has accepted.
bool isToldByHeadersAlone(const Upload &upload);
bool isToldByHeadersAlone(const Inspection &seen);

// Whether no fix is offered only because ffmpeg is missing.
bool wantsFfmpeg(const Upload &upload);

} // namespace postreel
