#include "app/sandbox/content_facts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

namespace postreel::sandbox {

namespace {

// ffmpeg's error codes for content that it cannot read. Other codes describe the machine (out of memory, no
// such file), not the content.
constexpr int contentErrors[] = {
    -1094995529, // invalid data
    -541478725,  // end of file
    -1163346256, // not implemented
    -22,         // invalid argument: a container outside -format_whitelist
};

QString textOf(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

int countOf(const QJsonObject &object, const char *name)
{
    return std::max(0, object.value(QLatin1String(name)).toInt());
}

// Parses "30000/1001" or "16:15"; returns {0, 0} for anything else.
std::pair<qint64, qint64> ratioOf(const QString &text, QChar between)
{
    const QStringList parts = text.split(between);
    if (parts.size() != 2)
        return {};
    return {parts.first().toInt(), parts.last().toInt()};
}

qint64 milliFpsOf(const QJsonObject &stream)
{
    const auto [frames, seconds] = ratioOf(textOf(stream, "avg_frame_rate"), u'/');
    return frames > 0 && seconds > 0 ? frames * 1000 / seconds : 0;
}

qint64 durationMsOf(const QJsonObject &object)
{
    const double seconds = textOf(object, "duration").toDouble();
    return seconds > 0 && seconds < 1e9 ? qRound64(seconds * 1000) : 0;
}

void readVideo(const QJsonObject &stream, ContentFacts &facts)
{
    facts.codec = textOf(stream, "codec_name");
    if (facts.codec.isEmpty())
        facts.codec = QStringLiteral("unknown");
    facts.pixelFormat = textOf(stream, "pix_fmt");
    facts.fieldOrder = textOf(stream, "field_order");
    facts.width = countOf(stream, "width");
    facts.height = countOf(stream, "height");
    if (const auto [width, height] = ratioOf(textOf(stream, "sample_aspect_ratio"), u':');
        width > 0 && height > 0) {
        facts.pixelWidth = static_cast<int>(width);
        facts.pixelHeight = static_cast<int>(height);
    }
    facts.milliFps = milliFpsOf(stream);
    facts.frames = std::max(0LL, textOf(stream, "nb_read_packets").toLongLong());
    facts.durationMs = durationMsOf(stream);
}

void readAudio(const QJsonObject &stream, ContentFacts &facts)
{
    facts.audioCodec = textOf(stream, "codec_name");
    facts.audioProfile = textOf(stream, "profile");
    facts.channels = countOf(stream, "channels");
}

bool isCoverPicture(const QJsonObject &stream)
{
    return stream.value(QLatin1String("disposition"))[QLatin1String("attached_pic")].toInt() != 0;
}

} // namespace

ProbeResult readProbeResult(const QByteArray &json)
{
    const QJsonObject said = QJsonDocument::fromJson(json).object();
    if (said.contains(QLatin1String("error"))) {
        const int code = said.value(QLatin1String("error"))[QLatin1String("code")].toInt();
        const bool content = std::ranges::find(contentErrors, code) != std::end(contentErrors);
        return {content ? ProbeResult::Outcome::Unreadable : ProbeResult::Outcome::Unknown, {}};
    }
    if (!said.value(QLatin1String("streams")).isArray() || !said.value(QLatin1String("format")).isObject())
        return {};
    ProbeResult look{ProbeResult::Outcome::Facts, {}};
    ContentFacts &facts = look.facts;
    const QJsonArray streams = said.value(QLatin1String("streams")).toArray();
    for (const QJsonValue &value : streams) {
        const QJsonObject stream = value.toObject();
        const QString type = textOf(stream, "codec_type");
        if (type == QLatin1String("video") && facts.codec.isEmpty() && !isCoverPicture(stream))
            readVideo(stream, facts);
        if (type == QLatin1String("audio") && facts.audioCodec.isEmpty())
            readAudio(stream, facts);
    }
    if (const qint64 whole = durationMsOf(said.value(QLatin1String("format")).toObject()); whole > 0)
        facts.durationMs = whole;
    return look;
}

QJsonObject ContentFacts::shown() const
{
    return {{QStringLiteral("codec"), codec},
            {QStringLiteral("pixel_format"), pixelFormat},
            {QStringLiteral("field_order"), fieldOrder},
            {QStringLiteral("width"), width},
            {QStringLiteral("height"), height},
            {QStringLiteral("pixel"), QStringLiteral("%1:%2").arg(pixelWidth).arg(pixelHeight)},
            {QStringLiteral("fps"), static_cast<double>(milliFps) / 1000},
            {QStringLiteral("frames"), frames},
            {QStringLiteral("duration_ms"), durationMs},
            {QStringLiteral("audio_codec"), audioCodec},
            {QStringLiteral("audio_profile"), audioProfile},
            {QStringLiteral("channels"), channels}};
}

} // namespace postreel::sandbox
