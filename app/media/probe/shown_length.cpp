#include "app/media/probe/shown_length.h"

#include "app/media/files/bytes.h"
#include "app/media/files/file_check.h"
#include "app/media/probe/iso_boxes.h"

#include <QFile>
#include <algorithm>

namespace postreel {

namespace {

// The first child of that type.
std::optional<IsoBox> childOf(QFile &file, const IsoBox &parent, quint32 type)
{
    auto box = isoBoxAt(file, parent.body, parent.end);
    while (box && box->type != type)
        box = isoBoxAt(file, box->end, parent.end);
    return box;
}

// A number in a box of version 0 (32 bits) or 1 (64 bits).
struct Place
{
    qint64 offset = 0;
    bool wide = false;
};

struct Index
{
    QFile &file;
    qint64 unitsPerSecond = 0;
    QVector<Place> lengths; // durations of the movie and its tracks
    QVector<QVector<Place>> edits; // durations of each track's edits

    qint64 at(const Place &place) const
    {
        const QByteArray bytes = readAt(file, place.offset, 8);
        return place.wide ? readBig<qint64>(bytes, 0) : readBig<quint32>(bytes, 0);
    }
    bool put(const Place &place, qint64 number)
    {
        const quint64 wide = qToBigEndian(quint64(number));
        const quint32 narrow = qToBigEndian(quint32(number));
        const char *bytes = place.wide ? reinterpret_cast<const char *>(&wide) : reinterpret_cast<const char *>(&narrow);
        const qint64 length = place.wide ? qint64(sizeof wide) : qint64(sizeof narrow);
        return file.seek(place.offset) && file.write(bytes, length) == length;
    }
    bool isWide(const IsoBox &box) const { return readAt(file, box.body, 1) == QByteArray(1, '\1'); }
};

bool readMovie(Index &index, const IsoBox &movie)
{
    const auto header = childOf(index.file, movie, boxTag("mvhd"));
    if (!header)
        return false;
    const bool wide = index.isWide(*header);
    index.unitsPerSecond = readBig<quint32>(readAt(index.file, header->body + (wide ? 20 : 12), 4), 0);
    index.lengths << Place{header->body + (wide ? 24 : 16), wide};
    return index.unitsPerSecond > 0;
}

bool readTrack(Index &index, const IsoBox &track)
{
    constexpr quint32 mostEdits = 100;
    const auto header = childOf(index.file, track, boxTag("tkhd"));
    const auto edits = childOf(index.file, track, boxTag("edts"));
    const auto list = edits ? childOf(index.file, *edits, boxTag("elst")) : std::nullopt;
    if (!header || !list)
        return false;
    const bool wideHeader = index.isWide(*header);
    index.lengths << Place{header->body + (wideHeader ? 28 : 20), wideHeader};
    const bool wide = index.isWide(*list);
    const quint32 count = readBig<quint32>(readAt(index.file, list->body + 4, 4), 0);
    const qint64 each = wide ? 20 : 12;
    if (count == 0 || count > mostEdits || list->body + 8 + count * each > list->end)
        return false;
    QVector<Place> places;
    for (quint32 i = 0; i < count; ++i)
        places << Place{list->body + 8 + i * each, wide};
    index.edits << places;
    return true;
}

bool readIndex(Index &index)
{
    const IsoBox whole{.type = 0, .body = 0, .end = index.file.size()};
    const auto movie = childOf(index.file, whole, boxTag("moov"));
    if (!movie || !readMovie(index, *movie))
        return false;
    for (auto box = isoBoxAt(index.file, movie->body, movie->end); box; box = isoBoxAt(index.file, box->end, movie->end))
        if (box->type == boxTag("trak") && !readTrack(index, *box))
            return false;
    return !index.edits.isEmpty();
}

bool shorten(Index &index, qint64 units)
{
    bool written = true;
    for (const Place &length : std::as_const(index.lengths))
        written = written && index.put(length, std::min(index.at(length), units));
    for (const QVector<Place> &track : std::as_const(index.edits)) {
        qint64 left = units;
        for (const Place &edit : track) {
            const qint64 shown = std::min(index.at(edit), left);
            written = written && index.put(edit, shown);
            left -= shown;
        }
    }
    return written && index.file.flush();
}

} // namespace

Result<Done> trimEditLists(const QString &path, qint64 lengthMs)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
        return {ErrorKind::Unreadable, fileNameOf(path)};
    Index index{.file = file, .lengths = {}, .edits = {}};
    if (!readIndex(index))
        return {ErrorKind::Unreadable, fileNameOf(path)};
    if (!shorten(index, lengthMs * index.unitsPerSecond / 1000))
        return {ErrorKind::Storage, fileNameOf(path)};
    return Done{};
}

} // namespace postreel
