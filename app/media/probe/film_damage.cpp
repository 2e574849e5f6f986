#include "app/media/probe/film_damage.h"

#include "app/media/files/byte_window.h"
#include "app/media/files/tool_process.h"
#include "app/media/probe/ebml_number.h"

#include <QDeadlineTimer>
#include <algorithm>
#include <array>
#include <optional>

namespace postreel {

namespace {

constexpr qint64 quickMs = 150; // the user waits for the first result

// Whether a NAL unit has three zero bytes in a row, which emulation prevention (a 3 in between) rules out. SEI units are
// exempt: they may be padded.
bool hasHole(QByteArrayView begin)
{
    constexpr qsizetype least = 24;
    constexpr std::array<char, 3> beside{0x06, 0x4E, 0x50}; // SEI of H.264, prefix and suffix SEI of HEVC
    if (begin.size() < least || std::find(beside.begin(), beside.end(), begin[0]) != beside.end())
        return false;
    return begin.indexOf(QByteArrayView("\0\0\0", 3)) >= 0;
}

// Whether the sample is a sequence of NAL units, each after its length, that fits into the sample's size.
bool isFrame(ByteWindow &bytes, const SamplePlace &place, int lengthBytes)
{
    constexpr int forbidden = 0x80;
    constexpr int mostUnits = 2000;
    constexpr qint64 unitHead = 64;
    const qint64 end = place.offset + place.bytes;
    qint64 at = place.offset;
    for (int i = 0; i < mostUnits && at + lengthBytes < end; ++i) {
        const QByteArrayView head = bytes.at(at, lengthBytes + 1);
        if (head.size() < lengthBytes + 1)
            return false;
        qint64 length = 0;
        for (int n = 0; n < lengthBytes; ++n)
            length = length << 8 | static_cast<quint8>(head[n]);
        if (at + lengthBytes + length > end || (length == 0 && i == 0) || (length > 0 && (head[lengthBytes] & forbidden)))
            return false;
        if (hasHole(bytes.at(at + lengthBytes, std::min(length, unitHead))))
            return false;
        at += lengthBytes + length;
    }
    return true;
}

// Whether a compressed audio sample is not all zeros; compressed silence is not, either.
bool isHeard(ByteWindow &bytes, const SamplePlace &place)
{
    constexpr qint64 least = 16;
    constexpr qint64 most = 4096;
    const QByteArrayView sample = bytes.at(place.offset, std::min(place.bytes, most));
    return place.bytes < least || !isAllZeros(sample);
}

// The first and the last damaged place; nothing if the last place and a selection spread over the file are intact.
template <typename IsSound>
std::optional<std::pair<qsizetype, qsizetype>> unsoundPart(const QVector<SamplePlace> &places, IsSound isSound)
{
    constexpr qsizetype mostFirst = 64;
    const qsizetype count = places.size();
    const QDeadlineTimer deadline(quickMs);
    bool damaged = count > 0 && !isSound(places[count - 1]);
    const qsizetype stride = std::max<qsizetype>(1, count / mostFirst);
    for (qsizetype i = 0; i < count && !damaged && !deadline.hasExpired(); i += stride)
        damaged = !isSound(places[i]);
    if (!damaged)
        return std::nullopt;
    qsizetype first = 0;
    while (first < count && isSound(places[first]))
        ++first;
    qsizetype last = count - 1;
    while (last > first && isSound(places[last]))
        --last;
    return std::pair{first, last};
}

qint64 msOf(const SampleTables &tables, qint64 frame)
{
    const FrameTimes &times = tables.frames;
    if (times.ticksPerSecond <= 0 || times.frames.isEmpty())
        return 0;
    const qint64 last = times.frames.size() - 1;
    const qint64 at = times.frames[std::clamp<qint64>(frame, 0, last)].at - times.startsAt;
    return std::max<qint64>(0, at * 1000 / times.ticksPerSecond);
}

Damage soundDamage(ByteWindow &bytes, const SampleTables &tables, qint64 endMs)
{
    const QVector<SamplePlace> &places = tables.soundPlaces;
    const auto part = unsoundPart(places, [&bytes](const SamplePlace &place) { return isHeard(bytes, place); });
    if (!part)
        return {};
    // All audio samples have the same duration.
    const qint64 samples = places.last().frame + 1;
    return {.fromMs = endMs * places[part->first].frame / samples, .toMs = endMs * (places[part->second].frame + 1) / samples};
}

} // namespace

Damage isoDamage(QIODevice &device, const SampleTables &tables)
{
    const qsizetype count = tables.places.size();
    const qint64 endMs = shownMs({tables.frames.ticksPerSecond, tables.frames.startsAt, tables.frames.frames, true}).value_or(0);
    if (!tables.parameterSets && count > 0)
        return {.fromMs = 0, .toMs = endMs};
    constexpr qint64 pieceBytes = 4096;
    ByteWindow bytes(device, pieceBytes);
    const auto part = unsoundPart(tables.places, [&](const SamplePlace &place) {
        return place.bytes == 0 || isFrame(bytes, place, tables.lengthBytes);
    });
    if (!part)
        return soundDamage(bytes, tables, endMs);
    const bool toItsEnd = part->second + 1 >= count;
    return {.fromMs = msOf(tables, tables.places[part->first].frame),
            .toMs = toItsEnd ? endMs : msOf(tables, tables.places[part->second + 1].frame)};
}

namespace {

constexpr quint64 clusterId = 0x1F43B675;
constexpr quint64 infoId = 0x1549A966;
constexpr quint64 timestampScaleId = 0x2AD7B1;

struct Element
{
    quint64 id = 0;
    qint64 body = 0;
    qint64 end = -1; // -1: unknown, as written by a streaming muxer
};

std::optional<Element> elementAt(ByteWindow &bytes, qint64 at)
{
    const EbmlNumber id = ebmlNumber(bytes.at(at, mostEbmlWidth), true);
    const EbmlNumber length = id.width > 0 ? ebmlNumber(bytes.at(at + id.width, mostEbmlWidth), false) : EbmlNumber{};
    if (length.width == 0)
        return std::nullopt;
    Element element{.id = id.value, .body = at + id.width + length.width};
    if (!length.allSet)
        element.end = element.body + qint64(length.value);
    return element;
}

// The elements that may occur at the top level of a segment, and in a cluster (isInCluster()).
bool isTop(quint64 id)
{
    constexpr std::array<quint64, 10> known{clusterId,  0x1C53BB6B, 0x1254C367, 0x114D9B74, infoId,
                                            0x1654AE6B, 0xEC,       0xBF,       0x1043A770, 0x1941A469};
    return std::find(known.begin(), known.end(), id) != known.end();
}

bool isInCluster(quint64 id)
{
    constexpr std::array<quint64, 9> known{0xE7, 0xA7, 0xAB, 0xA3, 0xA0, 0xAF, 0xEC, 0xBF, 0x5854};
    return std::find(known.begin(), known.end(), id) != known.end();
}

// Walks from element to element, and searches for the next cluster after an invalid one.
class ClusterWalk
{
public:
    explicit ClusterWalk(QIODevice &device) : m_bytes(device, 4096), m_size(device.size()) {}

    Damage run(qint64 lengthMs)
    {
        const auto header = elementAt(m_bytes, 0);
        const auto segment = header && header->end > 0 ? elementAt(m_bytes, header->end) : std::nullopt;
        if (!segment || segment->end < 0 || lengthMs <= 0) // without a segment size it cannot be checked
            return {};
        Damage damage;
        qint64 at = segment->body;
        while (at < segment->end && m_steps < mostSteps) {
            ++m_steps;
            const auto element = elementAt(m_bytes, at);
            const bool known = element && isTop(element->id) && element->end >= 0 && element->end <= m_size;
            if (known && element->id == infoId)
                readScale(*element);
            if (known && (element->id != clusterId || isSound(*element))) {
                at = element->end;
                continue;
            }
            const bool first = !damage.known();
            damage.fromMs = first ? std::min(m_ms, lengthMs) : damage.fromMs;
            at = nextCluster(at + 4, segment->end);
            damage.toMs = at < segment->end ? clusterMs(at) : lengthMs;
        }
        return damage;
    }

private:
    static constexpr int mostSteps = 400'000;

    bool isSound(const Element &cluster)
    {
        qint64 clusterTicks = 0;
        for (qint64 at = cluster.body; at < cluster.end && m_steps < mostSteps; ++m_steps) {
            const auto element = elementAt(m_bytes, at);
            if (!element || !isInCluster(element->id) || element->end < 0 || element->end > cluster.end)
                return false;
            if (element->id == 0xE7)
                m_ms = msOf(clusterTicks = numberIn(*element));
            if (element->id == 0xA3) // SimpleBlock: track number, time relative to the cluster
                m_ms = msOf(clusterTicks + readBig<qint16>(m_bytes.at(element->body + 1, 2), 0));
            at = element->end;
        }
        return true;
    }
    qint64 numberIn(const Element &element)
    {
        qint64 number = 0;
        for (const char byte : m_bytes.at(element.body, std::min<qint64>(8, element.end - element.body)))
            number = number << 8 | static_cast<quint8>(byte);
        return std::clamp<qint64>(number, 0, qint64(1) << 62);
    }
    qint64 clusterMs(qint64 at)
    {
        const auto cluster = elementAt(m_bytes, at);
        const auto clock = cluster ? elementAt(m_bytes, cluster->body) : std::nullopt;
        return clock && clock->id == 0xE7 ? msOf(numberIn(*clock)) : m_ms;
    }
    void readScale(const Element &info)
    {
        for (qint64 at = info.body; at < info.end && m_steps < mostSteps; ++m_steps) {
            const auto element = elementAt(m_bytes, at);
            if (!element || element->end < 0 || element->end > info.end)
                return;
            if (element->id == timestampScaleId)
                m_tickNs = std::clamp<qint64>(numberIn(*element), 1, 1'000'000'000);
            at = element->end;
        }
    }
    qint64 msOf(qint64 ticks) const
    {
        constexpr double longestMs = 1e12;
        return static_cast<qint64>(std::clamp(static_cast<double>(ticks) * static_cast<double>(m_tickNs) / 1e6, 0.0, longestMs));
    }
    qint64 nextCluster(qint64 at, qint64 end)
    {
        constexpr qint64 pieceBytes = 64 * 1024;
        const QByteArrayView mark("\x1F\x43\xB6\x75", 4);
        while (at < std::min(end, m_size)) {
            const QByteArrayView piece = m_bytes.at(at, pieceBytes);
            const qsizetype found = piece.indexOf(mark);
            if (found >= 0)
                return at + found;
            at += std::max<qint64>(1, piece.size() - 3);
        }
        return end;
    }

    ByteWindow m_bytes;
    qint64 m_size;
    qint64 m_ms = 0;               // time of the last intact block
    qint64 m_tickNs = 1'000'000; // TimestampScale; this is its default
    int m_steps = 0;
};

} // namespace

Damage matroskaDamage(QIODevice &device, qint64 lengthMs)
{
    return ClusterWalk(device).run(lengthMs);
}

Damage decodedDamage(const QString &path, const StreamFacts &streams, const QString &mediaType, qint64 lengthMs)
{
    constexpr int places = 8;
    constexpr int packetsEach = 3; // so that a frame of two fields is complete
    if (!streams.video || lengthMs <= 0)
        return {};
    QStringList intervals;
    for (int i = 0; i < places; ++i)
        intervals << QStringLiteral("%1%+#%2").arg(double(lengthMs) * (i + 0.4) / places / 1000, 0, 'f', 3).arg(packetsEach);
    const QStringList arguments =
        QStringList{QStringLiteral("-v"), QStringLiteral("quiet"), QStringLiteral("-threads"), QStringLiteral("1"),
                    QStringLiteral("-of"), QStringLiteral("csv"), QStringLiteral("-select_streams"),
                    QString::number(streams.video->stream), QStringLiteral("-read_intervals"), intervals.join(u','),
                    QStringLiteral("-show_entries"), QStringLiteral("packet=pts_time,flags:frame=pts_time")} +
        inputOptions(mediaType) + QStringList{QStringLiteral("-i"), inputFile(path)};
    const ToolRun run = runTool(QStringLiteral("ffprobe"), arguments, {.cpuSeconds = 5, .wallMs = 8000});
    return run.end == ToolRun::End::Done ? readDecoded(run.output, packetsEach, lengthMs) : Damage{};
}

Damage readDecoded(const QByteArray &lines, int packetsEach, qint64 lengthMs)
{
    struct Place
    {
        qint64 ms = 0;
        bool key = false;
        int packets = 0;
        int frames = 0;
    };
    QVector<Place> places;
    for (const QByteArray &line : lines.split('\n')) {
        const QList<QByteArray> fields = line.split(',');
        if (fields[0] == "packet" && fields.size() >= 3) {
            if (places.isEmpty() || places.last().packets == packetsEach)
                places << Place{.ms = qRound64(fields[1].toDouble() * 1000), .key = fields[2].startsWith('K')};
            ++places.last().packets;
        } else if (fields[0] == "frame" && !places.isEmpty()) {
            ++places.last().frames;
        }
    }
    const auto isSound = [](const Place &place) { return place.frames > 0 || !place.key; };
    const bool decodes = std::any_of(places.begin(), places.end(), [](const Place &place) { return place.frames > 0; });
    if (!decodes) // there may be no decoder for it
        return {};
    Damage damage;
    for (qsizetype i = 0; i < places.size(); ++i) {
        if (isSound(places[i]))
            continue;
        damage.fromMs = damage.known() ? damage.fromMs : places[i].ms;
        damage.toMs = i + 1 < places.size() ? places[i + 1].ms : lengthMs;
    }
    return damage;
}

} // namespace postreel
