// Parses the directories of a TIFF: whether it is complete, its pages, size and orientation.
// Invariant: as in picture_structure.h.
#pragma once

#include "app/media/probe/picture_structure.h"

namespace postreel {

// For a TIFF file, or the TIFF structure of EXIF data. `device`: open and seekable. Blocks; for worker threads.
PictureStructure tiffStructure(QIODevice &device);

} // namespace postreel
