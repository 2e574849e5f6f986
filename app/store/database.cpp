#include "app/store/database.h"

#include "app/base/disk_sync.h"
#include "app/base/file_size_limit.h"
#include "app/base/log.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QStorageInfo>
#include <QUuid>

namespace postreel {

namespace {

// Schema of a new database. Databases with a lower number come from programs that were never released.
constexpr int firstSchema = 5;

// The first entry creates a database of `firstSchema`; each further entry upgrades the schema by one version. Never change an
// entry that was released; add one.
const QVector<QStringList> &migrations()
{
    static const QVector<QStringList> steps{
        {
            QStringLiteral("CREATE TABLE posts (id TEXT PRIMARY KEY, state TEXT NOT NULL, account TEXT NOT NULL, "
                           "once_key TEXT, created_at INTEGER NOT NULL, body TEXT NOT NULL)"),
            // A key of --once is unique per account.
            QStringLiteral("CREATE UNIQUE INDEX posts_once ON posts(account, once_key) WHERE once_key <> ''"),
            QStringLiteral("CREATE TABLE uploads (id TEXT PRIMARY KEY, post_id TEXT NOT NULL, "
                           "position INTEGER NOT NULL, body TEXT NOT NULL)"),
            QStringLiteral("CREATE TABLE segments (upload_id TEXT NOT NULL, idx INTEGER NOT NULL, "
                           "offset INTEGER NOT NULL, length INTEGER NOT NULL, acked INTEGER NOT NULL, "
                           "tries INTEGER NOT NULL, ms INTEGER NOT NULL, "
                           "PRIMARY KEY (upload_id, idx)) WITHOUT ROWID"),
            QStringLiteral("CREATE TABLE history (post_id TEXT NOT NULL, upload_id TEXT NOT NULL, "
                           "at INTEGER NOT NULL, state_from TEXT NOT NULL, state_to TEXT NOT NULL, "
                           "note TEXT NOT NULL)"),
            QStringLiteral("CREATE INDEX history_post ON history(post_id)"),
            QStringLiteral("CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)"),
            QStringLiteral("CREATE TABLE accounts (key TEXT PRIMARY KEY, added_at INTEGER NOT NULL, "
                           "body TEXT NOT NULL)"),
            // Posts and uploads that the user removed and can still restore; the next start deletes them.
            QStringLiteral("CREATE TABLE removed (id TEXT PRIMARY KEY) WITHOUT ROWID"),
        },
    };
    return steps;
}

Error storageError(const QString &subject, const QString &said)
{
    return Error{.kind = ErrorKind::Storage,
                 .detail = said,
                 .source = said.isEmpty() ? ErrorSource::None : ErrorSource::System,
                 .subject = subject};
}

// Why a write failed, by SQLite's extended code. 13 is "full". A limit on file sizes shows as 10, "I/O error"; a full disk
// shows as 10 or 14, "cannot open", when SQLite creates the file that its readers share.
ErrorCause causeOf(const QString &code, const QString &path)
{
    constexpr qint64 littleRoom = 128 * 1024;
    const int low = code.toInt() & 0xff;
    if (low == 13)
        return ErrorCause::DiskFull;
    if (low != 10 && low != 14)
        return ErrorCause::None;
    const qint64 room = QStorageInfo(QFileInfo(path).path()).bytesAvailable();
    if (room >= 0 && room < littleRoom)
        return ErrorCause::DiskFull;
    return low == 10 && fileSizeIsLimited() ? ErrorCause::FileSizeLimit : ErrorCause::None;
}

Error queryError(const QSqlQuery &query, const QString &path)
{
    Error error = storageError({}, query.lastError().databaseText());
    error.problem = query.lastError().nativeErrorCode();
    error.cause = causeOf(error.problem, path);
    return error;
}

constexpr QLatin1String newerSchema("newer-schema");
constexpr QLatin1String olderSchema("older-schema");

Error schemaError(int version, int newest)
{
    const bool older = version >= 0 && version < newest;
    return Error{.kind = ErrorKind::Storage,
                 .detail = (older ? QStringLiteral("The database was written by an older Postreel that was never released "
                                                   "(schema %1, this program knows %2).")
                                  : QStringLiteral("The database was written by a newer Postreel (schema %1, this program "
                                                   "knows %2)."))
                               .arg(version)
                               .arg(newest),
                 .problem = older ? olderSchema : newerSchema};
}

// The path to which an unusable database is renamed; empty: it stays. SQLite reports damage as 11 (corrupt) or 26 (not a
// database), in the low byte of its extended codes. Apart from damage, only a schema that this program does not know justifies
// a new database.
QString asideFor(const QString &path, const Error &error)
{
    const int code = error.problem.toInt() & 0xff;
    const bool damaged = code == 11 || code == 26;
    if (!damaged && error.problem != newerSchema && error.problem != olderSchema)
        return {};
    const QString why = damaged ? QStringLiteral("damaged") : error.problem.section(u'-', 0, 0);
    return path % u'.' % why % u'-' % QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss"));
}

Error openError(const QString &path, const QSqlError &error)
{
    Error told = storageError(path, error.databaseText());
    told.cause = causeOf(error.nativeErrorCode(), path);
    return told;
}

} // namespace

Database::~Database()
{
    close();
}

void Database::close()
{
    if (m_connection.isEmpty())
        return;
    QSqlDatabase::database(m_connection, false).close();
    QSqlDatabase::removeDatabase(m_connection);
    m_connection.clear();
    m_journal.reset();
}

Result<Database::Opened> Database::open(const QString &path)
{
    Opened opened;
    Result<Done> connected = connectTo(path);
    if (const QString aside = connected ? QString() : asideFor(path, connected.error()); !aside.isEmpty()) {
        close();
        opened = {aside, connected.error().detail};
        for (const QString &suffix : {QString(), QStringLiteral("-wal"), QStringLiteral("-shm")})
            QFile::rename(path % suffix, opened.putAside % suffix);
        connected = connectTo(path);
    }
    if (!connected) {
        close();
        Error error = connected.error();
        error.subject = path;
        return error;
    }
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    // SQLite locks the database and the -shm file, never this one, so closing this extra handle releases none of its locks.
    m_journal = std::make_shared<QFile>(path % QStringLiteral("-wal"));
    if (!m_journal->open(QIODevice::ReadWrite | QIODevice::ExistingOnly | QIODevice::Unbuffered))
        m_journal.reset();
    return opened;
}

std::function<Result<Done>()> Database::syncing() const
{
    return [journal = m_journal] { return journal ? syncToDisk(*journal) : Result<Done>(Done{}); };
}

Result<Done> Database::connectTo(const QString &path)
{
    m_connection = QUuid::createUuid().toString(QUuid::WithoutBraces);
    QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    db.setDatabaseName(path);
    db.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    if (!db.open())
        return openError(path, db.lastError());
    for (const QString &pragma : {QStringLiteral("PRAGMA journal_mode=WAL"), QStringLiteral("PRAGMA synchronous=FULL"),
                                  QStringLiteral("PRAGMA quick_check(1)")}) {
        Result<QSqlQuery> done = run(pragma);
        if (!done)
            return done.error();
        QSqlQuery query = done.take();
        if (!pragma.contains(QLatin1String("quick_check")))
            continue;
        if (!query.next())
            return queryError(query, path);
        if (query.value(0).toString() != QLatin1String("ok")) {
            Error error = storageError(path, query.value(0).toString());
            error.problem = QStringLiteral("11");
            return error;
        }
    }
    return migrate();
}

Result<Done> Database::migrate()
{
    Result<QSqlQuery> asked = run(QStringLiteral("PRAGMA user_version"));
    if (!asked)
        return asked.error();
    QSqlQuery query = asked.take();
    if (!query.next())
        return queryError(query, QSqlDatabase::database(m_connection, false).databaseName());
    int version = query.value(0).toInt();
    query.finish();
    const int newest = firstSchema + static_cast<int>(migrations().size()) - 1;
    if (version != 0 && (version < firstSchema || version > newest))
        return schemaError(version, newest);
    for (version = std::max(version, firstSchema - 1); version < newest; ++version) {
        const Result<Done> moved = transaction([&]() -> Result<Done> {
            for (const QString &sql : migrations().at(version + 1 - firstSchema))
                if (const Result<QSqlQuery> done = run(sql); !done)
                    return done.error();
            const Result<QSqlQuery> numbered = run(QStringLiteral("PRAGMA user_version=%1").arg(version + 1));
            return numbered ? Result<Done>(Done{}) : Result<Done>(numbered.error());
        });
        if (!moved)
            return moved;
    }
    return Done{};
}

Result<QSqlQuery> Database::run(const QString &sql, const QVariantList &values)
{
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    query.setForwardOnly(true);
    if (query.prepare(sql)) {
        for (const QVariant &value : values)
            query.addBindValue(value);
        if (query.exec())
            return query;
    }
    qCDebug(logStore) << "statement failed:" << query.lastError().text();
    return queryError(query, QSqlDatabase::database(m_connection, false).databaseName());
}

Result<Done> Database::endOf(const QSqlQuery &query) const
{
    if (!query.lastError().isValid())
        return Done{};
    return queryError(query, QSqlDatabase::database(m_connection, false).databaseName());
}

Result<Done> Database::begin(Sync sync)
{
    if (!m_journal)
        sync = Sync::Now;
    if (sync != m_sync) { // SQLite changes it only outside a transaction
        const Result<QSqlQuery> told = run(sync == Sync::Now ? QStringLiteral("PRAGMA synchronous=FULL")
                                                             : QStringLiteral("PRAGMA synchronous=NORMAL"));
        if (!told)
            return told.error();
        m_sync = sync;
    }
    const Result<QSqlQuery> done = run(QStringLiteral("BEGIN IMMEDIATE"));
    return done ? Result<Done>(Done{}) : Result<Done>(done.error());
}

Result<Done> Database::commit()
{
    const Result<QSqlQuery> done = run(QStringLiteral("COMMIT"));
    return done ? Result<Done>(Done{}) : rollback(done.error());
}

Result<Done> Database::rollback(const Error &cause)
{
    run(QStringLiteral("ROLLBACK"));
    return cause;
}

} // namespace postreel
