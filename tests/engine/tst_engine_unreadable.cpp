// A database with rows that cannot be read: nothing of them is lost, sent or posted again.
#include "tests/engine/engine_ground.h"
#include "tests/support/memory_token_store.h"
#include "tests/support/test_main.h"

#include "app/store/database.h"

#include <QDir>

using namespace postreel;
using namespace postreel::testing;

class EngineUnreadableTest : public QObject, private EngineGround
{
    Q_OBJECT
private Q_SLOTS:
    void init() { freshFolder(); }
    void aPostWithABrokenRowStays();
    void aPostIsNotSentWithoutItsMedia();
    void aKeyOfABrokenRowIsNotPostedAgain();
    void itsAccountIsStillKnownAfterSigningOut();
    void theFilesOfADamagedDatabaseStay();

private:
    void execute(const QString &sql) const
    {
        Database database;
        if (!database.open(profile() % QStringLiteral("/postreel.sqlite")) || !database.run(sql))
            qFatal("not executed: %s", qPrintable(sql));
    }
    int count(const QString &table) const
    {
        Database database;
        int rows = -1;
        if (!database.open(profile() % QStringLiteral("/postreel.sqlite")) ||
            !database.each(QStringLiteral("SELECT count(*) FROM ") % table, {},
                           [&](const QSqlQuery &row) { rows = row.value(0).toInt(); }))
            qFatal("not counted");
        return rows;
    }
    // What only a record knows the use of.
    QString needed(const char *folder, const QString &name) const
    {
        const QString path = profile() % u'/' % QLatin1String(folder);
        QDir().mkpath(path);
        return writeBytes(path % u'/' % name, "all there is of it");
    }
};

void EngineUnreadableTest::aPostWithABrokenRowStays()
{
    LiveSandbox sandbox;
    {
        Session session(profile(), sandbox);
        session.mustCreate(newPost(QStringLiteral("Draft")));
    }
    const QString copy = needed("copied", QStringLiteral("phone.mp4"));
    execute(QStringLiteral("UPDATE posts SET body=substr(body, 1, 20)"));
    Engine engine(EngineOptions{.profile = profile()});
    QSignalSpy notices(&engine, &Engine::notice);
    QSignalSpy started(&engine, &Engine::started);
    engine.start();
    QVERIFY(started.wait(waitMs));
    QCOMPARE(notices.size(), 1);
    QCOMPARE(notices.first().first().value<Error>().problem, QStringLiteral("unreadable-row"));
    QVERIFY(engine.posts().all().isEmpty());
    QVERIFY(QFile::exists(copy));
    QCOMPARE(count(QStringLiteral("posts")), 1);
}

void EngineUnreadableTest::aPostIsNotSentWithoutItsMedia()
{
    LiveSandbox sandbox;
    NewPost wanted = newPost(QStringLiteral("With a film"), {video("film.mp4", mib)});
    wanted.submit = true;
    wanted.continueSame = true;
    wanted.atMs = QDateTime::currentMSecsSinceEpoch() + 3'600'000;
    {
        Session session(profile(), sandbox);
        const QString id = session.mustCreate(wanted);
        TRY_UPLOAD(session, id, UploadState::Ready);
    }
    execute(QStringLiteral("UPDATE uploads SET body='{not json'"));
    const QString fixed = needed("cache/fixes", QStringLiteral("of-it.mp4"));
    Session session(profile(), sandbox);
    QVERIFY(session.engine.posts().all().isEmpty());
    const Result<QString> again = session.create(wanted); // nobody knows what became of the first
    QVERIFY(!again);
    QCOMPARE(again.error().problem, QStringLiteral("unreadable-row"));
    wanted.text = QStringLiteral("Another");
    QVERIFY(session.create(wanted));
    QVERIFY(QFile::exists(fixed));
    QCOMPARE(count(QStringLiteral("uploads")), 2);
    QCOMPARE(sandbox.posts().size(), 0);
}

void EngineUnreadableTest::aKeyOfABrokenRowIsNotPostedAgain()
{
    LiveSandbox sandbox;
    NewPost wanted = newPost(QStringLiteral("Daily"));
    wanted.submit = true;
    wanted.onceKey = QStringLiteral("monday");
    {
        Session session(profile(), sandbox);
        const QString id = session.mustCreate(wanted);
        TRY_POST(session, id, PostState::Posted);
    }
    execute(QStringLiteral("UPDATE posts SET body='[]'"));
    Session session(profile(), sandbox);
    const Result<QString> again = session.create(wanted);
    QVERIFY(!again);
    QCOMPARE(again.error().subject, wanted.onceKey);
    QCOMPARE(sandbox.posts().size(), 1);
    wanted.onceKey = QStringLiteral("tuesday");
    wanted.text = QStringLiteral("The next one");
    const QString next = session.mustCreate(wanted);
    TRY_POST(session, next, PostState::Posted);
}

void EngineUnreadableTest::itsAccountIsStillKnownAfterSigningOut()
{
    LiveSandbox sandbox;
    MemoryTokenStore keychain;
    QString key;
    {
        Session session(profile(), keychain);
        session.engine.accounts().signInWithToken(sandbox.base(), goodToken, true);
        QTRY_COMPARE_WITH_TIMEOUT(session.engine.accounts().all().size(), 1, waitMs);
        key = session.engine.accounts().all().constFirst().key;
        NewPost draft = newPost(QStringLiteral("Draft"));
        draft.account = key;
        session.mustCreate(draft);
    }
    execute(QStringLiteral("UPDATE posts SET body='[]'"));
    {
        Session session(profile(), keychain);
        std::optional<StoreOutcome> removed;
        session.engine.accounts().signOut(key, this, [&](StoreOutcome said) { removed = said; });
        QTRY_VERIFY_WITH_TIMEOUT(removed, waitMs);
    }
    QCOMPARE(count(QStringLiteral("accounts")), 1);
}

void EngineUnreadableTest::theFilesOfADamagedDatabaseStay()
{
    LiveSandbox sandbox;
    {
        Session session(profile(), sandbox);
        session.mustCreate(newPost(QStringLiteral("Draft")));
    }
    const QString path = profile() % QStringLiteral("/postreel.sqlite");
    {
        QFile database(path);
        QVERIFY(database.open(QIODevice::ReadWrite));
        const qint64 size = database.size();
        QVERIFY(size > 8192);
        database.seek(4096); // every page but the first
        database.write(QByteArray(size - 4096, '\x5a'));
    }
    const QString copy = needed("copied", QStringLiteral("phone.mp4"));
    const QString fixed = needed("cache/fixes", QStringLiteral("of-it.mp4"));
    for (int start = 0; start < 2; ++start) { // the second finds a database that is new and whole
        Session session(profile(), sandbox);
        QVERIFY(QFile::exists(copy));
        QVERIFY(QFile::exists(fixed));
        NewPost wanted = newPost(QStringLiteral("Daily"));
        wanted.onceKey = QStringLiteral("monday");
        QCOMPARE(session.create(wanted).error().problem, QStringLiteral("unreadable-row"));
    }
}

POSTREEL_TEST_MAIN(EngineUnreadableTest)
#include "tst_engine_unreadable.moc"
