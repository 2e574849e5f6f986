// /sandbox/…: what tests can read about the sandbox, and the endpoint that changes its spec while it runs.
#include "app/sandbox/api.h"

#include <QDateTime>
#include <QJsonArray>

namespace postreel::sandbox::api {

namespace {

QJsonObject probeObject(const ContentVerdict &verdict)
{
    QJsonObject object = verdict.facts;
    object[QStringLiteral("state")] = verdict.stateName();
    return object;
}

QString refusalOf(const SandboxState &world, const Media &media)
{
    const auto limit = media.verdict.tooLongFor(world.isPremium(), world.spec.longestSecs);
    return media.verdict.reason.isEmpty() && limit ? QStringLiteral("longer than %1").arg(*limit) : media.verdict.reason;
}

QJsonObject uploadObject(const SandboxState &world, const Media &media)
{
    QJsonObject segments;
    for (auto it = media.segments.begin(); it != media.segments.end(); ++it)
        segments[QString::number(it.key())] =
            QJsonObject{{QStringLiteral("bytes"), it->bytes}, {QStringLiteral("appends"), it->appends}};
    const std::optional<User> owner = world.tokens.userWithId(media.user);
    return {{QStringLiteral("id"), media.id},
            {QStringLiteral("media_key"), media.key},
            {QStringLiteral("user"), owner ? owner->name : QString()},
            {QStringLiteral("media_type"), media.type},
            {QStringLiteral("category"), media.category},
            {QStringLiteral("form"), media.form},
            {QStringLiteral("total"), media.totalBytes},
            {QStringLiteral("bytes"), media.receivedBytes()},
            {QStringLiteral("state"), media.stateName(world.nowMs())},
            {QStringLiteral("sha256"), QString::fromLatin1(media.sha256)},
            {QStringLiteral("file"), world.media.filePath(media.id)},
            {QStringLiteral("alt"), media.altText},
            {QStringLiteral("probe"), probeObject(media.verdict)},
            {QStringLiteral("refusal"), refusalOf(world, media)},
            {QStringLiteral("segments"), segments}};
}

HttpResponse uploads(const SandboxState &world)
{
    QJsonArray list;
    for (const Media *media : world.media.all())
        list.append(uploadObject(world, *media));
    return jsonAnswer(200, {{QStringLiteral("uploads"), list}});
}

QJsonObject postObject(const SandboxState &world, const Post &post)
{
    QJsonArray media;
    QJsonArray keys;
    QJsonArray alts;
    QJsonArray subtitles;
    for (const QString &id : post.media) {
        const Media *each = world.media.find(id);
        if (!each)
            continue;
        media.append(id);
        keys.append(each->key);
        alts.append(each->altText);
        for (const SubtitleTrack &track : each->subtitles)
            subtitles.append(QJsonObject{{QStringLiteral("media"), id},
                                         {QStringLiteral("subtitles"), track.mediaId},
                                         {QStringLiteral("language"), track.language},
                                         {QStringLiteral("name"), track.name}});
    }
    const std::optional<User> author = world.tokens.userWithId(post.user);
    return {{QStringLiteral("id"), post.id},
            {QStringLiteral("user"), author ? author->name : QString()},
            {QStringLiteral("text"), post.sent},
            {QStringLiteral("shown"), post.shown.text},
            {QStringLiteral("media_ids"), media},
            {QStringLiteral("media_keys"), keys},
            {QStringLiteral("alt"), alts},
            {QStringLiteral("subtitles"), subtitles},
            {QStringLiteral("preview_media_id"), post.previewMedia},
            {QStringLiteral("title"), post.title},
            {QStringLiteral("description"), post.description},
            {QStringLiteral("reply_to"), post.replyTo},
            {QStringLiteral("reply_settings"), post.replySettings},
            {QStringLiteral("created_at"),
             QDateTime::fromMSecsSinceEpoch(post.createdMs, Qt::UTC).toString(Qt::ISODateWithMs)}};
}

// Oldest first.
HttpResponse posts(const SandboxState &world)
{
    QJsonArray list;
    for (const Post *post : world.posts.all())
        list.prepend(postObject(world, *post));
    return jsonAnswer(200, {{QStringLiteral("posts"), list}});
}

// The body {"spec": "rtt=60,faults=…"} replaces the whole spec.
HttpResponse scene(SandboxState &world, const ApiRequest &request)
{
    if (!request.body.json() || !request.body.json()->value(QStringLiteral("spec")).isString())
        return invalidRequest(QStringLiteral("The body is {\"spec\": \"…\"}, as JSON."));
    const Result<SandboxSpec> spec =
        SandboxSpec::parse(request.body.json()->value(QStringLiteral("spec")).toString());
    if (!spec)
        return invalidRequest(spec.error().detail);
    world.apply(*spec);
    return jsonAnswer(200, {{QStringLiteral("faults"), spec->faults.text()}});
}

HttpResponse avatar()
{
    HttpResponse answer;
    answer.contentType = "image/svg+xml";
    answer.body = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 48 48\"><circle cx=\"24\" "
                  "cy=\"24\" r=\"24\" fill=\"#e8a33d\"/>"
                  "<path d=\"M12 34l12-22 12 22z\" fill=\"#fff\"/></svg>";
    return answer;
}

} // namespace

void inspect(SandboxState &world, const ApiRequest &request, QObject *context, const Reply &reply)
{
    const QByteArray path = request.head.path();
    if (path == "/sandbox/uploads")
        return world.media.whenAssembled({}, context, [&world, reply] { reply(uploads(world)); });
    if (path == "/sandbox/posts")
        return reply(posts(world));
    if (path == "/sandbox/log")
        return reply(jsonAnswer(
            200, {{QStringLiteral("requests"), world.log.since(request.parameter("since").toLongLong())}}));
    if (path == "/sandbox/avatar.svg")
        return reply(avatar());
    reply(scene(world, request));
}

} // namespace postreel::sandbox::api
