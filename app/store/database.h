// The one SQLite database of a profile: opens it, brings it up to the newest schema, runs statements.
// Used by one thread alone, the one that opened it.
// Invariant: what a transaction with Sync::Now answered Done for is on the disk, with all before it, also after power loss;
// what any answered Done for outlives the process.
#pragma once

#include "app/base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>
#include <functional>
#include <memory>

class QFile;

namespace postreel {

// When a transaction reaches the disk: before it is answered, or with the next that does. A disk takes 1 to 100 ms for it.
enum class Sync { Now, Later };

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
        QString because;  // SQLite's words for its damage, or that another program wrote it
    };
    // Errors: Storage, with `subject` the path and `detail` SQLite's words (unwritable folder, full disk).
    // A database that is damaged, or whose schema this program does not know, is kept aside beside the new one.
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
    Result<Done> transaction(Work work, Sync sync = Sync::Now)
    {
        if (m_inTransaction)
            return work();
        if (const Result<Done> begun = begin(sync); !begun)
            return begun;
        m_inTransaction = true;
        const Result<Done> done = work();
        m_inTransaction = false;
        return done ? commit() : rollback(done.error());
    }

    // Brings to the disk what was committed before it is called. It may be called on any thread, also after the end of this
    // object. Errors: Storage with the system's words.
    std::function<Result<Done>()> syncing() const;

private:
    Result<Done> begin(Sync sync);
    Result<Done> commit();
    Result<Done> rollback(const Error &cause);
    Result<Done> connectTo(const QString &path);
    Result<Done> migrate();
    Result<Done> endOf(const QSqlQuery &query) const;
    void close();

    QString m_connection;
    std::shared_ptr<QFile> m_journal; // where SQLite writes first; none: all is Sync::Now
    Sync m_sync = Sync::Now;          // as SQLite was told last
    bool m_inTransaction = false;
};

} // namespace postreel
