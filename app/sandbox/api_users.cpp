// The signed-in user and the user's own timeline.
#include "app/sandbox/api.h"

#include <QDateTime>
#include <QJsonArray>

namespace postreel::sandbox::api {

namespace {

QString isoTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
}

QStringList listOf(const ApiRequest &request, const char *name)
{
    return request.parameter(name).split(u',', Qt::SkipEmptyParts);
}

std::optional<HttpResponse> unknownValue(const ApiRequest &request, const char *name, const QStringList &known)
{
    for (const QString &value : listOf(request, name))
        if (!known.contains(value))
            return invalidRequest(QStringLiteral("The `%1` query parameter value [%2] is not one of [%3]")
                                      .arg(QLatin1String(name), value, known.join(u',')),
                                  QLatin1String(name), value);
    return std::nullopt;
}

const QStringList &userFields()
{
    static const QStringList fields{QStringLiteral("affiliation"),
                                    QStringLiteral("created_at"),
                                    QStringLiteral("connection_status"),
                                    QStringLiteral("confirmed_email"),
                                    QStringLiteral("description"),
                                    QStringLiteral("entities"),
                                    QStringLiteral("id"),
                                    QStringLiteral("is_identity_verified"),
                                    QStringLiteral("location"),
                                    QStringLiteral("most_recent_tweet_id"),
                                    QStringLiteral("name"),
                                    QStringLiteral("parody"),
                                    QStringLiteral("pinned_tweet_id"),
                                    QStringLiteral("profile_banner_url"),
                                    QStringLiteral("profile_image_url"),
                                    QStringLiteral("protected"),
                                    QStringLiteral("public_metrics"),
                                    QStringLiteral("receives_your_dm"),
                                    QStringLiteral("subscription"),
                                    QStringLiteral("subscription_type"),
                                    QStringLiteral("url"),
                                    QStringLiteral("username"),
                                    QStringLiteral("verified"),
                                    QStringLiteral("verified_followers_count"),
                                    QStringLiteral("verified_type"),
                                    QStringLiteral("withheld")};
    return fields;
}

const QStringList &tweetFields()
{
    static const QStringList fields{QStringLiteral("article"),
                                    QStringLiteral("attachments"),
                                    QStringLiteral("author_id"),
                                    QStringLiteral("card_uri"),
                                    QStringLiteral("community_id"),
                                    QStringLiteral("context_annotations"),
                                    QStringLiteral("conversation_id"),
                                    QStringLiteral("created_at"),
                                    QStringLiteral("display_text_range"),
                                    QStringLiteral("edit_controls"),
                                    QStringLiteral("edit_history_tweet_ids"),
                                    QStringLiteral("entities"),
                                    QStringLiteral("geo"),
                                    QStringLiteral("id"),
                                    QStringLiteral("in_reply_to_user_id"),
                                    QStringLiteral("lang"),
                                    QStringLiteral("media_metadata"),
                                    QStringLiteral("non_public_metrics"),
                                    QStringLiteral("note_tweet"),
                                    QStringLiteral("organic_metrics"),
                                    QStringLiteral("possibly_sensitive"),
                                    QStringLiteral("promoted_metrics"),
                                    QStringLiteral("public_metrics"),
                                    QStringLiteral("referenced_tweets"),
                                    QStringLiteral("reply_settings"),
                                    QStringLiteral("scopes"),
                                    QStringLiteral("source"),
                                    QStringLiteral("suggested_source_links"),
                                    QStringLiteral("text"),
                                    QStringLiteral("withheld")};
    return fields;
}

const QStringList &expansions()
{
    static const QStringList names{
        QStringLiteral("article.cover_media"),    QStringLiteral("article.media_entities"),
        QStringLiteral("attachments.media_keys"), QStringLiteral("attachments.media_source_tweet"),
        QStringLiteral("attachments.poll_ids"),   QStringLiteral("author_id"),
        QStringLiteral("edit_history_tweet_ids"), QStringLiteral("entities.mentions.username"),
        QStringLiteral("geo.place_id"),           QStringLiteral("in_reply_to_user_id"),
        QStringLiteral("referenced_tweets.id"),   QStringLiteral("referenced_tweets.id.author_id")};
    return names;
}

QJsonArray linkArray(const Post &post)
{
    QJsonArray urls;
    for (const PostLink &link : post.shown.links) {
        QJsonObject url{
            {QStringLiteral("start"), link.start},
            {QStringLiteral("end"), link.end},
            {QStringLiteral("url"), link.url},
            {QStringLiteral("expanded_url"), link.expanded},
            {QStringLiteral("display_url"), link.expanded.section(QStringLiteral("://"), 1).left(30)}};
        if (!link.mediaKey.isEmpty())
            url[QStringLiteral("media_key")] = link.mediaKey;
        urls.append(url);
    }
    return urls;
}

QJsonArray references(const Post &post)
{
    QJsonArray list;
    if (!post.replyTo.isEmpty())
        list.append(QJsonObject{{QStringLiteral("type"), QStringLiteral("replied_to")},
                                {QStringLiteral("id"), post.replyTo}});
    if (!post.quotes.isEmpty())
        list.append(QJsonObject{{QStringLiteral("type"), QStringLiteral("quoted")},
                                {QStringLiteral("id"), post.quotes}});
    return list;
}

QJsonArray mediaKeys(const SandboxState &world, const Post &post)
{
    QJsonArray keys;
    for (const QString &id : post.media)
        if (const Media *media = world.media.find(id))
            keys.append(media->key);
    return keys;
}

// Above 280 characters X truncates `text` and puts the full text into note_tweet.
constexpr qsizetype noteLength = 280;

QJsonObject tweetObject(const SandboxState &world, const Post &post, const QStringList &fields)
{
    const bool note = post.sent.size() > noteLength;
    QJsonObject tweet{
        {QStringLiteral("id"), post.id},
        {QStringLiteral("text"),
         note ? QString(post.shown.text.left(noteLength - 6) % QChar(0x2026)) : post.shown.text},
        {QStringLiteral("edit_history_tweet_ids"), QJsonArray{post.id}}};
    const auto asked = [&fields](const char *name) { return fields.contains(QLatin1String(name)); };
    if (asked("attachments") && !post.media.isEmpty())
        tweet[QStringLiteral("attachments")] =
            QJsonObject{{QStringLiteral("media_keys"), mediaKeys(world, post)}};
    if (asked("author_id"))
        tweet[QStringLiteral("author_id")] = post.user;
    if (asked("created_at"))
        tweet[QStringLiteral("created_at")] = isoTime(post.createdMs);
    if (asked("conversation_id"))
        tweet[QStringLiteral("conversation_id")] = post.replyTo.isEmpty() ? post.id : post.replyTo;
    if (asked("entities") && !post.shown.links.isEmpty())
        tweet[QStringLiteral("entities")] = QJsonObject{{QStringLiteral("urls"), linkArray(post)}};
    if (asked("note_tweet") && note)
        tweet[QStringLiteral("note_tweet")] =
            QJsonObject{{QStringLiteral("text"), post.shown.text},
                        {QStringLiteral("entities"), QJsonObject{{QStringLiteral("urls"), linkArray(post)}}}};
    if (asked("referenced_tweets") && !references(post).isEmpty())
        tweet[QStringLiteral("referenced_tweets")] = references(post);
    if (asked("reply_settings"))
        tweet[QStringLiteral("reply_settings")] =
            post.replySettings.isEmpty() ? QStringLiteral("everyone") : post.replySettings;
    return tweet;
}

QJsonObject mediaObject(const Media &media)
{
    const QString type = media.kind() == MediaKind::Image ? QStringLiteral("photo")
                         : media.kind() == MediaKind::Gif ? QStringLiteral("animated_gif")
                                                          : QStringLiteral("video");
    return {{QStringLiteral("media_key"), media.key}, {QStringLiteral("type"), type}};
}

struct Page
{
    int size = 10;
    qint64 startMs = 0;
    qint64 endMs = std::numeric_limits<qint64>::max();
    quint64 sinceId = 0;
    quint64 below = std::numeric_limits<quint64>::max(); // exclusive; pagination token or until_id
};

std::optional<HttpResponse> readTime(const ApiRequest &request, const char *name, qint64 &ms)
{
    const QString text = request.parameter(name);
    if (text.isEmpty())
        return std::nullopt;
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid() || !text.endsWith(u'Z'))
        return invalidRequest(
            QStringLiteral("The `%1` query parameter value [%2] is not a valid RFC 3339 time")
                .arg(QLatin1String(name), text),
            QLatin1String(name), text);
    ms = time.toMSecsSinceEpoch();
    return std::nullopt;
}

std::optional<HttpResponse> readPage(const ApiRequest &request, Page &page)
{
    const QString size = request.parameter("max_results");
    if (!size.isEmpty()) {
        page.size = size.toInt();
        if (page.size < 5 || page.size > 100)
            return invalidRequest(
                QStringLiteral("The `max_results` query parameter value [%1] is not between 5 and 100")
                    .arg(size),
                QStringLiteral("max_results"), size);
    }
    if (auto refusal = readTime(request, "start_time", page.startMs))
        return refusal;
    if (auto refusal = readTime(request, "end_time", page.endMs))
        return refusal;
    page.sinceId = request.parameter("since_id").toULongLong();
    const QString until = request.parameter("until_id");
    if (!until.isEmpty())
        page.below = until.toULongLong();
    const QString token = request.parameter("pagination_token");
    if (token.isEmpty())
        return std::nullopt;
    bool ok = false;
    page.below = std::min(page.below, token.mid(1).toULongLong(&ok, 36));
    if (!ok || !token.startsWith(u'p'))
        return invalidRequest(
            QStringLiteral("The `pagination_token` query parameter value [%1] is not valid").arg(token),
            QStringLiteral("pagination_token"), token);
    return std::nullopt;
}

bool isOn(const Page &page, const Post &post, qint64 visibleBeforeMs)
{
    const quint64 id = post.id.toULongLong();
    return post.createdMs >= page.startMs && post.createdMs < page.endMs && id > page.sinceId &&
           id < page.below && post.createdMs <= visibleBeforeMs;
}

std::optional<HttpResponse> refuseTimeline(const SandboxState &world, const ApiRequest &request, Page &page)
{
    static const QStringList known{
        QStringLiteral("max_results"),  QStringLiteral("start_time"),   QStringLiteral("end_time"),
        QStringLiteral("since_id"),     QStringLiteral("until_id"),     QStringLiteral("pagination_token"),
        QStringLiteral("exclude"),      QStringLiteral("tweet.fields"), QStringLiteral("expansions"),
        QStringLiteral("media.fields"), QStringLiteral("user.fields"),  QStringLiteral("poll.fields"),
        QStringLiteral("place.fields")};
    if (auto refusal = unknownParameter(request, known))
        return refusal;
    if (auto refusal = unknownValue(request, "tweet.fields", tweetFields()))
        return refusal;
    if (auto refusal = unknownValue(request, "expansions", expansions()))
        return refusal;
    if (auto refusal = readPage(request, page))
        return refusal;
    if (!world.tokens.userWithId(request.id))
        return resourceNotFound(QStringLiteral("user"), request.id, QStringLiteral("id"));
    return std::nullopt;
}

} // namespace

HttpResponse me(SandboxState &world, const ApiRequest &request)
{
    if (auto refusal = unknownParameter(request, {QStringLiteral("user.fields"), QStringLiteral("expansions"),
                                                  QStringLiteral("tweet.fields")}))
        return *refusal;
    if (auto refusal = unknownValue(request, "user.fields", userFields()))
        return *refusal;
    const User &user = request.access.user;
    const QStringList fields = listOf(request, "user.fields");
    QJsonObject data{{QStringLiteral("id"), user.id},
                     {QStringLiteral("name"), user.name},
                     {QStringLiteral("username"), user.name}};
    const auto add = [&](const char *name, const QJsonValue &value) {
        if (fields.contains(QLatin1String(name)))
            data[QLatin1String(name)] = value;
    };
    add("subscription_type", world.spec.subscription);
    add("verified", world.isPremium());
    add("verified_type", world.isPremium() ? QStringLiteral("blue") : QStringLiteral("none"));
    add("profile_image_url", QString(world.base.toString() % QStringLiteral("/sandbox/avatar.svg")));
    add("protected", false);
    add("created_at", QStringLiteral("2025-01-01T00:00:00.000Z"));
    return dataAnswer(200, data);
}

HttpResponse timeline(SandboxState &world, const ApiRequest &request)
{
    Page page;
    if (auto refusal = refuseTimeline(world, request, page))
        return *refusal;
    const QStringList fields = listOf(request, "tweet.fields");
    const qint64 visible = world.nowMs() - request.timelineLagSecs * 1000;
    QJsonArray tweets;
    QJsonArray includes;
    QJsonObject meta;
    for (const Post *post : world.posts.all()) {
        if (post->user != request.id || !isOn(page, *post, visible))
            continue;
        if (tweets.size() == page.size) {
            const quint64 last = tweets.last()[QStringLiteral("id")].toString().toULongLong();
            meta[QStringLiteral("next_token")] = QString(u'p' % QString::number(last, 36));
            break;
        }
        tweets.append(tweetObject(world, *post, fields));
        for (const QString &id : post->media)
            if (const Media *media = world.media.find(id); media && !includes.contains(mediaObject(*media)))
                includes.append(mediaObject(*media));
    }
    meta[QStringLiteral("result_count")] = tweets.size();
    QJsonObject body{{QStringLiteral("meta"), meta}};
    if (!tweets.isEmpty()) {
        meta[QStringLiteral("newest_id")] = tweets.first()[QStringLiteral("id")];
        meta[QStringLiteral("oldest_id")] = tweets.last()[QStringLiteral("id")];
        body = {{QStringLiteral("data"), tweets}, {QStringLiteral("meta"), meta}};
    }
    if (!includes.isEmpty() &&
        listOf(request, "expansions").contains(QStringLiteral("attachments.media_keys")))
        body[QStringLiteral("includes")] = QJsonObject{{QStringLiteral("media"), includes}};
    return jsonAnswer(200, body);
}

} // namespace postreel::sandbox::api
