#include "app/media/fix/gif_disposal.h"

#include "app/media/files/byte_window.h"

#include <QFile>
#include <vector>

namespace postreel {

namespace {

qint64 tableBytes(int flags)
{
    return flags & 0x80 ? 3LL << ((flags & 0x07) + 1) : 0;
}

qint64 behindBlocks(ByteWindow &bytes, qint64 at)
{
    int length = bytes.byte(at);
    for (; length > 0; length = bytes.byte(at))
        at += 1 + length;
    return length < 0 ? -1 : at + 1;
}

// Offsets of the flags that hold the frames' disposal methods.
std::vector<qint64> controlsIn(ByteWindow &bytes)
{
    constexpr int extension = 0x21;
    constexpr int picture = 0x2C;
    constexpr int graphicControl = 0xF9;
    std::vector<qint64> controls;
    qint64 at = 13 + tableBytes(std::max(0, bytes.byte(10)));
    while (at >= 0 && at < bytes.size()) {
        const int block = bytes.byte(at);
        if (block == extension && bytes.byte(at + 1) == graphicControl)
            controls.push_back(at + 3);
        if (block == extension)
            at = behindBlocks(bytes, at + 2);
        else if (block == picture)
            at = behindBlocks(bytes, at + 11 + tableBytes(std::max(0, bytes.byte(at + 9))));
        else
            break;
    }
    return controls;
}

} // namespace

Result<Done> clearAfterEachFrame(const QString &gif)
{
    constexpr int disposal = 0x1C;
    constexpr int toBackground = 2 << 2;
    QFile file(gif);
    if (!file.open(QIODevice::ReadWrite))
        return Error{.kind = ErrorKind::Unreadable, .subject = gif};
    ByteWindow bytes(file);
    const std::vector<qint64> controls = controlsIn(bytes);
    for (const qint64 at : controls) {
        const char flags = static_cast<char>((bytes.byte(at) & ~disposal) | toBackground);
        if (!file.seek(at) || file.write(&flags, 1) != 1)
            return Error{.kind = ErrorKind::Storage, .subject = gif};
    }
    return file.flush() ? Result<Done>(Done{}) : Result<Done>(Error{.kind = ErrorKind::Storage, .subject = gif});
}

} // namespace postreel
