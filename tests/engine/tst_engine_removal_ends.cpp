// What a person removed and did not take back: it is gone when its time is over, and with the next start, also after a kill.
#include "tests/engine/removal_ground.h"
#include "tests/support/test_main.h"

#include <QProcess>
#include <QRandomGenerator>

using namespace postreel;
using namespace postreel::testing;

namespace {

void execute(const QString &profile, const QString &sql)
{
    Database database;
    if (!database.open(profile % QStringLiteral("/postreel.sqlite")) || !database.run(sql))
        qFatal("not executed: %s", qPrintable(sql));
}

// In a child process: removes a media, or a draft, and takes it back, for ever.
int removeForEver(const QString &profile, const QString &folder, bool draft)
{
    Engine engine(EngineOptions{.profile = profile});
    QObject context;
    QSignalSpy started(&engine, &Engine::started);
    engine.start();
    started.wait(waitMs);
    engine.accounts().add({.key = account, .label = QStringLiteral("@ada")}, QUrl(QStringLiteral("http://127.0.0.1:9")), "a");
    QString id;
    engine.posts().create(filmWithTracks(folder % QStringLiteral("/film.mp4"), folder), &context,
                      [&](const Result<QString> &made) { id = *made; });
    const auto film = [&] { return engine.posts().all().value(0).uploads.value(0).id; };
    if (!QTest::qWaitFor([&] { return !id.isEmpty() && !film().isEmpty(); }, waitMs))
        return 1;
    QObject::connect(&engine.removals(), &EngineRemovals::lastChanged, &context, [&](const RemovalView &last) {
        if (last.id > 0)
            engine.removals().undo(last.id);
    });
    const auto remove = [&] { draft ? engine.removals().discard({id}) : engine.removals().removeMedia(film()); };
    QObject::connect(&engine.removals(), &EngineRemovals::undone, &context, remove);
    remove();
    std::puts("removing");
    std::fflush(stdout);
    return QCoreApplication::exec();
}

} // namespace

class EngineRemovalEndsTest : public QObject, private RemovalGround
{
    Q_OBJECT
private Q_SLOTS:
    void init() { freshFolder(); }
    void whenItsTimeIsOverItIsGone_data();
    void whenItsTimeIsOverItIsGone();
    void killedWhileItCouldBeTakenBack_data();
    void killedWhileItCouldBeTakenBack();
    void killsInTheMidstOfIt_data();
    void killsInTheMidstOfIt();
    void aPersonAtTheButtonHasTime();
    void aStepThatCannotBeRecordedIsNotDone();
    void whatLeavesDoesNotGetItBack();
    void aKeyIsFreeOnceItsPostIsRemoved();
    void nothingComesIntoADiscardedDraft();
};

void EngineRemovalEndsTest::whenItsTimeIsOverItIsGone_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"media", "draft", "row"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void EngineRemovalEndsTest::whenItsTimeIsOverItIsGone()
{
    QFETCH(const QString, what);
    LiveSandbox sandbox;
    Session session(options(300), sandbox);
    Last last(session.engine);
    const QString id = session.mustCreate(filmWithTracks(video("film.mp4", 20 * kib), file({})));
    TRY_UPLOAD(session, id, UploadState::Ready);
    if (what == QLatin1String("media")) {
        session.engine.removals().removeMedia(session.view(id).uploads.constFirst().id);
    } else if (what == QLatin1String("draft")) {
        session.engine.removals().discard({id});
    } else {
        session.engine.posts().cancel(id);
        TRY_POST(session, id, PostState::Cancelled);
        session.engine.removals().remove(id);
    }
    QTRY_VERIFY_WITH_TIMEOUT(last.view.id > 0, waitMs);
    QTRY_COMPARE_WITH_TIMEOUT(last.view.id, 0U, waitMs);
    session.mustCreate(newPost({})); // whatever was asked before is done
    AfterStart disk(profile());
    QCOMPARE(disk.posts.size(), what == QLatin1String("media") ? 2 : 1);
    QVERIFY(disk.uploads.isEmpty());
    QCOMPARE(disk.rows(QStringLiteral("segments")), 0);
    QVERIFY(session.told().last(4).join(u' ').contains(QStringLiteral(">Cancelled")));
}

void EngineRemovalEndsTest::killedWhileItCouldBeTakenBack_data()
{
    QTest::addColumn<bool>("draft");
    QTest::addColumn<bool>("undone");
    QTest::newRow("a media") << false << false;
    QTest::newRow("a media that was taken back") << false << true;
    QTest::newRow("a draft") << true << false;
    QTest::newRow("a draft that was taken back") << true << true;
}

// All is on disk with each step, so an end without a word is what a kill is.
void EngineRemovalEndsTest::killedWhileItCouldBeTakenBack()
{
    QFETCH(const bool, draft);
    QFETCH(const bool, undone);
    LiveSandbox sandbox(segmentsOf256Kib);
    QString id;
    QSet<int> acked;
    {
        Session session(options(), sandbox);
        Last last(session.engine);
        id = draftInMidUpload(session);
        draft ? session.engine.removals().discard({id}) : session.engine.removals().removeMedia(session.view(id).uploads.constFirst().id);
        QTRY_VERIFY_WITH_TIMEOUT(last.view.id > 0, waitMs);
        if (undone) {
            last.undo();
            QTRY_COMPARE_WITH_TIMEOUT(last.undone, 1, waitMs);
            acked = ackedIn(session.view(id));
        }
    }
    const qsizetype begun = sandbox.requests(QStringLiteral("initialize")).size();
    const QHash<int, int> sent = sentOfNewest(sandbox);
    Session session(options(), sandbox);
    session.engine.network().setPlainLimit(0);
    if (undone) {
        TRY_UPLOAD(session, id, UploadState::Ready);
        QVERIFY(acked.size() >= 2);
        for (const int index : std::as_const(acked))
            QCOMPARE(sentOfNewest(sandbox).value(index), sent.value(index));
        QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), begun);
        return;
    }
    session.mustCreate(newPost(QStringLiteral("Another")));
    QCOMPARE(session.view(id).id.isEmpty(), draft);
    QVERIFY(session.view(id).uploads.isEmpty());
    Database database;
    QVERIFY(database.open(profile() % QStringLiteral("/postreel.sqlite")));
    QVERIFY(RemovalStore(database).marked()->isEmpty());
    const QVector<Upload> uploads = UploadStore(database).loadAll().take().uploads;
    for (const Upload &upload : uploads)
        QVERIFY(upload.postId != id);
}

void EngineRemovalEndsTest::killsInTheMidstOfIt_data()
{
    QTest::addColumn<bool>("draft");
    QTest::newRow("a media") << false;
    QTest::newRow("a draft") << true;
}

void EngineRemovalEndsTest::killsInTheMidstOfIt()
{
    QFETCH(const bool, draft);
    video("film.mp4", 64 * kib);
    for (int kills = 0; kills < 6; ++kills) {
        QProcess child;
        const QString place = file(QStringLiteral("killed-%1").arg(kills));
        child.start(QCoreApplication::applicationFilePath(),
                    {draft ? QStringLiteral("--discard") : QStringLiteral("--remove"), place, file({})});
        QVERIFY(child.waitForReadyRead(4 * waitMs));
        QTest::qWait(QRandomGenerator::global()->bounded(40)); // any moment will do
        child.kill();
        QVERIFY(child.waitForFinished(waitMs));
        const AfterStart disk(place);
        QVERIFY(disk.uploads.isEmpty() || disk.uploads.size() == 3);
        QCOMPARE(disk.posts.size(), draft && disk.uploads.isEmpty() ? 0 : 1);
    }
}

void EngineRemovalEndsTest::aPersonAtTheButtonHasTime()
{
    LiveSandbox sandbox;
    Session session(options(500), sandbox);
    Last last(session.engine);
    const QString id = session.mustCreate(newPost(QStringLiteral("Words")));
    session.engine.removals().keepUndo(true);
    session.engine.removals().discard({id});
    QTRY_VERIFY(last.view.id > 0);
    QTest::qWait(1200); // nothing may come, so there is no condition to wait for
    QVERIFY(last.view.id > 0);
    session.engine.removals().keepUndo(false);
    QTRY_COMPARE_WITH_TIMEOUT(last.view.id, 0U, waitMs);
}

void EngineRemovalEndsTest::aStepThatCannotBeRecordedIsNotDone()
{
    LiveSandbox sandbox;
    Session session(options(), sandbox);
    Last last(session.engine);
    const QString id = session.mustCreate(newPost(QStringLiteral("Words"), {video("a.mp4", 20 * kib)}));
    TRY_UPLOAD(session, id, UploadState::Ready);
    execute(profile(), QStringLiteral("CREATE TRIGGER cut BEFORE INSERT ON removed BEGIN SELECT RAISE(ABORT, 'cut'); END"));
    QSignalSpy notices(&session.engine, &Engine::notice);
    session.engine.removals().removeMedia(session.view(id).uploads.constFirst().id);
    session.engine.removals().discard({id});
    QTRY_COMPARE(notices.size(), 1);
    execute(profile(), QStringLiteral("DROP TRIGGER cut"));
    QCOMPARE(session.view(id).uploads.size(), 1);
    QCOMPARE(last.view.id, 0U);
    session.engine.removals().discard({id});
    QTRY_VERIFY(last.view.id > 0);
    execute(profile(), QStringLiteral("CREATE TRIGGER cut BEFORE DELETE ON removed BEGIN SELECT RAISE(ABORT, 'cut'); END"));
    last.undo();
    session.mustCreate(newPost(QStringLiteral("Another")));
    QCOMPARE(last.undone, 0);
    execute(profile(), QStringLiteral("DROP TRIGGER cut"));
    last.undo(); // it can still be taken back
    QTRY_COMPARE(last.undone, 1);
    QCOMPARE(session.uploadState(id), UploadState::Ready);
}

void EngineRemovalEndsTest::whatLeavesDoesNotGetItBack()
{
    LiveSandbox sandbox;
    Session session(options(), sandbox);
    Last last(session.engine);
    const QString id = session.mustCreate(newPost(QStringLiteral("Words"), {video("a.mp4", 20 * kib)}));
    session.engine.removals().removeMedia(session.view(id).uploads.constFirst().id);
    QTRY_VERIFY(last.view.id > 0);
    const quint64 removal = last.view.id;
    session.engine.posts().submit(id, 0, 0);
    QTRY_COMPARE(last.view.id, 0U);
    session.engine.removals().undo(removal);
    TRY_POST(session, id, PostState::Posted);
    QCOMPARE(sandbox.posts().first()[QStringLiteral("media_ids")].toArray().size(), 0);
    QCOMPARE(last.undone, 0);
}

void EngineRemovalEndsTest::aKeyIsFreeOnceItsPostIsRemoved()
{
    LiveSandbox sandbox;
    Session session(options(), sandbox);
    Last last(session.engine);
    NewPost wanted = newPost(QStringLiteral("Once"));
    wanted.onceKey = QStringLiteral("key");
    const QString first = session.mustCreate(wanted);
    session.engine.removals().discard({first});
    QTRY_VERIFY(last.view.id > 0);
    const QString second = session.mustCreate(wanted);
    QVERIFY(first != second);
    QTRY_COMPARE(last.view.id, 0U);
    QCOMPARE(session.engine.posts().all().size(), 1);
}

void EngineRemovalEndsTest::nothingComesIntoADiscardedDraft()
{
    LiveSandbox sandbox;
    Session session(options(), sandbox);
    const QString id = session.mustCreate(newPost(QStringLiteral("Words")));
    session.engine.removals().discard({id});
    std::optional<Result<QString>> answer;
    session.engine.posts().attach(id, {media(video("a.mp4", 20 * kib))}, this, [&](const Result<QString> &given) { answer = given; });
    QTRY_VERIFY(answer.has_value());
    QCOMPARE(answer->error().kind, ErrorKind::TooLate);
}

// main() of its own: the program is also the child that is killed.
int main(int argc, char **argv)
{
    const bool draft = argc == 4 && qstrcmp(argv[1], "--discard") == 0;
    if (draft || (argc == 4 && qstrcmp(argv[1], "--remove") == 0)) {
        QStandardPaths::setTestModeEnabled(true);
        const QCoreApplication application(argc, argv);
        return removeForEver(QString::fromLocal8Bit(argv[2]), QString::fromLocal8Bit(argv[3]), draft);
    }
    return postreel::testing::run<EngineRemovalEndsTest>(argc, argv);
}
#include "tst_engine_removal_ends.moc"
