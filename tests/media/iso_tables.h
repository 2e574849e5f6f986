// Sample tables as an MP4 holds them, made by hand: for films that no encoder would make so quickly, or at
// all. Invariant: what is not said is what a plain film of one chunk has.
#pragma once

#include "tests/media/media_files.h"

#include <QVector>
#include <utility>

namespace postreel::testing {

using Runs = QVector<std::pair<quint32, quint32>>; // (count, value)

inline QByteArray table(const char *type, const Runs &runs)
{
    QByteArray body = big32(0) + big32(static_cast<quint32>(runs.size()));
    for (const auto &[count, value] : runs)
        body += big32(count) + big32(value);
    return box(type, body);
}

inline QByteArray numbers(const char *type, const QVector<quint32> &values)
{
    QByteArray body = big32(0) + big32(static_cast<quint32>(values.size()));
    for (const quint32 value : values)
        body += big32(value);
    return box(type, body);
}

struct TrackTables
{
    quint32 timescale = 1000;
    quint16 width = 320;
    quint16 height = 240;
    const char *kind = "vide";
    Runs steps;              // stts
    Runs offsets;            // ctts; none: no table
    QVector<quint32> keys;   // stss; none: no table
    QVector<quint32> sizes;  // stsz
    QVector<quint32> chunks; // stco, all samples in the last one
    QByteArray edits;        // elst's entries
    QByteArray more;         // into stbl
};

inline QByteArray trackOf(const TrackTables &track)
{
    const QByteArray media =
        box("mdhd", QByteArray(12, '\0') + big32(track.timescale) + big32(0) + big32(0)) +
        box("hdlr", QByteArray(8, '\0') + track.kind + QByteArray(13, '\0'));
    QByteArray sizes = big32(0) + big32(0) + big32(static_cast<quint32>(track.sizes.size()));
    for (const quint32 size : track.sizes)
        sizes += big32(size);
    QByteArray tables = table("stts", track.steps);
    if (!track.offsets.isEmpty())
        tables += table("ctts", track.offsets);
    if (!track.keys.isEmpty())
        tables += numbers("stss", track.keys);
    const QByteArray run = big32(1) + big32(static_cast<quint32>(track.sizes.size())) + big32(1);
    tables += box("stsz", sizes) + box("stsc", big32(0) + big32(1) + run) + numbers("stco", track.chunks) +
              track.more;
    const quint32 edits = static_cast<quint32>(track.edits.size() / 12);
    const QByteArray edit = track.edits.isEmpty()
                                ? QByteArray()
                                : box("edts", box("elst", big32(0) + big32(edits) + track.edits));
    return box("trak", trackHeader(track.width, track.height) + edit +
                           box("mdia", media + box("minf", box("stbl", tables))));
}

// One edit: how long it is shown in the movie's clock, from where in the track's.
inline QByteArray edit(quint32 duration, qint32 start)
{
    return big32(duration) + big32(static_cast<quint32>(start)) + big32(0x10000);
}

inline QByteArray filmOf(const QByteArray &tracks, qsizetype dataBytes = 1000)
{
    return box("ftyp", "isom" + big32(512) + "isommp41") + box("mdat", QByteArray(dataBytes, 'm')) +
           box("moov", movieHeader(1000, 5000) + tracks);
}

} // namespace postreel::testing
