// What goes on with a Post and what happens next, in every state.
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "ui/next_text.h"
#include "ui/stage_text.h"
#include "ui/window/parts/post_actions.h"
#include "ui/window/parts/post_error_text.h"

#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

const QDateTime noon(QDate(2026, 9, 3), QTime(12, 0));
const qint64 nowMs = noon.toMSecsSinceEpoch();
const qint64 laterMs = noon.addSecs(155 * 60).toMSecsSinceEpoch(); // 14:35

PostView post(PostState state, const QVector<UploadView> &uploads = {})
{
    return samplePost(QStringLiteral("p"), state, QStringLiteral("text"), uploads);
}

PostView withUpload(PostState state, UploadState upload)
{
    return post(state, {sampleUpload(QStringLiteral("u"), upload)});
}

PostView waiting(PostState state, WaitReason reason, qint64 untilAtMs)
{
    PostView view = withUpload(state, UploadState::Waiting);
    view.reason = reason;
    view.untilAtMs = untilAtMs;
    view.uploads[0].reason = reason;
    view.uploads[0].untilAtMs = untilAtMs;
    return view;
}

} // namespace

class NextTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void says_data();
    void says();
    void everyStateSaysSomethingElse_data();
    void everyStateSaysSomethingElse();
    void whatWaitsForAPersonHasAButton();
    void aPostOfAnUnknownUserIsEdited();

private:
    void rowsOfDrafts();
    void rowsOfWaits();
};

void NextTextTest::says_data()
{
    QTest::addColumn<PostView>("post");
    QTest::addColumn<QString>("now");
    QTest::addColumn<QString>("next");
    rowsOfDrafts();
    rowsOfWaits();
    const auto row = [](const char *name, const PostView &view, const char *now, const char *next) {
        QTest::newRow(name) << view << QString::fromUtf8(now) << QString::fromUtf8(next);
    };
    using enum PostState;
    row("goes up", withUpload(WaitingForMedia, UploadState::Sending), "Uploading",
        "Posts as soon as the upload is done.");
    row("several go up",
        post(WaitingForMedia, {sampleUpload(QStringLiteral("u"), UploadState::Sending),
                               sampleUpload(QStringLiteral("v"), UploadState::Ready)}),
        "Uploading", "Posts as soon as the uploads are done.");
    row("is fixed", withUpload(WaitingForMedia, UploadState::Fixing), "Fixing",
        "Uploads as soon as it is fixed, then posts by itself.");
    row("X processes", withUpload(WaitingForMedia, UploadState::Processing), "X is processing",
        "Posts as soon as X is done with the media.");
    row("media is paused", withUpload(WaitingForMedia, UploadState::Paused), "Paused",
        "Waits for you: resume it.");
    row("is posted now", post(Posting), "Posting", "Posts in a moment.");
    row("outcome not known", post(Unconfirmed), "Posting",
        "Postreel is checking whether it was posted, and never posts it twice.");
    PostView doubt = post(Unconfirmed);
    doubt.reason = WaitReason::Offline;
    row("cannot be looked for", doubt, "No network", "Continues by itself as soon as there is a network.");
    doubt.reason = WaitReason::TokenRefused;
    doubt.error = Error{.kind = ErrorKind::NotSignedIn};
    row("cannot be looked for without a sign-in", doubt, "Sign in again", "Waits for you: sign in again.");
    doubt.reason = WaitReason::LookingUp;
    doubt.cancelAsked = true;
    row("is to be cancelled", doubt, "Will be cancelled if it is not on X",
        "Postreel is checking whether it was posted, and cancels it if it was not.");
    row("nobody knows", post(AskPerson), "", "Waits for you: say whether it is on X.");
    row("posted", post(Posted), "Posted", "Nothing more to do. It is on X.");
    PostView sandbox = post(Posted);
    sandbox.sandbox = true;
    row("posted in the sandbox", sandbox, "Posted in the sandbox, not on X", "Nothing more to do.");
    row("paused", withUpload(Paused, UploadState::Paused), "Paused", "Waits for you: resume it.");
    row("paused, media failed", withUpload(Paused, UploadState::Failed), "Paused",
        "Waits for you: retry the upload, or remove the file.");
    row("scheduled, media needs a sign-in", withUpload(Scheduled, UploadState::NeedsSignIn), "Sign in again",
        "Waits for you: sign in again.");
    row("signed out", post(NeedsSignIn), "Sign in again", "Waits for you: sign in again.");
    row("cancelled", post(Cancelled), "Cancelled", "Nothing more happens. To post it after all, edit it.");
    row("failed", post(Failed), "Failed", "Waits for you: retry it, or edit it first.");
    PostView timed = withUpload(Scheduled, UploadState::Sending);
    timed.scheduledAtMs = laterMs;
    row("scheduled", timed, "Uploading", "Posts at 14:35.");
    timed.uploads[0].state = UploadState::Ready;
    row("scheduled, all is up", timed, "", "Posts at 14:35.");
    row("pause for Undo", withUpload(Scheduled, UploadState::Ready), "",
        "Posts in a moment, unless you undo it.");
    row("pause for Undo, goes up", withUpload(Scheduled, UploadState::Sending), "Uploading",
        "Posts as soon as the upload is done.");
}

void NextTextTest::rowsOfDrafts()
{
    const auto row = [](const char *name, const PostView &view, const char *now, const char *next) {
        QTest::newRow(name) << view << QString::fromUtf8(now) << QString::fromUtf8(next);
    };
    using enum PostState;
    row("draft", post(Draft), "", "Stays a draft until you post it.");
    row("draft that goes up", withUpload(Draft, UploadState::Sending), "Uploading",
        "Stays a draft until you post it.");
    PostView homeless = withUpload(Draft, UploadState::NeedsSignIn);
    homeless.account.clear();
    homeless.uploads[0].hasAccount = false;
    row("draft without an account", homeless, "", "Waits for you: choose where it goes.");
    homeless.state = NeedsSignIn;
    row("sent without an account", homeless, "", "Waits for you: choose where it goes.");
    PostView refused = withUpload(Draft, UploadState::NeedsFix);
    row("draft X would refuse", refused, "", "Waits for you: send the file anyway, or remove it.");
    refused.uploads[0].offer.kind = FixKind::Video;
    row("draft that can be fixed", refused, "", "Waits for you: fix the file, or send it anyway.");
    refused.state = WaitingForMedia;
    row("sent, can be fixed", refused, "", "Waits for you: fix the file, or send it anyway.");
    row("draft whose upload failed", withUpload(Draft, UploadState::Failed), "Failed",
        "Waits for you: retry the upload, or remove the file.");
    PostView grows = post(Draft);
    grows.adding = 2;
    row("files come", grows, "Adding 2 file(s)", "Stays a draft until you post it.");
    grows.leavesWhenAdded = true;
    row("files come, then it leaves", grows, "Waiting for 2 file(s) to be added",
        "Posts as soon as its files are added.");
}

void NextTextTest::rowsOfWaits()
{
    const auto row = [](const char *name, const PostView &view, const char *now, const char *next) {
        QTest::newRow(name) << view << QString::fromUtf8(now) << QString::fromUtf8(next);
    };
    using enum PostState;
    row("until a time", waiting(Waiting, WaitReason::RateLimit, laterMs), "X's limit is used up",
        "Continues by itself at 14:35.");
    row("media until a time", waiting(WaitingForMedia, WaitReason::Offline, laterMs), "No network",
        "Continues by itself at 14:35.");
    row("no network", waiting(WaitingForMedia, WaitReason::Offline, 0), "No network",
        "Continues by itself as soon as there is a network.");
    row("file away", waiting(WaitingForMedia, WaitReason::FileAway, 0),
        "The file cannot be reached, continues when it is back",
        "Continues by itself. If the file has moved, find it.");
    row("proxy that asks", waiting(WaitingForMedia, WaitReason::ProxySignIn, laterMs),
        "The proxy of this network asks for a user name and a password",
        "Waits for you: correct the proxy's settings, then start Postreel again.");
    row("Post behind a proxy that asks", waiting(Waiting, WaitReason::ProxySignIn, 0),
        "The proxy of this network asks for a user name and a password",
        "Waits for you: correct the proxy's settings, then start Postreel again.");
    row("metered", waiting(WaitingForMedia, WaitReason::Metered, 0),
        "This connection is metered, waiting for your decision",
        "Waits for you: say whether it may use this connection.");
}

void NextTextTest::says()
{
    QFETCH(PostView, post);
    QTEST(nowText(post, nowMs), "now");
    QTEST(nextText(post, nowMs), "next");
}

void NextTextTest::everyStateSaysSomethingElse_data()
{
    QTest::addColumn<PostState>("post");
    QTest::addColumn<UploadState>("upload");
    for (const QString &state : postStateNames())
        for (const QString &upload : uploadStateNames())
            QTest::newRow(qPrintable(state + u' ' + upload)) << postStateOf(state) << uploadStateOf(upload);
}

// Always one whole sentence, and never what is said beside it.
void NextTextTest::everyStateSaysSomethingElse()
{
    QFETCH(PostState, post);
    QFETCH(UploadState, upload);
    const PostView view = withUpload(post, upload);
    const QString next = nextText(view, nowMs);
    QVERIFY2(next.endsWith(u'.') && next.at(0).isUpper(), qPrintable(next));
    const QString now = nowText(view, nowMs);
    QVERIFY2(now.isEmpty() || !next.startsWith(now), qPrintable(now + u'|' + next));
    QVERIFY2(!now.contains(QStringLiteral("your decision")), qPrintable(now));
}

void NextTextTest::whatWaitsForAPersonHasAButton()
{
    const std::initializer_list<std::pair<const char *, PostAction>> steps{
        {"fix the file", PostAction::Fix},
        {"send the file anyway", PostAction::SendAnyway},
        {"retry", PostAction::Retry},
        {"resume", PostAction::Resume},
        {"sign in", PostAction::SignIn},
        {"on X", PostAction::WasPosted},
        {"choose where", PostAction::TrySandbox},
        {"edit it", PostAction::Edit},
    };
    int asked = 0;
    for (const QString &state : postStateNames())
        for (const QString &upload : uploadStateNames())
            for (const FixKind fix : {FixKind::None, FixKind::Video}) {
                PostView view = withUpload(postStateOf(state), uploadStateOf(upload));
                view.uploads[0].offer.kind = fix;
                const QString next = nextText(view, nowMs);
                if (!next.startsWith(QStringLiteral("Waits for you")))
                    continue;
                ++asked;
                const bool has = std::any_of(steps.begin(), steps.end(), [&](const auto &step) {
                    return next.contains(QLatin1String(step.first)) && actionsOf(view).contains(step.second);
                });
                QVERIFY2(has, qPrintable(state + u' ' + upload + u": " + next));
            }
    QVERIFY(asked > 5);
}

// Nobody can sign in for an account of which it is not known whose it is.
void NextTextTest::aPostOfAnUnknownUserIsEdited()
{
    PostView waits = post(PostState::NeedsSignIn);
    waits.error = Error{.kind = ErrorKind::NotSignedIn, .problem = QStringLiteral("other-user")};
    PostView media = withUpload(PostState::WaitingForMedia, UploadState::NeedsSignIn);
    media.uploads[0].error = waits.error;
    for (const PostView &view : {waits, media}) {
        QCOMPARE(actionsOf(view).first(), PostAction::Edit);
        QVERIFY(!actionsOf(view).contains(PostAction::SignIn));
        QCOMPARE(stageText(view), QStringLiteral("Waiting for its token"));
        QCOMPARE(nextText(view), QStringLiteral("Waits for you: edit it to choose another account."));
        const QString told = errorTextsOf(view, nowMs).value(0);
        QVERIFY2(told.endsWith(QStringLiteral("or edit the Post to choose another account.")), qPrintable(told));
    }
    waits.error.subject = QStringLiteral("@ann");
    QCOMPARE(actionsOf(waits).first(), PostAction::SignIn);
    QCOMPARE(nextText(waits), QStringLiteral("Waits for you: sign in again."));
}

POSTREEL_TEST_MAIN(NextTextTest)
#include "tst_next_text.moc"
