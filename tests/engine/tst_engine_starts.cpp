// Starts of the program: what was under way goes on, nothing is sent or posted twice.
#include "tests/engine/engine_ground.h"

#include <QElapsedTimer>

using namespace postreel;
using namespace postreel::testing;

class EngineStartsTest : public QObject, private EngineGround
{
    Q_OBJECT
private Q_SLOTS:
    void init() { freshFolder(); }
    void quitInMidUpload();
    void quitWhilePosting();
    void whatCannotBeLookedForIsTriedByAWord();
    void scheduled();
    void needsSignIn();
    void whatOnlyItsTokenCanSendAsksForNoSignIn();
    void signedInBeforeTheProfileIsOpen();
    void aPostOfTheSandboxIsToldAsOneWhileThatDoesNotRun();
    void whatWasFoundWaitsForItsAccounts();
    void nothingReachesAPostBeforeItIsTakenUp();
    void uploadsOfAFailedPostGoOnAfterAStart();
    void profileThatCannotBeOpened();
    void profileIsForItsOwnerAlone();
    void picturesAreMadeOfWhatIsShownAlone();
private:
    void leaveInMidRequest(LiveSandbox &sandbox, QString *id);
};

void EngineStartsTest::picturesAreMadeOfWhatIsShownAlone()
{
    LiveSandbox sandbox;
    QStringList ids;
    {
        Session session(profile(), sandbox);
        for (const char *name : {"a.mp4", "b.mp4"}) {
            NewPost wanted = newPost(QString::fromLatin1(name), {video(name, 300 * kib)});
            wanted.submit = true;
            ids << session.mustCreate(wanted);
            TRY_POST(session, ids.last(), PostState::Posted);
        }
    }
    const QDir shelf(profile() % QStringLiteral("/cache/thumbs"));
    QCOMPARE(shelf.entryList(QDir::Files).size(), 0); // nobody looked at them
    Session session(profile(), sandbox);
    const UploadView shown = session.view(ids.last()).uploads.first();
    session.engine.media().showThumbnails({shown.id});
    QTRY_VERIFY_WITH_TIMEOUT(!session.view(ids.last()).uploads.first().thumbnail.isEmpty(), waitMs);
    QCOMPARE(shelf.entryList(QDir::Files).size(), 1);
    QVERIFY(session.view(ids.first()).uploads.first().thumbnail.isEmpty());
}

void EngineStartsTest::quitInMidUpload()
{
    LiveSandbox sandbox(QStringLiteral("faults=chunk-limit-256k"));
    const QString path = video("a.mp4", 10 * 256 * kib);
    QString id;
    QSet<int> acked;
    QElapsedTimer leaving;
    {
        Session session(profile(), sandbox);
        // The API base is learned to take 256 KiB.
        const QString first =
            session.mustCreate(newPost(QStringLiteral("First"), {video("first.mp4", 300 * kib, 7)}));
        TRY_UPLOAD(session, first, UploadState::Ready);
        session.events.clear();
        session.engine.network().setPlainLimit(mib);
        NewPost wanted = newPost(QStringLiteral("Film"), {path});
        wanted.submit = true;
        id = session.mustCreate(wanted);
        QTRY_VERIFY_WITH_TIMEOUT(session.count(QStringLiteral("segment")) >= 3, waitMs);
        for (const EngineEvent &event : std::as_const(session.events))
            if (event.name == QLatin1String("segment"))
                acked << event.fields.value(QStringLiteral("index")).toInt();
        QCOMPARE(session.state(id), PostState::WaitingForMedia);
        leaving.start();
    }
    QVERIFY2(leaving.elapsed() < 2000, qPrintable(QString::number(leaving.elapsed())));
    const qsizetype before = sandbox.requests(QStringLiteral("initialize")).size();
    Session session(profile(), sandbox);
    TRY_POST(session, id, PostState::Posted);
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), before);
    QVERIFY(sha256sReceived(sandbox).contains(sha256Of(path)));
    const QString mediaId = sandbox.posts().first()[QStringLiteral("media_ids")][0].toString();
    QHash<int, int> sent;
    for (const QJsonObject &request : sandbox.requests(QStringLiteral("append")))
        if (request.value(QStringLiteral("path")).toString().contains(mediaId))
            ++sent
                [request.value(QStringLiteral("fields"))[QStringLiteral("segment_index")].toString().toInt()];
    for (const int index : std::as_const(acked))
        QCOMPARE(sent.value(index), 1); // X had it, so it is not sent again
    for (const EngineEvent &event : std::as_const(session.events))
        if (event.name == QLatin1String("segment"))
            QVERIFY(!acked.contains(event.fields.value(QStringLiteral("index")).toInt()));
}

// The engine ends while X has a Post and has not answered yet.
void EngineStartsTest::leaveInMidRequest(LiveSandbox &sandbox, QString *id)
{
    Session session(profile(), sandbox);
    NewPost wanted = newPost(QStringLiteral("Hello"));
    wanted.submit = true;
    *id = session.mustCreate(wanted);
    QTRY_COMPARE_WITH_TIMEOUT(sandbox.posts().size(), 1, waitMs);
    QTRY_VERIFY(session.engine.status().posting);
}

void EngineStartsTest::quitWhilePosting()
{
    LiveSandbox sandbox(QStringLiteral("faults=mute@createpost#1"));
    QString id;
    leaveInMidRequest(sandbox, &id);
    QVERIFY(!id.isEmpty());
    Session session(profile(), sandbox);
    TRY_POST(session, id, PostState::Posted);
    QCOMPARE(sandbox.posts().size(), 1);
    QVERIFY(session.told().contains(QStringLiteral("post Posting>Unconfirmed")));
}

// The plan is used up until next month: nothing the computer is to stay awake for, and credit may be bought before.
void EngineStartsTest::whatCannotBeLookedForIsTriedByAWord()
{
    LiveSandbox sandbox(QStringLiteral("faults=mute@createpost#1+capped@timeline#1"));
    QString id;
    leaveInMidRequest(sandbox, &id);
    Session session(profile(), sandbox);
    QTRY_COMPARE_WITH_TIMEOUT(session.view(id).reason, WaitReason::UsageCap, waitMs);
    QCOMPARE(session.view(id).state, PostState::Unconfirmed);
    QTRY_VERIFY(session.engine.status().waiting);
    QVERIFY(!session.engine.status().working);
    session.engine.posts().resume(id);
    TRY_POST(session, id, PostState::Posted);
    QCOMPARE(sandbox.posts().size(), 1);
}

void EngineStartsTest::scheduled()
{
    LiveSandbox sandbox;
    const qint64 at = QDateTime::currentMSecsSinceEpoch() + 86'400'000;
    QString id;
    {
        Session session(profile(), sandbox);
        NewPost wanted = newPost(QStringLiteral("Tomorrow"));
        wanted.submit = true;
        wanted.atMs = at;
        id = session.mustCreate(wanted);
        TRY_POST(session, id, PostState::Scheduled);
    }
    Session session(profile(), sandbox);
    TRY_POST(session, id, PostState::Scheduled);
    QCOMPARE(session.view(id).scheduledAtMs, at);
    QCOMPARE(session.view(id).untilAtMs, at);
    QCOMPARE(sandbox.posts().size(), 0);
}

void EngineStartsTest::needsSignIn()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox, {});
    NewPost wanted = newPost(QStringLiteral("Film"), {video("a.mp4", 20 * kib)});
    wanted.submit = true;
    const QString id = session.mustCreate(wanted);
    TRY_UPLOAD(session, id, UploadState::NeedsSignIn);
    QTRY_COMPARE(session.last(QStringLiteral("needs")).fields.value(QStringLiteral("action")).toString(),
                 QStringLiteral("signin"));
    QCOMPARE(sandbox.callsInOrder(), QString());
    session.signIn(sandbox, goodToken);
    TRY_POST(session, id, PostState::Posted);
}

// X did not say whose the token was, so nobody can sign in as its user.
void EngineStartsTest::whatOnlyItsTokenCanSendAsksForNoSignIn()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox, {});
    NewPost wanted = newPost(QStringLiteral("Words"));
    wanted.submit = true;
    for (const bool ofToken : {true, false}) {
        wanted.account = ofToken ? QStringLiteral("api.x.com/run-0123456789abcdef") : QStringLiteral("api.x.com/42");
        const QString id = session.mustCreate(wanted);
        TRY_POST(session, id, PostState::NeedsSignIn);
        QTRY_COMPARE(session.view(id).error.problem, ofToken ? QStringLiteral("other-user") : QString());
    }
}

void EngineStartsTest::signedInBeforeTheProfileIsOpen()
{
    LiveSandbox sandbox;
    QString id;
    QString second;
    {
        Session session(profile(), sandbox, {});
        NewPost wanted = newPost(QStringLiteral("Film"), {video("a.mp4", 20 * kib)});
        wanted.submit = true;
        id = session.mustCreate(wanted);
        TRY_UPLOAD(session, id, UploadState::NeedsSignIn);
        wanted = newPost(QStringLiteral("Words alone"));
        wanted.submit = true;
        second = session.mustCreate(wanted);
        TRY_POST(session, second, PostState::NeedsSignIn);
    }
    Session session(profile(), sandbox, goodToken, true);
    TRY_POST(session, id, PostState::Posted);
    TRY_POST(session, second, PostState::Posted);
}

void EngineStartsTest::aPostOfTheSandboxIsToldAsOneWhileThatDoesNotRun()
{
    QString id;
    {
        LiveSandbox sandbox;
        Session session(profile(), sandbox);
        NewPost wanted = newPost(QStringLiteral("Tried"));
        wanted.submit = true;
        id = session.mustCreate(wanted);
        TRY_POST(session, id, PostState::Posted);
        QVERIFY(!session.view(id).sandbox); // this account is not told to be one
    }
    Session session({.profile = profile(), .sandbox = {.key = account, .label = QStringLiteral("Sandbox"), .sandbox = true}});
    QCOMPARE(session.state(id), PostState::Posted);
    QVERIFY(session.view(id).sandbox);
    QCOMPARE(session.view(id).accountLabel, QStringLiteral("Sandbox"));
    QVERIFY(session.engine.accounts().all().isEmpty());
}

void EngineStartsTest::whatWasFoundWaitsForItsAccounts()
{
    LiveSandbox sandbox(QStringLiteral("faults=mute@createpost#1"));
    QString id;
    leaveInMidRequest(sandbox, &id);
    QVERIFY(!id.isEmpty());
    Session session({.profile = profile(), .waitsForAccounts = true});
    QCOMPARE(session.state(id), PostState::Posting); // it is shown already
    std::optional<QVector<PostView>> found;
    QObject context;
    session.engine.posts().unfinished(&context, [&](const QVector<PostView> &posts) { found = posts; });
    QTRY_VERIFY(found.has_value());
    QCOMPARE(found->value(0).state, PostState::Posting); // a start that goes on asks X about it at once
    session.signIn(sandbox, goodToken);
    session.engine.resume();
    TRY_POST(session, id, PostState::Posted);
    QCOMPARE(sandbox.posts().size(), 1);
}

// A request that left by then would be taken for one of an earlier run, and made again.
void EngineStartsTest::nothingReachesAPostBeforeItIsTakenUp()
{
    LiveSandbox sandbox;
    QString id;
    {
        Session session(profile(), sandbox, QByteArray());
        NewPost wanted = newPost(QStringLiteral("Once"));
        wanted.submit = true;
        id = session.mustCreate(wanted);
        TRY_POST(session, id, PostState::NeedsSignIn);
    }
    Session session({.profile = profile(), .waitsForAccounts = true});
    session.signIn(sandbox, goodToken);
    session.engine.network().networkCameBack();
    std::optional<QVector<PostView>> found;
    QObject context;
    session.engine.posts().unfinished(&context, [&](const QVector<PostView> &posts) { found = posts; });
    QTRY_VERIFY(found.has_value());
    QCOMPARE(found->value(0).state, PostState::NeedsSignIn);
    session.engine.resume();
    TRY_POST(session, id, PostState::Posted);
    QCOMPARE(sandbox.requests(QStringLiteral("createpost")).size(), 1);
}

void EngineStartsTest::uploadsOfAFailedPostGoOnAfterAStart()
{
    LiveSandbox sandbox(QStringLiteral("faults=status400@initialize#1"));
    const QStringList files{writePicture(file(QStringLiteral("a.png"))),
                            writePicture(file(QStringLiteral("b.png")))};
    for (const QString &path : files) {
        QFile picture(path);
        QVERIFY(picture.open(QIODevice::Append));
        picture.write(noise(300 * kib, path == files.first() ? 3 : 4));
    }
    QString id;
    {
        Session session(profile(), sandbox);
        session.engine.network().setPlainLimit(leastLimit);
        NewPost wanted = newPost(QStringLiteral("Pictures"), files);
        wanted.submit = true;
        id = session.mustCreate(wanted);
        TRY_POST(session, id, PostState::Failed);
        QTRY_VERIFY(session.uploadState(id, 0) == UploadState::Sending ||
                    session.uploadState(id, 1) == UploadState::Sending);
    }
    Session session(profile(), sandbox);
    session.engine.network().setPlainLimit(0);
    QTRY_VERIFY_WITH_TIMEOUT(session.uploadState(id, 0) == UploadState::Ready ||
                                 session.uploadState(id, 1) == UploadState::Ready,
                             waitMs);
    QCOMPARE(session.state(id), PostState::Failed);
    session.engine.posts().retry(id);
    TRY_POST(session, id, PostState::Posted);
    QCOMPARE(sandbox.posts().size(), 1);
    QCOMPARE(sandbox.posts().first()[QStringLiteral("media_ids")].toArray().size(), 2);
}

void EngineStartsTest::profileThatCannotBeOpened()
{
    QVERIFY(QDir().mkpath(profile() %
                          QStringLiteral("/postreel.sqlite"))); // a folder where the database is to be
    Engine engine(EngineOptions{.profile = profile()});
    QSignalSpy failed(&engine, &Engine::startFailed);
    engine.start();
    QVERIFY(failed.wait(waitMs));
    QCOMPARE(failed.first().first().value<Error>().kind, ErrorKind::Storage);
    // Every command is harmless, and a question is answered.
    engine.network().setPlainLimit(5);
    engine.posts().submit(QStringLiteral("x"), 0, 0);
    engine.posts().pauseAll();
    std::optional<ErrorKind> answer;
    QObject context;
    engine.posts().create(newPost(QStringLiteral("Hello")), &context,
                      [&](const Result<QString> &given) { answer = given.error().kind; });
    QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), waitMs);
    QCOMPARE(*answer, ErrorKind::Storage);
}

void EngineStartsTest::profileIsForItsOwnerAlone()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                        QFile::WriteOther | QFile::ExeOther;
    QCOMPARE(QFile::permissions(profile()) & others, QFile::Permissions());
    QCOMPARE(QFile::permissions(profile() % QStringLiteral("/postreel.sqlite")) & others,
             QFile::Permissions());
    // No token in any file of the profile.
    const QString id = session.mustCreate(newPost(QStringLiteral("Film"), {video("a.mp4", 20 * kib)}));
    TRY_UPLOAD(session, id, UploadState::Ready);
    for (const QString &name : QDir(profile()).entryList(QDir::Files)) {
        QFile each(QDir(profile()).filePath(name));
        QVERIFY(each.open(QIODevice::ReadOnly));
        QVERIFY2(!each.readAll().contains(goodToken), qPrintable(name));
    }
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(EngineStartsTest)
#include "tst_engine_starts.moc"
