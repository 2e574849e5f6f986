#include "app/media/probe/iso_boxes.h"

#include "app/media/files/bytes.h"

#include <QIODevice>
#include <limits>

namespace postreel {

QByteArray readAt(QIODevice &device, qint64 offset, qint64 length)
{
    return device.seek(offset) ? device.read(length) : QByteArray();
}

std::optional<IsoBox> claimedBoxAt(QIODevice &device, qint64 at, qint64 end)
{
    const QByteArray header = readAt(device, at, 16);
    if (header.size() < 8 || end - at < 8)
        return std::nullopt;
    qint64 headerLength = 8;
    quint64 length = readBig<quint32>(header, 0);
    if (length == 1) { // a 64-bit length follows
        headerLength = 16;
        length = readBig<quint64>(header, 8);
    } else if (length == 0) { // up to the end
        length = static_cast<quint64>(end - at);
    }
    const auto most = static_cast<quint64>(std::numeric_limits<qint64>::max() - at);
    if (length < static_cast<quint64>(headerLength) || length > most)
        return std::nullopt;
    return IsoBox{.type = readBig<quint32>(header, 4),
                  .body = at + headerLength,
                  .end = at + static_cast<qint64>(length)};
}

std::optional<IsoBox> isoBoxAt(QIODevice &device, qint64 at, qint64 end)
{
    const auto box = claimedBoxAt(device, at, end);
    return box && box->end <= end ? box : std::nullopt;
}

} // namespace postreel
