// What a person does to Posts that exist, through the engine's door.
#include "tests/engine/engine_ground.h"

#include <QElapsedTimer>

using namespace postreel;
using namespace postreel::testing;

class EngineCommandsTest : public QObject, private EngineGround
{
    Q_OBJECT
private Q_SLOTS:
    void init() { freshFolder(); }
    void discardAndRestore();
    void pauseAndResume();
    void pauseAllHoldsNewPostsToo();
    void editsADraft();
    void attachAndDetach();
    void limit();
    void removeIsForWhatHasEnded();
    void undo();

};

void EngineCommandsTest::discardAndRestore()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString id = session.mustCreate(newPost(QStringLiteral("Film"), {video("a.mp4", 20 * kib)}));
    TRY_UPLOAD(session, id, UploadState::Ready);
    session.engine.media().setAltText(session.view(id).uploads.first().id, QStringLiteral("Words for it"));
    session.engine.posts().cancel(id);
    TRY_POST(session, id, PostState::Cancelled);
    TRY_UPLOAD(session, id, UploadState::Cancelled);
    session.engine.posts().edit(id);
    TRY_POST(session, id, PostState::Draft);
    TRY_UPLOAD(session, id, UploadState::Ready);
    QCOMPARE(session.view(id).uploads.size(), 1);
    QCOMPARE(session.view(id).uploads.first().altText, QStringLiteral("Words for it"));
    QCOMPARE(session.view(id).parts.first(), QStringLiteral("Film"));
    session.engine.posts().submit(id, 0, 0);
    TRY_POST(session, id, PostState::Posted);
    QCOMPARE(sandbox.posts().first()[QStringLiteral("alt")].toArray(),
             QJsonArray{QStringLiteral("Words for it")});
}

void EngineCommandsTest::pauseAndResume()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    session.engine.network().setPlainLimit(100 * kib);
    NewPost wanted = newPost(QStringLiteral("Film"), {video("a.mp4", 5 * mib)});
    wanted.submit = true;
    const QString id = session.mustCreate(wanted);
    TRY_UPLOAD(session, id, UploadState::Sending);
    session.engine.posts().pause(id);
    TRY_POST(session, id, PostState::Paused);
    TRY_UPLOAD(session, id, UploadState::Paused);
    session.engine.network().setPlainLimit(0);
    session.engine.posts().resume(id);
    TRY_POST(session, id, PostState::Posted);
    QVERIFY(sha256sReceived(sandbox).contains(sha256Of(file(QStringLiteral("a.mp4")))));
}

void EngineCommandsTest::pauseAllHoldsNewPostsToo()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    session.engine.posts().pauseAll();
    NewPost wanted = newPost(QStringLiteral("Film"), {video("a.mp4", 20 * kib)});
    wanted.submit = true;
    const QString id = session.mustCreate(wanted);
    TRY_POST(session, id, PostState::WaitingForMedia);
    QTRY_VERIFY(session.engine.status().paused);
    QCOMPARE(session.uploadState(id), UploadState::Queued);
    QCOMPARE(sandbox.callsInOrder(), QString());
    session.engine.posts().resumeAll();
    TRY_POST(session, id, PostState::Posted);
    QVERIFY(!session.engine.status().paused);
}

void EngineCommandsTest::editsADraft()
{
    LiveSandbox sandbox;
    QString id;
    {
        Session session(profile(), sandbox);
        id = session.mustCreate(newPost(QStringLiteral("First words")));
        session.engine.posts().setText(id, 0, QStringLiteral("Better words"));
        session.engine.posts().setText(id, 1, QStringLiteral("of no part"));
        session.engine.posts().setText(QStringLiteral("nobody"), 0, QStringLiteral("of no Post"));
        QTRY_COMPARE(session.view(id).parts, QVector<QString>{QStringLiteral("Better words")});
    }
    Session session(profile(), sandbox); // drafts come back
    TRY_POST(session, id, PostState::Draft);
    QCOMPARE(session.view(id).parts, QVector<QString>{QStringLiteral("Better words")});
    session.engine.posts().submit(id, 0, 0);
    TRY_POST(session, id, PostState::Posted);
    session.engine.posts().setText(id, 0, QStringLiteral("Too late"));
    session.engine.posts().submit(id, 0, 0); // no second time
    session.engine.posts().edit(id);
    session.engine.posts().cancel(id);
    session.engine.posts().retry(id);
    session.engine.posts().pause(id);
    session.engine.posts().resume(id);
    session.engine.posts().decideOutcome(id, false);
    // Answers come in the order of the calls, so all of those have been done by now.
    session.mustCreate(newPost(QStringLiteral("Another")));
    QCOMPARE(session.state(id), PostState::Posted);
    QCOMPARE(session.view(id).parts, QVector<QString>{QStringLiteral("Better words")});
    QCOMPARE(sandbox.posts().size(), 1);
}

void EngineCommandsTest::attachAndDetach()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString id = session.mustCreate(
        newPost(QStringLiteral("Pictures"), {writePicture(file(QStringLiteral("a.png")))}));
    std::optional<Result<QString>> answer;
    QObject context;
    const auto attach = [&](const QString &path) {
        answer.reset();
        session.engine.posts().attach(id, {media(path)}, &context,
                              [&](const Result<QString> &given) { answer = given; });
    };
    attach(writePicture(file(QStringLiteral("b.png"))));
    QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), waitMs);
    QVERIFY(answer->ok());
    QTRY_COMPARE(session.view(id).uploads.size(), 2);
    attach(file(QStringLiteral("none.png")));
    QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), waitMs);
    QCOMPARE(answer->error().kind, ErrorKind::Missing);
    QCOMPARE(session.view(id).uploads.size(), 2);
    session.engine.media().detach(session.view(id).uploads.first().id);
    QTRY_COMPARE(session.view(id).uploads.size(), 1);
    QCOMPARE(session.view(id).uploads.first().file, file(QStringLiteral("b.png")));
    session.engine.posts().submit(id, 0, 0);
    TRY_POST(session, id, PostState::Posted);
    QCOMPARE(sandbox.posts().first()[QStringLiteral("media_ids")].toArray().size(), 1);
}

void EngineCommandsTest::limit()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    session.engine.network().setPlainLimit(400 * kib);
    QTRY_COMPARE(session.engine.status().limitBytesPerSecond, 400 * kib);
    QElapsedTimer timer;
    timer.start();
    const QString id = session.mustCreate(newPost(QStringLiteral("Film"), {video("a.mp4", 600 * kib)}));
    TRY_UPLOAD(session, id, UploadState::Ready);
    QVERIFY2(timer.elapsed() > 900, qPrintable(QString::number(timer.elapsed())));
    session.engine.network().setPlainLimit(0);
    QTRY_COMPARE(session.engine.status().limitBytesPerSecond, 0);
}

void EngineCommandsTest::removeIsForWhatHasEnded()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString draft = session.mustCreate(newPost(QStringLiteral("Draft")));
    NewPost wanted = newPost(QStringLiteral("Posted"));
    wanted.submit = true;
    const QString posted = session.mustCreate(wanted);
    TRY_POST(session, posted, PostState::Posted);
    session.engine.removals().remove(draft);
    session.engine.removals().remove(posted);
    QTRY_COMPARE(session.engine.posts().all().size(), 1);
    QCOMPARE(session.engine.posts().all().first().id, draft);
}

void EngineCommandsTest::undo()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString id = session.mustCreate(newPost(QStringLiteral("Too early"), {video("a.mp4", 20 * kib)}));
    session.engine.posts().submit(id, 60'000, 0);
    TRY_POST(session, id, PostState::Scheduled);
    QCOMPARE(session.view(id).scheduledAtMs, 0);
    session.engine.posts().edit(id);
    TRY_POST(session, id, PostState::Draft);
    session.engine.posts().setText(id, 0, QStringLiteral("Just right"));
    TRY_UPLOAD(session, id, UploadState::Ready); // the upload went on all the while
    session.engine.posts().submit(id, 50, 0);
    TRY_POST(session, id, PostState::Posted);
    QCOMPARE(sandbox.posts().size(), 1);
    QCOMPARE(sandbox.posts().first()[QStringLiteral("text")].toString(), QStringLiteral("Just right"));
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), 1);
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(EngineCommandsTest)
#include "tst_engine_commands.moc"
