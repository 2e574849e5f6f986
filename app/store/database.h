// The one SQLite database of a profile: opens it, upgrades it to the newest schema, runs statements.
// Used only by the thread that opened it.
// Invariant: once a transaction with Sync::Now has returned Done, it and all earlier ones are on the disk, even after power
// loss; what any transaction returned Done for survives the end of the process.
#pragma once

#include "app/base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>
#include <functional>
#include <memory>

class QFile;

namespace postreel {

// When a transaction reaches the disk: before it returns (1 to 100 ms, depending on the disk), or with the next one that does.
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
        QString putAside; // new path of an unusable database that was renamed; empty: none
        QString because;  // SQLite's words about the damage, or that another version wrote it
    };
    // Opens or creates the database. One that is damaged, or whose schema this program does not know, is renamed and kept
    // beside the new one. Errors: Storage, with the path in `subject` and SQLite's words in `detail` (unwritable folder, full
    // disk).
    Result<Opened> open(const QString &path);

    // Runs one statement with `values` bound in order. Errors: Storage.
    Result<QSqlQuery> run(const QString &sql, const QVariantList &values = {});

    // Calls `row` for each row of the result. Errors: Storage, also if a row cannot be read; then rows are missing after those
    // that `row` got.
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

    // Runs `work` in one transaction, which is rolled back if `work` returns an error. Inside another transaction, `work`
    // becomes part of that one, and the caller has to pass an error on.
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

    // Returns a function that flushes to the disk what was committed before it is called. It may be called on any thread, also
    // after the end of this object. Errors: Storage, with the system's words.
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
    std::shared_ptr<QFile> m_journal; // SQLite's write-ahead log; null: everything is Sync::Now
    Sync m_sync = Sync::Now;          // as SQLite was last told
    bool m_inTransaction = false;
};

} // namespace postreel
