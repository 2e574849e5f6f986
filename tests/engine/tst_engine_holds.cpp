// "Pause all" holds whatever comes while it is in force, over a start, too; a sign-in ends what waited for it.
#include "app/store/database.h"
#include "app/store/post_store.h"
#include "app/store/upload_store.h"
#include "tests/engine/engine_ground.h"
#include "tests/support/test_main.h"

#include <QDir>

using namespace postreel;
using namespace postreel::testing;

namespace {
const QString other = QStringLiteral("bob-key");
constexpr qint64 farMs = 20 * 60'000;
} // namespace

class EngineHoldsTest : public QObject, private EngineGround
{
    Q_OBJECT
private Q_SLOTS:
    void init() { freshFolder(); }
    void nothingIsSentWhileAllIsPaused_data();
    void nothingIsSentWhileAllIsPaused();
    void anExpiredMediaIsNotSentAnew_data();
    void anExpiredMediaIsNotSentAnew();
    void itOutlivesTheRun();
    void oneThatAPersonLetGoOnDoesSo();
    void aSignInEndsWhatWaitedForIt_data();
    void aSignInEndsWhatWaitedForIt();

private:
    NewPost submitted(const QString &text, const QStringList &files) const
    {
        NewPost post = newPost(text, files);
        post.submit = true;
        return post;
    }
    // Answers come in the order of the calls, so what was asked before this has been taken in, and a step of it is done.
    static void settle(Session &session)
    {
        for (int i = 0; i < 3; ++i)
            session.mustCreate(newPost(QStringLiteral("Another")));
    }
    // What a run that was killed left behind, changed.
    void inRecords(const std::function<void(Post &)> &editPost, const std::function<void(Upload &)> &editUpload) const
    {
        Database database;
        if (!database.open(QDir(profile()).filePath(QStringLiteral("postreel.sqlite"))))
            qFatal("no database");
        PostStore posts(database);
        UploadStore uploads(database);
        const QVector<Post> allPosts = posts.loadAll()->posts;
        for (Post post : allPosts) {
            editPost(post);
            if (!posts.save(post, std::nullopt))
                qFatal("not saved");
        }
        const QVector<Upload> allUploads = uploads.loadAll()->uploads;
        for (Upload upload : allUploads) {
            const Upload before = upload;
            editUpload(upload);
            if (!uploads.save(before, upload, std::nullopt))
                qFatal("not saved");
        }
    }
};

void EngineHoldsTest::nothingIsSentWhileAllIsPaused_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"a discarded draft restored", "another account", "a file added", "the same call again",
                             "a text submitted", "a retry", "an edit"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void EngineHoldsTest::nothingIsSentWhileAllIsPaused()
{
    QFETCH(QString, what);
    LiveSandbox sandbox(QStringLiteral("faults=status400@initialize*"));
    Session session(profile(), sandbox);
    session.engine.accounts().add({.key = other, .label = QStringLiteral("@bob")}, sandbox.base(), goodToken);
    const QString film = video("a.mp4", 20 * kib);
    const bool text = what == QLatin1String("a text submitted") || what == QLatin1String("a file added");
    NewPost wanted = newPost(QStringLiteral("Film"), text ? QStringList() : QStringList(film));
    wanted.continueSame = true;
    const QString id = session.mustCreate(wanted);
    if (!text)
        TRY_UPLOAD(session, id, UploadState::Failed);
    if (what == QLatin1String("a retry") || what == QLatin1String("an edit")) {
        session.engine.posts().submit(id, 0, 0);
        TRY_POST(session, id, PostState::Failed);
    }
    if (what == QLatin1String("a discarded draft restored"))
        session.engine.posts().cancel(id);
    session.engine.posts().pauseAll();
    sandbox.play({});
    QTRY_VERIFY(session.engine.status().paused);
    const QString before = sandbox.callsInOrder();
    if (what == QLatin1String("a discarded draft restored"))
        session.engine.posts().edit(id);
    else if (what == QLatin1String("another account"))
        session.engine.posts().setAccount(id, other);
    else if (what == QLatin1String("a file added"))
        session.engine.posts().attach(id, {media(video("b.mp4", 20 * kib, 2))}, this, [](const Result<QString> &) {});
    else if (what == QLatin1String("the same call again"))
        QCOMPARE(session.mustCreate(wanted), id);
    else if (what == QLatin1String("a text submitted"))
        session.engine.posts().submit(id, 0, 0);
    else if (what == QLatin1String("a retry"))
        session.engine.posts().retry(id);
    else
        session.engine.posts().edit(id);
    settle(session);
    QTest::qWait(300); // nothing may come, so there is no condition to wait for
    QCOMPARE(sandbox.callsInOrder(), before);
    QVERIFY(sandbox.posts().isEmpty());
    session.engine.posts().resumeAll();
    session.engine.posts().retry(id); // what had failed before is a person's to try again
    session.engine.posts().submit(id, 0, 0);
    TRY_POST(session, id, PostState::Posted);
}

void EngineHoldsTest::anExpiredMediaIsNotSentAnew_data()
{
    QTest::addColumn<bool>("all");
    QTest::newRow("everything is paused") << true;
    QTest::newRow("its Post alone is") << false;
}

void EngineHoldsTest::anExpiredMediaIsNotSentAnew()
{
    QFETCH(const bool, all);
    LiveSandbox sandbox;
    QString id;
    {
        Session session(profile(), sandbox);
        id = session.mustCreate(newPost(QStringLiteral("Film"), {video("a.mp4", 20 * kib)}));
        TRY_UPLOAD(session, id, UploadState::Ready);
        if (all)
            session.engine.posts().pauseAll();
        QTRY_COMPARE(session.engine.status().paused, all);
    }
    // It is submitted, and X has kept its media as long as it does.
    inRecords([](Post &post) {
        post.state = PostState::Paused;
        post.resumeState = PostState::WaitingForMedia;
    }, [](Upload &upload) { upload.expiresAtMs = 1000; });
    Session session(profile(), sandbox, goodToken, true);
    TRY_UPLOAD(session, id, UploadState::Queued); // X was asked for its time, and for nothing else
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), 1);
    all ? session.engine.posts().resumeAll() : session.engine.posts().resume(id);
    TRY_POST(session, id, PostState::Posted);
}

void EngineHoldsTest::itOutlivesTheRun()
{
    LiveSandbox sandbox;
    QString id;
    {
        Session session(profile(), sandbox);
        session.engine.posts().pauseAll();
        id = session.mustCreate(submitted(QStringLiteral("Film"), {video("a.mp4", 20 * kib)}));
    }
    {
        Session session(profile(), sandbox);
        QVERIFY(session.engine.status().paused);
        session.mustCreate(submitted(QStringLiteral("Text"), {}));
        settle(session);
        QTest::qWait(300); // as above
        QCOMPARE(sandbox.callsInOrder(), QString());
        session.engine.posts().resumeAll();
        TRY_POST(session, id, PostState::Posted);
    }
    Session session(profile(), sandbox);
    QVERIFY(!session.engine.status().paused);
    QCOMPARE(sandbox.posts().size(), 2);
}

void EngineHoldsTest::oneThatAPersonLetGoOnDoesSo()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    session.engine.posts().pauseAll();
    const QString one = session.mustCreate(submitted(QStringLiteral("One"), {video("a.mp4", 20 * kib)}));
    const QString two = session.mustCreate(submitted(QStringLiteral("Two"), {video("b.mp4", 20 * kib, 2)}));
    session.engine.posts().resume(one);
    TRY_POST(session, one, PostState::Posted);
    QVERIFY(session.engine.status().paused);
    QVERIFY(session.state(two) != PostState::Posted);
    QCOMPARE(sandbox.posts().size(), 1);
    session.engine.posts().resumeAll();
    TRY_POST(session, two, PostState::Posted);
}

void EngineHoldsTest::aSignInEndsWhatWaitedForIt_data()
{
    QTest::addColumn<bool>("ofThePost");
    QTest::addColumn<UploadState>("uploadTo");
    QTest::newRow("an upload that begins") << false << UploadState::Initializing;
    QTest::newRow("a Post") << true << UploadState::Ready;
}

// A token was refused, and the next try is 20 minutes away.
void EngineHoldsTest::aSignInEndsWhatWaitedForIt()
{
    QFETCH(bool, ofThePost);
    QFETCH(UploadState, uploadTo);
    LiveSandbox sandbox;
    QString id;
    {
        Session session(profile(), sandbox);
        NewPost wanted = submitted(QStringLiteral("Film"), {video("a.mp4", 20 * kib)});
        wanted.undoMs = 60'000;
        id = session.mustCreate(wanted);
        TRY_UPLOAD(session, id, UploadState::Ready);
    }
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    inRecords([&](Post &post) {
        post.state = ofThePost ? PostState::Waiting : PostState::WaitingForMedia;
        post.resumeState = PostState::Attaching;
        post.reason = ofThePost ? WaitReason::TokenRefused : WaitReason::None;
        post.waitSinceAtMs = now;
        post.untilAtMs = ofThePost ? now + farMs : 0;
    }, [&](Upload &upload) {
        if (ofThePost)
            return;
        upload.state = UploadState::Waiting;
        upload.resumeState = uploadTo;
        upload.reason = WaitReason::TokenRefused;
        upload.waitSinceAtMs = now;
        upload.untilAtMs = now + farMs;
    });
    Engine engine(EngineOptions{.profile = profile()});
    QSignalSpy started(&engine, &Engine::started);
    engine.start();
    QVERIFY(started.wait(waitMs));
    const auto view = [&] { return engine.posts().all().value(0); };
    QTRY_COMPARE_WITH_TIMEOUT(view().id, id, waitMs);
    QCOMPARE(ofThePost ? view().untilAtMs : view().uploads.first().untilAtMs, now + farMs);
    engine.accounts().add({.key = account, .label = QStringLiteral("@ada")}, sandbox.base(), goodToken);
    QTRY_COMPARE_WITH_TIMEOUT(view().state, PostState::Posted, waitMs);
    QCOMPARE(sandbox.posts().size(), 1);
}

POSTREEL_TEST_MAIN(EngineHoldsTest)
#include "tst_engine_holds.moc"
