// The bookkeeping of the post machine, which lets nothing be posted twice.
#include "app/x/error_mapping.h"
#include "tests/post/post_samples.h"

#include <QTest>

using namespace postreel;
using namespace postreel::testing;

class PostMachineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void submitPausesOrSchedules();
    void everyRequestIsCountedBeforeItLeaves();
    void whatWasNotMadeIsNotCounted_data();
    void whatWasNotMadeIsNotCounted();
    void anEarlierRequestStaysCounted();
    void absentMeansThreeLooksAndAMinute();
    void aDoubtfulRefusalEndsAfterThreeProofs();
    void absentCountsFromTheLastRequest();
    void absentAfterACancelIsCancelled();
    void aLookThatFailsCountsNothing();
    void duplicateOfOurOwn();
    void duplicateThatIsNeverSeenAsks();
    void theFirstDuplicateIsARefusal();
    void cancelWhilePosting_data();
    void cancelWhilePosting();
    void cancelStopsAThread();
    void threadGoesOnPartByPart();
    void mediaNotYetOnce();
    void mediaThatRanOut();
    void personDecides();
    void comesBackToTheSchedule();
    void suspensionsNest();
    void retryGoesBackToTheStep();
    void predicates_data();
    void predicates();
    void editableUntilItMayBeOnX();
};

void PostMachineTest::submitPausesOrSchedules()
{
    Post draft = sample(PostState::Draft);
    draft.cancelAsked = true;
    draft.mediaNotYetTried = true;
    draft.attempts = 7;
    const PostStep undo = must(draft, post_event::Submit{wall + 5000, 0});
    QCOMPARE(inWords(undo), QStringLiteral("Scheduled: Wake+5000"));
    QCOMPARE(undo.post.untilAtMs, wall + 5000);
    QCOMPARE(undo.post.scheduledAtMs, 0);
    // Whatever the last submission left behind is gone.
    QVERIFY(!undo.post.cancelAsked && !undo.post.mediaNotYetTried);
    QCOMPARE(undo.post.attempts, 0);
    const PostStep at = must(draft, post_event::Submit{wall + 86'400'000, wall + 86'400'000});
    QCOMPARE(at.post.scheduledAtMs, wall + 86'400'000);
    QCOMPARE(inWords(must(draft, post_event::Submit{wall, 0})),
             QStringLiteral("Waiting for media: AwaitMedia"));
    // Undo gives back the draft as it was written.
    const Post back = must(undo.post, post_event::Edit{}).post;
    QCOMPARE(back.parts, draft.parts);
    QCOMPARE(back.untilAtMs, 0);
}

void PostMachineTest::everyRequestIsCountedBeforeItLeaves()
{
    const PostStep sent = must(sample(PostState::Attaching), post_event::Attached{});
    QCOMPARE(inWords(sent), QStringLiteral("Posting: Send"));
    const PostPart &part = sent.post.parts.first(); // this is what is saved before Send is carried out
    QCOMPARE(part.sends, 1);
    QCOMPARE(part.sentAtMs, now.serverMs); // on X's clock
    QCOMPARE(part.lastSentAtMs, now.serverMs);
    QCOMPARE(sent.post.looks, 0);
}

void PostMachineTest::whatWasNotMadeIsNotCounted_data()
{
    QTest::addColumn<int>("event");
    const QVector<PostEvent> events = allEvents();
    for (int i = 0; i < events.size(); ++i)
        if (QStringList{QStringLiteral("Refused"), QStringLiteral("Duplicate"), QStringLiteral("NotMade"),
                        QStringLiteral("MediaNotYet"), QStringLiteral("NeedSignIn"),
                        QStringLiteral("MediaExpired")}
                .contains(nameOf(events.at(i))))
            QTest::newRow(qPrintable(nameOf(events.at(i)))) << i;
}

void PostMachineTest::whatWasNotMadeIsNotCounted()
{
    QFETCH(int, event);
    const Post after = must(sample(PostState::Posting), allEvents().at(event)).post;
    QCOMPARE(after.parts.first().sends, 0);
    QCOMPARE(after.parts.first().sentAtMs, 0);
    QCOMPARE(after.parts.first().lastSentAtMs, 0);
    QVERIFY(canEdit(after));
}

void PostMachineTest::anEarlierRequestStaysCounted()
{
    Post post = sample(PostState::Posting);
    const qint64 first = post.parts.first().sentAtMs;
    post.parts.first().sends = 2;
    post = must(post, post_event::NotMade{WaitReason::Offline, wall + 1, trouble}).post;
    QCOMPARE(post.parts.first().sends, 1);
    QCOMPARE(post.parts.first().sentAtMs, first); // looks go back to the first request that may have made it
    QVERIFY(!canEdit(post));
    post = must(post, post_event::Due{}, later(10)).post;
    QCOMPARE(post.parts.first().sends, 2);
    QCOMPARE(post.parts.first().sentAtMs, first);
    QCOMPARE(post.parts.first().lastSentAtMs, now.serverMs + 10);
}

void PostMachineTest::absentMeansThreeLooksAndAMinute()
{
    Post post = must(sample(PostState::Attaching), post_event::Attached{}).post; // sent at `now`
    PostStep looked = must(post, post_event::OutcomeUnknown{trouble}, later(2000));
    QCOMPARE(inWords(looked), QStringLiteral("Unconfirmed: Look+3000"));
    QCOMPARE(looked.post.reason, WaitReason::LookingUp);
    looked = must(looked.post, post_event::LookupEmpty{}, later(3000));
    QCOMPARE(inWords(looked), QStringLiteral("Unconfirmed: Look+18000"));
    looked = must(looked.post, post_event::LookupEmpty{}, later(18'000));
    // The third look waits until the minute is over.
    QCOMPARE(inWords(looked), QStringLiteral("Unconfirmed: Look+60000"));
    QCOMPARE(looked.post.looks, 2);
    // Three looks within the minute are not enough, e.g. after a start of the program.
    QCOMPARE(must(looked.post, post_event::LookupEmpty{}, later(59'999)).post.state, PostState::Unconfirmed);
    looked = must(looked.post, post_event::LookupEmpty{}, later(60'000));
    QCOMPARE(inWords(looked), QStringLiteral("Posting: Send"));
    QCOMPARE(looked.post.parts.first().sends, 2);
    QCOMPARE(looked.post.parts.first().sentAtMs, now.serverMs);
    QCOMPARE(looked.post.parts.first().lastSentAtMs, now.serverMs + 60'000);
    QCOMPARE(looked.post.looks, 0);
}

// A refusal in nobody's words may be X's, which will say the same for ever.
void PostMachineTest::aDoubtfulRefusalEndsAfterThreeProofs()
{
    const Error doubtful{.kind = ErrorKind::Refused, .http = 400, .detail = QStringLiteral("text too long")};
    QVERIFY(isDoubtful(doubtful));
    for (const int sends : {1, 2, 3}) {
        Post post = sample(PostState::Unconfirmed);
        post.parts.first().sends = sends;
        post.parts.first().lastSentAtMs = now.serverMs - 120'000;
        post.looks = 2;
        post.error = doubtful;
        const PostStep looked = must(post, post_event::LookupEmpty{});
        QCOMPARE(looked.post.state, sends < 3 ? PostState::Posting : PostState::Failed);
        if (sends < 3)
            continue;
        QCOMPARE(looked.post.error.detail, doubtful.detail);
        post.cancelAsked = true;
        QCOMPARE(must(post, post_event::LookupEmpty{}).post.state, PostState::Cancelled);
        post.error = Error{.kind = ErrorKind::NoAnswer}; // is no refusal, however often
        post.cancelAsked = false;
        QCOMPARE(must(post, post_event::LookupEmpty{}).post.state, PostState::Posting);
    }
}

void PostMachineTest::absentCountsFromTheLastRequest()
{
    Post post = sample(PostState::Unconfirmed);
    post.parts.first().sends = 2;
    post.parts.first().sentAtMs = now.serverMs - 120'000;
    post.parts.first().lastSentAtMs = now.serverMs - 10'000;
    post.looks = 2;
    QCOMPARE(must(post, post_event::LookupEmpty{}).post.state, PostState::Unconfirmed);
    // A minute alone is not enough either.
    post.parts.first().lastSentAtMs = now.serverMs - 120'000;
    post.looks = 1;
    QCOMPARE(must(post, post_event::LookupEmpty{}).post.state, PostState::Unconfirmed);
}

void PostMachineTest::absentAfterACancelIsCancelled()
{
    Post post = must(sample(PostState::Unconfirmed), post_event::Cancel{}).post;
    QCOMPARE(post.state, PostState::Unconfirmed);
    QVERIFY(post.cancelAsked);
    post.looks = 2;
    QCOMPARE(inWords(must(post, post_event::LookupEmpty{}, later(60'000))),
             QStringLiteral("Cancelled: CancelUploads"));
    QCOMPARE(must(post, post_event::Found{QStringLiteral("5")}).post.state,
             PostState::Posted); // it was too late
}

void PostMachineTest::aLookThatFailsCountsNothing()
{
    Post post = sample(PostState::Unconfirmed);
    post.looks = 1;
    const PostStep later = must(post, post_event::LookupDelayed{WaitReason::Offline, wall + 5000, trouble});
    QCOMPARE(later.post.looks, 1);
    QCOMPARE(later.post.attempts, 1);
    QCOMPARE(later.post.reason, WaitReason::Offline);
    QCOMPARE(inWords(must(later.post, post_event::Online{})), QStringLiteral("Unconfirmed: Look+0"));
    QCOMPARE(inWords(must(later.post, post_event::Due{})), QStringLiteral("Unconfirmed: Look+0")); // by a person's word
    QVERIFY(waitsToLook(later.post) && !waitsToLook(must(later.post, post_event::Due{}).post));
    QCOMPARE(must(later.post, post_event::LookupEmpty{}).post.attempts, 0);
}

void PostMachineTest::duplicateOfOurOwn()
{
    Post post = sample(PostState::Posting);
    post.parts.first().sends = 2;
    const PostStep next = must(post, post_event::Duplicate{Error{.kind = ErrorKind::Duplicate}});
    QCOMPARE(inWords(next), QStringLiteral("Unconfirmed: Look+1000"));
    QCOMPARE(must(next.post, post_event::Found{QStringLiteral("9")}).post.parts.first().postedId,
             QStringLiteral("9"));
}

void PostMachineTest::duplicateThatIsNeverSeenAsks()
{
    Post post = sample(PostState::Posting);
    post.parts.first().sends = 2;
    post = must(post, post_event::Duplicate{Error{.kind = ErrorKind::Duplicate}}).post;
    post = must(post, post_event::LookupDelayed{WaitReason::ServerTrouble, wall, trouble}).post;
    QCOMPARE(post.error.kind, ErrorKind::Duplicate); // not forgotten over an unlucky look
    post.looks = 2;
    QCOMPARE(inWords(must(post, post_event::LookupEmpty{}, later(120'000))), QStringLiteral("AskPerson:"));
}

void PostMachineTest::theFirstDuplicateIsARefusal()
{
    const Post after =
        must(sample(PostState::Posting), post_event::Duplicate{Error{.kind = ErrorKind::Duplicate}}).post;
    QCOMPARE(after.state, PostState::Failed);
    QCOMPARE(after.error.kind, ErrorKind::Duplicate);
}

void PostMachineTest::cancelWhilePosting_data()
{
    QTest::addColumn<int>("event");
    QTest::addColumn<QString>("expected");
    const QVector<PostEvent> events = allEvents();
    const auto row = [&](const char *name, const char *expected) {
        for (int i = 0; i < events.size(); ++i)
            if (nameOf(events.at(i)) == QLatin1String(name))
                QTest::newRow(name) << i << QString::fromLatin1(expected);
    };
    row("Created", "Posted:");
    row("Refused", "Cancelled: CancelUploads");
    row("Duplicate", "Cancelled: CancelUploads");
    row("NotMade", "Cancelled: CancelUploads");
    row("MediaNotYet", "Cancelled: CancelUploads");
    row("NeedSignIn", "Cancelled: CancelUploads");
    row("MediaExpired", "Cancelled: CancelUploads");
    row("OutcomeUnknown", "Unconfirmed: Look+1000");
}

void PostMachineTest::cancelWhilePosting()
{
    QFETCH(int, event);
    const PostStep asked = must(sample(PostState::Posting), post_event::Cancel{});
    QCOMPARE(inWords(asked), QStringLiteral("Posting:"));
    QVERIFY(asked.post.cancelAsked);
    QTEST(inWords(must(asked.post, allEvents().at(event))), "expected");
}

void PostMachineTest::cancelStopsAThread()
{
    const Post asked = must(sample(PostState::Posting, 3), post_event::Cancel{}).post;
    const PostStep next = must(asked, post_event::Created{QStringLiteral("1")});
    QCOMPARE(inWords(next), QStringLiteral("Cancelled: CancelUploads"));
    QCOMPARE(next.post.parts.first().postedId, QStringLiteral("1"));
    QCOMPARE(next.post.parts.at(1).sends, 0);
    QVERIFY(!canEdit(next.post)); // its first part stands on X
}

void PostMachineTest::threadGoesOnPartByPart()
{
    Post post = sample(PostState::Posting, 2);
    const PostStep second = must(post, post_event::Created{QStringLiteral("1")});
    QCOMPARE(inWords(second), QStringLiteral("Posting: Send"));
    QCOMPARE(second.post.part, 1);
    QCOMPARE(second.post.parts.at(0).postedId, QStringLiteral("1"));
    QCOMPARE(second.post.parts.at(0).sends, 1);
    QCOMPARE(second.post.parts.at(1).sends, 1);
    QVERIFY(!canEdit(second.post));
    // A part that is found goes on as one that was answered.
    const Post lost = must(second.post, post_event::OutcomeUnknown{trouble}).post;
    const Post done = must(lost, post_event::Found{QStringLiteral("2")}).post;
    QCOMPARE(done.state, PostState::Posted);
    QCOMPARE(done.parts.at(1).postedId, QStringLiteral("2"));
}

void PostMachineTest::mediaNotYetOnce()
{
    const QStringList ids{QStringLiteral("77")};
    PostStep next = must(sample(PostState::Posting), post_event::MediaNotYet{ids, wall + 3000, trouble});
    QCOMPARE(inWords(next), QStringLiteral("Waiting: Wake+3000"));
    QCOMPARE(next.post.reason, WaitReason::MediaNotYet);
    next = must(next.post, post_event::Due{});
    QCOMPARE(inWords(next), QStringLiteral("Posting: Send"));
    next = must(next.post, post_event::MediaNotYet{ids, wall + 6000, trouble});
    QCOMPARE(next.post.state, PostState::Failed);
    QCOMPARE(next.post.error, trouble);
    QCOMPARE(next.post.refusedMedia, ids);
}

void PostMachineTest::mediaThatRanOut()
{
    const PostStep next = must(sample(PostState::Posting), post_event::MediaExpired{});
    QCOMPARE(inWords(next), QStringLiteral("Waiting for media: AwaitMedia"));
    // The media of a thread stand in its first part; later ones need none.
    Post second = sample(PostState::Posting, 2);
    second.part = 1;
    QVERIFY(!step(second, post_event::MediaExpired{}, now));
}

void PostMachineTest::personDecides()
{
    const Post asked = sample(PostState::AskPerson);
    QCOMPARE(inWords(must(asked, post_event::Decided{true})), QStringLiteral("Posted:"));
    const Post again = must(asked, post_event::Decided{false}).post;
    QCOMPARE(again.parts.first().sends, 1); // the request that leaves now
    QCOMPARE(again.parts.first().sentAtMs, now.serverMs);
    Post unwanted = asked;
    unwanted.cancelAsked = true;
    const Post cancelled = must(unwanted, post_event::Decided{false}).post;
    QCOMPARE(cancelled.state, PostState::Cancelled);
    QVERIFY(canEdit(cancelled));
}

void PostMachineTest::comesBackToTheSchedule()
{
    Post post = must(sample(PostState::Draft), post_event::Submit{wall + 60'000, wall + 60'000}).post;
    post = must(post, post_event::Pause{}).post;
    QCOMPARE(inWords(must(post, post_event::Resume{}, later(10'000))),
             QStringLiteral("Scheduled: Wake+60000"));
    // Its time came while it was paused: at once, not in the past.
    QCOMPARE(inWords(must(post, post_event::Resume{}, later(90'000))),
             QStringLiteral("Scheduled: Wake+90000"));
}

void PostMachineTest::suspensionsNest()
{
    Post post =
        must(sample(PostState::Attaching), post_event::Wait{WaitReason::ServerTrouble, wall + 5000, trouble})
            .post;
    QCOMPARE(post.attempts, 1);
    post = must(post, post_event::Pause{}).post;
    QCOMPARE(post.resumeState, PostState::Attaching);
    QVERIFY(!post.error);
    QCOMPARE(inWords(must(post, post_event::Resume{})), QStringLiteral("Attaching: Attach"));
    Post refused = sample(PostState::Waiting);
    refused.reason = WaitReason::TokenRefused;
    QCOMPARE(must(refused, post_event::SignedIn{}).post.state, PostState::WaitingForMedia);
    refused.reason = WaitReason::RateLimit;
    QCOMPARE(inWords(must(refused, post_event::Online{})), QStringLiteral("Waiting:"));
}

void PostMachineTest::retryGoesBackToTheStep()
{
    Post post = must(sample(PostState::Posting), post_event::Refused{trouble}).post;
    QCOMPARE(post.resumeState, PostState::Posting);
    QCOMPARE(inWords(must(post, post_event::Retry{})), QStringLiteral("Posting: Send"));
    post = must(sample(PostState::Attaching), post_event::Refused{trouble}).post;
    QCOMPARE(inWords(must(post, post_event::Retry{})), QStringLiteral("Attaching: Attach"));
}

void PostMachineTest::predicates_data()
{
    QTest::addColumn<int>("state");
    for (int state = 0; state < postStateNames().size(); ++state)
        QTest::addRow("%s", qPrintable(postStateNames().at(state))) << state;
}

void PostMachineTest::predicates()
{
    QFETCH(int, state);
    const Post post = sample(static_cast<PostState>(state));
    QCOMPARE(canPause(post.state), step(post, post_event::Pause{}, now).has_value());
    QCOMPARE(canEdit(post), step(post, post_event::Edit{}, now).has_value());
    const bool ended =
        QList{PostState::Draft, PostState::Posted, PostState::Cancelled, PostState::Failed}.contains(
            post.state);
    QCOMPARE(isUnderWay(post.state), !ended);
}

void PostMachineTest::editableUntilItMayBeOnX()
{
    for (const PostState state :
         {PostState::Waiting, PostState::NeedsSignIn, PostState::Failed, PostState::Cancelled}) {
        Post post = sample(state);
        QVERIFY(canEdit(post));
        post.parts.first().sends = 1; // a request of which X may have made a Post
        QVERIFY(!canEdit(post));
        post.parts.first().sends = 0;
        post.part = 1;
        QVERIFY(!canEdit(post));
    }
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(PostMachineTest)
#include "tst_post_machine.moc"
