// A track of MP4 or MOV as its boxes tell it, for those that read them.
// Invariant: a table counts no more entries than there are bytes of it.
#pragma once

#include "app/media/byte_window.h"
#include "app/media/sample_tables.h"

#include <limits>

namespace postreel {

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
    qint64 emptyFor = 0; // before it begins, in ticks of the movie
    qint64 shownFor = 0; // of it, in the same; 0: all
    int edits = 0;       // that show anything
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
    QByteArray description; // beginning of stsd
};

inline qint64 chunkAt(ByteWindow &bytes, const Table &chunks, qint64 index)
{
    const QByteArrayView entry = bytes.at(chunks.place(index), chunks.entryBytes);
    const quint64 offset = chunks.entryBytes == 8 ? readBig<quint64>(entry, 0) : readBig<quint32>(entry, 0);
    constexpr quint64 most = std::numeric_limits<qint64>::max() / 4; // so that sums stay within 64 bits
    return static_cast<qint64>(std::min(offset, most));
}

// Samples spread over a track, in the order of the file's tables; `most` of them and a few more.
QVector<SamplePlace> placesOf(QIODevice &device, const Track &track, qint64 most);
// Whether its samples are compressed sound, none of which is all zeros, not even silence.
bool isCompressedSound(const Track &track);
// How the pictures of H.264 and HEVC are told apart in there, and whether what decodes them is.
void readDescription(const Track &track, SampleTables &tables);

} // namespace postreel
