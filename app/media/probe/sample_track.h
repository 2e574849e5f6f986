// A track of MP4 or MOV as described by its boxes; for the code that reads them.
// Invariant: a table never has more entries than its box has bytes for.
#pragma once

#include "app/media/files/byte_window.h"
#include "app/media/probe/sample_tables.h"

#include <limits>

namespace postreel {

// A box's table of entries of equal size, after version and count. `count` is limited to what fits into the box.
struct Table
{
    qint64 at = 0;
    qint64 count = 0;
    qint64 entryBytes = 0;
    qint64 place(qint64 index) const { return at + index * entryBytes; }
};

struct Track
{
    QByteArray header; // start of tkhd
    QByteArray kind;   // "vide", "soun"
    qint64 timescale = 0;
    qint64 startsAt = 0; // time at which the first edit begins, in ticks of the track
    qint64 emptyFor = 0; // empty edits before it, in ticks of the movie
    qint64 shownFor = 0; // length of the first edit, in ticks of the movie; 0: all
    int edits = 0;       // that are not empty
    Table decodeSteps; // stts
    Table showOffsets; // ctts
    Table keys;        // stss
    Table partialKeys; // stps: key frames whose leading frames need the GOP before
    bool hasKeys = false;
    Table sizes; // stsz, unless all sizes are equal
    qint64 sizeOfAll = 0; // 0: see sizes
    qint64 samples = 0;
    Table chunkRuns; // stsc
    Table chunks;    // stco or co64
    QByteArray description; // start of stsd
};

inline qint64 chunkAt(ByteWindow &bytes, const Table &chunks, qint64 index)
{
    const QByteArrayView entry = bytes.at(chunks.place(index), chunks.entryBytes);
    const quint64 offset = chunks.entryBytes == 8 ? readBig<quint64>(entry, 0) : readBig<quint32>(entry, 0);
    constexpr quint64 most = std::numeric_limits<qint64>::max() / 4; // so that sums stay within 64 bits
    return static_cast<qint64>(std::min(offset, most));
}

// Samples spread evenly over a track, in the order of the tables; fewer than twice `most`.
QVector<SamplePlace> placesOf(QIODevice &device, const Track &track, qint64 most);
// Whether the samples are compressed audio of a codec that never writes all zeros, not even for silence.
bool isCompressedSound(const Track &track);
// Sets lengthBytes and parameterSets from the sample description of an H.264 or HEVC track.
void readDescription(const Track &track, SampleTables &tables);

} // namespace postreel
