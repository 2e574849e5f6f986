// Keeps Posts, and looks them up by the key of --once.
// Invariant: at most one Post per key; the database itself refuses a second.
#pragma once

#include "app/store/database.h"
#include "app/store/records.h"

namespace postreel {

class PostStore
{
public:
    explicit PostStore(Database &database) : m_database(database) {}

    // Writes the Post, and `entry` when its state changed, in one transaction. Errors: Storage.
    Result<Done> save(const Post &post, const std::optional<HistoryEntry> &entry);
    Result<QVector<Post>> loadAll(); // oldest first
    Result<Done> remove(const QString &postId);

private:
    Database &m_database;
};

} // namespace postreel
