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

    // Calls `row` for each row that the statement gives. Errors: Storage, also for a row that cannot be read: what came
    // before it is not all there is.
    template <typename Row>
    Result<Done> each(const QString &sql, const QVariantList &values, Row row)
    {
        Result<QSqlQuery> asked = run(sql, values);
        if (!asked)
            return asked.error();
        QSqlQuery query = asked.take();
        while (query.next())
            row(query);
        return endOf(query);
    }

    // Runs `work` in one transaction; rolled back if it answers an error. Within another one it is part of that, and an
    // error has to be handed on.
    template <typename Work>
    Result<Done> transaction(Work work)
    {
        if (m_inTransaction)
            return work();
        if (const Result<Done> begun = begin(); !begun)
            return begun;
        m_inTransaction = true;
        const Result<Done> done = work();
        m_inTransaction = false;
        return done ? commit() : rollback(done.error());
    }

private:
    Result<Done> begin();
    Result<Done> commit();
    Result<Done> rollback(const Error &cause);
    Result<Done> connectTo(const QString &path);
    Result<Done> migrate();
    Result<Done> endOf(const QSqlQuery &query) const;
    void close();

    QString m_connection;
    bool m_inTransaction = false;
};

} // namespace postreel
