// What a person removes and takes back: nothing of it is lost, and nothing is sent twice.
#include "tests/engine/removal_ground.h"

using namespace postreel;
using namespace postreel::testing;

namespace {
const QString other = QStringLiteral("bob-key");
}

class EngineRemovalsTest : public QObject, private RemovalGround
{
    Q_OBJECT
private Q_SLOTS:
    void init() { freshFolder(); }
    void nothingIsSentTwice_data();
    void nothingIsSentTwice();
    void mediaComeBackToTheirPlaces();
    void rowsComeBackAsTheyWere();
    void draftsDiscardedTogetherComeBackTogether();
    void anEmptyDraftLeavesNothing();
    void anEmptiedDraftComesBackWithItsMedia();
    void whatChangedMeanwhileHoldsForIt();
};

void EngineRemovalsTest::nothingIsSentTwice_data()
{
    QTest::addColumn<bool>("draft");
    QTest::addColumn<bool>("goesOn");
    QTest::newRow("a media, at once") << false << false;
    QTest::newRow("a media, once more of it is with X") << false << true;
    QTest::newRow("a draft, at once") << true << false;
    QTest::newRow("a draft, once more of it is with X") << true << true;
}

void EngineRemovalsTest::nothingIsSentTwice()
{
    QFETCH(const bool, draft);
    QFETCH(const bool, goesOn);
    LiveSandbox sandbox(segmentsOf256Kib);
    Session session(options(), sandbox);
    Last last(session.engine);
    const QString id = draftInMidUpload(session);
    session.engine.media().setAltText(session.view(id).uploads.constFirst().id, QStringLiteral("A harbour"));
    const qsizetype begun = sandbox.requests(QStringLiteral("initialize")).size();
    const UploadView before = session.view(id).uploads.constFirst();
    const qsizetype sentBefore = sentOfNewest(sandbox).size();
    if (draft)
        session.engine.removals().discard({id});
    else
        session.engine.removals().removeMedia(before.id);
    QTRY_VERIFY_WITH_TIMEOUT(session.view(id).uploads.isEmpty(), waitMs);
    QCOMPARE(session.view(id).id.isEmpty(), draft);
    QTRY_COMPARE(session.engine.status().bytesPerSecond, 0); // nobody sees it go on
    QVERIFY(last.view.id > 0);
    if (goesOn)
        QTRY_VERIFY_WITH_TIMEOUT(sentOfNewest(sandbox).size() > sentBefore + 1, waitMs);
    last.undo();
    QTRY_COMPARE_WITH_TIMEOUT(last.undone, 1, waitMs);
    const PostView back = session.view(id);
    QCOMPARE(back.parts, QVector<QString>{QStringLiteral("Words")});
    QCOMPARE(back.uploads.constFirst().id, before.id);
    QVERIFY(back.uploads.constFirst().ackedBytes >= before.ackedBytes);
    const QSet<int> acked = ackedIn(back);
    const QHash<int, int> sent = sentOfNewest(sandbox);
    session.engine.network().setPlainLimit(0);
    session.engine.posts().submit(id, 0, 0);
    TRY_POST(session, id, PostState::Posted);
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), begun);
    for (const int index : acked)
        QCOMPARE(sentOfNewest(sandbox).value(index), sent.value(index));
    QVERIFY(sha256sReceived(sandbox).contains(sha256Of(file(QStringLiteral("a.mp4")))));
    QCOMPARE(sandbox.posts().first()[QStringLiteral("alt")].toArray(), QJsonArray{QStringLiteral("A harbour")});
    QCOMPARE(last.view.id, 0U);
}

void EngineRemovalsTest::mediaComeBackToTheirPlaces()
{
    LiveSandbox sandbox;
    Session session(options(), sandbox);
    Last last(session.engine);
    const QString id = session.mustCreate(newPost({}, {writePicture(file(QStringLiteral("a.png"))),
                                                       writePicture(file(QStringLiteral("b.png"))),
                                                       writePicture(file(QStringLiteral("c.png")))}));
    QTRY_COMPARE(session.view(id).uploads.size(), 3);
    for (const int place : {0, 1}) {
        const quint64 before = last.view.id;
        session.engine.removals().removeMedia(session.view(id).uploads.at(place).id); // a, then c
        QTRY_VERIFY(last.view.id != before);
    }
    QCOMPARE(filesOf(session.view(id)), QStringList{QStringLiteral("b.png")});
    QCOMPARE(last.view.file, file(QStringLiteral("c.png")));
    session.engine.posts().attach(id, {media(writePicture(file(QStringLiteral("d.png"))))}, this, [](const Result<QString> &) {});
    QTRY_COMPARE(session.view(id).uploads.size(), 2);
    last.undo(); // the last one first
    QTRY_COMPARE(last.undone, 1);
    QCOMPARE(filesOf(session.view(id)).join(u' '), QStringLiteral("b.png c.png d.png"));
    QTRY_COMPARE(last.view.file, file(QStringLiteral("a.png")));
    last.undo();
    QTRY_COMPARE(last.undone, 2);
    QCOMPARE(filesOf(session.view(id)).join(u' '), QStringLiteral("a.png b.png c.png d.png"));
    last.undo(); // there is none any more
    session.mustCreate(newPost(QStringLiteral("Another")));
    QCOMPARE(last.undone, 2);
}

void EngineRemovalsTest::rowsComeBackAsTheyWere()
{
    LiveSandbox sandbox;
    Session session(options(), sandbox);
    Last last(session.engine);
    NewPost wanted = newPost(QStringLiteral("Posted"), {writePicture(file(QStringLiteral("a.png")))});
    wanted.submit = true;
    const QString posted = session.mustCreate(wanted);
    TRY_POST(session, posted, PostState::Posted);
    sandbox.play(QStringLiteral("faults=status400@initialize*"));
    wanted.media = {media(writePicture(file(QStringLiteral("b.png"))))};
    const QString failed = session.mustCreate(wanted);
    TRY_POST(session, failed, PostState::Failed);
    const QString cancelled = session.mustCreate(newPost(QStringLiteral("Cancelled")));
    session.engine.posts().cancel(cancelled);
    TRY_POST(session, cancelled, PostState::Cancelled);
    const QVector<PostView> before = session.engine.posts().all();
    const QString draft = session.mustCreate(newPost(QStringLiteral("Draft")));
    session.engine.removals().remove(draft); // a draft is discarded
    for (const PostView &post : before)
        session.engine.removals().remove(post.id);
    QTRY_COMPARE_WITH_TIMEOUT(session.engine.posts().all().size(), 1, waitMs);
    QTRY_COMPARE(last.view.posts.size(), 3); // they are one removal
    QCOMPARE(last.view.kind, RemovalView::Kind::Posts);
    last.undo();
    QTRY_COMPARE(last.undone, 1);
    for (const PostView &post : before) {
        const PostView back = session.view(post.id);
        QCOMPARE(back.state, post.state);
        QCOMPARE(back.parts, post.parts);
        QCOMPARE(back.url, post.url);
        QCOMPARE(back.activityAtMs, post.activityAtMs);
        QCOMPARE(filesOf(back), filesOf(post));
    }
    sandbox.play({});
    session.engine.posts().retry(failed); // it works as ever
    TRY_POST(session, failed, PostState::Posted);
    session.engine.removals().remove(posted);
    QTRY_VERIFY(session.view(posted).id.isEmpty());
    QCOMPARE(sandbox.posts().size(), 2); // nothing is taken away at X
}

void EngineRemovalsTest::draftsDiscardedTogetherComeBackTogether()
{
    LiveSandbox sandbox;
    Session session(options(), sandbox);
    Last last(session.engine);
    QStringList ids;
    for (const char *words : {"One", "Two", "Three", "", "Another"})
        ids << session.mustCreate(newPost(QString::fromLatin1(words)));
    session.engine.removals().discard({ids.last()});
    QTRY_COMPARE(last.view.posts.size(), 1);
    session.engine.removals().discard(ids.mid(0, 4)); // one of them has nothing in it
    QTRY_COMPARE(session.engine.posts().all().size(), 0);
    QCOMPARE(last.view.kind, RemovalView::Kind::Draft);
    QCOMPARE(last.view.posts.size(), 3);
    last.undo();
    QTRY_COMPARE(last.undone, 1);
    for (const QString &id : ids.mid(0, 3))
        QCOMPARE(session.state(id), PostState::Draft);
    QVERIFY(session.view(ids.last()).id.isEmpty()); // another command, another Undo
    QTRY_COMPARE(last.view.posts.size(), 1);
}

void EngineRemovalsTest::anEmptyDraftLeavesNothing()
{
    LiveSandbox sandbox;
    Session session(options(), sandbox);
    Last last(session.engine);
    const QString id = session.mustCreate(newPost(QStringLiteral(" \n")));
    session.engine.removals().discard({id});
    QTRY_VERIFY(session.view(id).id.isEmpty());
    session.mustCreate(newPost(QStringLiteral("Another")));
    QCOMPARE(last.view.id, 0U);
    QCOMPARE(AfterStart(profile()).posts.size(), 1);
}

void EngineRemovalsTest::anEmptiedDraftComesBackWithItsMedia()
{
    LiveSandbox sandbox;
    Session session(options(), sandbox);
    Last last(session.engine);
    const QString id = session.mustCreate(newPost({}, {video("a.mp4", 20 * kib)}));
    TRY_UPLOAD(session, id, UploadState::Ready);
    session.engine.removals().removeMedia(session.view(id).uploads.constFirst().id);
    session.engine.removals().discard({id}); // as the composer does with a draft that has nothing in it any more
    QTRY_VERIFY(session.view(id).id.isEmpty());
    QCOMPARE(last.view.kind, RemovalView::Kind::Media);
    last.undo();
    QTRY_COMPARE(last.undone, 1);
    QCOMPARE(session.state(id), PostState::Draft);
    QCOMPARE(session.uploadState(id), UploadState::Ready);
    session.engine.posts().submit(id, 0, 0);
    TRY_POST(session, id, PostState::Posted);
}

void EngineRemovalsTest::whatChangedMeanwhileHoldsForIt()
{
    LiveSandbox sandbox;
    sandbox.addToken("bob-token");
    Session session(options(), sandbox);
    session.engine.accounts().add({.key = other, .label = QStringLiteral("@bob")}, sandbox.base(), "bob-token");
    Last last(session.engine);
    const QString id = session.mustCreate(filmWithTracks(video("film.mp4", 20 * kib), file({})));
    TRY_UPLOAD(session, id, UploadState::Ready);
    session.engine.removals().removeMedia(session.view(id).uploads.constFirst().id);
    session.engine.posts().setAccount(id, other);
    session.engine.posts().pauseAll();
    QTRY_VERIFY(session.engine.status().paused);
    const QString calls = sandbox.callsInOrder();
    last.undo();
    QTRY_COMPARE(last.undone, 1);
    QCOMPARE(filesOf(session.view(id)).join(u' '), QStringLiteral("film.mp4 EN.srt DE.srt"));
    const AfterStart disk(profile());
    QCOMPARE(disk.uploads.size(), 3);
    for (const Upload &upload : disk.uploads) {
        QCOMPARE(upload.account, other);
        QCOMPARE(upload.parentId, upload.kind == UploadKind::Media ? QString() : disk.uploads.constFirst().id);
    }
    QCOMPARE(sandbox.callsInOrder(), calls);
    session.engine.posts().resumeAll();
    for (int place = 0; place < 3; ++place)
        QTRY_COMPARE_WITH_TIMEOUT(session.uploadState(id, place), UploadState::Ready, waitMs);
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(EngineRemovalsTest)
#include "tst_engine_removals.moc"
