// Finds missing parts in TS, FLV, AVI, Ogg, MPEG and Windows Media files from their bytes, see film_damage.h.
#include "app/media/probe/film_damage.h"

#include "app/media/files/byte_window.h"

#include <algorithm>
#include <optional>

namespace postreel {

namespace {

constexpr qint64 places = 128; // probe points, spread evenly over the file

// A range [first, behind) of probe points; empty while `first` is -1.
struct Hole
{
    qint64 first = -1;
    qint64 behind = -1;
};

template <typename IsSound> Hole holeIn(qint64 bytes, IsSound isSound)
{
    Hole hole;
    for (qint64 i = 0; i < places; ++i)
        if (!isSound(bytes / places * i)) {
            hole.first = hole.first < 0 ? i : hole.first;
            hole.behind = i + 1;
        }
    return hole;
}

// Binary search for the offset, accurate to 1 KB, where the state at `from` turns into the one at `to`.
template <typename IsSound> qint64 edgeBetween(qint64 from, qint64 to, IsSound isSound)
{
    constexpr qint64 near = 1024;
    const bool sound = isSound(from);
    while (to - from > near) {
        const qint64 middle = from + (to - from) / 2;
        (isSound(middle) == sound ? from : to) = middle;
    }
    return to;
}

bool isPacket(QByteArrayView piece, qsizetype at)
{
    constexpr char sync = 0x47;
    for (const qsizetype packet : {188, 192, 204})
        if (at + 2 * packet < piece.size() && piece[at] == sync && piece[at + packet] == sync && piece[at + 2 * packet] == sync)
            return true;
    return false;
}

// PTS (90 kHz) of the video frame that begins in this packet; nothing if none begins there.
std::optional<qint64> shownIn(QByteArrayView packet)
{
    constexpr qsizetype longestHead = 180;
    if (packet.size() < 188 || !(packet[1] & 0x40))
        return std::nullopt;
    const qsizetype at = 4 + ((packet[3] & 0x20) ? 1 + quint8(packet[4]) : 0);
    if (at + 14 > longestHead || !packet.sliced(at).startsWith(QByteArrayView("\0\0\1", 3)) || (packet[at + 3] & 0xF0) != 0xE0 ||
        !(packet[at + 7] & 0x80))
        return std::nullopt;
    const auto bits = [&packet, at](qsizetype i) { return qint64(quint8(packet[at + i])); };
    return (bits(9) >> 1 & 7) << 30 | bits(10) << 22 | bits(11) >> 1 << 15 | bits(12) << 7 | bits(13) >> 1;
}

// PTS of all video frames that begin within [from, to), in ms after `begin` (90 kHz). Handles the 33-bit wrap-around.
QVector<qint64> shownWithin(ByteWindow &bytes, qint64 from, qint64 to, qint64 begin)
{
    constexpr qint64 clockEnd = qint64(1) << 33;
    QVector<qint64> times;
    const QByteArrayView piece = bytes.at(std::max<qint64>(0, from), to - std::max<qint64>(0, from));
    for (qsizetype i = 0; i + 188 <= piece.size(); ++i)
        if (const auto shown = isPacket(piece, i) ? shownIn(piece.sliced(i, 188)) : std::nullopt)
            times << (*shown - begin + clockEnd) % clockEnd / 90;
    return times;
}

} // namespace

Damage transportDamage(QIODevice &device, qint64 playsMs)
{
    constexpr qint64 longestPacket = 204;
    constexpr qint64 windowBytes = 512 * 1024;
    ByteWindow bytes(device, 4096);
    if (playsMs <= 0 || bytes.size() < places * longestPacket * 4)
        return {};
    const auto isSound = [&bytes](qint64 at) {
        const QByteArrayView piece = bytes.at(at, 4 * longestPacket);
        for (qsizetype i = 0; i < longestPacket; ++i)
            if (isPacket(piece, i))
                return true;
        return piece.size() < 3 * longestPacket;
    };
    const Hole hole = holeIn(bytes.size(), isSound);
    if (hole.first < 0)
        return {};
    // playsMs does not include what follows the last intact packet.
    const qint64 allMs = hole.behind == places ? playsMs * places / std::max<qint64>(1, hole.first) : playsMs;
    const Damage damage{.fromMs = allMs * hole.first / places, .toMs = allMs * hole.behind / places};
    const qint64 step = bytes.size() / places;
    const QVector<qint64> clock = shownWithin(bytes, 0, windowBytes, 0);
    if (clock.isEmpty() || hole.first == 0)
        return damage;
    const qint64 begin = *std::min_element(clock.begin(), clock.end()) * 90;
    const qint64 from = edgeBetween(step * (hole.first - 1), step * hole.first, isSound);
    const QVector<qint64> before = shownWithin(bytes, from - windowBytes, from, begin);
    const qint64 to = hole.behind < places ? edgeBetween(step * (hole.behind - 1), step * hole.behind, isSound) : bytes.size();
    const QVector<qint64> behind = shownWithin(bytes, to - longestPacket, to + windowBytes, begin);
    const qint64 fromMs = before.isEmpty() ? damage.fromMs : *std::max_element(before.begin(), before.end());
    const qint64 toMs = behind.isEmpty() ? std::max(damage.toMs, fromMs) : *std::min_element(behind.begin(), behind.end());
    // The PTS of a video whose clock restarts are no use.
    return fromMs <= toMs ? Damage{.fromMs = fromMs, .toMs = toMs} : damage;
}

namespace {

// Duration in ms from the header of a Windows Media (ASF) file; -1: none. ffprobe reports none for a truncated file.
qint64 headerMs(ByteWindow &bytes)
{
    constexpr qint64 headBytes = 4096;
    const QByteArrayView properties("\xA1\xDC\xAB\x8C\x47\xA9\xCF\x11\x8E\xE4\x00\xC0\x0C\x20\x53\x65", 16);
    const QByteArrayView head = bytes.at(0, headBytes);
    const qsizetype at = head.indexOf(properties);
    constexpr qsizetype length = 64; // offset of the play duration, in 100 ns; the preroll follows, in ms
    constexpr qsizetype ahead = 80;
    if (at < 0 || at + ahead + 8 > head.size())
        return -1;
    constexpr quint64 longest = 1'000'000'000; // ms
    const quint64 all = readLittle<quint64>(head, at + length) / 10'000;
    const quint64 early = readLittle<quint64>(head, at + ahead);
    return all > early && all < longest ? qint64(all - early) : -1;
}

// The longest run of probe points at which the file is all zeros. Compressed video has no such runs, and the space that
// a writer reserves for its tables is shorter.
Hole zerosIn(ByteWindow &bytes, const StreamFacts &streams)
{
    constexpr qint64 leastBytes = 64 * 1024;
    constexpr qint64 leastPieceBytes = 512;
    const qint64 step = bytes.size() / places;
    const qint64 pieceBytes = std::min<qint64>(4096, step);
    const bool raw = streams.video && streams.video->codec == QLatin1String("rawvideo");
    const bool rawSound = std::any_of(streams.sounds.cbegin(), streams.sounds.cend(), [](const AudioFacts &sound) {
        return sound.codec.startsWith(QLatin1String("pcm_")); // whose silence is zeros
    });
    if (raw || rawSound || pieceBytes < leastPieceBytes)
        return {};
    Hole longest;
    qint64 begin = 0;
    for (qint64 i = 0; i < places; ++i) {
        const QByteArrayView piece = bytes.at(i * step, pieceBytes);
        if (!isAllZeros(piece))
            begin = i + 1;
        else if (i + 1 - begin > longest.behind - longest.first)
            longest = {begin, i + 1};
    }
    return (longest.behind - longest.first) * step >= leastBytes ? longest : Hole{};
}

} // namespace

Damage lostDamage(QIODevice &device, const StreamFacts &streams, qint64 toldMs)
{
    constexpr qint64 hardlySeenMs = 500;
    const TimeStamps &times = streams.times;
    ByteWindow bytes(device, 4096);
    if (times.playsMs < 0)
        return {};
    const qint64 told = streams.container == QLatin1String("asf") ? std::max(toldMs, headerMs(bytes)) : toldMs;
    const bool wrong = times.strays > 0 || times.restarts > 0;
    const bool tellsMore = !wrong && told - times.beginsMs - times.playsMs - times.gapMs > hardlySeenMs;
    const Hole hole = zerosIn(bytes, streams);
    if (hole.first < 0)
        return tellsMore ? Damage{.fromMs = times.playsMs, .toMs = told} : Damage{};
    if (times.gaps > 0 && times.gapMs > 0)
        return {.fromMs = times.gapAtMs, .toMs = times.gapAtMs + times.gapMs};
    if (hole.behind == places) // `told` may cover only what can be read
        return {.fromMs = times.playsMs, .toMs = tellsMore ? told : times.playsMs * places / std::max<qint64>(1, hole.first)};
    const qint64 allMs = std::max(told, times.playsMs);
    return {.fromMs = std::min(times.playsMs, allMs * hole.first / places), .toMs = allMs * hole.behind / places};
}

} // namespace postreel
