// What a file is by its first bytes: one of X's types or none, and its text kind is the same seen alone.
#include "app/media/probe/content_type.h"
#include "app/media/probe/text_kind.h"
#include "tests/fuzz/byte_source.h"

#include <QStringList>

using namespace postreel;
using namespace postreel::fuzzing;

namespace {

// Those of X's page "Initialize media upload".
const QStringList xTypes{"video/mp4",  "video/quicktime", "video/webm", "video/mp2t",
                         "image/jpeg", "image/png",       "image/webp", "image/gif",
                         "image/bmp",  "image/tiff",      "text/srt",   "text/vtt"};

void checkFamily(const ContentType &type)
{
    must(xTypes.contains(type.mediaType), "a media type is one of X's own list");
    must(!type.name.isEmpty(), "a known type has a name");
    must(!categoryFor(type.mediaType).isEmpty(), "a known type has a category");
    const QString family = type.mediaType.section(u'/', 0, 0);
    const ContentFamily wanted = family == QLatin1String("video")   ? ContentFamily::Video
                                 : family == QLatin1String("image") ? ContentFamily::Picture
                                                                    : ContentFamily::Text;
    must(type.family == wanted, "a media type is of its family");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    ByteSource source(data, size);
    const bool larger = source.byte() % 2 == 1;
    const qint64 told = larger ? static_cast<qint64>(static_cast<quint64>(source.number()) >> 1) : 0;
    const QByteArray head = source.rest();
    const ContentType type = contentTypeOf(head, std::max<qint64>(head.size(), told));
    if (!type.mediaType.isEmpty())
        checkFamily(type);
    const TextKind kind = textKindOf(head);
    if (type.mediaType == QLatin1String("text/srt"))
        must(kind == TextKind::Srt, "SRT is SRT by its text");
    if (type.mediaType == QLatin1String("text/vtt"))
        must(kind == TextKind::Vtt, "VTT is VTT by its text");
    must(!head.isEmpty() || type.family == ContentFamily::Other, "nothing is of no family");
    return 0;
}
