// The database: made, migrated, refused, put aside, and durable.
#include "app/store/database.h"
#include "app/store/post_store.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <csignal>
#include <limits>
#include <memory>

using namespace postreel;

namespace {

QVariant single(Database &database, const QString &sql)
{
    Result<QSqlQuery> asked = database.run(sql);
    if (!asked)
        return {};
    QSqlQuery query = asked.take();
    return query.next() ? query.value(0) : QVariant();
}

Result<Done> addSetting(Database &database, const QString &name)
{
    const Result<QSqlQuery> done =
        database.run(QStringLiteral("INSERT INTO settings(name, value) VALUES(?, 'v')"), {name});
    return done ? Result<Done>(Done{}) : Result<Done>(done.error());
}

int settingsIn(Database &database)
{
    return single(database, QStringLiteral("SELECT count(*) FROM settings")).toInt();
}

// In the child process: commits, begins another transaction, then dies without a word.
int commitThenDie(const QString &path, Sync sync)
{
    Database database;
    if (!database.open(path))
        return 1;
    PostStore posts(database);
    Post post;
    post.parts.append(PostPart{});
    for (int i = 0; i < 20; ++i) {
        post.id = QStringLiteral("post %1").arg(i);
        post.state = PostState::Posting;
        if (!posts.save(post, HistoryEntry{.postId = post.id, .to = QStringLiteral("Posting")}))
            return 2;
    }
    if (!database.transaction([&] { return addSetting(database, QStringLiteral("whole")); }, sync))
        return 5;
    if (!database.run(QStringLiteral("BEGIN IMMEDIATE")) || !addSetting(database, QStringLiteral("half")))
        return 3;
    std::raise(SIGKILL);
    return 4;
}

} // namespace

class TestDatabase : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aNewFileGetsTheNewestSchema();
    void itIsFullySyncedAndItsOwnersAlone();
    void anOpenedOneOpensAgain();
    void anEmptyFileIsANewDatabase();
    void anUnknownSchemaIsPutAside_data();
    void anUnknownSchemaIsPutAside();
    void aDamagedOneIsPutAside_data();
    void aDamagedOneIsPutAside();
    void aFolderThatCannotBeWrittenIsAStorageError_data();
    void aFolderThatCannotBeWrittenIsAStorageError();
    void anOpenThatFailedCanBeTriedAgain();
    void aRefusedStatementSaysWhy();
    void aTransactionIsAllOrNothing();
    void valuesAreBoundNotPasted();
    void twoConnectionsOfOneProcessGetAlong();
    void aCommitOutlivesAKill_data();
    void aCommitOutlivesAKill();
    void whatComesLaterIsSyncedWithTheNext();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("postreel.db")); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestDatabase::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestDatabase::aNewFileGetsTheNewestSchema()
{
    Database database;
    const Result<Database::Opened> opened = database.open(path());
    QVERIFY(opened);
    QVERIFY(opened->putAside.isEmpty());
    QVERIFY(single(database, QStringLiteral("PRAGMA user_version")).toInt() >= 5);
    QStringList tables;
    Result<QSqlQuery> asked =
        database.run(QStringLiteral("SELECT name FROM sqlite_master WHERE type='table' ORDER BY name"));
    QVERIFY(asked);
    for (QSqlQuery query = asked.take(); query.next();)
        tables << query.value(0).toString();
    for (const char *table : {"posts", "uploads", "segments", "history", "settings", "accounts"})
        QVERIFY2(tables.contains(QLatin1String(table)), table);
}

void TestDatabase::itIsFullySyncedAndItsOwnersAlone()
{
    Database database;
    QVERIFY(database.open(path()));
    QCOMPARE(single(database, QStringLiteral("PRAGMA journal_mode")).toString(), QStringLiteral("wal"));
    QCOMPARE(single(database, QStringLiteral("PRAGMA synchronous")).toInt(), 2);
    constexpr QFile::Permissions others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(path()) & others));
}

void TestDatabase::anOpenedOneOpensAgain()
{
    for (int run = 0; run < 3; ++run) {
        Database database;
        const Result<Database::Opened> opened = database.open(path());
        QVERIFY(opened);
        QVERIFY(opened->putAside.isEmpty());
        QCOMPARE(settingsIn(database), run);
        QVERIFY(addSetting(database, QString::number(run)));
    }
}

void TestDatabase::anEmptyFileIsANewDatabase()
{
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    Database database;
    const Result<Database::Opened> opened = database.open(path());
    QVERIFY(opened);
    QVERIFY(opened->putAside.isEmpty());
    QVERIFY(addSetting(database, QStringLiteral("a")));
}

void TestDatabase::anUnknownSchemaIsPutAside_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QString>("word");
    QTest::newRow("much newer") << 1000 << QStringLiteral("newer");
    QTest::newRow("largest") << std::numeric_limits<int>::max() << QStringLiteral("newer");
    QTest::newRow("of no program") << -1 << QStringLiteral("newer");
    QTest::newRow("the first that was never released") << 1 << QStringLiteral("older");
    QTest::newRow("the last that was never released") << 4 << QStringLiteral("older");
}

void TestDatabase::anUnknownSchemaIsPutAside()
{
    QFETCH(int, version);
    QFETCH(QString, word);
    {
        Database database;
        QVERIFY(database.open(path()));
        QVERIFY(addSetting(database, QStringLiteral("kept")));
        QVERIFY(database.run(QStringLiteral("PRAGMA user_version=%1").arg(version)));
    }
    Database database;
    const Result<Database::Opened> opened = database.open(path());
    QVERIFY(opened);
    QVERIFY2(opened->because.contains(word % QStringLiteral(" Postreel")), qPrintable(opened->because));
    QVERIFY2(opened->because.contains(QString::number(version)), qPrintable(opened->because));
    // Its file is kept whole, for the program that knows it, and a fresh one is in use.
    QVERIFY2(opened->putAside.startsWith(path() % u'.' % word % u'-'), qPrintable(opened->putAside));
    QCOMPARE(settingsIn(database), 0);
    QSqlDatabase aside = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("aside"));
    aside.setDatabaseName(opened->putAside);
    QVERIFY(aside.open());
    QSqlQuery query(QStringLiteral("SELECT name FROM settings"), aside);
    QVERIFY(query.next());
    QCOMPARE(query.value(0).toString(), QStringLiteral("kept"));
}

void TestDatabase::aDamagedOneIsPutAside_data()
{
    QTest::addColumn<QString>("damage");
    QTest::newRow("not a database") << QStringLiteral("text");
    QTest::newRow("zeros") << QStringLiteral("zeros");
    QTest::newRow("a page overwritten") << QStringLiteral("page");
    QTest::newRow("all pages but the first") << QStringLiteral("pages");
    QTest::newRow("cut short") << QStringLiteral("cut");
}

void TestDatabase::aDamagedOneIsPutAside()
{
    QFETCH(QString, damage);
    {
        Database database;
        QVERIFY(database.open(path()));
        QVERIFY(database.run(QStringLiteral("BEGIN")));
        for (int i = 0; i < 2000; ++i)
            QVERIFY(addSetting(database, QStringLiteral("a name that fills pages %1").arg(i)));
        QVERIFY(database.run(QStringLiteral("COMMIT")));
    }
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qint64 size = file.size();
    constexpr qint64 pageSize = 4096;
    if (damage == QLatin1String("text")) {
        QVERIFY(file.resize(0));
        file.write("Dear diary, this is no database at all. ");
    } else if (damage == QLatin1String("zeros")) {
        file.write(QByteArray(static_cast<qsizetype>(size), '\0'));
    } else if (damage == QLatin1String("page")) {
        file.seek(size / pageSize / 2 * pageSize);
        file.write(QByteArray(pageSize, '\x5a'));
    } else if (damage == QLatin1String("pages")) {
        file.seek(pageSize);
        file.write(QByteArray(static_cast<qsizetype>(size - pageSize), '\x5a'));
    } else {
        QVERIFY(file.resize(size / 2 / pageSize * pageSize));
    }
    file.close();

    Database database;
    const Result<Database::Opened> opened = database.open(path());
    QVERIFY2(opened, qPrintable(opened.error().detail + opened.error().problem));
    QVERIFY(!opened->putAside.isEmpty());
    QVERIFY(QFileInfo::exists(opened->putAside)); // nothing is thrown away
    QVERIFY(opened->putAside.startsWith(path()));
    QCOMPARE(settingsIn(database), 0);
    QVERIFY(addSetting(database, QStringLiteral("goes on")));
}

void TestDatabase::aFolderThatCannotBeWrittenIsAStorageError_data()
{
    QTest::addColumn<QString>("folder");
    QTest::newRow("read only") << QStringLiteral("locked");
#ifdef Q_OS_LINUX
    QTest::newRow("of the kernel") << QStringLiteral("/proc/self"); // read only for root, too
#endif
    QTest::newRow("missing") << QStringLiteral("missing");
    QTest::newRow("a file") << QStringLiteral("file");
}

void TestDatabase::aFolderThatCannotBeWrittenIsAStorageError()
{
    QFETCH(QString, folder);
    const QString place = QDir(m_folder->path()).absoluteFilePath(folder);
    if (folder == QLatin1String("locked")) {
        QVERIFY(QDir().mkdir(place));
        QVERIFY(QFile::setPermissions(place, QFile::ReadOwner | QFile::ExeOwner));
        if (QFile probe(place + QStringLiteral("/probe")); probe.open(QIODevice::WriteOnly))
            QSKIP("this user may write everywhere");
    } else if (folder == QLatin1String("file")) {
        QFile file(place);
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    Database database;
    const QString inside = place + QStringLiteral("/postreel.db");
    const Error error = database.open(inside).error();
    QCOMPARE(error.kind, ErrorKind::Storage);
    QCOMPARE(error.subject, inside);
    QVERIFY(!error.detail.isEmpty());
    QVERIFY(!database.run(QStringLiteral("SELECT 1")));
}

void TestDatabase::anOpenThatFailedCanBeTriedAgain()
{
    Database database;
    const QString inside = m_folder->filePath(QStringLiteral("later/postreel.db"));
    QVERIFY(!database.open(inside));
    QVERIFY(QDir().mkdir(QFileInfo(inside).path()));
    QVERIFY(database.open(inside));
    QVERIFY(addSetting(database, QStringLiteral("a")));
}

void TestDatabase::aRefusedStatementSaysWhy()
{
    Database database;
    QVERIFY(database.open(path()));
    const Error error = database.run(QStringLiteral("SELECT name FROM nowhere")).error();
    QCOMPARE(error.kind, ErrorKind::Storage);
    QVERIFY2(error.detail.contains(QStringLiteral("nowhere")), qPrintable(error.detail));
    QVERIFY(addSetting(database, QStringLiteral("a")));
    QCOMPARE(addSetting(database, QStringLiteral("a")).error().kind, ErrorKind::Storage);
}

void TestDatabase::aTransactionIsAllOrNothing()
{
    Database database;
    QVERIFY(database.open(path()));
    const Result<Done> refused = database.transaction([&]() -> Result<Done> {
        if (const Result<Done> first = addSetting(database, QStringLiteral("a")); !first)
            return first;
        return {ErrorKind::Usage, QStringLiteral("thought better of it")};
    });
    QCOMPARE(refused.error().kind, ErrorKind::Usage);
    QCOMPARE(settingsIn(database), 0);
    QVERIFY(database.transaction([&] { return addSetting(database, QStringLiteral("b")); }));
    QCOMPARE(settingsIn(database), 1);
    // One inside another is part of it: what it did is there with the outer one, and gone with it.
    const auto nested = [&](const Result<Done> &end) {
        return database.transaction([&]() -> Result<Done> {
            const Result<Done> inner = database.transaction([&] { return addSetting(database, QStringLiteral("c")); });
            return inner ? end : inner;
        });
    };
    QVERIFY(!nested(ErrorKind::Usage));
    QCOMPARE(settingsIn(database), 1);
    QVERIFY(nested(Done{}));
    QCOMPARE(settingsIn(database), 2);
}

void TestDatabase::valuesAreBoundNotPasted()
{
    Database database;
    QVERIFY(database.open(path()));
    const QString name = QStringLiteral("'); DROP TABLE settings; -- \n\"?\" 🎬 ") + QChar(0x202e);
    QVERIFY(addSetting(database, name));
    QCOMPARE(single(database, QStringLiteral("SELECT name FROM settings")).toString(), name);
}

void TestDatabase::twoConnectionsOfOneProcessGetAlong()
{
    Database one;
    Database other;
    QVERIFY(one.open(path()));
    QVERIFY(other.open(path()));
    QVERIFY(addSetting(one, QStringLiteral("a")));
    QCOMPARE(settingsIn(other), 1);
}

void TestDatabase::whatComesLaterIsSyncedWithTheNext()
{
    std::function<Result<Done>()> syncing;
    {
        Database database;
        QVERIFY(database.open(path()));
        const auto level = [&] { return single(database, QStringLiteral("PRAGMA synchronous")).toInt(); };
        QVERIFY(database.transaction([&] { return addSetting(database, QStringLiteral("later")); }, Sync::Later));
        QCOMPARE(level(), 1);
        syncing = database.syncing();
        const auto worker = std::unique_ptr<QThread>(QThread::create([&] { QVERIFY(syncing()); }));
        worker->start();
        QVERIFY(worker->wait());
        // One that is part of another reaches the disk with that.
        QVERIFY(database.transaction([&] {
            return database.transaction([&] { return addSetting(database, QStringLiteral("inner")); }, Sync::Later);
        }));
        QCOMPARE(level(), 2);
        QCOMPARE(settingsIn(database), 2);
    }
    QVERIFY(syncing());
}

void TestDatabase::aCommitOutlivesAKill_data()
{
    QTest::addColumn<QString>("sync");
    QTest::newRow("synced") << QStringLiteral("now");
    QTest::newRow("to be synced later") << QStringLiteral("later");
}

void TestDatabase::aCommitOutlivesAKill()
{
    QFETCH(const QString, sync);
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--commit-then-die"), path(), sync});
    QVERIFY(child.waitForFinished(30'000));
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);

    Database database;
    const Result<Database::Opened> opened = database.open(path());
    QVERIFY(opened);
    QVERIFY(opened->putAside.isEmpty());
    PostStore posts(database);
    const Result<PostStore::Loaded> loaded = posts.loadAll();
    QVERIFY(loaded);
    QCOMPARE(loaded->posts.size(), 20);
    for (const Post &post : loaded->posts)
        QCOMPARE(post.state, PostState::Posting);
    QCOMPARE(settingsIn(database), 1); // the half transaction is gone whole
}

#include "tests/support/test_main.h"
// main() of its own: the program is also the child that dies.
int main(int argc, char **argv)
{
    if (argc == 4 && qstrcmp(argv[1], "--commit-then-die") == 0) {
        const QCoreApplication application(argc, argv);
        return commitThenDie(QString::fromLocal8Bit(argv[2]), qstrcmp(argv[3], "later") == 0 ? Sync::Later : Sync::Now);
    }
    return postreel::testing::run<TestDatabase>(argc, argv);
}
#include "tst_database.moc"
