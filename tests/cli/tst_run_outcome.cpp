// How each state of a Post and its uploads ends a call, and which exit code comes of several Posts.
#include "tests/support/test_main.h"
#include "ui/cli/run_outcome.h"

using namespace postreel;

class TestCallOutcome : public QObject
{
    Q_OBJECT

    static PostView post(PostState state, QVector<UploadState> uploads, ErrorKind error = ErrorKind::None)
    {
        PostView view;
        view.state = state;
        for (const UploadState upload : uploads) {
            UploadView item;
            item.state = upload;
            item.error.kind = error;
            view.uploads << item;
        }
        return view;
    }

private Q_SLOTS:
    void drafts()
    {
        using enum UploadState;
        const auto draft = [](QVector<UploadState> uploads) {
            return outcomeOf(post(PostState::Draft, std::move(uploads)), {});
        };
        QCOMPARE(draft({}), RunOutcome::Ready);
        QCOMPARE(draft({UploadState::Ready, UploadState::Ready}), RunOutcome::Ready);
        for (const UploadState state : {Queued, Checking, Fixing, Initializing, Sending, Finalizing, Processing, Waiting,
                                        Paused})
            QCOMPARE(draft({UploadState::Ready, state}), RunOutcome::Pending);
        QCOMPARE(draft({Sending, NeedsFix}), RunOutcome::NeedsPerson);
        QCOMPARE(draft({UploadState::Ready, NeedsSignIn}), RunOutcome::NeedsPerson);
        QCOMPARE(draft({NeedsFix, UploadState::Failed}), RunOutcome::Failed);
        QCOMPARE(draft({Cancelled}), RunOutcome::Failed);
    }

    void submitted()
    {
        using enum PostState;
        const auto outcome = [](PostState state, UploadState upload) {
            return outcomeOf(post(state, {upload}), {.submitted = true});
        };
        QCOMPARE(outcome(Posted, UploadState::Ready), RunOutcome::Posted);
        QCOMPARE(outcome(PostState::Failed, UploadState::Ready), RunOutcome::Failed);
        QCOMPARE(outcome(Cancelled, UploadState::Cancelled), RunOutcome::Failed);
        QCOMPARE(outcome(NeedsSignIn, UploadState::Ready), RunOutcome::NeedsPerson);
        QCOMPARE(outcome(WaitingForMedia, UploadState::NeedsFix), RunOutcome::NeedsPerson);
        QCOMPARE(outcome(WaitingForMedia, UploadState::NeedsSignIn), RunOutcome::NeedsPerson);
        QCOMPARE(outcome(AskPerson, UploadState::Ready), RunOutcome::Unknown);
        for (const PostState state : {Draft, Scheduled, WaitingForMedia, Attaching, Posting, Unconfirmed, Waiting, Paused})
            QCOMPARE(outcome(state, UploadState::Ready), RunOutcome::Pending);
        QCOMPARE(outcome(WaitingForMedia, UploadState::Failed), RunOutcome::Pending); // its Post follows
    }

    void aProxyThatAsks()
    {
        PostView waits = post(PostState::WaitingForMedia, {UploadState::Waiting});
        waits.uploads[0].reason = WaitReason::ProxySignIn;
        QCOMPARE(outcomeOf(waits, {.submitted = true, .proxyAsks = true}), RunOutcome::NeedsPerson);
        // As it was saved by an earlier run, which another proxy may have been set for: it is tried first.
        QCOMPARE(outcomeOf(waits, {.submitted = true}), RunOutcome::Pending);
        waits.uploads[0].reason = WaitReason::Proxy;
        QCOMPARE(outcomeOf(waits, {.submitted = true, .proxyAsks = true}), RunOutcome::Pending);
        PostView last = post(PostState::Waiting, {UploadState::Ready});
        last.reason = WaitReason::ProxySignIn;
        QCOMPARE(outcomeOf(last, {.submitted = true, .proxyAsks = true}), RunOutcome::NeedsPerson);
        last.state = PostState::Unconfirmed;
        QCOMPARE(outcomeOf(last, {.submitted = true, .proxyAsks = true}), RunOutcome::Unknown);
    }

    // What may stand on X, and has no token in this run to be looked for with.
    void withoutItsToken()
    {
        PostView lost = post(PostState::Unconfirmed, {});
        lost.reason = WaitReason::TokenRefused;
        QCOMPARE(outcomeOf(lost, {.finishesAll = true, .signInAsked = true}), RunOutcome::NeedsPerson);
        QCOMPARE(outcomeOf(lost, {.finishesAll = true}), RunOutcome::Pending); // as an earlier run recorded it
        lost.reason = WaitReason::ServerTrouble; // one came meanwhile
        QCOMPARE(outcomeOf(lost, {.finishesAll = true, .signInAsked = true}), RunOutcome::Pending);
    }

    // "Pause all" was in force when the call began: only a person ends it.
    void held()
    {
        using enum PostState;
        const auto outcome = [](PostState state, UploadState upload) {
            return outcomeOf(post(state, {upload}), {.submitted = true, .held = true});
        };
        QCOMPARE(outcome(WaitingForMedia, UploadState::Queued), RunOutcome::NeedsPerson);
        QCOMPARE(outcome(Paused, UploadState::Paused), RunOutcome::NeedsPerson);
        QCOMPARE(outcome(Draft, UploadState::Queued), RunOutcome::NeedsPerson);
        QCOMPARE(outcome(Posted, UploadState::Ready), RunOutcome::Posted);
        QCOMPARE(outcome(PostState::Failed, UploadState::Ready), RunOutcome::Failed);
        for (const PostState state : {Attaching, Posting, Unconfirmed}) // what had begun goes on to its end
            QCOMPARE(outcome(state, UploadState::Ready), RunOutcome::Pending);
    }

    void badFiles()
    {
        for (const ErrorKind kind : {ErrorKind::Missing, ErrorKind::NotAFile, ErrorKind::Unreadable, ErrorKind::Empty,
                                     ErrorKind::TooBig, ErrorKind::UnsupportedType, ErrorKind::FileChanged}) {
            QCOMPARE(outcomeOf(post(PostState::Failed, {UploadState::Failed}, kind), {.submitted = true}), RunOutcome::BadFile);
            QCOMPARE(outcomeOf(post(PostState::Draft, {UploadState::Failed}, kind), {}), RunOutcome::BadFile);
        }
        QCOMPARE(outcomeOf(post(PostState::Failed, {UploadState::Failed}, ErrorKind::Rejected),
                           {.submitted = true}),
                 RunOutcome::Failed);
    }

    void aFileThatWentAway()
    {
        for (const PostState state : {PostState::WaitingForMedia, PostState::Draft}) {
            PostView view = post(state, {UploadState::Waiting});
            QVERIFY(!hasFileAway(view));
            view.uploads.first().reason = WaitReason::FileAway;
            QVERIFY(hasFileAway(view));
            QCOMPARE(outcomeOf(view, {.submitted = true}), RunOutcome::Pending);
            QCOMPARE(outcomeOf(view, {.submitted = true, .awayIsBad = true}), RunOutcome::BadFile);
            view.uploads.first().reason = WaitReason::Offline;
            QCOMPARE(outcomeOf(view, {.submitted = true, .awayIsBad = true}), RunOutcome::Pending);
        }
    }

    void exitCodes()
    {
        using enum RunOutcome;
        QCOMPARE(exitCodeOf({}), 0);
        QCOMPARE(exitCodeOf({Posted, Ready}), 0);
        QCOMPARE(exitCodeOf({Posted, Failed}), 1);
        QCOMPARE(exitCodeOf({Failed, NeedsPerson}), 3);
        QCOMPARE(exitCodeOf({NeedsPerson, Unknown}), 4);
        QCOMPARE(exitCodeOf({Unknown, BadFile, Posted}), 2);
    }

    void tallies()
    {
        using enum RunOutcome;
        const RunSummary tally = summaryOf({Posted, Posted, Failed, BadFile, Pending, NeedsPerson, Unknown, Ready}, 2);
        QCOMPARE(tally.posted, 2);
        QCOMPARE(tally.failed, 2);
        QCOMPARE(tally.waiting, 4);
        QCOMPARE(tally.exit, 2);
    }
};

POSTREEL_TEST_MAIN(TestCallOutcome)
#include "tst_run_outcome.moc"
