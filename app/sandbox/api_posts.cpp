// Create Post.
#include "app/sandbox/api.h"
#include "app/sandbox/json_schema.h"

#include <QJsonArray>

namespace postreel::sandbox::api {

namespace {

using enum JsonSchema::Kind;

constexpr int freeWeight = 280;
constexpr int premiumLength = 25000;

JsonSchema replySettings()
{
    return {.kind = String,
            .choices = {QStringLiteral("following"), QStringLiteral("mentionedUsers"),
                        QStringLiteral("subscribers"), QStringLiteral("verified")}};
}

JsonSchema link()
{
    return {.kind = Object, .members = {{"url", {.kind = String, .required = true}}}};
}

JsonSchema mediaShape()
{
    const JsonSchema install{.kind = Object,
                            .members = {{"app_store_id", {.kind = String}},
                                        {"ipad_app_store_id", {.kind = String}},
                                        {"play_store_id", {.kind = String}}}};
    const JsonSchema actions{
        .kind = Object, .members = {{"app_install", install}, {"visit_site", link()}, {"watch_now", link()}}};
    return {
        .kind = Object,
        .members = {{"media_ids",
                     {.kind = Array, .required = true, .items = {{.kind = String}}, .least = 1, .most = 4}},
                    {"tagged_user_ids", {.kind = Array, .items = {idShape()}, .most = 10}},
                    {"title", {.kind = String}},
                    {"description", {.kind = String}},
                    {"embeddable", {.kind = Boolean}},
                    {"preview_media_id", idShape()},
                    {"call_to_actions", actions}}};
}

JsonSchema pollShape()
{
    const JsonSchema option{.kind = String, .least = 1, .most = 25};
    return {
        .kind = Object,
        .members = {{"options", {.kind = Array, .required = true, .items = {option}, .least = 2, .most = 4}},
                    {"duration_minutes", {.kind = Integer, .required = true, .least = 5, .most = 10080}},
                    {"reply_settings", replySettings()}}};
}

JsonSchema postShape()
{
    const JsonSchema reply{
        .kind = Object,
        .members = {{"in_reply_to_tweet_id", idShape(true)},
                    {"auto_populate_reply_metadata", {.kind = Boolean}},
                    {"exclude_reply_user_ids", {.kind = Array, .items = {{.kind = String}}}}}};
    const JsonSchema edit{.kind = Object, .members = {{"previous_post_id", idShape(true)}}};
    const JsonSchema geo{.kind = Object, .members = {{"place_id", {.kind = String, .required = true}}}};
    return {.kind = Object,
            .members = {{"text", {.kind = String}},
                        {"media", mediaShape()},
                        {"reply", reply},
                        {"reply_settings", replySettings()},
                        {"poll", pollShape()},
                        {"quote_tweet_id", idShape()},
                        {"community_id", idShape()},
                        {"edit_options", edit},
                        {"geo", geo},
                        {"card_uri", {.kind = String}},
                        {"direct_message_deep_link", {.kind = String}},
                        {"for_super_followers_only", {.kind = Boolean}},
                        {"made_with_ai", {.kind = Boolean}},
                        {"nullcast", {.kind = Boolean}},
                        {"paid_partnership", {.kind = Boolean}},
                        {"share_with_followers", {.kind = Boolean}}}};
}

HttpResponse mediaInvalid()
{
    return invalidRequest(QStringLiteral("Your media IDs are invalid."));
}

bool isReady(const SandboxState &world, const ApiRequest &request, const QString &id)
{
    const Media *media = world.media.find(id);
    return media && media->user == request.access.user.id && media->ready(world.nowMs());
}

// Refusals that X gives only here, although the video has passed processing.
std::optional<HttpResponse> refuseContent(const SandboxState &world, const Media &media)
{
    if (media.verdict.invalidId)
        return mediaInvalid();
    if (const auto limit = media.verdict.tooLongFor(world.isPremium(), world.spec.longestSecs))
        return forbidden(QStringLiteral("You are not allowed to post a video longer than %1.").arg(*limit));
    return std::nullopt;
}

// A Post takes up to four pictures, or one GIF, or one video.
std::optional<HttpResponse> refuseMedia(const SandboxState &world, const ApiRequest &request, const Post &post)
{
    int images = 0;
    for (const QString &id : post.media) {
        if (!isReady(world, request, id) || post.media.count(id) > 1)
            return mediaInvalid();
        const Media &media = *world.media.find(id);
        const MediaKind kind = media.kind();
        if (kind != MediaKind::Image && kind != MediaKind::Gif && kind != MediaKind::Video)
            return mediaInvalid();
        if (auto refusal = refuseContent(world, media))
            return refusal;
        images += kind == MediaKind::Image ? 1 : 0;
    }
    if (post.media.size() > 1 && images != post.media.size())
        return mediaInvalid();
    if (post.previewMedia.isEmpty())
        return std::nullopt;
    const bool preview = isReady(world, request, post.previewMedia) &&
                         world.media.find(post.previewMedia)->kind() == MediaKind::Image;
    return preview ? std::nullopt : std::optional(mediaInvalid());
}

std::optional<HttpResponse> refuseText(const SandboxState &world, const ApiRequest &request, const QJsonObject &body,
                                       const Post &post)
{
    const bool elsewhere = !post.media.isEmpty() || body.contains(QStringLiteral("poll")) ||
                           !post.quotes.isEmpty() || body.contains(QStringLiteral("card_uri"));
    if (post.sent.trimmed().isEmpty() && !elsewhere)
        return invalidRequest(QStringLiteral("Required either text or media to be set."));
    if (post.sent.contains(QChar(0xfffe)) || post.sent.contains(QChar(0xfeff)) ||
        post.sent.contains(QChar(0xffff)))
        return invalidRequest(QStringLiteral("$.text: holds a character that is not allowed"));
    const bool tooLong =
        world.isPremium() ? post.sent.size() > premiumLength : leastWeight(post.sent) > freeWeight;
    if (tooLong)
        return forbidden(QStringLiteral("Your Post text is too long. It may be %1 characters at most.")
                             .arg(world.isPremium() ? premiumLength : freeWeight));
    if (body.contains(QStringLiteral("poll")) && !post.media.isEmpty())
        return invalidRequest(QStringLiteral("$.poll: cannot be combined with media"));
    if (post.media.isEmpty() && !post.sent.isEmpty() &&
        world.posts.isDuplicate(request.access.user.id, post.sent))
        return forbidden(QStringLiteral("You are not allowed to create a Post with duplicate content."));
    if (!post.replyTo.isEmpty() && !world.posts.find(post.replyTo))
        return forbidden(
            QStringLiteral("You attempted to reply to a Post that is deleted or not visible to you."));
    if (body.contains(QStringLiteral("edit_options")))
        return forbidden(QStringLiteral("You are not permitted to edit this Post."));
    return std::nullopt;
}

Post postOf(const QJsonObject &body)
{
    const QJsonObject media = body.value(QStringLiteral("media")).toObject();
    Post post;
    post.sent = body.value(QStringLiteral("text")).toString();
    const QJsonArray ids = media.value(QStringLiteral("media_ids")).toArray();
    for (const QJsonValue &id : ids)
        post.media.append(id.toString());
    post.title = media.value(QStringLiteral("title")).toString();
    post.description = media.value(QStringLiteral("description")).toString();
    post.previewMedia = media.value(QStringLiteral("preview_media_id")).toString();
    post.replyTo = body.value(QStringLiteral("reply"))[QStringLiteral("in_reply_to_tweet_id")].toString();
    post.quotes = body.value(QStringLiteral("quote_tweet_id")).toString();
    post.replySettings = body.value(QStringLiteral("reply_settings")).toString();
    return post;
}

QString mediaLink(const SandboxState &world, const ApiRequest &request, const Post &post)
{
    if (post.media.isEmpty())
        return {};
    const QString what = world.media.find(post.media.first())->kind() == MediaKind::Image
                             ? QStringLiteral("photo")
                             : QStringLiteral("video");
    return QStringLiteral("https://x.com/%1/status/%2/%3/1").arg(request.access.user.name, post.id, what);
}

} // namespace

HttpResponse createPost(SandboxState &world, const ApiRequest &request)
{
    if (!request.body.json())
        return bareProblem(415, QStringLiteral("This call takes application/json."));
    const QJsonObject &body = *request.body.json();
    if (const std::optional<QString> wrong = postShape().check(body))
        return invalidRequest(*wrong);
    Post post = postOf(body);
    if (auto refusal = refuseMedia(world, request, post))
        return *refusal;
    if (auto refusal = refuseText(world, request, body, post))
        return *refusal;
    post.id = world.newId();
    post.user = request.access.user.id;
    post.createdMs = world.nowMs();
    const QString key = post.media.isEmpty() ? QString() : world.media.find(post.media.first())->key;
    post.shown = shownText(post.sent, mediaLink(world, request, post), key,
                           [&world] { return world.ids.letters(10); });
    if (!world.posts.add(post))
        return bareProblem(503, QStringLiteral("The sandbox cannot write to its folder."));
    return dataAnswer(201, {{QStringLiteral("id"), post.id},
                            {QStringLiteral("text"), post.shown.text},
                            {QStringLiteral("edit_history_tweet_ids"), QJsonArray{post.id}}});
}

} // namespace postreel::sandbox::api
