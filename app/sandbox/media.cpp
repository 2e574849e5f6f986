#include "app/sandbox/media.h"

#include <QJsonArray>

namespace postreel::sandbox {

namespace {
constexpr int lastPercent = 99; // progress while the content check runs or has failed
}

bool Media::hasContentRules() const
{
    return processed() &&
           (category == QLatin1String("tweet_video") || category == QLatin1String("amplify_video") ||
            category == QLatin1String("tweet_gif"));
}

ProcessingStep Media::step(qint64 nowMs) const
{
    if (script.strict() && sniffed.isEmpty() && nowMs - finalizedMs > 1000)
        return {.state = ProcessingState::Failed, .percent = 30, .error = ProcessingError{}};
    const ProcessingStep scripted = script.at(nowMs - finalizedMs);
    if (scripted.state != ProcessingState::Succeeded)
        return scripted;
    if (verdict.state == ContentVerdict::State::Running)
        return {.state = ProcessingState::InProgress, .percent = lastPercent};
    if (verdict.error)
        return {.state = ProcessingState::Failed, .percent = lastPercent, .error = verdict.error};
    return scripted;
}

bool Media::ready(qint64 nowMs) const
{
    if (!finalized() || expired(nowMs))
        return false;
    return !processed() || step(nowMs).state == ProcessingState::Succeeded;
}

qint64 Media::receivedBytes() const
{
    qint64 sum = 0;
    for (const Segment &segment : segments)
        sum += segment.bytes;
    return sum;
}

bool Media::hasGaps() const
{
    return segments.isEmpty() || segments.lastKey() != segments.size() - 1;
}

QString Media::stateName(qint64 nowMs) const
{
    if (expired(nowMs))
        return QStringLiteral("expired");
    if (!finalized())
        return QStringLiteral("uploading");
    if (ready(nowMs))
        return QStringLiteral("ready");
    return step(nowMs).state == ProcessingState::Failed ? QStringLiteral("failed")
                                                        : QStringLiteral("processing");
}

QJsonObject Media::line() const
{
    QJsonArray tracks;
    for (const SubtitleTrack &track : subtitles)
        tracks.append(QJsonObject{{QStringLiteral("id"), track.mediaId},
                                  {QStringLiteral("language"), track.language},
                                  {QStringLiteral("name"), track.name}});
    return {{QStringLiteral("kind"), QStringLiteral("media")},
            {QStringLiteral("id"), id},
            {QStringLiteral("key"), key},
            {QStringLiteral("user"), user},
            {QStringLiteral("type"), type},
            {QStringLiteral("category"), category},
            {QStringLiteral("form"), form},
            {QStringLiteral("total"), totalBytes},
            {QStringLiteral("created"), createdMs},
            {QStringLiteral("expires"), expiresMs},
            {QStringLiteral("finalized"), finalizedMs},
            {QStringLiteral("script"), script.name()},
            {QStringLiteral("verdict"), verdict.line()},
            {QStringLiteral("sniffed"), sniffed},
            {QStringLiteral("sha256"), QString::fromLatin1(sha256)},
            {QStringLiteral("alt"), altText},
            {QStringLiteral("subtitles"), tracks}};
}

QJsonObject Media::segmentLine(int index) const
{
    const Segment segment = segments.value(index);
    return {{QStringLiteral("kind"), QStringLiteral("segment")},
            {QStringLiteral("id"), id},
            {QStringLiteral("index"), index},
            {QStringLiteral("bytes"), segment.bytes},
            {QStringLiteral("appends"), segment.appends},
            {QStringLiteral("assembled"), segment.assembled}};
}

Media Media::fromLine(const QJsonObject &line)
{
    const auto text = [&line](const char *name) { return line.value(QLatin1String(name)).toString(); };
    const auto number = [&line](const char *name) { return line.value(QLatin1String(name)).toInteger(); };
    Media media;
    media.id = text("id");
    media.key = text("key");
    media.user = text("user");
    media.type = text("type");
    media.category = text("category");
    media.form = text("form");
    media.totalBytes = number("total");
    media.createdMs = number("created");
    media.expiresMs = number("expires");
    media.finalizedMs = number("finalized");
    if (const Result<ProcessingScript> script = ProcessingScript::parse(text("script")))
        media.script = *script;
    media.verdict = ContentVerdict::fromLine(line.value(QStringLiteral("verdict")).toObject());
    media.sniffed = text("sniffed");
    media.sha256 = text("sha256").toLatin1();
    media.altText = text("alt");
    const QJsonArray tracks = line.value(QStringLiteral("subtitles")).toArray();
    for (const QJsonValue &track : tracks)
        media.subtitles.append({track[QStringLiteral("id")].toString(),
                                track[QStringLiteral("language")].toString(),
                                track[QStringLiteral("name")].toString()});
    return media;
}

} // namespace postreel::sandbox
