// The calls for a Post: create it, search for it, and attach things to its media.
// Invariant: request() and read() are pure; no member that X does not know is ever sent.
#pragma once

#include "app/base/result.h"
#include "app/x/exchange.h"

#include <QStringList>

namespace postreel {

// POST /2/tweets — https://docs.x.com/x-api/posts/create-post
class CreatePostCall
{
public:
    struct Content
    {
        QString text;         // may be empty with media
        QStringList mediaIds; // 0…4
        QString coverMediaId; // preview_media_id
        QString title;        // of a video; empty: none
        QString description;  // likewise
        QString replyTo;      // the previous part of a thread
        QString replySettings;
    };
    using Value = QString; // the id of the Post
    static constexpr Call call = Call::CreatePost;
    explicit CreatePostCall(const Content &content) : m_content(content) {}
    Request request() const;
    static Result<QString> read(const Response &answer);

private:
    Content m_content;
};

struct Me
{
    QString id;
    QString username;
    QString name;
    QString pictureUrl;   // https, or http on this computer; empty: none
    QString subscription; // None, Basic, Premium, PremiumPlus; empty: unknown
    bool verified = false;
    QString verifiedType;
};

// GET /2/users/me — https://docs.x.com/x-api/users/get-my-user
class MeCall
{
public:
    using Value = Me;
    static constexpr Call call = Call::Me;
    Request request() const;
    static Result<Me> read(const Response &answer);
};

// A Post of the account's own timeline, with what helps to recognise one of Postreel's.
struct OwnPost
{
    QString id;
    QString text;         // with links expanded and entities unescaped; long texts in full
    qint64 createdAtMs = 0; // X's clock
    QStringList mediaKeys;
    QString replyTo;
};

struct OwnPostsPage
{
    QVector<OwnPost> posts;
    QString nextToken; // empty: the last page
};

// GET /2/users/{id}/tweets — https://docs.x.com/x-api/users/get-posts
class OwnPostsCall
{
public:
    using Value = OwnPostsPage;
    static constexpr Call call = Call::OwnPosts;
    // `sinceMs`: X's clock. `pageToken`: empty for the first page.
    OwnPostsCall(const QString &userId, qint64 sinceMs, const QString &pageToken);
    Request request() const;
    static Result<OwnPostsPage> read(const Response &answer);

private:
    QString m_userId;
    qint64 m_sinceMs;
    QString m_pageToken;
};

// POST /2/media/metadata: the alt text, ≤ 1,000 characters.
// https://docs.x.com/x-api/media/media-metadata-create
class MetadataCall
{
public:
    using Value = Done;
    static constexpr Call call = Call::Metadata;
    MetadataCall(const QString &mediaId, const QString &altText) : m_mediaId(mediaId), m_altText(altText) {}
    Request request() const;
    static Result<Done> read(const Response &answer);

private:
    QString m_mediaId;
    QString m_altText;
};

// POST /2/media/subtitles: attaches a subtitle track to a video; `language`: two capital letters.
// https://docs.x.com/x-api/media/media-subtitles-create
class SubtitlesCall
{
public:
    using Value = Done;
    static constexpr Call call = Call::Subtitles;
    SubtitlesCall(const QString &videoId, const QString &videoCategory, const QString &trackId, const QString &language);
    Request request() const;
    static Result<Done> read(const Response &answer);

private:
    QString m_videoId;
    QString m_videoCategory;
    QString m_trackId;
    QString m_language;
};

} // namespace postreel
