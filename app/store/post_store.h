// Stores Posts.
// Invariant: at most one Post per account and key of --once; the database itself refuses a second.
#pragma once

#include "app/store/database.h"
#include "app/store/records.h"

#include <functional>

namespace postreel {

class PostStore
{
public:
    explicit PostStore(Database &database) : m_database(database) {}

    // Further writes for the same transaction; may be empty.
    using Also = std::function<Result<Done>()>;
    // Writes the Post, and `entry` if its state changed, in one transaction. Errors: Storage, and those of `also`.
    Result<Done> save(const Post &post, const std::optional<HistoryEntry> &entry, const Also &also = {});
    struct Loaded
    {
        QVector<Post> posts;     // oldest first
        struct Unreadable
        {
            QString id;
            QString account;
            QString onceKey;
        };
        QVector<Unreadable> unreadable; // rows that cannot be parsed: there is a Post, but its content is unknown
    };
    Result<Loaded> loadAll();
    // Deletes the Post and its history, but not its uploads. Errors: Storage.
    Result<Done> remove(const QString &postId);

private:
    Database &m_database;
};

} // namespace postreel
