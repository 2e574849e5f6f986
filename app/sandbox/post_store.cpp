#include "app/sandbox/post_store.h"

#include <QJsonArray>

namespace postreel::sandbox {

bool PostStore::add(const Post &post)
{
    if (!m_journal.write(line(post)))
        return false;
    m_posts[post.id.toULongLong()] = post;
    return true;
}

const Post *PostStore::find(const QString &id) const
{
    const auto found = m_posts.find(id.toULongLong());
    return found == m_posts.end() ? nullptr : &found->second;
}

QList<const Post *> PostStore::all() const
{
    QList<const Post *> list;
    for (auto it = m_posts.rbegin(); it != m_posts.rend(); ++it)
        list.append(&it->second);
    return list;
}

bool PostStore::isDuplicate(const QString &user, const QString &sent) const
{
    for (const auto &[id, post] : m_posts)
        if (post.user == user && post.media.isEmpty() && post.sent == sent)
            return true;
    return false;
}

QList<QJsonObject> PostStore::snapshot() const
{
    QList<QJsonObject> lines;
    for (const auto &[id, post] : m_posts)
        lines.append(line(post));
    return lines;
}

QJsonObject PostStore::line(const Post &post)
{
    QJsonArray links;
    for (const PostLink &link : post.shown.links)
        links.append(QJsonObject{{QStringLiteral("start"), link.start},
                                 {QStringLiteral("end"), link.end},
                                 {QStringLiteral("url"), link.url},
                                 {QStringLiteral("expanded"), link.expanded},
                                 {QStringLiteral("media_key"), link.mediaKey}});
    return {{QStringLiteral("kind"), QStringLiteral("post")},
            {QStringLiteral("id"), post.id},
            {QStringLiteral("user"), post.user},
            {QStringLiteral("sent"), post.sent},
            {QStringLiteral("text"), post.shown.text},
            {QStringLiteral("links"), links},
            {QStringLiteral("media"), QJsonArray::fromStringList(post.media)},
            {QStringLiteral("preview"), post.previewMedia},
            {QStringLiteral("title"), post.title},
            {QStringLiteral("description"), post.description},
            {QStringLiteral("reply_to"), post.replyTo},
            {QStringLiteral("quotes"), post.quotes},
            {QStringLiteral("reply_settings"), post.replySettings},
            {QStringLiteral("created"), post.createdMs}};
}

void PostStore::replay(const QJsonObject &line)
{
    const auto text = [&line](const char *name) { return line.value(QLatin1String(name)).toString(); };
    Post post;
    post.id = text("id");
    post.user = text("user");
    post.sent = text("sent");
    post.shown.text = text("text");
    const QJsonArray links = line.value(QStringLiteral("links")).toArray();
    for (const QJsonValue &link : links)
        post.shown.links.append({link[QStringLiteral("start")].toInt(), link[QStringLiteral("end")].toInt(),
                                 link[QStringLiteral("url")].toString(),
                                 link[QStringLiteral("expanded")].toString(),
                                 link[QStringLiteral("media_key")].toString()});
    const QJsonArray media = line.value(QStringLiteral("media")).toArray();
    for (const QJsonValue &id : media)
        post.media.append(id.toString());
    post.previewMedia = text("preview");
    post.title = text("title");
    post.description = text("description");
    post.replyTo = text("reply_to");
    post.quotes = text("quotes");
    post.replySettings = text("reply_settings");
    post.createdMs = line.value(QStringLiteral("created")).toInteger();
    m_posts[post.id.toULongLong()] = post;
}

} // namespace postreel::sandbox
