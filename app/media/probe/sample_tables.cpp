#include "app/media/probe/sample_tables.h"

#include "app/media/probe/sample_track.h"

namespace postreel {

namespace {

constexpr int maxBoxes = 1000; // within one parent

Table tableIn(ByteWindow &bytes, const IsoBox &box, qint64 headerBytes, qint64 entryBytes)
{
    const QByteArrayView header = bytes.at(box.body, headerBytes);
    const qint64 room = (box.end - box.body - headerBytes) / entryBytes;
    const qint64 count = readBig<quint32>(header, headerBytes - 4);
    return {.at = box.body + headerBytes,
            .count = std::clamp<qint64>(count, 0, std::max<qint64>(room, 0)),
            .entryBytes = entryBytes};
}

void readSizes(ByteWindow &bytes, const IsoBox &box, Track &track)
{
    const QByteArrayView header = bytes.at(box.body, 12);
    track.sizeOfAll = readBig<quint32>(header, 4);
    track.samples = readBig<quint32>(header, 8);
    if (track.sizeOfAll > 0) {
        track.samples = std::min(track.samples, bytes.size() / track.sizeOfAll);
        return;
    }
    track.sizes = tableIn(bytes, box, 12, 4);
    track.samples = track.sizes.count;
}

// Reads the first edit that is not empty, and the length of the empty ones before it.
void readEdits(ByteWindow &bytes, const IsoBox &box, Track &track)
{
    const bool wide = bytes.byte(box.body) == 1;
    const Table edits = tableIn(bytes, box, 8, wide ? 20 : 12);
    constexpr qint64 mostEdits = 100;
    for (qint64 i = 0; i < std::min(edits.count, mostEdits); ++i) {
        const QByteArrayView edit = bytes.at(edits.place(i), edits.entryBytes);
        const qint64 start = wide ? readBig<qint64>(edit, 8) : readBig<qint32>(edit, 4);
        const qint64 length = wide ? readBig<qint64>(edit, 0) : readBig<quint32>(edit, 0);
        if (start < 0) { // an empty edit
            track.emptyFor += track.edits == 0 ? length : 0;
            continue;
        }
        if (++track.edits > 1)
            continue;
        track.startsAt = start;
        track.shownFor = length;
    }
}

void takeChunks(ByteWindow &bytes, const IsoBox &box, Track &track)
{
    switch (box.type) {
    case boxTag("stsc"):
        track.chunkRuns = tableIn(bytes, box, 8, 12);
        break;
    case boxTag("stco"):
        track.chunks = tableIn(bytes, box, 8, 4);
        break;
    case boxTag("co64"):
        track.chunks = tableIn(bytes, box, 8, 8);
        break;
    }
}

void take(ByteWindow &bytes, const IsoBox &box, Track &track)
{
    switch (box.type) {
    case boxTag("tkhd"):
        track.header = bytes.at(box.body, 104).toByteArray();
        break;
    case boxTag("hdlr"):
        if (track.kind.isEmpty())
            track.kind = bytes.at(box.body + 8, 4).toByteArray();
        break;
    case boxTag("mdhd"):
        track.timescale = readBig<quint32>(bytes.at(box.body, 24), bytes.byte(box.body) == 1 ? 20 : 12);
        break;
    case boxTag("elst"):
        readEdits(bytes, box, track);
        break;
    case boxTag("stts"):
        track.decodeSteps = tableIn(bytes, box, 8, 8);
        break;
    case boxTag("ctts"):
        track.showOffsets = tableIn(bytes, box, 8, 8);
        break;
    case boxTag("stss"):
        track.keys = tableIn(bytes, box, 8, 4);
        track.hasKeys = true;
        break;
    case boxTag("stps"):
        track.partialKeys = tableIn(bytes, box, 8, 4);
        break;
    case boxTag("stsz"):
        readSizes(bytes, box, track);
        break;
    case boxTag("stsd"):
        track.description = bytes.at(box.body, std::min<qint64>(box.end - box.body, 4096)).toByteArray();
        break;
    default:
        takeChunks(bytes, box, track);
    }
}

bool isContainer(quint32 type)
{
    return type == boxTag("edts") || type == boxTag("mdia") || type == boxTag("minf") ||
           type == boxTag("stbl");
}

// Calls `each` with the boxes of a parent.
template <typename Each> void forEachBox(QIODevice &device, const IsoBox &parent, Each each)
{
    qint64 at = parent.body;
    for (int i = 0; i < maxBoxes; ++i) {
        const auto box = isoBoxAt(device, at, parent.end);
        if (!box)
            return;
        each(*box);
        at = box->end;
    }
}

void readTrack(QIODevice &device, ByteWindow &bytes, const IsoBox &parent, int depth, Track &track)
{
    constexpr int deepest = 4; // mdia, minf, stbl
    forEachBox(device, parent, [&](const IsoBox &box) {
        if (isContainer(box.type) && depth < deepest)
            readTrack(device, bytes, box, depth + 1, track);
        else
            take(bytes, box, track);
    });
}

// Width and height are 16.16 fixed point, after the matrix.
qint64 areaOf(const Track &track)
{
    const qint64 size = !track.header.isEmpty() && track.header[0] == 1 ? 88 : 76;
    return qint64(readBig<quint16>(track.header, size)) * readBig<quint16>(track.header, size + 4);
}

// Whether `track` is the main video rather than `other`: the larger one, but never a cover.
bool isRatherTheFilm(const Track &track, const Track &other)
{
    if (isCoverOf(track.samples, other.samples) || isCoverOf(other.samples, track.samples))
        return track.samples > other.samples;
    return areaOf(track) > areaOf(other);
}

void markKeys(ByteWindow &bytes, const Table &keys, QVector<FrameTime> &frames)
{
    for (qint64 i = 0; i < keys.count; ++i) {
        const qint64 number = readBig<quint32>(bytes.at(keys.place(i), 4), 0); // from 1
        if (number >= 1 && number <= frames.size())
            frames[number - 1].key = true;
    }
}

FrameTimes framesOf(ByteWindow &bytes, const Track &track)
{
    FrameTimes times{.ticksPerSecond = track.timescale, .startsAt = track.startsAt, .frames = {}};
    const qint64 most = std::min<qint64>(track.samples, maxFramesScanned);
    // Sums of up to 2³² entries of 32 bits stay within 64 bits.
    qint64 at = 0;
    for (qint64 i = 0; i < track.decodeSteps.count && times.frames.size() < most; ++i) {
        const QByteArrayView run = bytes.at(track.decodeSteps.place(i), 8);
        const qint64 count = std::min<qint64>(readBig<quint32>(run, 0), most - times.frames.size());
        const qint64 step = readBig<quint32>(run, 4);
        for (qint64 n = 0; n < count; ++n, at += step)
            times.frames << FrameTime{.at = at, .key = !track.hasKeys};
    }
    qsizetype frame = 0;
    for (qint64 i = 0; i < track.showOffsets.count && frame < times.frames.size(); ++i) {
        const QByteArrayView run = bytes.at(track.showOffsets.place(i), 8);
        const qint64 count = std::min<qint64>(readBig<quint32>(run, 0), times.frames.size() - frame);
        // Signed in practice, whatever the box's version is.
        const qint64 offset = readBig<qint32>(run, 4);
        for (qint64 n = 0; n < count; ++n)
            times.frames[frame++].at += offset;
    }
    markKeys(bytes, track.keys, times.frames);
    markKeys(bytes, track.partialKeys, times.frames);
    return times;
}

// Converts a track's ticks into the time at which they are presented, in µs.
struct Clock
{
    qint64 movieScale = 1;
    const Track &track;

    qint64 us(qint64 ticks) const { return qRound64(double(ticks) * 1e6 / double(track.timescale)); }
    qint64 movieUs(qint64 ticks) const { return qRound64(double(ticks) * 1e6 / double(std::max<qint64>(1, movieScale))); }
    // Returns nothing for what the edit list hides.
    std::optional<TimeSpan> shown(qint64 from, qint64 to) const
    {
        const qint64 begin = movieUs(track.emptyFor);
        qint64 end = std::numeric_limits<qint64>::max();
        if (track.shownFor > 0)
            end = begin + movieUs(track.shownFor);
        const TimeSpan span{std::max(begin, begin + us(from - track.startsAt)), std::min(end, begin + us(to - track.startsAt))};
        return span.length() > 0 ? std::optional(span) : std::nullopt;
    }
};

bool isTold(const Track &track, const FrameTimes &frames)
{
    return track.edits <= 1 && track.timescale > 0 && frames.frames.size() == track.samples;
}

StreamTimes pictureOf(ByteWindow &bytes, const Track &track, const FrameTimes &frames, qint64 movieScale)
{
    StreamTimes times{.packets = {}, .whole = isTold(track, frames)};
    if (!times.whole)
        return times;
    const Clock clock{movieScale, track};
    qsizetype frame = 0;
    for (qint64 i = 0; i < track.decodeSteps.count && frame < frames.frames.size(); ++i) {
        const QByteArrayView run = bytes.at(track.decodeSteps.place(i), 8);
        const qint64 count = std::min<qint64>(readBig<quint32>(run, 0), frames.frames.size() - frame);
        const qint64 step = readBig<quint32>(run, 4);
        for (qint64 n = 0; n < count; ++n, ++frame) {
            if (const auto span = clock.shown(frames.frames[frame].at, frames.frames[frame].at + std::max<qint64>(1, step)))
                times.packets << *span;
            else
                times.hidden += times.packets.isEmpty() ? 1 : 0;
        }
    }
    return times;
}

// A single sample of over half a second is a short one followed by silence.
StreamTimes soundOf(ByteWindow &bytes, const Track &track, qint64 movieScale)
{
    constexpr qint64 mostRuns = 2'000'000;
    StreamTimes times{.packets = {}, .whole = track.edits <= 1 && track.timescale > 0 && track.decodeSteps.count < mostRuns};
    const Clock clock{movieScale, track};
    qint64 at = 0;
    for (qint64 i = 0; times.whole && i < track.decodeSteps.count; ++i) {
        const QByteArrayView run = bytes.at(track.decodeSteps.place(i), 8);
        const qint64 count = readBig<quint32>(run, 0);
        const qint64 step = readBig<quint32>(run, 4);
        const bool silence = count == 1 && step > track.timescale / 2;
        const qint64 heard = silence ? track.timescale / 50 : count * step;
        if (const auto span = clock.shown(at, at + heard))
            addSound(times, *span);
        at += count * step;
    }
    return times;
}

struct ChunkSamples
{
    qint64 first = 0;
    qint64 count = 0;
};

// The samples in a chunk. `runs`: pairs of first chunk, numbered from 1, and samples per chunk.
ChunkSamples samplesIn(ByteWindow &bytes, const Table &runs, qint64 chunk)
{
    ChunkSamples samples;
    for (qint64 i = 0; i < runs.count; ++i) {
        const qint64 begin = qint64(readBig<quint32>(bytes.at(runs.place(i), 4), 0)) - 1;
        const qint64 next = i + 1 < runs.count
                                ? qint64(readBig<quint32>(bytes.at(runs.place(i + 1), 4), 0)) - 1
                                : std::numeric_limits<qint64>::max();
        samples.count = readBig<quint32>(bytes.at(runs.place(i) + 4, 4), 0);
        if (begin > chunk || next <= begin)
            return {};
        const qint64 passed = std::min(chunk, next) - begin;
        samples.first += passed * samples.count;
        if (chunk < next)
            return samples;
    }
    return {};
}

qint64 samplesEndOf(ByteWindow &bytes, const Track &track)
{
    qint64 last = -1;
    qint64 offset = -1;
    constexpr qint64 mostChunks = 4'000'000;
    for (qint64 i = 0; i < std::min(track.chunks.count, mostChunks); ++i)
        if (const qint64 here = chunkAt(bytes, track.chunks, i); here > offset) {
            offset = here;
            last = i;
        }
    if (last < 0 || track.samples == 0)
        return 0;
    const ChunkSamples samples = samplesIn(bytes, track.chunkRuns, last);
    const qint64 behind = std::min(samples.first + samples.count, track.samples);
    if (track.sizeOfAll > 0)
        return offset + std::max<qint64>(0, behind - samples.first) * track.sizeOfAll;
    qint64 end = offset;
    for (qint64 i = samples.first; i < behind; ++i)
        end += readBig<quint32>(bytes.at(track.sizes.place(i), 4), 0);
    return end;
}

} // namespace

std::optional<IsoBox> movieBoxOf(QIODevice &device)
{
    std::optional<IsoBox> moov;
    forEachBox(device, {.type = 0, .body = 0, .end = device.size()}, [&moov](const IsoBox &box) {
        if (!moov && box.type == boxTag("moov"))
            moov = box;
    });
    return moov;
}

SampleTables readSampleTables(QIODevice &device, const IsoBox &moov)
{
    SampleTables all;
    ByteWindow bytes(device);
    Track largest;
    Track sound;
    qint64 movieScale = 0;
    forEachBox(device, moov, [&](const IsoBox &box) {
        if (box.type == boxTag("mvhd"))
            movieScale = readBig<quint32>(bytes.at(box.body, 24), bytes.byte(box.body) == 1 ? 20 : 12);
        all.fragmented = all.fragmented || box.type == boxTag("mvex");
        if (box.type != boxTag("trak"))
            return;
        Track track;
        readTrack(device, bytes, box, 0, track);
        all.samplesEnd = std::max(all.samplesEnd, samplesEndOf(bytes, track));
        if (track.kind == "vide" && (largest.kind.isEmpty() || isRatherTheFilm(track, largest)))
            largest = track;
        if (track.kind == "soun" && sound.kind.isEmpty() && track.samples > 0)
            sound = track;
    });
    all.frames = framesOf(bytes, largest);
    readDescription(largest, all);
    constexpr qint64 mostPlaces = 2000;
    if (all.lengthBytes > 0 && !all.fragmented)
        all.places = placesOf(device, largest, mostPlaces);
    if (isCompressedSound(sound) && !all.fragmented)
        all.soundPlaces = placesOf(device, sound, mostPlaces);
    all.picture = pictureOf(bytes, largest, all.frames, movieScale);
    if (!sound.kind.isEmpty())
        all.sound = soundOf(bytes, sound, movieScale);
    return all;
}

} // namespace postreel
