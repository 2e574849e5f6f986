// What ends waits that no answer of X ends: a person's word, a found file, room on the disk, a sleep.
#include "app/store/database.h"
#include "tests/engine/engine_ground.h"

#include <QDir>
#include <QSqlDatabase>

using namespace postreel;
using namespace postreel::testing;

class EngineWaitsTest : public QObject, private EngineGround
{
    Q_OBJECT
private Q_SLOTS:
    void init() { freshFolder(); }
    void aMeteredConnectionAsksFirst();
    void theWordHoldsForThisConnection();
    void neverAskIsKept();
    void aFileThatMovedIsFound();
    void anotherFileIsNotTakenForIt();
    void aDiskThatTakesNothingStopsEverything();
    void aLimitIsRemembered();
    void aLimitIsWaitedForOnce();
    void twoEqualCallsAtOnceMakeOnePost();
    void aSleepBreaksNothing();
    void aNewerProfileIsKeptAside();

private:
    NewPost submitted(const QString &text, const QString &path) const
    {
        NewPost post = newPost(text, {path});
        post.submit = true;
        return post;
    }
    void waitsForTheLimit(Session &session, const char *name)
    {
        const QString id = session.mustCreate(submitted(QString::fromLatin1(name), video(name, 20 * kib, quint32(name[0]))));
        TRY_UPLOAD(session, id, UploadState::Waiting);
        QCOMPARE(session.view(id).uploads.first().reason, WaitReason::RateLimit);
    }
    // An upload that is away: its file was taken from it in mid-upload.
    QString pulled(Session &session, const QString &path, const QString &elsewhere)
    {
        session.engine.network().setPlainLimit(1 * mib);
        const QString id = session.mustCreate(submitted(QStringLiteral("Film"), path));
        if (!QTest::qWaitFor([&] { return session.count(QStringLiteral("segment")) > 0; }, waitMs))
            qFatal("no segment was sent");
        QFile::rename(path, elsewhere);
        session.engine.network().setPlainLimit(0);
        return id;
    }
};

void EngineWaitsTest::aMeteredConnectionAsksFirst()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    EngineNetwork &network = session.engine.network();
    network.setMetered(true);
    const QString id = session.mustCreate(submitted(QStringLiteral("Film"), video("a.mp4", 20 * kib)));
    TRY_UPLOAD(session, id, UploadState::Waiting);
    QCOMPARE(session.view(id).uploads.first().reason, WaitReason::Metered);
    QTRY_COMPARE(session.engine.status().heldByMetered, 1);
    QVERIFY(session.engine.status().waiting);
    QVERIFY(!session.engine.status().working); // the computer need not stay awake for a question
    QCOMPARE(sandbox.callsInOrder(), QString());
    network.sendOverMetered();
    TRY_POST(session, id, PostState::Posted);
    QTRY_COMPARE(session.engine.status().heldByMetered, 0);
    QVERIFY(!session.engine.status().waiting);
}

void EngineWaitsTest::theWordHoldsForThisConnection()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    session.engine.network().setMetered(true);
    session.engine.network().sendOverMetered();
    const QString first = session.mustCreate(submitted(QStringLiteral("One"), video("a.mp4", 20 * kib)));
    TRY_POST(session, first, PostState::Posted);
    session.engine.network().setMetered(false);
    session.engine.network().setMetered(true); // another one
    const QString second = session.mustCreate(submitted(QStringLiteral("Two"), video("b.mp4", 20 * kib, 2)));
    TRY_UPLOAD(session, second, UploadState::Waiting);
    session.engine.network().setMetered(false);
    TRY_POST(session, second, PostState::Posted);
}

void EngineWaitsTest::neverAskIsKept()
{
    LiveSandbox sandbox;
    for (int run = 0; run < 2; ++run) {
        Session session(profile(), sandbox);
        if (run == 0)
            session.engine.network().setAskWhenMetered(false);
        session.engine.network().setMetered(true);
        const QString id = session.mustCreate(
            submitted(QString::number(run), video(run == 0 ? "a.mp4" : "b.mp4", 20 * kib, quint32(run))));
        TRY_POST(session, id, PostState::Posted);
    }
}

void EngineWaitsTest::aFileThatMovedIsFound()
{
    LiveSandbox sandbox(QStringLiteral("limits=off,faults=chunk-limit-256k"));
    Session session(profile(), sandbox);
    const QString path = video("a.mp4", 3 * mib);
    const QString sum = sha256Of(path);
    const QString id = pulled(session, path, file(QStringLiteral("moved.mp4")));
    TRY_UPLOAD(session, id, UploadState::Waiting);
    QCOMPARE(session.view(id).uploads.first().reason, WaitReason::FileAway);
    // A copy: other times, the same bytes.
    QVERIFY(QFile::copy(file(QStringLiteral("moved.mp4")), file(QStringLiteral("copy.mp4"))));
    std::optional<Result<Done>> answer;
    session.engine.media().findFile(session.view(id).uploads.first().id, file(QStringLiteral("copy.mp4")), &session.engine,
                            [&](const Result<Done> &given) { answer = given; });
    TRY_POST(session, id, PostState::Posted);
    QVERIFY(answer && *answer);
    QVERIFY(sha256sReceived(sandbox).contains(sum));
}

void EngineWaitsTest::anotherFileIsNotTakenForIt()
{
    LiveSandbox sandbox(QStringLiteral("limits=off,faults=chunk-limit-256k"));
    Session session(profile(), sandbox);
    const QString id = pulled(session, video("a.mp4", 3 * mib), file(QStringLiteral("moved.mp4")));
    TRY_UPLOAD(session, id, UploadState::Waiting);
    const QString upload = session.view(id).uploads.first().id;
    for (const auto &[path, kind] : {std::pair{video("other.mp4", 3 * mib, 9), ErrorKind::FileChanged},
                                     std::pair{file(QStringLiteral("none.mp4")), ErrorKind::Missing}}) {
        std::optional<Result<Done>> answer;
        session.engine.media().findFile(upload, path, &session.engine, [&](const Result<Done> &given) { answer = given; });
        QTRY_VERIFY(answer.has_value());
        QCOMPARE(answer->error().kind, kind);
        QCOMPARE(answer->error().cause, kind == ErrorKind::FileChanged ? ErrorCause::OtherFile : ErrorCause::None);
    }
    QCOMPARE(session.uploadState(id), UploadState::Waiting);
}

// Another program holds the database: as with a full disk, no record can be written.
void EngineWaitsTest::aDiskThatTakesNothingStopsEverything()
{
    LiveSandbox sandbox(QStringLiteral("up=8"));
    Session session(profile(), sandbox);
    const QString path = video("a.mp4", 3 * mib);
    const QString id = session.mustCreate(submitted(QStringLiteral("Film"), path));
    TRY_UPLOAD(session, id, UploadState::Sending);
    QSignalSpy notices(&session.engine, &Engine::notice);
    {
        QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
        other.setDatabaseName(QDir(profile()).filePath(QStringLiteral("postreel.sqlite")));
        QVERIFY(other.open());
        QSqlQuery hold(other);
        QVERIFY(hold.exec(QStringLiteral("BEGIN EXCLUSIVE")));
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("was not saved")));
        QTRY_VERIFY_WITH_TIMEOUT(session.engine.status().trouble, waitMs);
        QCOMPARE(notices.size(), 1);
        QCOMPARE(session.last(QStringLiteral("waiting")).fields.value(QStringLiteral("reason")).toString(),
                 QStringLiteral("Storage"));
        QVERIFY(hold.exec(QStringLiteral("ROLLBACK")));
        other.close();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("other"));
    TRY_POST(session, id, PostState::Posted);
    QVERIFY(!session.engine.status().trouble);
    QVERIFY(sha256sReceived(sandbox).contains(sha256Of(path)));
    QCOMPARE(sandbox.posts().size(), 1);
    QCOMPARE(notices.size(), 1);
}

void EngineWaitsTest::aLimitIsRemembered()
{
    LiveSandbox sandbox(QStringLiteral("limits=off,faults=later429@initialize#1:3600"));
    {
        Session session(profile(), sandbox);
        for (const char *name : {"a.mp4", "b.mp4", "c.mp4"})
            waitsForTheLimit(session, name);
    }
    // One of them ran into it. The others did not ask, and neither does a new start.
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), 1);
    Session session(profile(), sandbox);
    waitsForTheLimit(session, "d.mp4");
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), 1);
}

void EngineWaitsTest::aLimitIsWaitedForOnce()
{
    LiveSandbox sandbox(QStringLiteral("limits=off,faults=later429@initialize#1:3"));
    Session session(profile(), sandbox);
    QStringList ids;
    for (const char *name : {"a.mp4", "b.mp4", "c.mp4"})
        ids << session.mustCreate(submitted(QString::fromLatin1(name), video(name, 20 * kib, quint32(name[0]))));
    for (const QString &id : std::as_const(ids))
        TRY_POST(session, id, PostState::Posted);
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), ids.size() + 1);
    QCOMPARE(sandbox.posts().size(), 3);
}

void EngineWaitsTest::twoEqualCallsAtOnceMakeOnePost()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    NewPost wanted = submitted(QStringLiteral("Film"), video("a.mp4", 20 * kib));
    wanted.continueSame = true;
    QStringList ids;
    for (int i = 0; i < 3; ++i)
        session.engine.posts().create(wanted, &session.engine, [&](const Result<QString> &id) { ids << *id; });
    QTRY_COMPARE(ids.size(), 3);
    QCOMPARE(QSet<QString>(ids.cbegin(), ids.cend()).size(), 1);
    TRY_POST(session, ids.first(), PostState::Posted);
    QCOMPARE(sandbox.posts().size(), 1);
}

void EngineWaitsTest::aSleepBreaksNothing()
{
    LiveSandbox sandbox(QStringLiteral("up=20"));
    Session session(profile(), sandbox);
    const QString path = video("a.mp4", 4 * mib);
    const QString id = session.mustCreate(submitted(QStringLiteral("Film"), path));
    QTRY_VERIFY_WITH_TIMEOUT(session.count(QStringLiteral("segment")) > 0, waitMs);
    session.engine.network().wokeUp();
    TRY_POST(session, id, PostState::Posted);
    QVERIFY(sha256sReceived(sandbox).contains(sha256Of(path)));
    QCOMPARE(sandbox.posts().size(), 1);
}

void EngineWaitsTest::aNewerProfileIsKeptAside()
{
    LiveSandbox sandbox;
    {
        Session session(profile(), sandbox);
        session.mustCreate(newPost(QStringLiteral("of the newer program")));
    }
    {
        Database database;
        QVERIFY(database.open(QDir(profile()).filePath(QStringLiteral("postreel.sqlite"))));
        QVERIFY(database.run(QStringLiteral("PRAGMA user_version=1000")));
    }
    Engine engine(EngineOptions{.profile = profile()});
    QSignalSpy started(&engine, &Engine::started);
    QSignalSpy notices(&engine, &Engine::notice);
    engine.start();
    QVERIFY(started.wait(waitMs));
    QCOMPARE(notices.size(), 1);
    QCOMPARE(notices.first().first().value<Error>().kind, ErrorKind::PutAside);
    QVERIFY(engine.posts().all().isEmpty());
    QCOMPARE(QDir(profile()).entryList({QStringLiteral("postreel.sqlite.newer-*")}).isEmpty(), false);
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(EngineWaitsTest)
#include "tst_engine_waits.moc"
