#include "app/media/probe/probe_json.h"

#include "app/media/probe/pixel_format.h"
#include "app/media/probe/sound_choice.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace postreel {

namespace {

// ffprobe writes many numbers as text.
double numberOf(const QJsonValue &value)
{
    const double number = value.isString() ? value.toString().toDouble() : value.toDouble();
    return std::isfinite(number) ? number : 0;
}

// Returns 0 for numbers that are not within 1…most.
qint64 wholeNumber(const QJsonValue &value, qint64 most)
{
    const double number = numberOf(value);
    return number >= 1 && number <= double(most) ? static_cast<qint64>(number) : 0;
}

QString wordOf(const QJsonValue &value)
{
    const QString word = value.toString();
    return word == QLatin1String("unknown") ? QString() : word;
}

bool isSet(const QJsonObject &stream, const char *disposition)
{
    return stream[QLatin1String("disposition")][QLatin1String(disposition)].toInt() != 0;
}

struct Ratio
{
    qint64 over = 0;
    qint64 under = 0;
    bool known() const { return over > 0 && under > 0; }
};

// "30000/1001" or "4:3"; unknown for "0/0" and the like.
Ratio ratioOf(const QJsonValue &value, QChar sign)
{
    constexpr qint64 most = 2'147'483'647;
    const QStringList parts = value.toString().split(sign);
    if (parts.size() != 2)
        return {};
    const qint64 over = parts[0].toLongLong();
    const qint64 under = parts[1].toLongLong();
    if (over < 1 || under < 1 || over > most || under > most)
        return {};
    const qint64 shared = std::gcd(over, under);
    return {over / shared, under / shared};
}

qint64 milliFpsOf(const QJsonObject &stream)
{
    if (const Ratio average = ratioOf(stream[QLatin1String("avg_frame_rate")], u'/'); average.known())
        return average.over * 1000 / average.under;
    // If the stream states no average, this may be the rate of its clock.
    constexpr qint64 clockLike = 1'000'000;
    const Ratio base = ratioOf(stream[QLatin1String("r_frame_rate")], u'/');
    const qint64 rate = base.known() ? base.over * 1000 / base.under : 0;
    return rate < clockLike ? rate : 0;
}

// Degrees clockwise, to the nearest quarter turn. The display matrix counts the other way round than the tag of older
// versions of ffmpeg.
int rotationOf(const QJsonObject &stream)
{
    double degrees = numberOf(stream[QLatin1String("tags")][QLatin1String("rotate")]);
    for (const QJsonValue &data : stream[QLatin1String("side_data_list")].toArray())
        if (data.toObject().contains(QLatin1String("rotation")))
            degrees = -numberOf(data[QLatin1String("rotation")]);
    const int quarters = static_cast<int>(std::lround(std::fmod(degrees, 360) / 90));
    return (quarters % 4 + 4) % 4 * 90;
}

std::optional<bool> interlacingOf(const QJsonObject &stream)
{
    const QString order = wordOf(stream[QLatin1String("field_order")]);
    return order.isEmpty() ? std::nullopt : std::optional(order != QLatin1String("progressive"));
}

VideoFacts videoOf(const QJsonObject &stream)
{
    constexpr qint64 longestSide = 1'000'000;
    const QString pixelFormat = wordOf(stream[QLatin1String("pix_fmt")]);
    const QString transfer = stream[QLatin1String("color_transfer")].toString();
    const Ratio pixel = ratioOf(stream[QLatin1String("sample_aspect_ratio")], u':');
    const int rawBits = static_cast<int>(wholeNumber(stream[QLatin1String("bits_per_raw_sample")], 64));
    return {.codec = wordOf(stream[QLatin1String("codec_name")]),
            .profile = wordOf(stream[QLatin1String("profile")]),
            .pixelFormat = pixelFormat,
            .bitDepth = std::max(rawBits, bitDepthOf(pixelFormat)),
            .milliFps = milliFpsOf(stream),
            .width = static_cast<int>(wholeNumber(stream[QLatin1String("width")], longestSide)),
            .height = static_cast<int>(wholeNumber(stream[QLatin1String("height")], longestSide)),
            .pixelWidth = pixel.known() ? static_cast<int>(pixel.over) : 1,
            .pixelHeight = pixel.known() ? static_cast<int>(pixel.under) : 1,
            .rotation = rotationOf(stream),
            .interlaced = interlacingOf(stream),
            .hdr = transfer == QLatin1String("smpte2084") || transfer == QLatin1String("arib-std-b67"),
            .bitRate = wholeNumber(stream[QLatin1String("bit_rate")], 1'000'000'000'000),
            .stream = stream[QLatin1String("index")].toInt(-1)};
}

AudioFacts audioOf(const QJsonObject &stream)
{
    constexpr int longestTitle = 60;
    const QJsonValue tags = stream[QLatin1String("tags")];
    const QString title = tags[QLatin1String("title")].toString().simplified();
    const bool beside = isSet(stream, "comment") || isSet(stream, "visual_impaired") || isSet(stream, "descriptions") ||
                        title.contains(QLatin1String("commentary"), Qt::CaseInsensitive);
    return {.codec = wordOf(stream[QLatin1String("codec_name")]),
            .profile = wordOf(stream[QLatin1String("profile")]),
            .channels = static_cast<int>(wholeNumber(stream[QLatin1String("channels")], 1000)),
            .sampleRate = static_cast<int>(wholeNumber(stream[QLatin1String("sample_rate")], 10'000'000)),
            .bitRate = wholeNumber(stream[QLatin1String("bit_rate")], 1'000'000'000'000),
            .stream = stream[QLatin1String("index")].toInt(-1),
            .language = tags[QLatin1String("language")].toString(),
            .title = title.left(longestTitle),
            .isDefault = isSet(stream, "default"),
            .commentary = beside};
}

bool isOfKind(const QJsonObject &stream, const char *kind)
{
    return stream[QLatin1String("codec_type")].toString() == QLatin1String(kind);
}

// Whether the codec is one of still pictures: covers use them, videos hardly ever.
bool isOfPictures(const QJsonObject &stream)
{
    static const QStringList codecs{QStringLiteral("mjpeg"), QStringLiteral("png"),  QStringLiteral("bmp"),
                                    QStringLiteral("gif"),   QStringLiteral("webp"), QStringLiteral("tiff")};
    return codecs.contains(stream[QLatin1String("codec_name")].toString());
}

// A cover, or pictures for a player's timeline: not the video, whatever their size.
bool isCover(const QJsonObject &stream)
{
    const bool said = isSet(stream, "attached_pic") || isSet(stream, "still_image") || isSet(stream, "timed_thumbnails");
    return said || (isOfPictures(stream) && wholeNumber(stream[QLatin1String("nb_frames")], 1) == 1);
}

// The video streams that are not known to be covers.
QVector<QJsonObject> videosIn(const QJsonArray &streams)
{
    QVector<QJsonObject> videos;
    for (const QJsonValue &value : streams)
        if (const QJsonObject stream = value.toObject(); isOfKind(stream, "video") && !isCover(stream))
            videos << stream;
    return videos;
}

// From the container, the muxer's tags, or a count of the first packets; 0: not known.
qint64 framesOf(const QJsonObject &stream)
{
    constexpr qint64 most = 1'000'000'000;
    const QJsonValue tags = stream[QLatin1String("tags")];
    for (const QJsonValue &told : {stream[QLatin1String("nb_frames")], tags[QLatin1String("NUMBER_OF_FRAMES")],
                                   tags[QLatin1String("NUMBER_OF_FRAMES-eng")], stream[QLatin1String("nb_read_packets")]})
        if (const qint64 frames = wholeNumber(told, most); frames > 0)
            return frames;
    return 0;
}

qint64 mostFrames(const QVector<QJsonObject> &videos)
{
    qint64 most = 0;
    for (const QJsonObject &stream : videos)
        most = std::max(most, framesOf(stream));
    return most;
}

// The stream that a player shows: not a cover of another one, rather not of still pictures, then the one marked as default,
// then the largest, then the first.
QJsonObject chosenVideo(const QVector<QJsonObject> &videos)
{
    QJsonObject best;
    double bestRank = -1;
    const qint64 most = mostFrames(videos);
    for (const QJsonObject &stream : videos) {
        if (isCoverOf(framesOf(stream), most))
            continue;
        constexpr double aboveAnySize = 1e15;
        const double size =
            numberOf(stream[QLatin1String("width")]) * numberOf(stream[QLatin1String("height")]);
        const double rank = std::clamp(size, 0.0, aboveAnySize / 2) + (isSet(stream, "default") ? aboveAnySize : 0)
            + (isOfPictures(stream) ? 0 : 2 * aboveAnySize);
        if (rank > bestRank) {
            best = stream;
            bestRank = rank;
        }
    }
    return best;
}

// Parses "00:01:02.503000000", Matroska's form of a stream's duration.
double secondsIn(const QString &clock)
{
    const QStringList parts = clock.split(u':');
    return parts.size() == 3 ? parts[0].toInt() * 3600.0 + parts[1].toInt() * 60.0 + parts[2].toDouble() : 0;
}

// Duration of a stream or the whole file; -1: not stated.
qint64 toldMsOf(const QJsonObject &part)
{
    constexpr double longest = 1'000'000; // seconds; beyond it the value is wrong
    double seconds = numberOf(part[QLatin1String("duration")]);
    if (seconds <= 0)
        seconds = secondsIn(part[QLatin1String("tags")][QLatin1String("DURATION")].toString());
    return seconds > 0 && seconds < longest ? std::llround(seconds * 1000) : -1;
}

// The file's duration, unless a stream that is not played lasts longer than the chosen video and audio.
qint64 durationMsOf(const QJsonObject &whole, const QJsonArray &streams, const QJsonObject &video, const QJsonObject &audio)
{
    constexpr qint64 noMatterMs = 100;
    qint64 others = -1;
    for (const QJsonValue &value : streams)
        if (const QJsonObject stream = value.toObject(); stream != video && stream != audio)
            others = std::max(others, toldMsOf(stream));
    const qint64 told = toldMsOf(whole);
    const qint64 chosen = std::max(toldMsOf(video), toldMsOf(audio));
    const bool allTold = toldMsOf(video) > 0 && (audio.isEmpty() || toldMsOf(audio) > 0);
    return told < 0 || (allTold && others > chosen + noMatterMs) ? chosen : told;
}

HeaderFacts shownAs(const VideoFacts &video, qint64 durationMs)
{
    const qint64 width = (qint64(video.width) * video.pixelWidth + video.pixelHeight / 2) / video.pixelHeight;
    const bool lies = width < 1 || width > 1'000'000 || video.height < 1;
    HeaderFacts shown{.durationMs = durationMs,
                      .width = lies ? 0 : static_cast<int>(width),
                      .height = lies ? 0 : video.height};
    if (video.rotation % 180 != 0)
        std::swap(shown.width, shown.height);
    return shown;
}

} // namespace

std::optional<ProbeAnswer> readProbeJson(const QByteArray &json)
{
    const QJsonObject all = QJsonDocument::fromJson(json).object();
    if (!all[QLatin1String("streams")].isArray())
        return std::nullopt;
    const QJsonArray streams = all[QLatin1String("streams")].toArray();
    const QJsonObject whole = all[QLatin1String("format")].toObject();
    const QVector<QJsonObject> videos = videosIn(streams);
    const QJsonObject video = chosenVideo(videos);
    ProbeAnswer answer;
    answer.wantsCount = videos.size() > 1 && std::any_of(videos.begin(), videos.end(), [](const QJsonObject &each) { return framesOf(each) == 0; });
    QVector<QJsonObject> sounds;
    for (const QJsonValue &value : streams)
        if (isOfKind(value.toObject(), "audio"))
            sounds << value.toObject();
    for (const QJsonObject &sound : std::as_const(sounds))
        answer.streams.sounds << audioOf(sound);
    answer.streams.audio = chosenSound(answer.streams.sounds);
    const qsizetype kept = answer.streams.audio ? answer.streams.sounds.indexOf(*answer.streams.audio) : -1;
    const QJsonObject audio = sounds.value(kept);
    answer.streams.probed = true;
    answer.streams.container = whole[QLatin1String("format_name")].toString().section(u',', 0, 0);
    answer.shown.durationMs = durationMsOf(whole, streams, video, audio);
    if (!video.isEmpty()) {
        answer.streams.video = videoOf(video);
        answer.shown = shownAs(*answer.streams.video, answer.shown.durationMs);
    }
    answer.decoded = wholeNumber(video[QLatin1String("nb_read_frames")], 1'000'000'000) > 0;
    return answer;
}

} // namespace postreel
