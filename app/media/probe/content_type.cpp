#include "app/media/probe/content_type.h"

#include "app/media/files/bytes.h"
#include "app/media/probe/ebml_number.h"
#include "app/media/probe/raw_photo.h"
#include "app/media/probe/text_kind.h"

#include <QFileInfo>
#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace postreel {

namespace {

using namespace std::string_view_literals;
using Head = QByteArrayView;

struct Known
{
    std::string_view mediaType;
    std::string_view name;
    ContentFamily family;
};

constexpr Known mp4{"video/mp4"sv, "MP4"sv, ContentFamily::Video};
constexpr Known mov{"video/quicktime"sv, "MOV"sv, ContentFamily::Video};
constexpr Known webm{"video/webm"sv, "WebM"sv, ContentFamily::Video};
constexpr Known transportStream{"video/mp2t"sv, "TS"sv, ContentFamily::Video};
constexpr Known srt{"text/srt"sv, "SRT"sv, ContentFamily::Text};
constexpr Known vtt{"text/vtt"sv, "VTT"sv, ContentFamily::Text};
constexpr Known matroska{""sv, "Matroska"sv, ContentFamily::Video};
constexpr Known heic{""sv, "HEIC"sv, ContentFamily::Picture};
constexpr Known avif{""sv, "AVIF"sv, ContentFamily::Picture};
constexpr Known rawPhoto{""sv, "RAW"sv, ContentFamily::Picture};
constexpr Known movingAvif{""sv, "AVIF"sv, ContentFamily::Video};
constexpr Known svg{""sv, "SVG"sv, ContentFamily::Picture};
constexpr Known audioMp4{""sv, "M4A"sv, ContentFamily::Audio};

// Bytes at a fixed offset; the first match wins.
struct Signature
{
    qsizetype offset;
    std::string_view bytes;
    Known known;
};
constexpr std::array signatures{
    Signature{0, "\xFF\xD8\xFF"sv, {"image/jpeg"sv, "JPEG"sv, ContentFamily::Picture}},
    Signature{0, "\x89PNG\r\n\x1A\n"sv, {"image/png"sv, "PNG"sv, ContentFamily::Picture}},
    Signature{0, "GIF87a"sv, {"image/gif"sv, "GIF"sv, ContentFamily::Picture}},
    Signature{0, "GIF89a"sv, {"image/gif"sv, "GIF"sv, ContentFamily::Picture}},
    Signature{8, "CR\x02\0"sv, rawPhoto}, // Canon; also has the signature of TIFF
    Signature{0, "IIRO"sv, rawPhoto},       // Olympus
    Signature{0, "IIRS"sv, rawPhoto},
    Signature{0, "MMOR"sv, rawPhoto},
    Signature{0, "IIU\0"sv, rawPhoto}, // Panasonic, Leica
    Signature{0, "FUJIFILMCCD-RAW"sv, rawPhoto},
    Signature{0, "FOVb"sv, rawPhoto},   // Sigma
    Signature{0, "\0MRM"sv, rawPhoto}, // Minolta
    Signature{0, "II*\0"sv, {"image/tiff"sv, "TIFF"sv, ContentFamily::Picture}},
    Signature{0, "MM\0*"sv, {"image/tiff"sv, "TIFF"sv, ContentFamily::Picture}},
    Signature{0, "\0\0\0\x0CJXL "sv, {""sv, "JPEG XL"sv, ContentFamily::Picture}},
    Signature{0, "\xFF\x0A"sv, {""sv, "JPEG XL"sv, ContentFamily::Picture}},
    Signature{0, "\0\0\0\x0CjP  "sv, {""sv, "JPEG 2000"sv, ContentFamily::Picture}},
    Signature{0, "\xFF\x4F\xFF\x51"sv, {""sv, "JPEG 2000"sv, ContentFamily::Picture}},
    Signature{0, "8BPS"sv, {""sv, "Photoshop"sv, ContentFamily::Picture}},
    Signature{0, "FLV\x01"sv, {""sv, "Flash video"sv, ContentFamily::Video}},
    Signature{0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11"sv, {""sv, "Windows Media"sv, ContentFamily::Video}},
    Signature{0, "\0\0\x01\xBA"sv, {""sv, "MPEG"sv, ContentFamily::Video}},
    Signature{0, "\0\0\x01\xB3"sv, {""sv, "MPEG"sv, ContentFamily::Video}},
    Signature{0, "OggS"sv, {""sv, "Ogg"sv, ContentFamily::Video}},
    Signature{0, "\x06\x0E\x2B\x34"sv, {""sv, "MXF"sv, ContentFamily::Video}},
    Signature{0, "ID3"sv, {""sv, "MP3"sv, ContentFamily::Audio}},
    Signature{0, "\xFF\xFB"sv, {""sv, "MP3"sv, ContentFamily::Audio}},
    Signature{0, "\xFF\xF1"sv, {""sv, "AAC"sv, ContentFamily::Audio}},
    Signature{0, "fLaC"sv, {""sv, "FLAC"sv, ContentFamily::Audio}},
    Signature{0, "%PDF-"sv, {""sv, "PDF"sv, ContentFamily::Other}},
    Signature{0, "PK\x03\x04"sv, {""sv, "ZIP"sv, ContentFamily::Other}},
};

struct Brand
{
    std::string_view brand;
    Known known;
};
constexpr std::array brands{
    Brand{"qt  "sv, mov},      Brand{"M4A "sv, audioMp4}, Brand{"M4B "sv, audioMp4},
    Brand{"M4P "sv, audioMp4}, Brand{"F4A "sv, audioMp4}, Brand{"F4B "sv, audioMp4},
    Brand{"aax "sv, audioMp4}, Brand{"avif"sv, avif},     Brand{"avis"sv, movingAvif},
    Brand{"heic"sv, heic},     Brand{"heix"sv, heic},     Brand{"heim"sv, heic},
    Brand{"heis"sv, heic},     Brand{"hevc"sv, heic},     Brand{"hevx"sv, heic},
    Brand{"mif1"sv, heic},     Brand{"msf1"sv, heic},     Brand{"crx "sv, rawPhoto},
};

ContentType typed(const Known &known)
{
    const auto text = [](std::string_view view) {
        return QString::fromLatin1(view.data(), static_cast<qsizetype>(view.size()));
    };
    return {.mediaType = text(known.mediaType), .name = text(known.name), .family = known.family};
}

bool holds(Head head, qsizetype offset, std::string_view bytes)
{
    const auto length = static_cast<qsizetype>(bytes.size());
    return head.size() >= offset + length && std::string_view(head.data() + offset, bytes.size()) == bytes;
}

std::optional<Known> knownBrand(Head head, qsizetype ftyp, qsizetype end)
{
    for (const Brand &candidate : brands) {
        if (!holds(head, ftyp + 8, candidate.brand))
            continue;
        // The generic image brands do not name the codec; the compatible brands do.
        const bool general = candidate.brand == "mif1"sv || candidate.brand == "msf1"sv;
        for (qsizetype at = ftyp + 16; general && at + 4 <= end && at + 4 <= head.size(); at += 4)
            if (holds(head, at, "avif"sv) || holds(head, at, "avis"sv))
                return avif;
        return candidate.known;
    }
    return mp4;
}

// ISO base media, and QuickTime files that predate `ftyp`.
std::optional<Known> isoMedia(Head head, qint64 size)
{
    constexpr std::array oldAtoms{"moov"sv, "mdat"sv, "wide"sv, "free"sv, "skip"sv, "pnot"sv};
    constexpr int maxPadding = 16; // atoms that may precede `ftyp`
    qint64 at = 0;
    bool quickTime = false;
    for (int i = 0; i < maxPadding && at + 16 <= head.size(); ++i) {
        const qint64 length = readBig<quint32>(head, at);
        if (holds(head, at + 4, "ftyp"sv) && length >= 12)
            return knownBrand(head, at, at + length);
        const bool old = std::any_of(oldAtoms.begin(), oldAtoms.end(),
                                     [&](std::string_view atom) { return holds(head, at + 4, atom); });
        // Length 0: the atom extends to the end of the file; 1: a 64-bit length follows.
        if (!old || (length > 1 && length < 8) || at + length > size)
            break;
        quickTime = true;
        if (length < 8)
            break;
        at += length;
    }
    return quickTime ? std::optional(mov) : std::nullopt;
}

// Reads the EBML number at `at` and moves `at` past it.
std::optional<quint64> nextEbmlNumber(Head head, qsizetype &at, bool keepsMarker)
{
    const EbmlNumber number = ebmlNumber(head.sliced(std::min(at, head.size())), keepsMarker);
    at += number.width;
    return number.width > 0 ? std::optional(number.value) : std::nullopt;
}

std::optional<Known> ebml(Head head)
{
    if (!holds(head, 0, "\x1A\x45\xDF\xA3"sv))
        return std::nullopt;
    constexpr quint64 docType = 0x4282;
    qsizetype at = 4;
    if (!nextEbmlNumber(head, at, false)) // length of the header; not needed, each element has its own
        return matroska;
    while (const auto id = nextEbmlNumber(head, at, true)) {
        const auto length = nextEbmlNumber(head, at, false);
        if (!length || *length > static_cast<quint64>(head.size() - at))
            break;
        if (*id == docType)
            return head.sliced(at, static_cast<qsizetype>(*length)) == Head("webm") ? webm : matroska;
        at += static_cast<qsizetype>(*length);
    }
    return matroska;
}

std::optional<Known> riff(Head head)
{
    if (!holds(head, 0, "RIFF"sv))
        return std::nullopt;
    if (holds(head, 8, "WEBP"sv))
        return Known{"image/webp"sv, "WebP"sv, ContentFamily::Picture};
    if (holds(head, 8, "AVI "sv))
        return Known{""sv, "AVI"sv, ContentFamily::Video};
    if (holds(head, 8, "WAVE"sv))
        return Known{""sv, "WAV"sv, ContentFamily::Audio};
    return std::nullopt;
}

// ICO: a count, then an entry for each size of the picture; each entry has a reserved byte that is 0.
std::optional<Known> icon(Head head)
{
    constexpr int most = 64;
    if (!holds(head, 0, "\0\0\x01\0"sv) || head.size() < 22 || head[9] != '\0')
        return std::nullopt;
    const int count = readLittle<quint16>(head, 4);
    return count >= 1 && count <= most ? std::optional(Known{""sv, "ICO"sv, ContentFamily::Picture}) : std::nullopt;
}

// A camera's raw photo that is stored as TIFF.
std::optional<Known> rawTiff(Head head)
{
    const bool tiff = holds(head, 0, "II*\0"sv) || holds(head, 0, "MM\0*"sv);
    return tiff && isRawPhoto(head) ? std::optional(rawPhoto) : std::nullopt;
}

// SVG: an XML declaration, a comment or a document type may precede the <svg> element.
std::optional<Known> drawing(Head head)
{
    constexpr qsizetype reach = 4096;
    Head text = head.first(std::min(head.size(), reach));
    if (holds(text, 0, "\xEF\xBB\xBF"sv))
        text = text.sliced(3);
    while (!text.empty() && QByteArrayView(" \t\r\n").contains(text.front()))
        text = text.sliced(1);
    const bool begins = text.startsWith("<?xml") || text.startsWith("<!") || text.startsWith("<svg");
    return begins && std::string_view(text.data(), std::size_t(text.size())).find("<svg"sv) != std::string_view::npos
               ? std::optional(svg)
               : std::nullopt;
}

std::optional<Known> bitmap(Head head)
{
    if (!holds(head, 0, "BM"sv) || head.size() < 26)
        return std::nullopt;
    // A text may begin with "BM", too, so the length of the second header must be one of the known ones.
    switch (readLittle<quint32>(head, 14)) {
    case 12:
    case 40:
    case 52:
    case 56:
    case 64:
    case 108:
    case 124:
        return Known{"image/bmp"sv, "BMP"sv, ContentFamily::Picture};
    }
    return std::nullopt;
}

// Packets of 188 bytes that begin with 0x47, or of 192 bytes with a four-byte time stamp before it (M2TS).
std::optional<Known> packets(Head head)
{
    constexpr int enough = 5;
    constexpr int least = 3; // if the file is shorter than `enough` packets
    for (const auto &[start, stride] : {std::pair(0, 188), std::pair(4, 192)}) {
        int seen = 0;
        qsizetype at = start;
        while (at < head.size() && head[at] == '\x47' && seen < enough) {
            ++seen;
            at += stride;
        }
        if (seen == enough || (seen >= least && at >= head.size()))
            return transportStream;
    }
    return std::nullopt;
}

} // namespace

ContentType contentTypeOf(QByteArrayView head, qint64 size)
{
    if (const auto known = isoMedia(head, size))
        return typed(*known);
    if (const auto known = rawTiff(head))
        return typed(*known);
    for (const Signature &signature : signatures)
        if (holds(head, signature.offset, signature.bytes))
            return typed(signature.known);
    for (const auto &probe : {ebml, riff, bitmap, icon, packets, drawing})
        if (const auto known = probe(head))
            return typed(*known);
    switch (textKindOf(head)) {
    case TextKind::Srt:
        return typed(srt);
    case TextKind::Vtt:
        return typed(vtt);
    case TextKind::Plain:
        return {.mediaType = {}, .name = {}, .family = ContentFamily::Text};
    case TextKind::None:
        break;
    }
    return {};
}

QString categoryFor(const QString &mediaType)
{
    if (mediaType == QLatin1String("image/gif"))
        return QStringLiteral("tweet_gif");
    if (mediaType.startsWith(QLatin1String("video/")))
        return QStringLiteral("tweet_video");
    if (mediaType.startsWith(QLatin1String("image/")))
        return QStringLiteral("tweet_image");
    if (mediaType.startsWith(QLatin1String("text/")))
        return QStringLiteral("subtitles");
    return {};
}

QString mediaTypeBySuffix(const QString &path)
{
    struct Row
    {
        std::string_view suffix;
        std::string_view mediaType;
    };
    static constexpr std::array rows{
        Row{"mov"sv, "video/quicktime"sv}, Row{"qt"sv, "video/quicktime"sv}, Row{"webm"sv, "video/webm"sv},
        Row{"ts"sv, "video/mp2t"sv},       Row{"mts"sv, "video/mp2t"sv},     Row{"m2ts"sv, "video/mp2t"sv},
        Row{"jpg"sv, "image/jpeg"sv},      Row{"jpeg"sv, "image/jpeg"sv},    Row{"png"sv, "image/png"sv},
        Row{"gif"sv, "image/gif"sv},       Row{"webp"sv, "image/webp"sv},    Row{"bmp"sv, "image/bmp"sv},
        Row{"tif"sv, "image/tiff"sv},      Row{"tiff"sv, "image/tiff"sv},    Row{"srt"sv, "text/srt"sv},
        Row{"vtt"sv, "text/vtt"sv},
    };
    const QByteArray suffix = QFileInfo(path).suffix().toLower().toUtf8();
    for (const Row &row : rows)
        if (suffix == QByteArrayView(row.suffix.data(), static_cast<qsizetype>(row.suffix.size())))
            return QString::fromLatin1(row.mediaType.data(), static_cast<qsizetype>(row.mediaType.size()));
    return QStringLiteral("video/mp4");
}

} // namespace postreel
