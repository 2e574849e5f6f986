// How large the picture in a HEIC or AVIF is by its own account: what reads one of its tiles alone reads less.
// Invariant: any bytes are safe; a walk is bounded in boxes.
#pragma once

#include <QSize>

class QIODevice;

namespace postreel {

struct HeifSize
{
    QSize size;          // of the largest picture in it; empty: not told
    bool turned = false; // it is to be shown turned or mirrored
};

HeifSize heifSize(QIODevice &device);

} // namespace postreel
