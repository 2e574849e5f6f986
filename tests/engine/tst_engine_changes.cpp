// What changes several records at once, cut at any place: by a statement that fails, and by kills of a real process.
#include "tests/engine/engine_ground.h"
#include "tests/support/test_main.h"

#include "app/store/post_store.h"
#include "app/store/upload_store.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <csignal>

using namespace postreel;
using namespace postreel::testing;

namespace {

const QString other = QStringLiteral("bob-key");

// As a start would read it.
struct OnDisk
{
    explicit OnDisk(const QString &profile)
    {
        if (!database.open(profile % QStringLiteral("/postreel.sqlite")))
            qFatal("no database");
        posts = PostStore(database).loadAll().take().posts;
        uploads = UploadStore(database).loadAll().take().uploads;
    }
    QStringList accounts() const
    {
        QStringList all;
        for (const Post &post : posts)
            all << post.account;
        for (const Upload &upload : uploads)
            all << upload.account;
        all.removeDuplicates();
        return all;
    }
    Database database;
    QVector<Post> posts;
    QVector<Upload> uploads;
};

void execute(const QString &profile, const QString &sql)
{
    Database database;
    if (!database.open(profile % QStringLiteral("/postreel.sqlite")) || !database.run(sql))
        qFatal("not executed: %s", qPrintable(sql));
}

NewPost filmWithTracks(const QString &film, const QString &folder)
{
    NewPost wanted = newPost(QStringLiteral("Film"), {film});
    for (const char *language : {"EN", "DE"}) {
        const QString track = writeBytes(folder % u'/' % QLatin1String(language) % QStringLiteral(".srt"),
                                         "1\n00:00:00,000 --> 00:00:01,000\nHello\n");
        wanted.media.first().subtitles.append({track, QLatin1String(language)});
    }
    return wanted;
}

// In a child process: changes the account of a draft for ever.
int changeForEver(const QString &profile, const QString &folder)
{
    Engine engine(EngineOptions{.profile = profile});
    QObject context;
    QSignalSpy started(&engine, &Engine::started);
    engine.start();
    started.wait(waitMs);
    engine.accounts().add({.key = account, .label = QStringLiteral("@ada")}, QUrl(QStringLiteral("http://127.0.0.1:9")), "a");
    engine.accounts().add({.key = other, .label = QStringLiteral("@bob")}, QUrl(QStringLiteral("http://127.0.0.1:9")), "b");
    QString id = engine.posts().all().isEmpty() ? QString() : engine.posts().all().first().id;
    if (id.isEmpty())
        engine.posts().create(filmWithTracks(folder % QStringLiteral("/film.mp4"), folder), &context,
                          [&](const Result<QString> &made) { id = *made; });
    if (!QTest::qWaitFor([&] { return !id.isEmpty(); }, waitMs))
        return 1;
    std::puts("changing");
    std::fflush(stdout);
    for (;;) {
        engine.posts().setAccount(id, other);
        engine.posts().setAccount(id, account);
        QTest::qWait(1);
    }
}

} // namespace

class EngineChangesTest : public QObject, private EngineGround
{
    Q_OBJECT
private Q_SLOTS:
    void init() { freshFolder(); }
    void aFailedStepLeavesAllAsItWas_data();
    void aFailedStepLeavesAllAsItWas();
    void killsInTheMidstOfAChange();
    void aStartRepairsUploadsOfAnotherAccount();
    void aPostIsRecordedWholeOrNotAtAll();
    void detachingTakesTheTracksInOneStep();
    void restoringTakesTheMediaInOneStep();
};

void EngineChangesTest::aFailedStepLeavesAllAsItWas_data()
{
    QTest::addColumn<QString>("cut");
    QTest::newRow("Post") << QStringLiteral("UPDATE ON posts");
    QTest::newRow("an upload that goes") << QStringLiteral("DELETE ON uploads");
    QTest::newRow("an upload that comes") << QStringLiteral("INSERT ON uploads");
}

void EngineChangesTest::aFailedStepLeavesAllAsItWas()
{
    QFETCH(const QString, cut);
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("was not saved")));
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    session.engine.accounts().add({.key = other, .label = QStringLiteral("@bob")}, sandbox.base(), goodToken);
    const QString id = session.mustCreate(filmWithTracks(video("film.mp4", mib), file({})));
    for (int place = 0; place < 3; ++place)
        QTRY_COMPARE_WITH_TIMEOUT(session.uploadState(id, place), UploadState::Ready, waitMs);
    QSignalSpy notices(&session.engine, &Engine::notice);
    // At the last of the three uploads, where that can be said.
    execute(profile(), QStringLiteral("CREATE TRIGGER cut BEFORE %1 %2 BEGIN SELECT RAISE(ABORT, 'cut'); END")
                           .arg(cut, cut.startsWith(QLatin1String("INSERT"))
                                         ? QStringLiteral("WHEN (SELECT count(*) FROM uploads) = 2")
                                         : QString()));
    session.engine.posts().setAccount(id, other);
    QTRY_COMPARE_WITH_TIMEOUT(notices.size(), 1, waitMs);
    {
        const OnDisk disk(profile());
        QCOMPARE(disk.accounts(), QStringList{account});
        QCOMPARE(disk.uploads.size(), 3);
    }
    QCOMPARE(session.view(id).account, account);
    execute(profile(), QStringLiteral("DROP TRIGGER cut"));
    session.engine.posts().setAccount(id, other);
    QTRY_COMPARE_WITH_TIMEOUT(session.view(id).account, other, waitMs);
    QTRY_COMPARE_WITH_TIMEOUT(session.uploadState(id, 2), UploadState::Ready, waitMs);
    const OnDisk disk(profile());
    QCOMPARE(disk.accounts(), QStringList{other});
    QCOMPARE(disk.uploads.size(), 3);
    QCOMPARE(disk.uploads.at(1).parentId, disk.uploads.at(0).id);
}

void EngineChangesTest::killsInTheMidstOfAChange()
{
    video("film.mp4", 64 * kib);
    constexpr int kills = 10;
    for (int i = 0; i < kills; ++i) {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--change"), profile(), file({})});
        QVERIFY(child.waitForReadyRead(4 * waitMs));
        QTest::qWait(QRandomGenerator::global()->bounded(40)); // any moment will do
        child.kill();
        QVERIFY(child.waitForFinished(waitMs));
        const OnDisk disk(profile());
        QCOMPARE(disk.posts.size(), 1);
        QCOMPARE(disk.uploads.size(), 3);
        QCOMPARE(disk.accounts().size(), 1);
    }
}

void EngineChangesTest::aStartRepairsUploadsOfAnotherAccount()
{
    LiveSandbox sandbox;
    sandbox.addToken("bob-token");
    QString id;
    {
        Session session(profile(), sandbox);
        id = session.mustCreate(filmWithTracks(video("film.mp4", mib), file({})));
        for (int place = 0; place < 3; ++place)
            QTRY_COMPARE_WITH_TIMEOUT(session.uploadState(id, place), UploadState::Ready, waitMs);
    }
    execute(profile(), QStringLiteral("UPDATE posts SET body=json_set(body, '$.account', '%1'), account='%1'").arg(other));
    const QSet<QString> before = [&] {
        QSet<QString> ids;
        for (const Upload &upload : OnDisk(profile()).uploads)
            ids << upload.id;
        return ids;
    }();
    Session session(profile(), sandbox);
    QCOMPARE(OnDisk(profile()).accounts(), QStringList{other});
    session.engine.accounts().add({.key = other, .label = QStringLiteral("@bob")}, sandbox.base(), "bob-token");
    for (int place = 0; place < 3; ++place)
        QTRY_COMPARE_WITH_TIMEOUT(session.uploadState(id, place), UploadState::Ready, waitMs);
    const OnDisk disk(profile());
    QCOMPARE(disk.uploads.size(), 3);
    for (const Upload &upload : disk.uploads)
        QVERIFY(!before.contains(upload.id));
    QCOMPARE(disk.uploads.at(2).parentId, disk.uploads.at(0).id);
}

void EngineChangesTest::aPostIsRecordedWholeOrNotAtAll()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    execute(profile(), QStringLiteral("CREATE TRIGGER cut BEFORE INSERT ON uploads WHEN (SELECT count(*) FROM uploads) = 2 "
                                      "BEGIN SELECT RAISE(ABORT, 'cut'); END"));
    const NewPost wanted = filmWithTracks(video("film.mp4", mib), file({}));
    QVERIFY(!session.create(wanted));
    QVERIFY(OnDisk(profile()).uploads.isEmpty());
    QVERIFY(OnDisk(profile()).posts.isEmpty());
}

void EngineChangesTest::detachingTakesTheTracksInOneStep()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString id = session.mustCreate(filmWithTracks(video("film.mp4", mib), file({})));
    QTRY_COMPARE_WITH_TIMEOUT(session.uploadState(id, 0), UploadState::Ready, waitMs);
    execute(profile(), QStringLiteral("CREATE TRIGGER cut BEFORE DELETE ON uploads WHEN (SELECT count(*) FROM uploads) = 2 "
                                      "BEGIN SELECT RAISE(ABORT, 'cut'); END"));
    QSignalSpy notices(&session.engine, &Engine::notice);
    session.engine.media().detach(session.view(id).uploads.first().id);
    QTRY_COMPARE_WITH_TIMEOUT(notices.size(), 1, waitMs);
    QCOMPARE(OnDisk(profile()).uploads.size(), 3);
    execute(profile(), QStringLiteral("DROP TRIGGER cut"));
    session.engine.media().detach(session.view(id).uploads.first().id);
    QTRY_VERIFY_WITH_TIMEOUT(session.view(id).uploads.isEmpty(), waitMs);
    QVERIFY(OnDisk(profile()).uploads.isEmpty());
}

void EngineChangesTest::restoringTakesTheMediaInOneStep()
{
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("was not saved")));
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString id = session.mustCreate(filmWithTracks(video("film.mp4", mib), file({})));
    session.engine.posts().cancel(id);
    TRY_POST(session, id, PostState::Cancelled);
    execute(profile(), QStringLiteral("CREATE TRIGGER cut BEFORE INSERT ON uploads WHEN (SELECT count(*) FROM uploads) = 2 "
                                      "BEGIN SELECT RAISE(ABORT, 'cut'); END"));
    QSignalSpy notices(&session.engine, &Engine::notice);
    session.engine.posts().edit(id);
    QTRY_COMPARE_WITH_TIMEOUT(notices.size(), 1, waitMs);
    {
        const OnDisk disk(profile());
        QCOMPARE(disk.posts.first().state, PostState::Cancelled);
        for (const Upload &upload : disk.uploads)
            QCOMPARE(upload.state, UploadState::Cancelled);
    }
    execute(profile(), QStringLiteral("DROP TRIGGER cut"));
    session.engine.posts().edit(id);
    for (int place = 0; place < 3; ++place)
        QTRY_COMPARE_WITH_TIMEOUT(session.uploadState(id, place), UploadState::Ready, waitMs);
    QCOMPARE(session.state(id), PostState::Draft);
}

// main() of its own: the program is also the child that is killed.
int main(int argc, char **argv)
{
    if (argc == 4 && qstrcmp(argv[1], "--change") == 0) {
        QStandardPaths::setTestModeEnabled(true);
        const QCoreApplication application(argc, argv);
        return changeForEver(QString::fromLocal8Bit(argv[2]), QString::fromLocal8Bit(argv[3]));
    }
    return postreel::testing::run<EngineChangesTest>(argc, argv);
}
#include "tst_engine_changes.moc"
