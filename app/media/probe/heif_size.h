// The picture size that a HEIC or AVIF file states; a decoder that reads a single tile yields less.
// Invariant: any bytes are safe; a walk is bounded in boxes.
#pragma once

#include <QSize>

class QIODevice;

namespace postreel {

struct HeifSize
{
    QSize size;          // px, of the largest picture in it; empty: not known
    bool turned = false; // it must be shown rotated or mirrored
};

// `device`: open and seekable. Blocks; for worker threads.
HeifSize heifSize(QIODevice &device);

} // namespace postreel
