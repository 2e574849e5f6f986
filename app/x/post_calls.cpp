#include "app/x/post_calls.h"

#include "app/x/bodies.h"
#include "app/x/decimal_id.h"
#include "app/x/error_mapping.h"

#include <QDateTime>
#include <QJsonArray>
#include <QLocale>
#include <QUrl>

namespace postreel {

namespace {

QString idOf(const QJsonObject &object)
{
    return decimalId(object.value(QLatin1String("id")));
}

// The address of the user's profile picture; empty unless isFitForSecrets(), as no other address is opened.
QString pictureIn(const QJsonObject &user)
{
    const QUrl url(user.value(QLatin1String("profile_image_url")).toString(), QUrl::StrictMode);
    return isFitForSecrets(url) ? url.toString(QUrl::FullyEncoded) : QString();
}

// X replaces links with t.co ones and escapes &, < and >. This is undone, so that texts can be compared.
QString restoredText(const QJsonObject &post)
{
    const QJsonObject note = post.value(QLatin1String("note_tweet")).toObject();
    const QJsonObject &source = note.isEmpty() ? post : note;
    QString text = source.value(QLatin1String("text")).toString();
    text.replace(QLatin1String("&lt;"), QLatin1String("<"));
    text.replace(QLatin1String("&gt;"), QLatin1String(">"));
    text.replace(QLatin1String("&amp;"), QLatin1String("&"));
    // After unescaping: an expanded link is not escaped, and may itself contain what looks like an entity.
    const QJsonArray urls =
        source.value(QLatin1String("entities")).toObject().value(QLatin1String("urls")).toArray();
    constexpr qsizetype longest = 200'000; // no Post is that long; a short response must not grow into a huge text
    for (const QJsonValue &value : urls) {
        const QJsonObject url = value.toObject();
        const QString shortened = url.value(QLatin1String("url")).toString();
        const bool isMedia = url.contains(QLatin1String("media_key"));
        const QString expanded = isMedia ? QString() : url.value(QLatin1String("expanded_url")).toString();
        if (!shortened.isEmpty() && text.size() + text.count(shortened) * expanded.size() <= longest)
            text.replace(shortened, expanded);
    }
    return text.trimmed();
}

OwnPost ownPostOf(const QJsonObject &object)
{
    OwnPost post{.id = idOf(object), .text = restoredText(object), .createdAtMs = 0, .mediaKeys = {}, .replyTo = {}};
    const QDateTime created =
        QDateTime::fromString(object.value(QLatin1String("created_at")).toString(), Qt::ISODateWithMs);
    post.createdAtMs = created.isValid() ? created.toMSecsSinceEpoch() : 0;
    const QJsonArray keys =
        object.value(QLatin1String("attachments")).toObject().value(QLatin1String("media_keys")).toArray();
    for (const QJsonValue &key : keys)
        post.mediaKeys << key.toString();
    const QJsonArray references = object.value(QLatin1String("referenced_tweets")).toArray();
    for (const QJsonValue &value : references)
        if (value.toObject().value(QLatin1String("type")).toString() == QLatin1String("replied_to"))
            post.replyTo = idOf(value.toObject());
    return post;
}

} // namespace

Request CreatePostCall::request() const
{
    QJsonObject body{{QStringLiteral("text"), m_content.text}};
    if (!m_content.mediaIds.isEmpty()) {
        QJsonObject media{{QStringLiteral("media_ids"), QJsonArray::fromStringList(m_content.mediaIds)}};
        if (!m_content.coverMediaId.isEmpty())
            media[QStringLiteral("preview_media_id")] = m_content.coverMediaId;
        if (!m_content.title.isEmpty())
            media[QStringLiteral("title")] = m_content.title;
        if (!m_content.description.isEmpty())
            media[QStringLiteral("description")] = m_content.description;
        body[QStringLiteral("media")] = media;
    }
    if (!m_content.replyTo.isEmpty())
        body[QStringLiteral("reply")] = QJsonObject{{QStringLiteral("in_reply_to_tweet_id"), m_content.replyTo}};
    if (!m_content.replySettings.isEmpty())
        body[QStringLiteral("reply_settings")] = m_content.replySettings;
    return jsonRequest(call, QStringLiteral("/2/tweets"), body);
}

Result<QString> CreatePostCall::read(const Response &answer)
{
    const Result<QJsonObject> object = objectOf(call, answer);
    if (!object)
        return object.error();
    const QString id = idOf(object->value(QLatin1String("data")).toObject());
    return id.isEmpty() ? Result<QString>(unreadable(call, answer)) : Result<QString>(id);
}

Request MeCall::request() const
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("user.fields"),
                       QStringLiteral("subscription_type,verified,verified_type,profile_image_url"));
    return getRequest(call, QStringLiteral("/2/users/me"), query);
}

Result<Me> MeCall::read(const Response &answer)
{
    const Result<QJsonObject> object = objectOf(call, answer);
    if (!object)
        return object.error();
    const QJsonObject data = object->value(QLatin1String("data")).toObject();
    const auto text = [&data](const char *name) { return cleanWords(data.value(QLatin1String(name)).toString()); };
    const Me me{.id = idOf(data),
                .username = data.value(QLatin1String("username")).toString(),
                .name = text("name"),
                .pictureUrl = pictureIn(data),
                .subscription = text("subscription_type"),
                .verified = data.value(QLatin1String("verified")).toBool(),
                .verifiedType = text("verified_type")};
    return me.id.isEmpty() ? Result<Me>(unreadable(call, answer)) : Result<Me>(me);
}

OwnPostsCall::OwnPostsCall(const QString &userId, qint64 sinceMs, const QString &pageToken)
    : m_userId(userId), m_sinceMs(sinceMs), m_pageToken(pageToken)
{
}

Request OwnPostsCall::request() const
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("max_results"), QStringLiteral("100"));
    query.addQueryItem(QStringLiteral("start_time"),
                       QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(m_sinceMs, Qt::UTC),
                                             QStringLiteral("yyyy-MM-ddThh:mm:ss'Z'")));
    query.addQueryItem(QStringLiteral("tweet.fields"),
                       QStringLiteral("attachments,created_at,entities,note_tweet,referenced_tweets"));
    query.addQueryItem(QStringLiteral("expansions"), QStringLiteral("attachments.media_keys"));
    if (!m_pageToken.isEmpty())
        query.addQueryItem(QStringLiteral("pagination_token"),
                           QString::fromLatin1(QUrl::toPercentEncoding(m_pageToken)));
    return getRequest(call, QStringLiteral("/2/users/%1/tweets").arg(m_userId), query);
}

Result<OwnPostsPage> OwnPostsCall::read(const Response &answer)
{
    const Result<QJsonObject> object = objectOf(call, answer);
    if (!object)
        return object.error();
    const QJsonObject meta = object->value(QLatin1String("meta")).toObject();
    const QJsonValue data = object->value(QLatin1String("data"));
    // A timeline without Posts has no data, but it has a meta; anything else is no timeline.
    if (!data.isArray() && meta.isEmpty())
        return unreadable(call, answer);
    OwnPostsPage page{.posts = {}, .nextToken = meta.value(QLatin1String("next_token")).toString()};
    const QJsonArray posts = data.toArray();
    for (const QJsonValue &value : posts)
        if (OwnPost post = ownPostOf(value.toObject()); !post.id.isEmpty())
            page.posts.append(std::move(post));
    return page;
}

Request MetadataCall::request() const
{
    return jsonRequest(call, QStringLiteral("/2/media/metadata"),
                       {{QStringLiteral("id"), m_mediaId},
                        {QStringLiteral("metadata"),
                         QJsonObject{{QStringLiteral("alt_text"), QJsonObject{{QStringLiteral("text"), m_altText}}}}}});
}

Result<Done> MetadataCall::read(const Response &answer)
{
    return acknowledged(call, answer);
}

SubtitlesCall::SubtitlesCall(const QString &videoId, const QString &videoCategory, const QString &trackId,
                             const QString &language)
    : m_videoId(videoId), m_videoCategory(videoCategory), m_trackId(trackId), m_language(language)
{
}

Request SubtitlesCall::request() const
{
    const bool amplify = m_videoCategory == QLatin1String("amplify_video");
    // In English, as in X's own example; the name of a locale would be "American English" for EN.
    const QLocale::Language language = QLocale::codeToLanguage(m_language);
    const QString name = language == QLocale::AnyLanguage ? m_language : QLocale::languageToString(language);
    return jsonRequest(call, QStringLiteral("/2/media/subtitles"),
                       {{QStringLiteral("id"), m_videoId},
                        {QStringLiteral("media_category"),
                         amplify ? QStringLiteral("AmplifyVideo") : QStringLiteral("TweetVideo")},
                        {QStringLiteral("subtitles"),
                         QJsonObject{{QStringLiteral("id"), m_trackId},
                                     {QStringLiteral("language_code"), m_language},
                                     {QStringLiteral("display_name"), name}}}});
}

Result<Done> SubtitlesCall::read(const Response &answer)
{
    return acknowledged(call, answer);
}

} // namespace postreel
