#include "app/media/probe/picture_structure.h"

#include "app/media/files/byte_window.h"
#include "app/media/probe/tiff_structure.h"

#include <QBuffer>
#include <algorithm>
#include <cstdlib>

namespace postreel {

namespace {

// Far more than X accepts; whatever is beyond it counts as present.
constexpr qint64 mostWalkedBytes = 64LL * 1024 * 1024;

int orientationIn(const QByteArray &exif)
{
    QBuffer tiff;
    tiff.setData(exif);
    tiff.open(QIODevice::ReadOnly);
    return tiffStructure(tiff).orientation;
}

bool standsAlone(int marker)
{
    return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
}

// Offset of the next marker's second byte; -1: none. Within a scan, 0xFF may be data or padding.
qint64 nextMarker(ByteWindow &bytes, qint64 at)
{
    while (at < bytes.size()) {
        const QByteArrayView piece = bytes.from(at);
        const qsizetype mark = piece.indexOf('\xFF');
        if (piece.isEmpty())
            return -1;
        if (mark < 0) {
            at += piece.size();
            continue;
        }
        at += mark + 1;
        const int marker = bytes.byte(at);
        if (marker > 0 && marker != 0xFF && !standsAlone(marker))
            return at;
    }
    return -1;
}

PictureStructure jpegStructure(QIODevice &device)
{
    constexpr int endOfImage = 0xD9;
    constexpr int application1 = 0xE1;
    constexpr int startOfScan = 0xDA;
    PictureStructure whole{.truncated = true};
    ByteWindow bytes(device);
    bool scan = false;
    qint64 at = 2;
    while (at < mostWalkedBytes) {
        at = nextMarker(bytes, at);
        if (at < 0)
            return whole;
        const int marker = bytes.byte(at);
        if (marker == endOfImage) {
            whole.truncated = !scan;
            return whole;
        }
        const qint64 length = readBig<quint16>(bytes.at(at + 1, 2), 0);
        const QByteArrayView begin = bytes.at(at + 3, 6);
        if (marker == application1 && begin == QByteArrayView("Exif\0\0", 6) && length > 8)
            whole.orientation = orientationIn(bytes.at(at + 9, length - 8).toByteArray());
        scan = scan || marker == startOfScan;
        at += 1 + length;
    }
    whole.truncated = at > bytes.size();
    return whole;
}

quint32 checkSum(QByteArrayView bytes)
{
    quint32 sum = 0xFFFFFFFF;
    for (const char byte : bytes) {
        sum ^= static_cast<quint8>(byte);
        for (int bit = 0; bit < 8; ++bit)
            sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320 : 0);
    }
    return ~sum;
}

// How long players show a frame: they replace a delay that is too short to be intended by a long one.
int shownCs(int cs)
{
    constexpr int leastCs = 2;
    constexpr int slowCs = 10;
    return cs < leastCs ? slowCs : cs;
}

// Animated PNG: acTL has the number of frames, and an fcTL for each frame its delay.
void takeAnimation(ByteWindow &bytes, qint64 at, QByteArrayView name, PictureStructure &whole)
{
    constexpr qint64 bodyAt = 8;
    const qint64 mostPictures = std::min<qint64>(bytes.size(), 100'000); // whatever acTL says
    constexpr qint64 usualUnits = 100; // per second
    if (name == QByteArrayView("acTL")) {
        whole.pictures = static_cast<int>(std::min<qint64>(readBig<quint32>(bytes.at(at + bodyAt, 4), 0), mostPictures));
        whole.seeThrough = true;
    }
    if (name != QByteArrayView("fcTL") || whole.delaysCs.size() >= whole.pictures)
        return;
    const QByteArrayView delay = bytes.at(at + bodyAt + 20, 4);
    const qint64 units = readBig<quint16>(delay, 2);
    const qint64 over = units > 0 ? units : usualUnits;
    whole.delaysCs << shownCs(static_cast<int>((readBig<quint16>(delay, 0) * usualUnits + over / 2) / over));
}

PictureStructure pngStructure(QIODevice &device)
{
    constexpr int mostChunks = 100'000;
    constexpr qint64 pieceBytes = 4096;
    ByteWindow bytes(device, pieceBytes);
    // The header chunk: length, name, 13 bytes, checksum.
    const QByteArrayView header = bytes.at(8, 25);
    if (header.size() < 25 || header.sliced(4, 4) != QByteArrayView("IHDR") ||
        checkSum(header.sliced(4, 17)) != readBig<quint32>(header, 21))
        return {.truncated = true};
    PictureStructure whole{.empty = readBig<quint32>(header, 8) == 0 || readBig<quint32>(header, 12) == 0};
    bool data = false;
    qint64 at = 8;
    for (int i = 0; i < mostChunks; ++i) {
        const QByteArrayView chunk = bytes.at(at, 8);
        const bool last = chunk.size() == 8 && chunk.sliced(4, 4) == QByteArrayView("IEND");
        const qint64 end = at + 12 + readBig<quint32>(chunk, 0);
        if (chunk.size() < 8 || end > bytes.size())
            return {.truncated = true};
        data = data || (chunk.sliced(4, 4) == QByteArrayView("IDAT") && readBig<quint32>(chunk, 0) > 0);
        if (last) {
            whole.empty = whole.empty || !data;
            return whole;
        }
        takeAnimation(bytes, at, chunk.sliced(4, 4).toByteArray(), whole);
        at = end;
    }
    return whole;
}

// Offset behind the data blocks, each of which begins with its length; -1: the file ends before the last one, of length 0.
qint64 behindBlocks(ByteWindow &bytes, qint64 at)
{
    for (int length = bytes.byte(at); length != 0; length = bytes.byte(at)) {
        if (length < 0)
            return -1;
        at += 1 + length;
    }
    return at + 1;
}

qint64 colorBytes(int flags)
{
    return flags & 0x80 ? 3LL << ((flags & 0x07) + 1) : 0;
}

// Reads an extension: the next frame's delay and transparency, or the number of loops.
void takeExtension(ByteWindow &bytes, qint64 at, PictureStructure &whole, int &delayCs)
{
    constexpr int graphicControl = 0xF9;
    constexpr int application = 0xFF;
    const QByteArray begin = bytes.at(at, 19).toByteArray();
    if (bytes.byte(at + 1) == graphicControl && begin.size() >= 8) {
        delayCs = readLittle<quint16>(begin, 4);
        whole.seeThrough = whole.seeThrough || (begin[3] & 1) != 0;
    }
    if (bytes.byte(at + 1) == application && begin.mid(3, 11) == "NETSCAPE2.0" && begin.size() == 19 && begin[15] == 1)
        whole.loops = readLittle<quint16>(begin, 16);
}

PictureStructure gifStructure(QIODevice &device)
{
    constexpr int extension = 0x21;
    constexpr int picture = 0x2C;
    constexpr int trailer = 0x3B;
    ByteWindow bytes(device);
    const QByteArrayView screen = bytes.at(6, 4);
    PictureStructure whole{.truncated = true,
                    .empty = readLittle<quint16>(screen, 0) == 0 || readLittle<quint16>(screen, 2) == 0};
    const int flags = bytes.byte(10);
    qint64 at = 13 + (flags < 0 ? 0 : colorBytes(flags));
    int paddingLeft = 4096; // some programs write it between blocks
    int delayCs = 0;
    while (at >= 0 && at < mostWalkedBytes) {
        const int block = bytes.byte(at);
        if (block == trailer) {
            whole.truncated = whole.pictures == 0;
            return whole;
        }
        if (block == picture) {
            const int local = bytes.byte(at + 9);
            at = local < 0 ? -1 : behindBlocks(bytes, at + 11 + colorBytes(local));
            whole.pictures += at < 0 ? 0 : 1;
            if (at >= 0)
                whole.delaysCs << shownCs(delayCs);
            delayCs = 0;
        } else if (block == extension) {
            takeExtension(bytes, at, whole, delayCs);
            at = behindBlocks(bytes, at + 2);
        } else if (block == 0 && paddingLeft-- > 0) {
            ++at;
        } else {
            return whole;
        }
    }
    whole.truncated = at < 0;
    return whole;
}

// Whether there is a run of zeros that no encoder writes, as after a power loss.
bool hasHole(ByteWindow &bytes, qint64 at, qint64 end)
{
    constexpr qint64 pieceBytes = 1024;
    for (; at + pieceBytes <= end; at += pieceBytes) {
        const QByteArrayView piece = bytes.at(at, pieceBytes);
        if (piece.size() == pieceBytes && isAllZeros(piece))
            return true;
    }
    return false;
}

PictureStructure webpStructure(QIODevice &device)
{
    constexpr int mostChunks = 100'000;
    ByteWindow bytes(device);
    PictureStructure whole{.truncated = bytes.size() < 20 || qint64(readLittle<quint32>(bytes.at(0, 8), 4)) + 8 > bytes.size()};
    qint64 at = 12;
    for (int i = 0; i < mostChunks && !whole.truncated && at + 8 <= bytes.size(); ++i) {
        const QByteArray chunk = bytes.at(at, 8).toByteArray();
        whole.pictures += chunk.startsWith("ANMF") ? 1 : 0; // a frame of an animation
        const qint64 length = readLittle<quint32>(chunk, 4);
        // WebP's decoder accepts any data as a picture, so decoding does not reveal the damage.
        whole.partUnreadable = whole.partUnreadable || (chunk.startsWith("VP8") && hasHole(bytes, at + 8, std::min(at + 8 + length, mostWalkedBytes)));
        at += 8 + length + length % 2;
    }
    return whole;
}

bool bitmapIsTruncated(QIODevice &device)
{
    ByteWindow bytes(device);
    const QByteArrayView head = bytes.at(0, 54);
    const qint64 pixelsAt = readLittle<quint32>(head, 10);
    const bool old = readLittle<quint32>(head, 14) == 12; // OS/2
    const quint32 packing = readLittle<quint32>(head, 30);
    if (old || (packing != 0 && packing != 3)) // compressed: only the header has the size
        return readLittle<quint32>(head, 2) > bytes.size();
    const qint64 width = std::llabs(readLittle<qint32>(head, 18));
    const qint64 height = std::llabs(readLittle<qint32>(head, 22));
    const qint64 rowBytes = (width * readLittle<quint16>(head, 28) + 31) / 32 * 4;
    return head.size() < 54 || rowBytes > bytes.size() || pixelsAt + rowBytes * height > bytes.size();
}

} // namespace

PictureStructure pictureStructure(QIODevice &device, const QString &mediaType)
{
    if (mediaType == QLatin1String("image/jpeg"))
        return jpegStructure(device);
    if (mediaType == QLatin1String("image/png"))
        return pngStructure(device);
    if (mediaType == QLatin1String("image/gif"))
        return gifStructure(device);
    if (mediaType == QLatin1String("image/webp"))
        return webpStructure(device);
    if (mediaType == QLatin1String("image/bmp"))
        return {.truncated = bitmapIsTruncated(device)};
    if (mediaType == QLatin1String("image/tiff"))
        return tiffStructure(device);
    return {};
}

} // namespace postreel
