#include "app/media/probe/film_truncation.h"

#include "app/media/files/byte_window.h"
#include "app/media/probe/ebml_number.h"

#include <array>
#include <optional>

namespace postreel {

namespace {

// Known top-level boxes. Any other is a vendor's own box, or not part of the video.
bool isTopBox(quint32 type)
{
    static constexpr std::array known{
        boxTag("ftyp"), boxTag("moov"), boxTag("mdat"), boxTag("free"), boxTag("skip"), boxTag("wide"),
        boxTag("moof"), boxTag("mfra"), boxTag("uuid"), boxTag("meta"), boxTag("pnot"), boxTag("udta"),
        boxTag("sidx"), boxTag("styp"), boxTag("emsg"), boxTag("prft"), boxTag("ssix"), boxTag("pdin")};
    return std::find(known.begin(), known.end(), type) != known.end();
}

// An EBML element: an ID and a length, both of variable width.
struct Element
{
    quint64 id = 0;
    qint64 body = 0;
    std::optional<qint64> end; // nothing: unknown, as written by a streaming muxer
};

std::optional<Element> elementAt(ByteWindow &bytes, qint64 at)
{
    const EbmlNumber id = ebmlNumber(bytes.at(at, mostEbmlWidth), true);
    const EbmlNumber length = id.width > 0 ? ebmlNumber(bytes.at(at + id.width, mostEbmlWidth), false) : EbmlNumber{};
    if (length.width == 0)
        return std::nullopt;
    Element element{.id = id.value, .body = at + id.width + length.width, .end = {}};
    if (!length.allSet)
        element.end = element.body + static_cast<qint64>(length.value); // below 2⁵⁶
    return element;
}

constexpr quint64 ebmlHeaderId = 0x1A45DFA3;
constexpr quint64 segmentId = 0x18538067;
constexpr quint64 clusterId = 0x1F43B675;

// Walks the segment's children up to the first cluster; up to the end of the file if the segment's size is unknown.
bool clustersAreCutShort(ByteWindow &bytes, const Element &segment)
{
    constexpr int mostElements = 30'000;
    bool seen = false;
    qint64 at = segment.body;
    for (int i = 0; i < mostElements && at < bytes.size(); ++i) {
        const auto element = elementAt(bytes, at);
        if (!element || element->end.value_or(0) > bytes.size())
            return true;
        seen = seen || element->id == clusterId;
        if (seen && segment.end)
            return false;
        // Enters an element of unknown length: its children follow directly.
        at = element->end.value_or(element->body);
    }
    return !seen;
}

} // namespace

bool isoFilmIsTruncated(QIODevice &device, const std::optional<SampleTables> &tables)
{
    if (!tables)
        return true;
    constexpr int mostBoxes = 100'000; // there may be thousands of fragments
    const qint64 size = device.size();
    bool fragment = false;
    quint32 last = 0;
    qint64 at = 0;
    for (int i = 0; i < mostBoxes && at < size; ++i) {
        const auto box = claimedBoxAt(device, at, size);
        if (!box && size - at < 8 && tables->fragmented)
            return true; // cut off within the box header of the next fragment
        const bool known = box && isTopBox(box->type);
        // A lost part of a fragmented file may read as zeros; after the mfra box, which ends it, anything may follow.
        if (box && box->type == 0 && tables->fragmented && last != boxTag("mfra"))
            return true;
        if (!known && (!box || box->end > size))
            break;
        if (box->end > size)
            return true;
        fragment = fragment || box->type == boxTag("moof");
        last = known ? box->type : last;
        at = box->end;
    }
    const bool nothingInside = tables->fragmented && !fragment && tables->samplesEnd == 0;
    return nothingInside || last == boxTag("moof") || tables->samplesEnd > size;
}

bool matroskaIsTruncated(QIODevice &device)
{
    constexpr qint64 pieceBytes = 4096; // most bytes between two elements are skipped
    ByteWindow bytes(device, pieceBytes);
    const auto header = elementAt(bytes, 0);
    if (!header || header->id != ebmlHeaderId || !header->end)
        return true;
    const auto segment = elementAt(bytes, *header->end);
    if (!segment || segment->id != segmentId || segment->end.value_or(0) > bytes.size())
        return true;
    return clustersAreCutShort(bytes, *segment);
}

bool transportStreamIsTruncated(QIODevice &device)
{
    // Plain packets, a camera's packets with a time stamp before each, packets with a checksum after each.
    struct Form
    {
        qint64 packet;
        qint64 sync;
    };
    constexpr std::array forms{Form{188, 0}, Form{192, 4}, Form{204, 0}};
    ByteWindow bytes(device);
    for (const Form &form : forms)
        if (bytes.byte(form.sync) == 0x47 && bytes.byte(form.sync + form.packet) == 0x47 &&
            bytes.byte(form.sync + 2 * form.packet) == 0x47)
            return bytes.size() % form.packet != 0;
    return true;
}

} // namespace postreel
