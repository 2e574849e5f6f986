#include "app/media/files/bytes.h"
#include "app/media/probe/header_probe.h"

#include <QIODevice>
#include <cstdlib>

namespace postreel {

namespace {

HeaderFacts sized(qint64 width, qint64 height)
{
    constexpr qint64 largest = 1'000'000; // beyond it the header is wrong
    if (width < 1 || height < 1 || width > largest || height > largest)
        return {};
    return {.durationMs = -1, .width = static_cast<int>(width), .height = static_cast<int>(height)};
}

HeaderFacts bitmapSize(QByteArrayView head)
{
    if (readLittle<quint32>(head, 14) == 12) // OS/2
        return sized(readLittle<quint16>(head, 18), readLittle<quint16>(head, 20));
    // A negative height means that the rows are stored from top to bottom.
    return sized(readLittle<qint32>(head, 18), std::llabs(readLittle<qint32>(head, 22)));
}

HeaderFacts webpSize(QByteArrayView head)
{
    const quint32 chunk = readBig<quint32>(head, 12);
    const auto bits = [head](qint64 offset) { return readLittle<quint32>(head, offset); };
    switch (chunk) {
    case 0x56503858: // "VP8X": 24 bits each, minus one
        return sized((bits(24) & 0xFFFFFF) + 1, (bits(27) & 0xFFFFFF) + 1);
    case 0x5650384C: // "VP8L": 14 bits each, minus one, after a signature byte
        return head.size() >= 25 ? sized((bits(21) & 0x3FFF) + 1, (bits(21) >> 14 & 0x3FFF) + 1)
                                 : HeaderFacts{};
    case 0x56503820: // "VP8 ": 14 bits each, after the frame tag and start code
        return sized(readLittle<quint16>(head, 26) & 0x3FFF, readLittle<quint16>(head, 28) & 0x3FFF);
    }
    return {};
}

// Walks the markers up to the frame header; photos may have large thumbnails and profiles before it.
HeaderFacts jpegSize(QIODevice &device)
{
    constexpr int maxMarkers = 500;
    qint64 at = 2;
    for (int i = 0; i < maxMarkers && device.seek(at); ++i) {
        const QByteArray segment = device.read(9);
        if (segment.size() < 9 || segment[0] != '\xFF')
            return {};
        const auto marker = static_cast<quint8>(segment[1]);
        if (marker == 0xFF) { // fill byte
            ++at;
            continue;
        }
        const bool frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame)
            return sized(readBig<quint16>(segment, 7), readBig<quint16>(segment, 5));
        const quint16 length = readBig<quint16>(segment, 2);
        if (length < 2 || marker == 0xDA)
            return {};
        at += 2 + length;
    }
    return {};
}

} // namespace

HeaderFacts probePicture(QIODevice &device, const QString &mediaType)
{
    if (mediaType == QLatin1String("image/jpeg"))
        return jpegSize(device);
    const QByteArray head = device.seek(0) ? device.read(32) : QByteArray();
    if (mediaType == QLatin1String("image/png"))
        return sized(readBig<quint32>(head, 16), readBig<quint32>(head, 20));
    if (mediaType == QLatin1String("image/gif"))
        return sized(readLittle<quint16>(head, 6), readLittle<quint16>(head, 8));
    if (mediaType == QLatin1String("image/bmp"))
        return bitmapSize(head);
    if (mediaType == QLatin1String("image/webp"))
        return webpSize(head);
    return {};
}

} // namespace postreel
