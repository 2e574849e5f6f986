#include "app/media/files/bytes.h"
#include "app/media/probe/header_probe.h"
#include "app/media/probe/iso_boxes.h"

#include <QIODevice>
#include <algorithm>
#include <limits>
#include <vector>

namespace postreel {

namespace {

bool isContainer(const IsoBox &box)
{
    return box.type == boxTag("moov") || box.type == boxTag("trak") || box.type == boxTag("mvex");
}

// Collects the movie's facts from its boxes.
struct Movie
{
    quint32 timescale = 0;

    void take(QIODevice &device, const IsoBox &box)
    {
        constexpr qint64 longestBody = 128; // of the boxes that are read
        const auto body = [&] {
            return readAt(device, box.body, std::min(longestBody, box.end - box.body));
        };
        if (box.type == boxTag("mvhd"))
            readMovieHeader(body());
        else if (box.type == boxTag("mehd"))
            readFragmentsHeader(body());
        else if (box.type == boxTag("tkhd"))
            readTrackHeader(body());
    }
    HeaderFacts result() const
    {
        HeaderFacts all = facts;
        constexpr quint64 longest = 1'000'000; // seconds; beyond it the header is wrong
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
        // 16.16 fixed point; 0 for audio.
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
    quint64 duration = 0; // in units of `timescale`
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
        const auto box = isoBoxAt(device, level.at, level.end);
        // There may be thousands of fragments, and they add nothing.
        if (box && box->type == boxTag("moof") && movie.timescale > 0)
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
