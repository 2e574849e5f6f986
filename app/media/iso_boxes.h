// The boxes of ISO base media (MP4, MOV): where one begins and ends.
// Invariant: any bytes are safe; a box of length 0…7 other than "to the end" is none.
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
    qint64 body = 0; // offset of what follows its header
    qint64 end = 0;  // offset behind it
};

// Fewer bytes where the device ends.
QByteArray readAt(QIODevice &device, qint64 offset, qint64 length);

// The box that begins at `at`, by its own account; `end`: of its parent, behind which it may go on.
std::optional<IsoBox> claimedBoxAt(QIODevice &device, qint64 at, qint64 end);
// The same, but nothing when it goes on behind its parent.
std::optional<IsoBox> isoBoxAt(QIODevice &device, qint64 at, qint64 end);

} // namespace postreel
