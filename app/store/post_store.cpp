#include "app/store/post_store.h"

#include "app/store/record_json.h"
#include "app/store/upload_store.h"

#include <QJsonDocument>

namespace postreel {

Result<Done> PostStore::save(const Post &post, const std::optional<HistoryEntry> &entry)
{
    return m_database.transaction([&]() -> Result<Done> {
        const QString body = QString::fromUtf8(QJsonDocument(toJson(post)).toJson(QJsonDocument::Compact));
        const Result<QSqlQuery> written = m_database.run(
            QStringLiteral("INSERT INTO posts(id, state, once_key, created_at, body) VALUES(?, ?, ?, ?, ?) "
                           "ON CONFLICT(id) DO UPDATE SET state=excluded.state, once_key=excluded.once_key, "
                           "body=excluded.body"),
            {post.id, nameOf(post.state), post.onceKey, post.createdAtMs, body});
        if (!written)
            return written.error();
        return entry ? addHistory(m_database, *entry) : Result<Done>(Done{});
    });
}

Result<QVector<Post>> PostStore::loadAll()
{
    Result<QSqlQuery> asked = m_database.run(QStringLiteral("SELECT body FROM posts ORDER BY created_at, rowid"));
    if (!asked)
        return asked.error();
    QVector<Post> posts;
    for (QSqlQuery query = asked.take(); query.next();) {
        const Post post = postFromJson(QJsonDocument::fromJson(query.value(0).toString().toUtf8()).object());
        if (!post.id.isEmpty())
            posts.append(post);
    }
    return posts;
}

Result<Done> PostStore::remove(const QString &postId)
{
    return m_database.transaction([&]() -> Result<Done> {
        for (const QString &sql : {QStringLiteral("DELETE FROM posts WHERE id=?"),
                                   QStringLiteral("DELETE FROM history WHERE post_id=?")})
            if (const Result<QSqlQuery> done = m_database.run(sql, {postId}); !done)
                return done.error();
        return Done{};
    });
}

} // namespace postreel
