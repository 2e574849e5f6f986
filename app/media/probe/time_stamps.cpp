#include "app/media/probe/time_stamps.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace postreel {

namespace {

constexpr qint64 second = 1'000'000;
constexpr qint64 leastGap = second;         // that is reported
constexpr qsizetype neighbours = 8;         // of a packet, on either side: more than frames are ever reordered by
constexpr qint64 longHold = 60 * second;    // of a frame without audio; a shorter one may well be intended
constexpr qint64 anyLength = std::numeric_limits<qint64>::max() / 4;
constexpr qint64 outOfProportion = 20;      // such a hold is that many times as long as all the rest of the video
constexpr qint64 shortHold = 5 * second;    // of a frame, if the audio breaks off with it
constexpr qsizetype fewPackets = 3;         // that may be strays together

qint64 middleOf(QVector<qint64> numbers)
{
    const auto middle = numbers.begin() + numbers.size() / 2;
    std::nth_element(numbers.begin(), middle, numbers.end());
    return *middle;
}

qint64 middleOf(const QVector<TimeSpan> &packets, qsizetype from, qsizetype to)
{
    QVector<qint64> times;
    for (qsizetype i = std::max<qsizetype>(0, from); i < std::min(to, packets.size()); ++i)
        times << packets[i].from;
    return middleOf(times);
}

QVector<qint64> sortedTimes(const QVector<TimeSpan> &packets)
{
    QVector<qint64> times;
    times.reserve(packets.size());
    for (const TimeSpan &packet : packets)
        times << packet.from;
    std::sort(times.begin(), times.end());
    return times;
}

// Median time from one frame to the next.
qint64 usualStep(const QVector<TimeSpan> &packets)
{
    const QVector<qint64> times = sortedTimes(packets);
    QVector<qint64> steps;
    for (qsizetype i = 1; i < times.size(); ++i)
        steps << times[i] - times[i - 1];
    return steps.isEmpty() ? 0 : middleOf(steps);
}

qint64 farAway(qint64 step)
{
    return std::max(2 * second, 2 * neighbours * step);
}

// The time at which a stray packet fits best: in the middle of the widest gap between the times around it in the file.
qint64 roomAmong(const QVector<TimeSpan> &packets, qsizetype at)
{
    QVector<qint64> times;
    for (qsizetype i = std::max<qsizetype>(0, at - 2 * neighbours); i < std::min(at + 2 * neighbours, packets.size()); ++i)
        if (i != at)
            times << packets[i].from;
    std::sort(times.begin(), times.end());
    qint64 best = times[times.size() / 2];
    qint64 widest = 0;
    // At both ends of these times, those of packets farther away in the file are missing; at the end of the file none are.
    const qsizetype missing = at + 2 * neighbours < packets.size() ? times.size() / 4 : 0;
    for (qsizetype i = times.size() / 4 + 1; i < times.size() - missing; ++i) {
        if (times[i] - times[i - 1] > widest) {
            widest = times[i] - times[i - 1];
            best = times[i - 1] + widest / 2;
        }
    }
    return best;
}

// Moves single packets back whose times are far from those of all packets around them in the file.
void putBack(QVector<TimeSpan> &packets, qint64 step, TimeStamps &found)
{
    const qint64 far = farAway(step);
    for (qsizetype i = 1; i + 1 < packets.size(); ++i) {
        const qint64 at = packets[i].from;
        if (std::abs(at - packets[i - 1].from) <= far / 2 || std::abs(at - packets[i + 1].from) <= far / 2)
            continue;
        const qint64 before = middleOf(packets, i - neighbours, i);
        const qint64 behind = middleOf(packets, i + 1, i + 1 + neighbours);
        if (std::abs(behind - before) > far || std::abs(at - before) <= far || std::abs(at - behind) <= far)
            continue;
        const qint64 by = roomAmong(packets, i) - at;
        packets[i] = {at + by, packets[i].to + by};
        found.shifts << TimeShift{.fromUs = at, .toUs = packets[i].to - by, .byUs = by, .packet = i};
        ++found.strays;
    }
}

// Moves the packets [from, to) at one end of the file to the times there.
void moveEnd(QVector<TimeSpan> &packets, qsizetype from, qsizetype to, qint64 by, TimeStamps &found)
{
    for (qsizetype i = from; i < to; ++i) {
        const TimeSpan moved{packets[i].from + by, packets[i].to + by};
        found.shifts << TimeShift{.fromUs = packets[i].from, .toUs = moved.to, .byUs = by, .packet = i};
        packets[i] = moved;
        ++found.strays;
    }
}

// The same for a few packets at either end of the file, which have neighbours on one side only: first packets with times after
// those that follow, and last packets with times before the preceding ones.
void putBackEnds(QVector<TimeSpan> &packets, qint64 step, TimeStamps &found)
{
    const qsizetype count = packets.size();
    const auto earlier = [](const TimeSpan &a, const TimeSpan &b) { return a.from < b.from; };
    const qint64 far = farAway(step);
    for (qsizetype few = 1; few <= fewPackets && few + neighbours <= count; ++few) {
        const auto begin = packets.begin();
        const auto first = std::minmax_element(begin, begin + few, earlier);
        const auto next = std::minmax_element(begin + few, begin + std::min(count, few + 2 * neighbours), earlier);
        if (first.first->from > next.second->from + far && first.second->from - first.first->from < far)
            moveEnd(packets, 0, few, next.first->from - step - first.second->from, found);
        const auto last = std::minmax_element(packets.end() - few, packets.end(), earlier);
        const auto before = std::minmax_element(packets.end() - std::min(count, few + 2 * neighbours), packets.end() - few, earlier);
        if (last.second->from < before.first->from - far && last.second->from - last.first->from < far)
            moveEnd(packets, count - few, count, before.second->from + step - last.first->from, found);
    }
}

// Splits the packets where their times restart: each part begins earlier than the previous one has ended.
QVector<QVector<TimeSpan>> partsOf(const QVector<TimeSpan> &packets, qint64 step)
{
    const qint64 far = std::max(leastGap / 2, 2 * neighbours * step);
    QVector<QVector<TimeSpan>> parts{{}};
    for (qsizetype i = 0; i < packets.size(); ++i) {
        const bool earlier = i > 0 && packets[i].from < packets[i - 1].from - far;
        if (earlier && middleOf(packets, i, i + neighbours) < middleOf(packets, i - neighbours, i) - far)
            parts << QVector<TimeSpan>();
        parts.last() << packets[i];
    }
    return parts;
}

// The times at which something plays, in order and without overlaps. `most`: longest time that a packet counts for.
QVector<TimeSpan> joined(QVector<TimeSpan> packets, qint64 most)
{
    std::sort(packets.begin(), packets.end(), [](const TimeSpan &a, const TimeSpan &b) { return a.from < b.from; });
    QVector<TimeSpan> spans;
    for (const TimeSpan &packet : std::as_const(packets)) {
        const qint64 end = std::max(packet.from, std::min(packet.to, packet.from + most));
        if (!spans.isEmpty() && packet.from <= spans.last().to)
            spans.last().to = std::max(spans.last().to, end);
        else
            spans << TimeSpan{packet.from, end};
    }
    return spans;
}

qint64 spanOf(const QVector<TimeSpan> &spans)
{
    return spans.isEmpty() ? 0 : spans.last().to - spans.first().from;
}

bool liesWithin(const TimeSpan &gap, const QVector<TimeSpan> &spans)
{
    return !spans.isEmpty() && spans.first().from < gap.from && spans.last().to > gap.to;
}

struct Both
{
    QVector<TimeSpan> picture;
    QVector<TimeSpan> sound;
    bool hasSound = false;
};

bool areFew(const QVector<TimeSpan> &packets, const TimeSpan &gap)
{
    const qsizetype before = std::count_if(packets.begin(), packets.end(), [&gap](const TimeSpan &each) { return each.from < gap.to; });
    return std::min(before, packets.size() - before) <= fewPackets;
}

// Whether a span ends where the gap begins, or begins where it ends.
bool meets(const QVector<TimeSpan> &spans, const TimeSpan &gap)
{
    constexpr qint64 near = second / 2;
    return std::any_of(spans.begin(), spans.end(), [&gap](const TimeSpan &span) {
        return std::abs(span.to - gap.from) < near || std::abs(span.from - gap.to) < near;
    });
}

// The longest hold of a frame while audio plays.
qint64 longestHold(const QVector<TimeSpan> &picture, const QVector<TimeSpan> &sound)
{
    qint64 longest = 0;
    for (qsizetype i = 1; i < picture.size(); ++i) {
        const TimeSpan hold{picture[i - 1].to, picture[i].from};
        const bool heard = std::any_of(sound.begin(), sound.end(), [&hold](const TimeSpan &span) {
            return 2 * (std::min(hold.to, span.to) - std::max(hold.from, span.from)) > hold.length();
        });
        longest = heard ? std::max(longest, hold.length()) : longest;
    }
    return longest;
}

// When the last frame or audio before a gap ends, if that frame lasts as long as usual.
qint64 endBefore(const TimeSpan &gap, const Both &film, qint64 step)
{
    qint64 end = std::numeric_limits<qint64>::min();
    for (const TimeSpan &frame : film.picture)
        end = frame.from < gap.to ? std::max(end, frame.from + step) : end;
    for (const TimeSpan &piece : film.sound)
        end = piece.from < gap.to ? std::max(end, piece.to) : end;
    return std::min(end, gap.from);
}

// Times with neither video nor audio. If not both streams go on behind it, a hold of seconds is a gap if both streams break off
// there, or only a few packets lie beyond it, and it is over three times as long as any hold while audio plays. Without audio,
// or long after the audio has ended, a hold counts as intended unless it is out of all proportion.
QVector<TimeSpan> gapsIn(const Both &film, qint64 step)
{
    const qint64 mostHeld = std::max(2 * step, second / 10);
    const QVector<TimeSpan> picture = joined(film.picture, mostHeld);
    const QVector<TimeSpan> all = joined(picture + film.sound, anyLength);
    const QVector<TimeSpan> sound = joined(film.sound, anyLength);
    const qint64 brokenOff = film.hasSound ? std::max(shortHold, 3 * longestHold(picture, sound)) : anyLength;
    QVector<TimeSpan> gaps;
    for (qsizetype i = 1; i < all.size(); ++i) {
        const TimeSpan gap{all[i - 1].to, all[i].from};
        const bool inBoth = film.hasSound && liesWithin(gap, picture) && liesWithin(gap, sound);
        const qint64 rest = spanOf(all) - gap.length();
        const bool absurd = gap.length() > longHold && gap.length() > outOfProportion * rest;
        const bool breaksOff = gap.length() > brokenOff && ((meets(picture, gap) && meets(sound, gap)) || areFew(film.picture, gap));
        if (gap.length() > std::max(leastGap, 3 * step) && (inBoth || absurd || breaksOff))
            gaps << TimeSpan{breaksOff && !inBoth ? endBefore(gap, film, step) : gap.from, gap.to};
    }
    return gaps;
}

void takeGaps(const QVector<TimeSpan> &gaps, qint64 begin, TimeStamps &found)
{
    qint64 closed = 0;
    for (qsizetype i = 0; i < gaps.size(); ++i) {
        const TimeSpan &gap = gaps[i];
        if (gap.length() / 1000 > found.gapMs) {
            found.gapMs = gap.length() / 1000;
            found.gapAtMs = (gap.from - begin - closed) / 1000;
        }
        closed += gap.length();
        ++found.gaps;
        const qint64 next = i + 1 < gaps.size() ? gaps[i + 1].from + gaps[i + 1].length() / 2 : gap.to * 2 + 1000 * second;
        found.shifts << TimeShift{.fromUs = gap.from + gap.length() / 2, .toUs = next, .byUs = -closed};
    }
}

// For a file whose times restart: the parts play one after the other.
void takeParts(const QVector<QVector<TimeSpan>> &parts, const QVector<TimeSpan> &sound, qint64 step, TimeStamps &found)
{
    constexpr qint64 longGap = 10 * second;
    found.restarts = static_cast<int>(parts.size() - 1);
    qint64 picturePlays = 0;
    for (const QVector<TimeSpan> &part : parts)
        for (const TimeSpan &span : joined(part, anyLength))
            picturePlays += span.length();
    qint64 soundPlays = 0;
    for (const TimeSpan &span : sound)
        soundPlays += span.length();
    for (const QVector<TimeSpan> &part : parts)
        for (const TimeSpan &gap : gapsIn({part, {}, false}, step))
            found.gaps += gap.length() > longGap ? 1 : 0;
    found.playsMs = std::max(picturePlays, soundPlays) / 1000;
}

// Extends frames until the next one is shown, unless that is long after the frame's own duration.
void fillSteps(QVector<TimeSpan> &packets, qint64 step)
{
    constexpr qint64 rounded = 3;
    const QVector<qint64> times = sortedTimes(packets);
    for (TimeSpan &packet : packets) {
        packet.to = std::max(packet.to, packet.from + step);
        const auto next = std::upper_bound(times.begin(), times.end(), packet.from);
        if (next != times.end() && *next - packet.to <= rounded * std::max<qint64>(step, second / 10))
            packet.to = std::max(packet.to, *next);
    }
}

// Moves back single pieces of audio with a time far off, between two pieces that follow each other.
QVector<TimeSpan> soundPutBack(const QVector<TimeSpan> &spans, TimeStamps &found)
{
    constexpr qint64 alone = second / 5;
    constexpr qint64 nearBy = second / 2;
    QVector<TimeSpan> kept;
    for (qsizetype i = 0; i < spans.size(); ++i) {
        const bool between = !kept.isEmpty() && i + 1 < spans.size();
        const bool goesOn = between && std::abs(spans[i + 1].from - kept.last().to) < nearBy;
        const bool far = between && std::abs(spans[i].from - kept.last().to) > 2 * second;
        if (goesOn && far && spans[i].length() < alone) {
            found.shifts << TimeShift{.fromUs = spans[i].from, .toUs = spans[i].to, .byUs = kept.last().to - spans[i].from};
            kept.last().to = spans[++i].to;
            ++found.strays;
            continue;
        }
        kept << spans[i];
    }
    return kept;
}

} // namespace

void addSound(StreamTimes &sound, const TimeSpan &packet)
{
    constexpr qint64 rounded = second / 10;
    if (!sound.packets.isEmpty() && std::abs(packet.from - sound.packets.last().to) <= rounded)
        sound.packets.last().to = std::max(sound.packets.last().to, packet.to);
    else
        sound.packets << packet;
}

TimeStamps timeStampsOf(const StreamTimes &picture, const StreamTimes *sound)
{
    TimeStamps found;
    if (!picture.whole || picture.packets.isEmpty() || (sound && !sound->whole))
        return found;
    QVector<TimeSpan> frames = picture.packets;
    const qint64 step = usualStep(frames);
    putBack(frames, step, found);
    putBackEnds(frames, step, found);
    for (TimeShift &shift : found.shifts)
        shift.packet += picture.hidden;
    const QVector<TimeSpan> heard = sound ? soundPutBack(sound->packets, found) : QVector<TimeSpan>();
    QVector<QVector<TimeSpan>> parts = partsOf(frames, step);
    for (QVector<TimeSpan> &part : parts)
        fillSteps(part, step);
    const QVector<TimeSpan> all = joined(parts.first() + heard, anyLength);
    if (parts.size() > 1) {
        takeParts(parts, heard, step, found);
        return found;
    }
    const qint64 begin = all.first().from;
    found.beginsMs = begin / 1000;
    const QVector<TimeSpan> gaps = gapsIn({parts.first(), heard, !heard.isEmpty()}, step);
    takeGaps(gaps, begin, found);
    for (TimeShift &shift : found.shifts) {
        shift.fromUs -= begin;
        shift.toUs -= begin;
    }
    qint64 plays = spanOf(all);
    for (const TimeSpan &gap : gaps)
        plays -= gap.length();
    found.playsMs = plays / 1000;
    return found;
}

} // namespace postreel
