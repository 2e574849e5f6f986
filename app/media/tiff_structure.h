// A walk through the directories of a TIFF: whether it is all there, its pages, its size and how it is turned.
// Invariant: as in picture_structure.h.
#pragma once

#include "app/media/picture_structure.h"

namespace postreel {

// A TIFF of its own, or the one that EXIF is. `device`: open and seekable; blocks, for worker threads.
PictureStructure tiffStructure(QIODevice &device);

} // namespace postreel
