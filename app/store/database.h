// The one SQLite database of a profile: opens it, brings it up to the newest schema, runs statements.
// Used by one thread alone, the one that opened it.
// Invariant: what commit() answered Done for is on the disk (WAL with full sync), also after power loss.
#pragma once

#include "app/base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

namespace postreel {

class Database
{
public:
    Database() = default;
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    struct Opened
    {
        QString putAside; // path of a database that was kept aside; empty: none
        QString because;  // SQLite's words for its damage, or that a newer program wrote it
    };
    // Errors: Storage, with `subject` the path and `said` SQLite's words (unwritable folder, full disk).
    // A database that is damaged, or whose schema is newer than this program, is kept aside beside the new one.
    Result<Opened> open(const QString &path);

    // Runs one statement with its values in order. Errors: Storage.
    Result<QSqlQuery> run(const QString &sql, const QVariantList &values = {});

    // Runs `work` in one transaction; rolled back if it answers an error.
    template <typename Work>
    Result<Done> transaction(Work work)
    {
        if (const Result<Done> begun = begin(); !begun)
            return begun;
        const Result<Done> done = work();
        return done ? commit() : rollback(done.error());
    }

private:
    Result<Done> begin();
    Result<Done> commit();
    Result<Done> rollback(const Error &cause);
    Result<Done> connectTo(const QString &path);
    Result<Done> migrate();
    void close();

    QString m_connection;
};

} // namespace postreel
