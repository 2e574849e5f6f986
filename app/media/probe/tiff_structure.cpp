#include "app/media/probe/tiff_structure.h"

#include "app/media/files/byte_window.h"

#include <QSet>
#include <optional>

namespace postreel {

namespace {

// The entries of a directory that matter: its picture's purpose, size and orientation, and where its strips or tiles lie.
enum Tag : quint16 {
    NewSubfileType = 254,
    ImageWidth = 256,
    ImageLength = 257,
    Orientation = 0x0112,
    StripOffsets = 273,
    StripBytes = 279,
    TileOffsets = 324,
    TileBytes = 325,
};

struct Entry
{
    quint16 tag = 0;
    quint16 type = 0;
    qint64 count = 0;
    qint64 at = 0; // offset of its values
};

class Tiff
{
public:
    explicit Tiff(QIODevice &device) : m_bytes(device, pieceBytes), m_lengths(device, pieceBytes)
    {
        m_little = m_bytes.byte(0) == 'I';
    }

    PictureStructure read()
    {
        PictureStructure whole;
        qint64 at = m_bytes.size() < 8 ? 0 : number(4, 4);
        whole.truncated = at == 0;
        // A chain of directories may be circular.
        QSet<qint64> seen;
        while (at > 0 && !whole.truncated && m_left > 0 && !seen.contains(at)) {
            seen.insert(at);
            at = readDirectory(at, seen.size() == 1, whole);
        }
        whole.pictures = m_pages > 1 ? m_pages : 0;
        return whole;
    }

private:
    qint64 number(qint64 at, int width) { return numberIn(m_bytes, at, width); }
    qint64 numberIn(ByteWindow &window, qint64 at, int width) const
    {
        const QByteArrayView bytes = window.at(at, width);
        if (width == 2)
            return m_little ? readLittle<quint16>(bytes, 0) : readBig<quint16>(bytes, 0);
        return m_little ? readLittle<quint32>(bytes, 0) : readBig<quint32>(bytes, 0);
    }
    static int widthOf(quint16 type)
    {
        static constexpr int widths[] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};
        return type < std::size(widths) ? widths[type] : 0;
    }
    qint64 valueIn(ByteWindow &window, const Entry &entry, qint64 index) const
    {
        const int width = entry.type == 3 ? 2 : 4; // SHORT or LONG
        return numberIn(window, entry.at + index * width, width);
    }
    // Returns the offset of the next directory; 0: none.
    qint64 readDirectory(qint64 at, bool first, PictureStructure &whole)
    {
        constexpr qint64 entryBytes = 12;
        const qint64 count = number(at, 2);
        const qint64 end = at + 2 + count * entryBytes + 4;
        if (count == 0 || end > m_bytes.size()) {
            whole.truncated = true;
            return 0;
        }
        m_left -= 1 + count;
        std::optional<Entry> offsets;
        std::optional<Entry> lengths;
        qint64 kind = 0;
        for (qint64 i = 0; i < count; ++i) {
            const Entry entry = entryAt(at + 2 + i * entryBytes);
            whole.truncated = whole.truncated || entry.at + entry.count * widthOf(entry.type) > m_bytes.size();
            if (entry.tag == StripOffsets || entry.tag == TileOffsets)
                offsets = entry;
            if (entry.tag == StripBytes || entry.tag == TileBytes)
                lengths = entry;
            if (entry.tag == NewSubfileType)
                kind = valueIn(m_bytes, entry, 0);
            if (first)
                takePicture(entry, whole);
        }
        constexpr qint64 page = 2; // the other bits mark reduced versions and masks
        m_pages += offsets && (kind == 0 || kind == page) ? 1 : 0;
        if (offsets && lengths && !whole.truncated)
            whole.truncated = goesOnBehindEnd(*offsets, *lengths);
        return number(end - 4, 4);
    }
    void takePicture(const Entry &entry, PictureStructure &whole)
    {
        constexpr qint64 largest = 1'000'000; // beyond it the header is wrong
        const bool counts = entry.tag == Orientation || entry.tag == ImageWidth || entry.tag == ImageLength;
        const qint64 told = counts ? valueIn(m_bytes, entry, 0) : 0;
        if (entry.tag == Orientation && told >= 1 && told <= 8)
            whole.orientation = static_cast<int>(told);
        if (entry.tag == ImageWidth && told <= largest)
            whole.width = static_cast<int>(told);
        if (entry.tag == ImageLength && told <= largest)
            whole.height = static_cast<int>(told);
    }
    Entry entryAt(qint64 at)
    {
        Entry entry{.tag = static_cast<quint16>(number(at, 2)),
                    .type = static_cast<quint16>(number(at + 2, 2)),
                    .count = number(at + 4, 4),
                    .at = at + 8};
        if (entry.count * widthOf(entry.type) > 4)
            entry.at = number(at + 8, 4);
        return entry;
    }
    bool goesOnBehindEnd(const Entry &offsets, const Entry &lengths)
    {
        const qint64 strips = std::min({offsets.count, lengths.count, std::max<qint64>(m_left, 0)});
        m_left -= strips;
        qint64 end = 0;
        for (qint64 i = 0; i < strips; ++i)
            end = std::max(end, valueIn(m_bytes, offsets, i) + valueIn(m_lengths, lengths, i));
        return end > m_bytes.size();
    }

    static constexpr qint64 pieceBytes = 4096;
    ByteWindow m_bytes;
    ByteWindow m_lengths;    // a second window: the strips' lengths are far from their offsets
    qint64 m_left = 200'000; // entries and strips that may still be read
    int m_pages = 0; // full pictures, without reduced versions and masks
    bool m_little = true;
};

} // namespace

PictureStructure tiffStructure(QIODevice &device)
{
    return Tiff(device).read();
}

} // namespace postreel
