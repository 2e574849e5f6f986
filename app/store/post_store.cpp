#include "app/store/post_store.h"

#include "app/store/record_json.h"
#include "app/store/upload_store.h"

#include <QJsonDocument>

namespace postreel {

Result<Done> PostStore::save(const Post &post, const std::optional<HistoryEntry> &entry, const Also &also)
{
    return m_database.transaction([&]() -> Result<Done> {
        const QString body = QString::fromUtf8(QJsonDocument(toJson(post)).toJson(QJsonDocument::Compact));
        const Result<QSqlQuery> written = m_database.run(
            QStringLiteral("INSERT INTO posts(id, state, account, once_key, created_at, body) VALUES(?, ?, ?, ?, ?, ?) "
                           "ON CONFLICT(id) DO UPDATE SET state=excluded.state, account=excluded.account, "
                           "once_key=excluded.once_key, body=excluded.body"),
            {post.id, nameOf(post.state), post.account.isNull() ? QStringLiteral("") : post.account, post.onceKey,
             post.createdAtMs, body});
        if (!written)
            return written.error();
        if (entry)
            if (const Result<Done> noted = addHistory(m_database, *entry); !noted)
                return noted;
        return also ? also() : Result<Done>(Done{});
    });
}

Result<PostStore::Loaded> PostStore::loadAll()
{
    Loaded loaded;
    const Result<Done> read = m_database.each(
        QStringLiteral("SELECT id, state, body, account, once_key FROM posts ORDER BY created_at, rowid"), {}, [&](const QSqlQuery &row) {
            const Post post = postFromJson(QJsonDocument::fromJson(row.value(2).toString().toUtf8()).object());
            // The columns repeat parts of the body; a body that disagrees with them was not written by save().
            const bool said = !post.id.isEmpty() && post.id == row.value(0).toString() && nameOf(post.state) == row.value(1).toString() &&
                              post.account == row.value(3).toString() && post.onceKey == row.value(4).toString();
            if (said && post.part >= 0 && post.part < post.parts.size())
                loaded.posts.append(post);
            else
                loaded.unreadable.append({row.value(0).toString(), row.value(3).toString(), row.value(4).toString()});
        });
    return read ? Result<Loaded>(loaded) : Result<Loaded>(read.error());
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
