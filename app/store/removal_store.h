// Marks what the user removed and can still restore; the next start deletes what is marked then.
// Invariant: a mark covers a whole Post or a whole upload, and is set or cleared in one transaction; nothing is half removed.
#pragma once

#include "app/store/database.h"

#include <QSet>
#include <QStringList>

namespace postreel {

class RemovalStore
{
public:
    explicit RemovalStore(Database &database) : m_database(database) {}

    // Ids of Posts and of uploads. Errors: Storage.
    Result<Done> mark(const QStringList &ids);
    Result<Done> unmark(const QStringList &ids);
    Result<QSet<QString>> marked();
    // Deletes what is marked: Posts with their history and uploads, uploads with their segments. Errors: Storage.
    Result<Done> removeMarked();

private:
    Result<Done> runAll(const QString &sql, const QStringList &ids);
    Database &m_database;
};

} // namespace postreel
