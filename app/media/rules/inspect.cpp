#include "app/media/rules/inspect.h"

#include "app/media/files/file_check.h"
#include "app/media/files/fingerprint.h"
#include "app/media/probe/content_type.h"
#include "app/media/probe/ffprobe.h"
#include "app/media/probe/film_damage.h"
#include "app/media/probe/film_truncation.h"
#include "app/media/probe/header_probe.h"
#include "app/media/probe/heif_size.h"
#include "app/media/probe/packet_times.h"
#include "app/media/probe/picture_structure.h"
#include "app/media/probe/sound_choice.h"
#include "app/media/rules/limit_words.h"
#include "app/media/rules/subtitle_check.h"

#include <QCoreApplication>
#include <numeric>

namespace postreel {

namespace {

bool fits(const QString &category, UploadKind kind)
{
    switch (kind) {
    case UploadKind::Media:
        return !category.isEmpty() && category != QLatin1String("subtitles");
    case UploadKind::Cover:
        return category == QLatin1String("tweet_image");
    case UploadKind::Subtitle:
        return category == QLatin1String("subtitles");
    }
    return false;
}

// What X accepts, in names that are the same in every language.
QString takenAs(UploadKind kind)
{
    switch (kind) {
    case UploadKind::Media:
        return QStringLiteral("MP4, MOV, WebM, TS, JPEG, PNG, GIF, WebP, BMP, TIFF");
    case UploadKind::Cover:
        return QStringLiteral("JPEG, PNG, WebP, BMP, TIFF");
    case UploadKind::Subtitle:
        return QStringLiteral("SRT, VTT");
    }
    return {};
}

QString nameInWords(const ContentType &content)
{
    if (!content.name.isEmpty())
        return content.name;
    switch (content.family) {
    case ContentFamily::Video:
        return QCoreApplication::translate("Media", "video");
    case ContentFamily::Picture:
        return QCoreApplication::translate("Media", "picture");
    case ContentFamily::Audio:
        return QCoreApplication::translate("Media", "sound");
    case ContentFamily::Text:
        return QCoreApplication::translate("Media", "text");
    case ContentFamily::Other:
        return QCoreApplication::translate("Media", "unknown");
    }
    return {};
}

// X's category of the content, or of what it would be converted to.
QString categoryOf(const ContentType &content)
{
    if (!content.mediaType.isEmpty())
        return categoryFor(content.mediaType);
    if (content.family == ContentFamily::Video)
        return QStringLiteral("tweet_video");
    return content.family == ContentFamily::Picture ? QStringLiteral("tweet_image") : QString();
}

bool isIsoFilm(const ContentType &content)
{
    return content.mediaType == QLatin1String("video/mp4") ||
           content.mediaType == QLatin1String("video/quicktime");
}

// ffmpeg's demuxer for videos, the content's name for pictures that X does not accept.
QString containerOf(const ContentType &content)
{
    struct Row
    {
        const char *name;
        const char *reader;
    };
    static constexpr Row rows[] = {
        {"MP4", "mov"},           {"MOV", "mov"}, {"WebM", "matroska"},   {"TS", "mpegts"},
        {"Matroska", "matroska"}, {"AVI", "avi"}, {"Flash video", "flv"}, {"Windows Media", "asf"},
        {"MPEG", "mpeg"},         {"Ogg", "ogg"}, {"MXF", "mxf"},         {"AVIF", "mov"},
    };
    for (const Row &row : rows)
        if (content.family == ContentFamily::Video && content.name == QLatin1String(row.name))
            return QLatin1String(row.reader);
    return content.family == ContentFamily::Picture && content.mediaType.isEmpty() ? content.name : QString();
}

// Reads the structure of a picture. An animated PNG also gets a video stream, so that it can be converted.
void walkPicture(QIODevice &device, const ContentType &content, Inspection &result)
{
    StreamFacts &streams = result.streams;
    const PictureStructure whole = pictureStructure(device, content.mediaType);
    streams.truncated = whole.truncated;
    streams.empty = whole.empty;
    streams.partUnreadable = whole.partUnreadable;
    streams.pictures = whole.pictures;
    streams.delaysCs = whole.delaysCs;
    streams.loops = whole.loops;
    streams.seeThrough = whole.seeThrough;
    streams.orientation = whole.orientation;
    if (result.facts.width == 0) {
        result.facts.width = whole.width;
        result.facts.height = whole.height;
    }
    constexpr qint64 csMs = 10;
    if (whole.pictures > 1 && whole.delaysCs.size() == whole.pictures)
        result.facts.durationMs = csMs * std::accumulate(whole.delaysCs.cbegin(), whole.delaysCs.cend(), qint64(0));
    if (content.mediaType != QLatin1String("image/png") || whole.pictures < 2 || result.facts.durationMs <= 0)
        return;
    streams.container = QStringLiteral("apng"); // the demuxer that reads all of its frames
    streams.video = VideoFacts{.codec = QStringLiteral("apng"),
                               .pixelFormat = QStringLiteral("rgba"),
                               .bitDepth = 8,
                               .milliFps = whole.pictures * qint64(1'000'000) / result.facts.durationMs,
                               .width = result.facts.width, .height = result.facts.height,
                               .interlaced = false,
                               .stream = 0};
}

void walk(QIODevice &device, const ContentType &content, Inspection &result)
{
    StreamFacts &streams = result.streams;
    if (isIsoFilm(content)) {
        const auto moov = movieBoxOf(device);
        const auto tables = moov ? std::optional(readSampleTables(device, *moov)) : std::nullopt;
        streams.truncated = isoFilmIsTruncated(device, tables);
        if (tables && !tables->fragmented) { // else they cover the first fragment at most
            streams.times = timeStampsOf(tables->picture, tables->sound ? &*tables->sound : nullptr);
            streams.scan = scanOf(putBack(tables->frames, streams.times));
            streams.times.ticksPerSecond = tables->frames.ticksPerSecond;
            streams.damage = streams.truncated ? Damage{} : isoDamage(device, *tables);
            streams.framesKnown = tables->lengthBytes > 0;
        }
    } else if (streams.container == QLatin1String("matroska")) {
        streams.truncated = matroskaIsTruncated(device);
    } else if (streams.container == QLatin1String("mpegts")) {
        streams.truncated = transportStreamIsTruncated(device);
    } else {
        walkPicture(device, content, result);
    }
}

// Whether ffmpeg decodes the complete picture, upright; a picture that X does not accept is converted only then.
bool showsAll(QIODevice &device, const ContentType &content, const VideoFacts &video)
{
    if (content.name != QLatin1String("HEIC") && content.name != QLatin1String("AVIF"))
        return true;
    const HeifSize told = heifSize(device);
    return !told.turned && told.size == QSize(video.width, video.height);
}

// Values of ffprobe override those of the header: ffprobe knows every kind of video.
void probe(QIODevice &device, const QString &path, const ContentType &content, Inspection &result)
{
    const bool picture = content.family == ContentFamily::Picture;
    const Probed probed = probeStreams(path, content.mediaType, picture);
    result.streams.probed = probed.end == ProbeEnd::Told || probed.end == ProbeEnd::NotReadable;
    result.streams.unseen = probed.end == ProbeEnd::NoAnswer;
    if (probed.end != ProbeEnd::Told)
        return;
    const StreamFacts &told = probed.answer.streams;
    const HeaderFacts &shown = probed.answer.shown;
    result.streams.video = told.video;
    result.streams.audio = told.audio;
    result.streams.sounds = told.sounds;
    if (picture && told.video && !(probed.answer.decoded && showsAll(device, content, *told.video)))
        result.streams.video.reset();
    if (content.family == ContentFamily::Video && shown.durationMs >= 0)
        result.facts.durationMs = shown.durationMs;
    if (shown.width > 0) {
        result.facts.width = shown.width;
        result.facts.height = shown.height;
    }
}

// The duration is what plays, whatever a header or a stray time stamp says.
void takeLength(Inspection &seen)
{
    constexpr qint64 mostOffMs = 1000;
    constexpr qint64 mostOffPart = 50;
    TimeStamps &times = seen.streams.times;
    qint64 &told = seen.facts.durationMs;
    if (times.playsMs < 0 || !isVideo(seen.facts))
        return;
    const qint64 off = std::abs(told - times.playsMs);
    const qint64 most = std::max(mostOffMs, times.playsMs / mostOffPart);
    if (told >= 0 && !times.faulty() && off <= most)
        return;
    // A container may count from 0 although the video begins later.
    if (std::abs(told - times.beginsMs - times.playsMs) > most)
        times.toldMs = told;
    told = times.playsMs;
}

void evaluateAgain(Inspection &seen, const Allowance &allowance)
{
    const Evaluation evaluation = evaluate(seen.facts, seen.streams, seen.fingerprint.size, limitsFor(allowance));
    seen.facts.sounds = soundTracks(seen.streams);
    seen.facts.sound = seen.facts.sounds.isEmpty() || !seen.streams.audio ? -1 : seen.streams.audio->stream;
    seen.verdict = evaluation.verdict;
    seen.problems = evaluation.problems;
    seen.broken = evaluation.broken;
}

void scanFrames(const QString &path, Inspection &seen)
{
    const PacketScan packets = scanPackets(path, seen.streams, seen.facts.mediaType);
    dropEmptySound(packets.sound, seen.streams);
    seen.streams.times = timeStampsOf(packets.picture, packets.sound.packets.isEmpty() ? nullptr : &packets.sound);
    seen.streams.scan = scanOf(putBack(packets.frames, seen.streams.times));
    if (seen.facts.durationMs < 0) // as in files recorded by a browser
        seen.facts.durationMs = shownMs(packets.frames).value_or(-1);
    takeLength(seen);
}

// Looks for damaged parts. A gap that is due to damage is not a fault of the time stamps.
void lookForDamage(const QString &path, qint64 lengthMs, Inspection &seen)
{
    const auto file = openRegularFile(path);
    StreamFacts &streams = seen.streams;
    if (!file)
        return;
    if (streams.container == QLatin1String("matroska"))
        streams.damage = matroskaDamage(**file, lengthMs);
    else if (streams.container == QLatin1String("mpegts"))
        streams.damage = transportDamage(**file, streams.times.playsMs);
    else if (streams.container != QLatin1String("mov"))
        streams.damage = lostDamage(**file, streams, lengthMs);
    if (streams.damage.known()) {
        streams.times = {};
        return;
    }
    // ffmpeg does not seek to the requested time in these two.
    const bool findsTimes = streams.container != QLatin1String("mpegts") && streams.container != QLatin1String("asf");
    if (findsTimes && !streams.times.faulty())
        streams.damage = decodedDamage(path, streams, seen.facts.mediaType, seen.facts.durationMs);
}

void refuseContent(const ContentType &content, UploadKind kind, Inspection &result)
{
    const bool gif = kind == UploadKind::Cover && content.family == ContentFamily::Picture;
    result.verdict = Verdict::WillBeRefused;
    result.problems = {
        {.field = QStringLiteral("content"),
         .value = nameInWords(content),
         .limit = takenAs(kind),
         .fix = gif ? QCoreApplication::translate("Media", "Convert it to JPEG") : QString()}};
    result.broken = {{.measure = Measure::Content,
                      .outcome = Outcome::Refuse,
                      .fix = gif ? FixStep::Convert : FixStep::None,
                      .limit = {}}};
}

// A fixable fault becomes a broken rule with FixStep::Convert; the text fix removes all of them.
void takeSubtitles(const SubtitleReading &reading, const ContentType &content, Inspection &result)
{
    result.facts.mediaType = reading.kind.isEmpty() ? content.mediaType : reading.kind;
    result.facts.mediaCategory = QStringLiteral("subtitles");
    result.facts.durationMs = reading.endsMs;
    result.verdict = reading.verdict;
    result.problems = reading.problems;
    for (Problem &problem : result.problems) {
        const bool isContent = problem.field == fieldOf(Measure::Content);
        if (isContent)
            problem.value = nameInWords(content);
        result.broken << BrokenRule{.measure = isContent ? Measure::Content : Measure::Bytes,
                                    .outcome = reading.verdict == Verdict::MayBeRefused ? Outcome::Maybe : Outcome::Refuse,
                                    .fix = problem.fix.isEmpty() ? FixStep::None : FixStep::Convert,
                                    .limit = {}};
    }
}

// Whether headers do not suffice: for a video's frames and audio tracks, or for whether a picture can be decoded.
bool wantsScan(const Inspection &seen)
{
    const StreamFacts &streams = seen.streams;
    if (streams.truncated || streams.empty || streams.partUnreadable)
        return false;
    if (!isVideo(seen.facts)) {
        const bool movingWebp = seen.facts.mediaType == QLatin1String("image/webp") && streams.pictures > 0;
        return !seen.facts.mediaType.isEmpty() && !movingWebp; // ffmpeg cannot read it
    }
    const bool allSeen = streams.scan.frames > 0 && streams.framesKnown && streams.sounds.size() <= 1;
    return streams.video && !allSeen;
}

Error readFacts(QFile &file, const QString &path, UploadKind kind, const Allowance &allowance, Inspection &result)
{
    const auto fingerprint = fingerprintOf(file);
    if (!fingerprint)
        return fingerprint.error();
    const auto head = readBytes(file, 0, contentHeadBytes);
    if (!head)
        return head.error();
    result.fingerprint = *fingerprint;
    const ContentType content = contentTypeOf(*head, fingerprint->size);
    if (kind == UploadKind::Subtitle) {
        const Result<SubtitleReading> reading = readSubtitleFile(file);
        if (reading)
            takeSubtitles(*reading, content, result);
        return reading.error();
    }
    const HeaderFacts header = probeHeader(file, content.mediaType);
    result.facts = {.mediaType = content.mediaType,
                    .mediaCategory = categoryOf(content),
                    .durationMs = header.durationMs,
                    .width = header.width,
                    .height = header.height};
    if (!fits(result.facts.mediaCategory, kind)) {
        refuseContent(content, kind, result);
        return {};
    }
    result.streams.container = containerOf(content);
    walk(file, content, result);
    if (kind == UploadKind::Cover)
        result.streams.pictures = 0; // X shows only the first one
    constexpr int turnedFrom = 5; // EXIF: from 5 on there is a quarter turn
    if (result.streams.orientation >= turnedFrom)
        std::swap(result.facts.width, result.facts.height);
    const bool film = isVideo(result.facts);
    if (film || (content.family == ContentFamily::Picture && content.mediaType.isEmpty()))
        probe(file, path, content, result);
    takeLength(result);
    result.wantsScan = wantsScan(result);
    evaluateAgain(result, allowance);
    return {};
}

} // namespace

Inspection inspect(const QString &path, UploadKind kind, const Allowance &allowance)
{
    Inspection result;
    const auto checked = checkRegularFile(path);
    result.error = checked.error();
    if (result.error)
        return result;
    const auto file = openRegularFile(path);
    result.error = file ? readFacts(**file, path, kind, allowance, result) : file.error();
    return result;
}

Inspection scanned(const QString &path, Inspection seen, const Allowance &allowance)
{
    if (!seen.wantsScan || seen.error)
        return seen;
    seen.wantsScan = false;
    if (!isVideo(seen.facts)) {
        const PictureScan scan = scanPicture(path, seen.facts.mediaType);
        seen.streams.empty = scan == PictureScan::NoPicture;
        seen.streams.partUnreadable = scan == PictureScan::Damaged;
        evaluateAgain(seen, allowance);
        return seen;
    }
    const qint64 toldMs = seen.facts.durationMs;
    if (seen.streams.scan.frames == 0)
        scanFrames(path, seen);
    lookForDamage(path, std::max(toldMs, seen.facts.durationMs), seen);
    listen(path, seen.facts.mediaType, seen.facts.durationMs, seen.streams);
    evaluateAgain(seen, allowance);
    return seen;
}

Inspection withSound(Inspection seen, int stream, const Allowance &allowance)
{
    const auto wanted = std::find_if(seen.streams.sounds.cbegin(), seen.streams.sounds.cend(),
                                     [stream](const AudioFacts &each) { return each.stream == stream; });
    if (seen.error || wanted == seen.streams.sounds.cend())
        return seen;
    seen.streams.audio = *wanted;
    evaluateAgain(seen, allowance);
    return seen;
}

Inspection inspectedWhole(const QString &path, UploadKind kind, const Allowance &allowance,
                          const std::optional<Inspection> &before)
{
    if (before && !before->error && isUntouched(path, before->fingerprint))
        return *before;
    return scanned(path, inspect(path, kind, allowance), allowance);
}

} // namespace postreel
