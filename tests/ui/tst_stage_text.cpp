#include "sample_views.h"
#include "tests/support/test_main.h"
#include "ui/stage_text.h"

using namespace postreel;
using namespace postreel::testing;

namespace {
const QDateTime noon(QDate(2026, 9, 3), QTime(12, 0));
const qint64 nowMs = noon.toMSecsSinceEpoch();
} // namespace

class StageTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void uploads_data();
    void uploads();
    void posts_data();
    void posts();
    void whatMayBeOnXSaysWhatItWaitsFor();
    void thePauseForUndoIsNoSchedule();
    void whatWaitsForOthersSaysItsPlace_data();
    void whatWaitsForOthersSaysItsPlace();
    void whoNeverSignedInIsNotToldToDoItAgain();
    void oneNumberForAll_data();
    void oneNumberForAll();
    void everyStateHasAWord();
    void waits_data();
    void waits();
    void momentsOfAnotherDayHaveADate();
    void theUploadThatNeedsAPersonLeads();
};

void StageTextTest::uploads_data()
{
    QTest::addColumn<UploadState>("state");
    QTest::addColumn<QString>("words");
    using enum UploadState;
    const std::initializer_list<std::pair<UploadState, const char *>> table{
        {Queued, "Waits its turn"},
        {Checking, "Checking"},
        {NeedsFix, "Waiting for your decision"},
        {Fixing, "Fixing"},
        {Initializing, "Uploading"},
        {Sending, "Uploading"},
        {Finalizing, "Finalizing"},
        {Processing, "X is processing"},
        {Ready, "Uploaded"},
        {NeedsSignIn, "Sign in again"},
        {Paused, "Paused"},
        {Cancelled, "Cancelled"},
        {Failed, "Failed"},
        {Waiting, "No network"},
    };
    for (const auto &[state, words] : table)
        QTest::newRow(qPrintable(nameOf(state))) << state << QString::fromLatin1(words);
}

void StageTextTest::uploads()
{
    QFETCH(UploadState, state);
    QFETCH(QString, words);
    UploadView upload = sampleUpload(QStringLiteral("u"), state);
    upload.reason = WaitReason::Offline;
    QCOMPARE(stageText(upload, nowMs), words);
}

void StageTextTest::posts_data()
{
    QTest::addColumn<PostState>("state");
    QTest::addColumn<UploadState>("upload");
    QTest::addColumn<QString>("words");
    const auto row = [](PostState state, UploadState upload, const char *words) {
        QTest::newRow(qPrintable(nameOf(state) + u' ' + nameOf(upload)))
            << state << upload << QString::fromUtf8(words);
    };
    row(PostState::Draft, UploadState::Sending, "Uploading");
    row(PostState::Draft, UploadState::NeedsFix, "Waiting for your decision");
    row(PostState::Draft, UploadState::Ready, "Draft");
    row(PostState::Scheduled, UploadState::Ready, "Scheduled for 13:00");
    row(PostState::WaitingForMedia, UploadState::Checking, "Checking");
    row(PostState::WaitingForMedia, UploadState::Processing, "X is processing");
    row(PostState::WaitingForMedia, UploadState::Ready, "Posting");
    row(PostState::Attaching, UploadState::Ready, "Posting");
    row(PostState::Posting, UploadState::Ready, "Posting");
    row(PostState::Unconfirmed, UploadState::Ready, "X's limit is used up, continues at 12:15"); // until it can look
    row(PostState::AskPerson, UploadState::Ready, "Waiting for your decision");
    row(PostState::Posted, UploadState::Ready, "Posted");
    row(PostState::Waiting, UploadState::Ready, "X's limit is used up, continues at 12:15");
    row(PostState::NeedsSignIn, UploadState::Ready, "Sign in again");
    row(PostState::Paused, UploadState::Paused, "Paused");
    row(PostState::Cancelled, UploadState::Cancelled, "Cancelled");
    row(PostState::Failed, UploadState::Failed, "Failed");
}

void StageTextTest::posts()
{
    QFETCH(PostState, state);
    QFETCH(UploadState, upload);
    QFETCH(QString, words);
    PostView post = samplePost(QStringLiteral("p"), state, QStringLiteral("text"),
                               {sampleUpload(QStringLiteral("u"), upload)});
    post.scheduledAtMs = noon.addSecs(3600).toMSecsSinceEpoch();
    post.reason = WaitReason::RateLimit;
    post.untilAtMs = noon.addSecs(900).toMSecsSinceEpoch();
    QCOMPARE(stageText(post, nowMs), words);
    post.sandbox = true;
    QCOMPARE(stageText(post, nowMs),
             state == PostState::Posted ? QStringLiteral("Posted in the sandbox, not on X") : words);
}

void StageTextTest::whatMayBeOnXSaysWhatItWaitsFor()
{
    PostView post = samplePost(QStringLiteral("p"), PostState::Unconfirmed, QStringLiteral("text"));
    for (const WaitReason looks : {WaitReason::None, WaitReason::LookingUp}) {
        post.reason = looks;
        QCOMPARE(stageText(post, nowMs), QStringLiteral("Posting"));
    }
    post.reason = WaitReason::Offline;
    QCOMPARE(stageText(post, nowMs), QStringLiteral("No network"));
    post.reason = WaitReason::TokenRefused;
    post.error = Error{.kind = ErrorKind::NotSignedIn};
    QCOMPARE(stageText(post, nowMs), QStringLiteral("Sign in again"));
    post.error = Error{.kind = ErrorKind::NotSignedIn, .problem = QStringLiteral("other-user")};
    QCOMPARE(stageText(post, nowMs), QStringLiteral("Waiting for its token"));
    post.cancelAsked = true;
    for (const PostState state : {PostState::Posting, PostState::Unconfirmed}) {
        post.state = state;
        QCOMPARE(stageText(post, nowMs), QStringLiteral("Will be cancelled if it is not on X"));
    }
}

void StageTextTest::thePauseForUndoIsNoSchedule()
{
    PostView post = samplePost(QStringLiteral("p"), PostState::Scheduled, {}, {});
    post.untilAtMs = nowMs + 5'000;
    QCOMPARE(stageText(post, nowMs), QStringLiteral("About to be posted"));
}

void StageTextTest::whatWaitsForOthersSaysItsPlace_data()
{
    QTest::addColumn<int>("turn");
    QTest::addColumn<QString>("words");
    for (const auto &[turn, words] : std::initializer_list<std::pair<int, const char *>>{
             {0, "Uploading"}, {2, "Waits its turn (2nd)"}, {3, "Waits its turn (3rd)"}, {4, "Waits its turn (4th)"},
             {11, "Waits its turn (11th)"}, {12, "Waits its turn (12th)"}, {21, "Waits its turn (21st)"}, {113, "Waits its turn (113th)"}})
        QTest::addRow("%d", turn) << turn << QString::fromLatin1(words);
}

void StageTextTest::whatWaitsForOthersSaysItsPlace()
{
    QFETCH(int, turn);
    QFETCH(QString, words);
    UploadView upload = sampleUpload(QStringLiteral("u"), UploadState::Sending);
    upload.turn = turn;
    QCOMPARE(stageText(upload, nowMs), words);
    QCOMPARE(stageText(samplePost(QStringLiteral("p"), PostState::WaitingForMedia, {}, {upload}), nowMs), words);
}

void StageTextTest::whoNeverSignedInIsNotToldToDoItAgain()
{
    UploadView upload = sampleUpload(QStringLiteral("u"), UploadState::NeedsSignIn);
    QCOMPARE(stageText(upload, nowMs), QStringLiteral("Sign in again"));
    upload.hasAccount = false;
    QCOMPARE(stageText(upload, nowMs), QStringLiteral("Choose where it goes"));
    PostView post = samplePost(QStringLiteral("p"), PostState::NeedsSignIn, {});
    QCOMPARE(stageText(post, nowMs), QStringLiteral("Sign in again"));
    post.account.clear();
    QCOMPARE(stageText(post, nowMs), QStringLiteral("Choose where it goes"));
}

void StageTextTest::oneNumberForAll_data()
{
    QTest::addColumn<UploadState>("state");
    QTest::addColumn<int>("percent");
    QTest::newRow("not begun") << UploadState::Queued << -1;
    QTest::newRow("checking") << UploadState::Checking << -1;
    QTest::newRow("fixing") << UploadState::Fixing << 40;
    QTest::newRow("sending") << UploadState::Sending << 50;
    QTest::newRow("paused on its way") << UploadState::Paused << 50;
    QTest::newRow("finalizing") << UploadState::Finalizing << 99;
    QTest::newRow("X is processing") << UploadState::Processing << 70;
    QTest::newRow("ready") << UploadState::Ready << 100;
}

// The card and its ring show the upload, the row and its bar the Post: of one media both say the same.
void StageTextTest::oneNumberForAll()
{
    QFETCH(UploadState, state);
    QFETCH(int, percent);
    UploadView upload = sampleUpload(QStringLiteral("u"), state);
    upload.totalBytes = 1000;
    upload.shownBytes = state == UploadState::Sending || state == UploadState::Paused ? 500 : 0;
    if (state == UploadState::Finalizing || state == UploadState::Processing)
        upload.shownBytes = 1000;
    upload.fixPercent = state == UploadState::Fixing ? 40 : -1;
    upload.percent = state == UploadState::Processing ? 70 : -1;
    QCOMPARE(stageOf(upload, nowMs).percent, percent);
    const PostView post = samplePost(QStringLiteral("p"), PostState::WaitingForMedia, {}, {upload});
    const bool saysMoreThanThePost = leadingUpload(post) != nullptr;
    QCOMPARE(stageOf(post, nowMs).percent, saysMoreThanThePost || percent == 100 ? percent : -1);
    if (saysMoreThanThePost)
        QCOMPARE(stageOf(post, nowMs).words, stageOf(upload, nowMs).words);
}

void StageTextTest::everyStateHasAWord()
{
    for (const QString &name : uploadStateNames())
        QVERIFY2(!stateWord(uploadStateOf(name)).isEmpty(), qPrintable(name));
    for (const QString &name : postStateNames())
        QVERIFY2(!stateWord(postStateOf(name)).isEmpty(), qPrintable(name));
}

void StageTextTest::waits_data()
{
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("open");
    QTest::addColumn<QString>("until");
    const auto row = [](const char *reason, const char *open, const char *until) {
        QTest::newRow(reason) << QString::fromLatin1(reason) << QString::fromLatin1(open)
                              << QString::fromLatin1(until);
    };
    row("None", "Waiting", "Continues at 14:35");
    row("Offline", "No network", "No network, trying again at 14:35");
    row("CaptivePortal", "This network may want you to sign in",
        "This network may want you to sign in, trying again at 14:35");
    row("Certificate", "The certificate is not trusted", "The certificate is not trusted, trying again at 14:35");
    row("Proxy", "The proxy of this network cannot be reached", "The proxy of this network cannot be reached, trying again at 14:35");
    row("ProxySignIn", "The proxy of this network asks for a user name and a password",
        "The proxy of this network asks for a user name and a password, trying again at 14:35");
    row("RateLimit", "X's limit is used up", "X's limit is used up, continues at 14:35");
    row("TokenRefused", "The sign-in cannot be used at the moment, trying again soon",
        "The sign-in cannot be used at the moment, trying again at 14:35");
    row("ServerTrouble", "X is having problems, trying again soon", "X is having problems, trying again at 14:35");
    row("FileAway", "The file cannot be reached, continues when it is back",
        "The file cannot be reached, looking again at 14:35");
    row("MediaNotYet", "X is not done with the media yet",
        "X is not done with the media, trying again at 14:35");
    row("LookingUp", "Checking on X whether it was posted", "Checking on X whether it was posted, again at 14:35");
}

void StageTextTest::waits()
{
    QFETCH(QString, reason);
    QFETCH(QString, open);
    QFETCH(QString, until);
    const WaitReason why = waitReasonOf(reason);
    QCOMPARE(nameOf(why), reason);
    QCOMPARE(waitText(why, 0, nowMs), open);
    QCOMPARE(waitText(why, nowMs - 1, nowMs), open); // a moment that is over is not promised
    QCOMPARE(waitText(why, QDateTime(noon.date(), QTime(14, 35)).toMSecsSinceEpoch(), nowMs), until);
}

void StageTextTest::momentsOfAnotherDayHaveADate()
{
    const QString words = dateTimeText(noon.addDays(1).toMSecsSinceEpoch(), nowMs);
    QVERIFY2(words.contains(QStringLiteral("12:00")), qPrintable(words));
    QVERIFY2(words.contains(QStringLiteral("04")) || words.contains(u'4'), qPrintable(words));
    QCOMPARE(dateTimeText(nowMs, nowMs), QStringLiteral("12:00"));
}

void StageTextTest::theUploadThatNeedsAPersonLeads()
{
    PostView post = samplePost(QStringLiteral("p"), PostState::Draft, {},
                               {sampleUpload(QStringLiteral("u1"), UploadState::Sending),
                                sampleUpload(QStringLiteral("u2"), UploadState::NeedsFix),
                                sampleUpload(QStringLiteral("u3"), UploadState::Ready)});
    QCOMPARE(leadingUpload(post)->id, QStringLiteral("u2"));
    post.uploads.remove(0, 2);
    QVERIFY(!leadingUpload(post));
}

POSTREEL_TEST_MAIN(StageTextTest)
#include "tst_stage_text.moc"
