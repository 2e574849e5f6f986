// What a row says of its Post, what can be done with it, and where it stands.
#include "tests/support/test_main.h"
#include "tests/ui/sample_views.h"
#include "ui/readiness.h"
#include "ui/stage_text.h"
#include "ui/window/parts/post_actions.h"
#include "ui/window/parts/post_error_text.h"
#include "ui/window/parts/row_facts.h"
#include "ui/window/parts/stage_icon.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/segment_bar.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

class RowFactsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fixingMovesTheBar();
    void whatOnlyWaitsShowsNoShare();
    void filesAreNamedBesideTheText();
    void whatHasNoAccountOffersBothWays();
    void whoseSignInHasEndedIsSignedInAgain();
    void whatMayBeOnXIsNoDeadEnd();
    void percentIsHundredOnlyWhenDone();
    void numbers();
    void trouble();
    void waitsOfTheNetworkCanBeTriedNow_data();
    void waitsOfTheNetworkCanBeTriedNow();
    void theSandboxIsNamedOnce();
    void whatRunsComesFirst();
    void draftsThatAreReadyCanBePosted_data();
    void draftsThatAreReadyCanBePosted();
    void whatIsAskedIsSaidAsOnTheCard();
    void severalHaveWhatFitsAll();
};

void RowFactsTest::fixingMovesTheBar()
{
    UploadView fixing = sampleUpload(QStringLiteral("u"), UploadState::Fixing);
    fixing.fixPercent = 40;
    const PostView post = samplePost(QStringLiteral("p"), PostState::Draft, {}, {fixing});
    const QVector<BarRun> runs = barRuns(post);
    QCOMPARE(runs.size(), 1);
    QCOMPARE(runs.first().from, 0.0);
    QCOMPARE(runs.first().to, 0.4);
    QVERIFY(progressText(post, 0).startsWith(QStringLiteral("40 %")));
}

void RowFactsTest::whatOnlyWaitsShowsNoShare()
{
    UploadView waits = sampleUpload(QStringLiteral("u"), UploadState::Sending);
    waits.shownBytes = waits.ackedBytes = 0;
    waits.bytesPerSecond = 0;
    waits.timeLeftMs = -1;
    waits.segments.clear();
    waits.turn = 4;
    const PostView post = samplePost(QStringLiteral("p"), PostState::Draft, {}, {waits});
    QCOMPARE(progressText(post, 0), QStringLiteral("42.0 MB"));
    QVERIFY(accessibleRowText(post, false).contains(QStringLiteral("Waits its turn (4th)")));
}

void RowFactsTest::filesAreNamedBesideTheText()
{
    PostView post = samplePost(QStringLiteral("p"), PostState::Draft, QStringLiteral("the same text"),
                               {sampleUpload(QStringLiteral("u"), UploadState::Ready)});
    QCOMPARE(titleOf(post), QStringLiteral("the same text"));
    QCOMPARE(filesOf(post), QStringLiteral("\u2068harbour at dawn.mp4\u2069"));
    QVERIFY(accessibleRowText(post, false).contains(QStringLiteral("harbour at dawn.mp4")));
    post.parts.clear();
    QCOMPARE(filesOf(post), QString()); // the title says it
    post.uploads << post.uploads.first() << post.uploads.first();
    QCOMPARE(filesOf(post), QStringLiteral("2 more file(s)"));
}

void RowFactsTest::whatHasNoAccountOffersBothWays()
{
    PostView post = samplePost(QStringLiteral("p"), PostState::Draft, {}, {sampleUpload(QStringLiteral("u"), UploadState::NeedsSignIn)});
    QVERIFY(!actionsOf(post).contains(PostAction::TrySandbox));
    for (const PostState state : {PostState::Draft, PostState::NeedsSignIn}) {
        post.account.clear();
        post.state = state;
        QCOMPARE(actionsOf(post).mid(0, 2), (QList{PostAction::TrySandbox, PostAction::ConnectX}));
        QVERIFY(!actionsOf(post).contains(PostAction::Resume)); // nobody signed out
    }
}

void RowFactsTest::whoseSignInHasEndedIsSignedInAgain()
{
    const PostView post = samplePost(QStringLiteral("p"), PostState::NeedsSignIn, QStringLiteral("t"), {});
    QCOMPARE(actionsOf(post), (QList{PostAction::SignIn, PostAction::Edit, PostAction::Cancel}));
    const UploadView upload = sampleUpload(QStringLiteral("u"), UploadState::NeedsSignIn);
    for (const PostState state : {PostState::Draft, PostState::WaitingForMedia}) {
        const QVector<PostAction> actions = actionsOf(samplePost(QStringLiteral("p"), state, {}, {upload}));
        QVERIFY(actions.contains(PostAction::SignIn));
        QVERIFY(!actions.contains(PostAction::Resume)); // a sign-in alone moves it
    }
}

void RowFactsTest::whatMayBeOnXIsNoDeadEnd()
{
    using enum PostAction;
    PostView post = samplePost(QStringLiteral("p"), PostState::Unconfirmed, QStringLiteral("t"), {});
    post.reason = WaitReason::LookingUp;
    QCOMPARE(actionsOf(post), QList{Cancel});
    for (const WaitReason reason : {WaitReason::UsageCap, WaitReason::Offline, WaitReason::TokenRefused}) {
        post.reason = reason;
        QCOMPARE(actionsOf(post), (QList{TryNow, Cancel}));
        QCOMPARE(stageIconOf(post).severity, Severity::Warning);
    }
    post.reason = WaitReason::UsageCap;
    post.error = Error{.kind = ErrorKind::UsageCapped, .http = 429};
    QVERIFY(errorTextOf(post, 0).contains(QStringLiteral("then try now")));
    post.reason = WaitReason::TokenRefused;
    post.error = Error{.kind = ErrorKind::NotSignedIn};
    QVERIFY(!errorTextOf(post, 0).isEmpty());
    QCOMPARE(actionsOf(post), (QList{SignIn, Cancel}));
    post.cancelAsked = true;
    QCOMPARE(actionsOf(post), QList{SignIn});
    post.error.problem = QStringLiteral("other-user"); // nobody can sign in a token
    QVERIFY(actionsOf(post).isEmpty());
}

void RowFactsTest::percentIsHundredOnlyWhenDone()
{
    UploadView upload = sampleUpload(QStringLiteral("u"), UploadState::Finalizing);
    upload.shownBytes = upload.totalBytes;
    QCOMPARE(stageOf(upload).percent, 99);
    PostView post = samplePost(QStringLiteral("p"), PostState::WaitingForMedia, {}, {upload});
    QCOMPARE(stageOf(post).percent, 99);
    post.uploads[0].state = UploadState::Ready;
    QCOMPARE(stageOf(post).percent, 100);
    post.uploads.clear();
    QCOMPARE(stageOf(post).percent, -1);
}

void RowFactsTest::numbers()
{
    PostView post = samplePost(QStringLiteral("p"), PostState::Draft, {},
                               {sampleUpload(QStringLiteral("u"), UploadState::Sending)});
    QCOMPARE(progressText(post, 0), QStringLiteral("21.4 MB of 42.0 MB · 50 % · 3.2 MB/s · 7 s left"));
    post.uploads[0] = sampleUpload(QStringLiteral("u"), UploadState::Processing);
    post.uploads[0].percent = 43;
    post.uploads[0].processingSinceAtMs = 1'000;
    QVERIFY(progressText(post, 25'000).startsWith(QStringLiteral("43 % · for 0:24;")));
    QCOMPARE(titleOf(post), QStringLiteral("\u2068harbour at dawn.mp4\u2069"));
    QCOMPARE(titleInSentence(post, 10), QStringLiteral("\u2068harbo….mp4\u2069")); // in one isolate, which is whole
    post.uploads.clear();
    QCOMPARE(titleInSentence(post, 20), QStringLiteral("\u2068No text yet\u2069"));
    QVERIFY(progressText(post, 0).startsWith(QStringLiteral("Last changed ")));
    post.state = PostState::Cancelled;
    QCOMPARE(progressText(post, 0), QString());
    QVERIFY(!titleOf(post).isEmpty());
}

void RowFactsTest::trouble()
{
    PostView post = samplePost(QStringLiteral("p"), PostState::Failed, {},
                               {sampleUpload(QStringLiteral("u"), UploadState::Failed)});
    post.error = Error{.kind = ErrorKind::Rejected, .detail = QStringLiteral("InvalidMedia")};
    post.uploads[0].error = post.error;
    QVERIFY(errorTextOf(post, 0).contains(QStringLiteral("harbour at dawn.mp4")));
    QVERIFY(errorTextOf(post, 0).contains(QStringLiteral("InvalidMedia")));
    post.state = PostState::Posted;
    QCOMPARE(errorTextOf(post, 0), QString());
}

// A wait that may be over sooner than it is tried again has a button for that.
void RowFactsTest::waitsOfTheNetworkCanBeTriedNow_data()
{
    QTest::addColumn<WaitReason>("reason");
    QTest::addColumn<bool>("now");
    QTest::newRow("no network") << WaitReason::Offline << true;
    QTest::newRow("a portal") << WaitReason::CaptivePortal << true;
    QTest::newRow("a certificate") << WaitReason::Certificate << true;
    QTest::newRow("a proxy") << WaitReason::Proxy << true;
    QTest::newRow("X has trouble") << WaitReason::ServerTrouble << true;
    QTest::newRow("X's limit") << WaitReason::RateLimit << false;
    QTest::newRow("the plan") << WaitReason::UsageCap << true; // credit may have been bought
}

void RowFactsTest::waitsOfTheNetworkCanBeTriedNow()
{
    QFETCH(WaitReason, reason);
    QFETCH(bool, now);
    UploadView waits = sampleUpload(QStringLiteral("u"), UploadState::Waiting);
    waits.reason = reason;
    QCOMPARE(actionsOf(samplePost(QStringLiteral("p"), PostState::WaitingForMedia, {}, {waits})).contains(PostAction::TryNow), now);
    PostView post = samplePost(QStringLiteral("p"), PostState::Waiting, QStringLiteral("t"), {});
    post.reason = reason;
    QCOMPARE(actionsOf(post).first(), now ? PostAction::TryNow : PostAction::Resume);
}

void RowFactsTest::theSandboxIsNamedOnce()
{
    PostView post = samplePost(QStringLiteral("p"), PostState::Posted, QStringLiteral("t"), {});
    QCOMPARE(accountTextOf(post), QStringLiteral("@harbourfilms"));
    post.accountLabel = QStringLiteral("Sandbox");
    post.sandbox = true;
    QCOMPARE(accountTextOf(post), QString());
    QCOMPARE(accessibleRowText(post, false).count(QStringLiteral("sandbox"), Qt::CaseInsensitive), 1);
    post.state = PostState::Posting;
    QCOMPARE(accountTextOf(post), QStringLiteral("Sandbox"));
}

// What runs is on top in the order in which it runs, whatever was touched last.
void RowFactsTest::whatRunsComesFirst()
{
    const auto made = [](const char *id, UploadState state, int turn, qint64 at) {
        UploadView upload = sampleUpload(QStringLiteral("u"), state);
        upload.turn = turn;
        PostView post = samplePost(QString::fromLatin1(id), PostState::Draft, {}, {upload});
        post.createdAtMs = at;
        post.activityAtMs = 1000 - at; // the oldest was touched last
        return post;
    };
    QueueModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.putAll({made("ready", UploadState::Ready, 0, 1), made("asks", UploadState::NeedsFix, 0, 2),
                  made("fourth", UploadState::Sending, 4, 6), made("first", UploadState::Sending, 0, 3),
                  made("second", UploadState::Sending, 0, 4), made("third", UploadState::Sending, 3, 5)});
    const auto order = [&model] {
        QStringList ids;
        for (int row = 0; row < model.rowCount(); ++row)
            ids << model.postAt(row).id;
        return ids.join(u' ');
    };
    QCOMPARE(order(), QStringLiteral("first second third fourth ready asks"));
    model.putAll({made("first", UploadState::Ready, 0, 3), made("third", UploadState::Sending, 0, 5)});
    QCOMPARE(order(), QStringLiteral("second third fourth ready asks first"));
}

void RowFactsTest::draftsThatAreReadyCanBePosted_data()
{
    QTest::addColumn<UploadState>("state");
    QTest::addColumn<bool>("ready");
    QTest::newRow("uploading") << UploadState::Sending << true;
    QTest::newRow("uploaded") << UploadState::Ready << true;
    QTest::newRow("refused") << UploadState::NeedsFix << false;
    QTest::newRow("failed") << UploadState::Failed << false;
}

void RowFactsTest::draftsThatAreReadyCanBePosted()
{
    QFETCH(UploadState, state);
    QFETCH(bool, ready);
    PostView post = samplePost(QStringLiteral("p"), PostState::Draft, {}, {sampleUpload(QStringLiteral("u"), state)});
    QCOMPARE(actionsOf(post).contains(PostAction::Post), ready);
    QCOMPARE(whyNotPost(post).isEmpty(), ready);
    post.account.clear();
    QVERIFY(!actionsOf(post).contains(PostAction::Post));
}

// As its card says it, and with no fix where none is offered.
void RowFactsTest::whatIsAskedIsSaidAsOnTheCard()
{
    const auto why = [](Verdict verdict, FixKind offered) {
        UploadView upload = sampleOffer(offered);
        upload.verdict = verdict;
        return whyNotPost(QString(), {upload}, true);
    };
    QCOMPARE(why(Verdict::WillBeRefused, FixKind::Video),
             QStringLiteral("X won't take this as it is: fix it, send it anyway or remove it first"));
    QCOMPARE(why(Verdict::MayBeRefused, FixKind::None), QStringLiteral("X may refuse this: send it anyway or remove it first"));
    // A part that could not be cut out of a film that X takes.
    QCOMPARE(why(Verdict::Ready, FixKind::Remux),
             QStringLiteral("A file waits for your decision: fix it, send it anyway or remove it first"));
}

void RowFactsTest::severalHaveWhatFitsAll()
{
    const PostView ready = samplePost(QStringLiteral("a"), PostState::Draft, {}, {sampleUpload(QStringLiteral("u"), UploadState::Ready)});
    const PostView sending = samplePost(QStringLiteral("b"), PostState::Draft, {}, {sampleUpload(QStringLiteral("u"), UploadState::Sending)});
    const PostView posted = samplePost(QStringLiteral("c"), PostState::Posted, QStringLiteral("t"), {});
    QCOMPARE(actionsOf(QList{ready, sending}), (QList{PostAction::Post, PostAction::Discard}));
    QVERIFY(actionsOf(QList{ready, posted}).isEmpty());
    QCOMPARE(actionsOf(QList{posted, posted}), QList{PostAction::Remove});
    QCOMPARE(actionsOf(QList{posted}), actionsOf(posted));
    PostView elsewhere = posted; // its address is not known while its account is away
    elsewhere.url.clear();
    QCOMPARE(actionsOf(elsewhere), QList{PostAction::Remove});
    QVERIFY(actionsOf(QVector<PostView>()).isEmpty());
    QCOMPARE(actionText(PostAction::Post, 12), QStringLiteral("Post (12)"));
    QCOMPARE(actionText(PostAction::Post, 1), QStringLiteral("Post"));
}

POSTREEL_TEST_MAIN(RowFactsTest)
#include "tst_row_facts.moc"
