#include "app/sandbox/content_verdict.h"

#include <QRegularExpression>
#include <QStringDecoder>
#include <QStringList>
#include <algorithm>

namespace postreel::sandbox {

namespace {

constexpr qint64 shortestMs = 500;
constexpr int leastSide = 32;
constexpr qint64 widest = 3;               // ratio of width to height, and of height to width
constexpr qint64 mostMilliFps = 60 * 1005; // 60 fps plus 0.5 %, because frame rates are averages
constexpr int mostSide = 4096;             // X states no number
constexpr int gifWidth = 1280;
constexpr int gifHeight = 1080;
constexpr qint64 gifFrames = 350;
constexpr qint64 gifPixels = 300'000'000; // width × height × frames

bool isOneOf(const QString &word, std::initializer_list<const char *> words)
{
    return std::ranges::any_of(words, [&word](const char *each) { return word == QLatin1String(each); });
}

ProcessingError invalidMedia(const QString &message)
{
    return {1, QStringLiteral("InvalidMedia"), message};
}

ProcessingError unsupportedMedia(const QString &message)
{
    return {3, QStringLiteral("UnsupportedMedia"), message};
}

QString sizeOf(const ContentFacts &facts)
{
    return QStringLiteral("%1x%2").arg(facts.width).arg(facts.height);
}

// ProRes has no 4:2:0; X may accept it nevertheless.
bool wrongPixels(const ContentFacts &facts)
{
    return facts.codec != QLatin1String("prores") && !facts.pixelFormat.isEmpty() &&
           !isOneOf(facts.pixelFormat, {"yuv420p", "yuvj420p", "nv12"});
}

std::optional<ProcessingError> wrongPicture(const ContentFacts &facts)
{
    if (facts.codec.isEmpty())
        return invalidMedia(QStringLiteral("No video stream found"));
    if (!isOneOf(facts.codec, {"h264", "hevc", "vp8", "vp9", "av1", "prores"}))
        return unsupportedMedia(QStringLiteral("Unsupported video codec: %1").arg(facts.codec));
    if (isOneOf(facts.fieldOrder, {"tt", "bb", "tb", "bt"}))
        return invalidMedia(QStringLiteral("Interlaced video is not supported"));
    if (wrongPixels(facts))
        return invalidMedia(
            QStringLiteral("Unsupported pixel format: %1, required: YUV 4:2:0 8 bit").arg(facts.pixelFormat));
    if (facts.pixelWidth != facts.pixelHeight)
        return invalidMedia(QStringLiteral("Unsupported pixel aspect ratio: %1:%2, required: 1:1")
                                .arg(facts.pixelWidth)
                                .arg(facts.pixelHeight));
    if (std::min(facts.width, facts.height) < leastSide)
        return invalidMedia(QStringLiteral("Dimensions too small, minimum:%1x%1, actual:%2")
                                .arg(leastSide)
                                .arg(sizeOf(facts)));
    if (facts.width > widest * facts.height || facts.height > widest * facts.width)
        return invalidMedia(
            QStringLiteral("Unsupported aspect ratio, allowed:1:3 to 3:1, actual:%1").arg(sizeOf(facts)));
    return std::nullopt;
}

std::optional<ProcessingError> wrongSound(const ContentFacts &facts)
{
    if (facts.audioCodec == QLatin1String("aac") && !facts.audioProfile.isEmpty() &&
        facts.audioProfile != QLatin1String("LC"))
        return invalidMedia(
            QStringLiteral("Unsupported audio profile: %1, required: LC").arg(facts.audioProfile));
    if (facts.channels > 2)
        return invalidMedia(
            QStringLiteral("Too many audio channels, maximum:2, actual:%1").arg(facts.channels));
    return std::nullopt;
}

std::optional<ProcessingError> wrongVideo(const ContentFacts &facts)
{
    if (auto error = wrongPicture(facts))
        return error;
    if (auto error = wrongSound(facts))
        return error;
    if (facts.durationMs > 0 && facts.durationMs < shortestMs)
        return invalidMedia(QStringLiteral("Duration too short, minimum:%1, actual:%2")
                                .arg(shortestMs)
                                .arg(facts.durationMs));
    return std::nullopt;
}

std::optional<ProcessingError> wrongGif(const ContentFacts &facts)
{
    if (facts.codec.isEmpty())
        return invalidMedia(QStringLiteral("No picture found"));
    if (facts.width > gifWidth || facts.height > gifHeight)
        return invalidMedia(QStringLiteral("GIF dimensions too large, maximum:%1x%2, actual:%3")
                                .arg(gifWidth)
                                .arg(gifHeight)
                                .arg(sizeOf(facts)));
    if (facts.frames > gifFrames)
        return invalidMedia(
            QStringLiteral("Too many GIF frames, maximum:%1, actual:%2").arg(gifFrames).arg(facts.frames));
    if (const qint64 pixels = facts.frames * facts.width * facts.height; pixels > gifPixels)
        return invalidMedia(
            QStringLiteral("Too many GIF pixels, maximum:%1, actual:%2").arg(gifPixels).arg(pixels));
    return std::nullopt;
}

// What X accepts in processing but refuses in Create Post.
QString unpostable(const ContentFacts &facts)
{
    if (facts.milliFps > mostMilliFps)
        return QStringLiteral("%1 frames per second, X takes 60")
            .arg(static_cast<double>(facts.milliFps) / 1000);
    if (std::max(facts.width, facts.height) > mostSide)
        return QStringLiteral("a frame of %1, the sandbox takes %2 on each side")
            .arg(sizeOf(facts))
            .arg(mostSide);
    return {};
}

using Rule = std::optional<ProcessingError> (*)(const ContentFacts &);

ContentVerdict evaluated(const ProbeResult &look, Rule wrong)
{
    if (look.outcome == ProbeResult::Outcome::Unknown)
        return {.state = ContentVerdict::State::Unknown};
    ContentVerdict verdict{.state = ContentVerdict::State::Known};
    if (look.outcome == ProbeResult::Outcome::Unreadable) {
        verdict.error = ProcessingError{};
    } else {
        verdict.error = wrong(look.facts);
        verdict.facts = look.facts.shown();
        verdict.durationMs = look.facts.durationMs;
    }
    if (verdict.error)
        verdict.reason = verdict.error->message;
    return verdict;
}

constexpr const char *stateNames[] = {"none", "running", "unknown", "done"};

} // namespace

ContentVerdict evaluateVideo(const ProbeResult &look)
{
    ContentVerdict verdict = evaluated(look, wrongVideo);
    if (verdict.state == ContentVerdict::State::Known && !verdict.error) {
        verdict.reason = unpostable(look.facts);
        verdict.invalidId = !verdict.reason.isEmpty();
    }
    return verdict;
}

ContentVerdict evaluateGif(const ProbeResult &look)
{
    ContentVerdict verdict = evaluated(look, wrongGif);
    verdict.durationMs = 0; // a GIF loops; its duration has no limit
    return verdict;
}

std::optional<QString> ContentVerdict::tooLongFor(bool premium, qint64 longestSecs) const
{
    const qint64 seconds = longestSecs > 0 ? longestSecs : (premium ? 125 : 20) * 60;
    if (durationMs <= seconds * 1000)
        return std::nullopt;
    return seconds % 60 == 0 ? QStringLiteral("%1 minutes").arg(seconds / 60) : QStringLiteral("%1 seconds").arg(seconds);
}

QLatin1String ContentVerdict::stateName() const
{
    return QLatin1String(stateNames[static_cast<int>(state)]);
}

QJsonObject ContentVerdict::line() const
{
    QJsonObject line{{QStringLiteral("state"), stateName()},
                     {QStringLiteral("invalid_id"), invalidId},
                     {QStringLiteral("reason"), reason},
                     {QStringLiteral("duration_ms"), durationMs},
                     {QStringLiteral("facts"), facts}};
    if (error)
        line[QStringLiteral("error")] = error->json();
    return line;
}

ContentVerdict ContentVerdict::fromLine(const QJsonObject &line)
{
    ContentVerdict verdict;
    const QString state = line.value(QStringLiteral("state")).toString();
    for (const State each : {State::Unasked, State::Running, State::Unknown, State::Known})
        if (state == QLatin1String(stateNames[static_cast<int>(each)]))
            verdict.state = each;
    if (line.contains(QStringLiteral("error")))
        verdict.error = ProcessingError::fromJson(line.value(QStringLiteral("error")).toObject());
    verdict.invalidId = line.value(QStringLiteral("invalid_id")).toBool();
    verdict.reason = line.value(QStringLiteral("reason")).toString();
    verdict.durationMs = line.value(QStringLiteral("duration_ms")).toInteger();
    verdict.facts = line.value(QStringLiteral("facts")).toObject();
    return verdict;
}

std::optional<QString> wrongWithSubtitles(const QByteArray &bytes)
{
    static const QRegularExpression webVtt(QStringLiteral("^\\x{feff}?WEBVTT(?:[ \\t\\r\\n]|$)"));
    static const QRegularExpression cue(
        QStringLiteral(
            "^(?:\\d+:)?\\d{1,2}:\\d{2}[,.]\\d{1,3}[ \\t]*-->[ \\t]*(?:\\d+:)?\\d{1,2}:\\d{2}[,.]\\d{1,3}"),
        QRegularExpression::MultilineOption);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder.decode(bytes);
    if (decoder.hasError())
        return QStringLiteral("The subtitles are not valid UTF-8.");
    if (webVtt.match(text).hasMatch() || cue.match(text).hasMatch())
        return std::nullopt;
    return QStringLiteral("The subtitles are neither SubRip nor WebVTT.");
}

} // namespace postreel::sandbox
