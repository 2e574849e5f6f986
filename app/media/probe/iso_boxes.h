// Finds where the boxes of ISO base media (MP4, MOV) begin and end.
// Invariant: any bytes are safe; a box shorter than its header is invalid (0 means "up to the end", 1 "64-bit length").
#pragma once

#include <QByteArray>
#include <QtGlobal>
#include <optional>

class QIODevice;

namespace postreel {

constexpr quint32 boxTag(const char (&name)[5])
{
    return quint32(quint8(name[0])) << 24 | quint32(quint8(name[1])) << 16 | quint32(quint8(name[2])) << 8 |
           quint32(quint8(name[3]));
}

struct IsoBox
{
    quint32 type = 0;
    qint64 body = 0; // offset of its content
    qint64 end = 0;  // offset behind it
};

// Returns fewer bytes at the end of the device.
QByteArray readAt(QIODevice &device, qint64 offset, qint64 length);

// The box at `at`, as its header states it. `end`: of its parent; the box may extend beyond it.
std::optional<IsoBox> claimedBoxAt(QIODevice &device, qint64 at, qint64 end);
// The same, but nothing if the box extends beyond its parent.
std::optional<IsoBox> isoBoxAt(QIODevice &device, qint64 at, qint64 end);

} // namespace postreel
