// Marks what a person removed and may still take back; the next start takes away for good what is marked then.
// Invariant: a mark covers all of a Post, or all of an upload, and comes or goes in one transaction: there is no half.
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
    // Takes away what is marked: Posts with their history and uploads, uploads with their segments. Errors: Storage.
    Result<Done> removeMarked();

private:
    Result<Done> runAll(const QString &sql, const QStringList &ids);
    Database &m_database;
};

} // namespace postreel
