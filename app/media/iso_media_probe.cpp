#include "app/media/bytes.h"
#include "app/media/header_probe.h"

#include <QIODevice>
#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

namespace postreel {

namespace {

constexpr quint32 tag(const char (&name)[5])
{
    return quint32(quint8(name[0])) << 24 | quint32(quint8(name[1])) << 16 | quint32(quint8(name[2])) << 8 |
           quint32(quint8(name[3]));
}

struct Box
{
    quint32 type = 0;
    qint64 body = 0; // offset of what follows its header
    qint64 end = 0;  // offset behind it, within its parent
};

QByteArray bytesAt(QIODevice &device, qint64 offset, qint64 length)
{
    return device.seek(offset) ? device.read(length) : QByteArray();
}

// The box at `at` of a parent that ends at `end`; nothing where no honest box stands.
std::optional<Box> boxAt(QIODevice &device, qint64 at, qint64 end)
{
    const QByteArray header = bytesAt(device, at, 16);
    if (header.size() < 8 || end - at < 8)
        return std::nullopt;
    qint64 headerLength = 8;
    quint64 length = readBig<quint32>(header, 0);
    if (length == 1) { // the length follows as 64 bits
        headerLength = 16;
        length = readBig<quint64>(header, 8);
    } else if (length == 0) { // up to the end
        length = static_cast<quint64>(end - at);
    }
    if (length < static_cast<quint64>(headerLength) || length > static_cast<quint64>(end - at))
        return std::nullopt;
    return Box{.type = readBig<quint32>(header, 4),
               .body = at + headerLength,
               .end = at + static_cast<qint64>(length)};
}

bool isContainer(const Box &box)
{
    return box.type == tag("moov") || box.type == tag("trak") || box.type == tag("mvex");
}

// The movie's facts as they come in from its boxes.
struct Movie
{
    quint32 timescale = 0;

    void take(QIODevice &device, const Box &box)
    {
        constexpr qint64 longestBody = 128; // of the boxes that are read
        const auto body = [&] {
            return bytesAt(device, box.body, std::min(longestBody, box.end - box.body));
        };
        if (box.type == tag("mvhd"))
            readMovieHeader(body());
        else if (box.type == tag("mehd"))
            readFragmentsHeader(body());
        else if (box.type == tag("tkhd"))
            readTrackHeader(body());
    }
    HeaderFacts result() const
    {
        HeaderFacts all = facts;
        constexpr quint64 longest = 1'000'000; // seconds: above it the header lies
        if (timescale > 0 && duration > 0 && duration / timescale < longest)
            all.durationMs = static_cast<qint64>(duration * 1000 / timescale);
        return all;
    }

private:
    void readMovieHeader(const QByteArray &body)
    {
        const bool wide = body.size() >= 32 && body[0] == 1;
        timescale = readBig<quint32>(body, wide ? 20 : 12);
        takeDuration(body, wide, wide ? 24 : 16);
    }
    void readFragmentsHeader(const QByteArray &body)
    {
        takeDuration(body, body.size() >= 12 && body[0] == 1, 4);
    }
    void readTrackHeader(const QByteArray &body)
    {
        const qint64 matrix = !body.isEmpty() && body[0] == 1 ? 52 : 40;
        constexpr qint64 matrixBytes = 36;
        if (body.size() < matrix + matrixBytes + 8)
            return;
        // 16.16 fixed point. Sound has none.
        int width = readBig<quint16>(body, matrix + matrixBytes);
        int height = readBig<quint16>(body, matrix + matrixBytes + 4);
        const bool turned = readBig<qint32>(body, matrix) == 0 && readBig<qint32>(body, matrix + 4) != 0;
        if (turned)
            std::swap(width, height);
        if (qint64(width) * height > qint64(facts.width) * facts.height) {
            facts.width = width;
            facts.height = height;
        }
    }
    void takeDuration(const QByteArray &body, bool wide, qint64 offset)
    {
        // All bits set: unknown.
        const quint64 told = wide ? readBig<quint64>(body, offset) : readBig<quint32>(body, offset);
        const quint64 unknown =
            wide ? std::numeric_limits<quint64>::max() : std::numeric_limits<quint32>::max();
        if (told != unknown)
            duration = std::max(duration, told);
    }
    quint64 duration = 0; // in timescale
    HeaderFacts facts;
};

} // namespace

HeaderFacts probeIsoMedia(QIODevice &device)
{
    constexpr int maxBoxes = 2000;
    constexpr std::size_t maxDepth = 4; // moov / mvex or trak
    Movie movie;
    struct Level
    {
        qint64 at;
        qint64 end;
    };
    std::vector<Level> open{{0, device.size()}};
    for (int i = 0; i < maxBoxes && !open.empty(); ++i) {
        Level &level = open.back();
        const auto box = boxAt(device, level.at, level.end);
        // Fragments may be thousands, and tell nothing more.
        if (box && box->type == tag("moof") && movie.timescale > 0)
            break;
        if (!box) {
            open.pop_back();
            continue;
        }
        level.at = box->end;
        if (!isContainer(*box))
            movie.take(device, *box);
        else if (open.size() < maxDepth)
            open.push_back({box->body, box->end});
    }
    return movie.result();
}

} // namespace postreel
