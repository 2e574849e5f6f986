#include "app/media/sample_tables.h"

#include "app/media/byte_window.h"

#include <limits>

namespace postreel {

namespace {

constexpr int maxBoxes = 1000; // within one parent

// A table of entries of one size behind a version and a count; the count is no more than what stands there.
struct Table
{
    qint64 at = 0;
    qint64 count = 0;
    qint64 entryBytes = 0;
    qint64 place(qint64 index) const { return at + index * entryBytes; }
};

struct Track
{
    QByteArray header; // beginning of tkhd
    QByteArray kind;   // "vide"
    qint64 timescale = 0;
    qint64 startsAt = 0;
    Table decodeSteps; // stts
    Table showOffsets; // ctts
    Table keys;        // stss, and stps: those that need the GOP before them for their leading frames
    Table partialKeys;
    bool hasKeys = false;
    Table sizes; // stsz without a size for all
    qint64 sizeOfAll = 0;
    qint64 samples = 0;
    Table chunkRuns; // stsc
    Table chunks;    // stco or co64
};

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

// What the first edit that shows anything begins with.
void readEdits(ByteWindow &bytes, const IsoBox &box, Track &track)
{
    const bool wide = bytes.byte(box.body) == 1;
    const Table edits = tableIn(bytes, box, 8, wide ? 20 : 12);
    constexpr qint64 mostEdits = 100;
    for (qint64 i = 0; i < std::min(edits.count, mostEdits); ++i) {
        const QByteArrayView edit = bytes.at(edits.place(i), edits.entryBytes);
        const qint64 start = wide ? readBig<qint64>(edit, 8) : readBig<qint32>(edit, 4);
        if (start < 0) // an empty one
            continue;
        track.startsAt = start;
        return;
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

// 16.16 fixed point, behind the matrix.
qint64 areaOf(const Track &track)
{
    const qint64 size = !track.header.isEmpty() && track.header[0] == 1 ? 88 : 76;
    return qint64(readBig<quint16>(track.header, size)) * readBig<quint16>(track.header, size + 4);
}

// A track of one picture is a cover, however large it is.
bool isRatherTheFilm(const Track &track, const Track &other)
{
    const bool moves = track.samples > 1;
    return moves != (other.samples > 1) ? moves : areaOf(track) > areaOf(other);
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
    // Sums of up to 2³² entries of 32 bits stay within 64.
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
        // Signed in practice, whatever its version says.
        const qint64 offset = readBig<qint32>(run, 4);
        for (qint64 n = 0; n < count; ++n)
            times.frames[frame++].at += offset;
    }
    markKeys(bytes, track.keys, times.frames);
    markKeys(bytes, track.partialKeys, times.frames);
    return times;
}

qint64 chunkAt(ByteWindow &bytes, const Table &chunks, qint64 index)
{
    const QByteArrayView entry = bytes.at(chunks.place(index), chunks.entryBytes);
    const quint64 offset = chunks.entryBytes == 8 ? readBig<quint64>(entry, 0) : readBig<quint32>(entry, 0);
    constexpr quint64 most = std::numeric_limits<qint64>::max() / 4; // so that sums stay within 64 bits
    return static_cast<qint64>(std::min(offset, most));
}

struct ChunkSamples
{
    qint64 first = 0;
    qint64 count = 0;
};

// Which samples lie in a chunk: runs of (first chunk, samples in each), numbered from 1.
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
    forEachBox(device, moov, [&](const IsoBox &box) {
        all.fragmented = all.fragmented || box.type == boxTag("mvex");
        if (box.type != boxTag("trak"))
            return;
        Track track;
        readTrack(device, bytes, box, 0, track);
        all.samplesEnd = std::max(all.samplesEnd, samplesEndOf(bytes, track));
        if (track.kind == "vide" && (largest.kind.isEmpty() || isRatherTheFilm(track, largest)))
            largest = track;
    });
    all.frames = framesOf(bytes, largest);
    return all;
}

} // namespace postreel
