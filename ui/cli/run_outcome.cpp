#include "ui/cli/run_outcome.h"

#include <algorithm>

namespace postreel {

bool isAboutFile(ErrorKind kind)
{
    return kind == ErrorKind::Missing || kind == ErrorKind::NotAFile || kind == ErrorKind::Unreadable
           || kind == ErrorKind::Empty || kind == ErrorKind::TooBig || kind == ErrorKind::UnsupportedType
           || kind == ErrorKind::FileChanged || kind == ErrorKind::FileAway || kind == ErrorKind::NotAVideo
           || kind == ErrorKind::NoSuchFrame || kind == ErrorKind::NameNotUtf8;
}

namespace {

bool isAway(const UploadView &upload)
{
    return upload.state == UploadState::Waiting && upload.reason == WaitReason::FileAway;
}

RunOutcome outcomeOf(const UploadView &upload, const RunView &call)
{
    if (call.awayIsBad && isAway(upload))
        return RunOutcome::BadFile;
    if (call.proxyAsks && upload.state == UploadState::Waiting && upload.reason == WaitReason::ProxySignIn)
        return RunOutcome::NeedsPerson;
    switch (upload.state) {
    case UploadState::NeedsFix: case UploadState::NeedsSignIn:
        return RunOutcome::NeedsPerson;
    case UploadState::Ready:
        return RunOutcome::Ready;
    case UploadState::Cancelled:
        return RunOutcome::Failed;
    case UploadState::Failed:
        return isAboutFile(upload.error.kind) ? RunOutcome::BadFile : RunOutcome::Failed;
    case UploadState::Queued: case UploadState::Checking: case UploadState::Fixing:
    case UploadState::Initializing: case UploadState::Sending: case UploadState::Finalizing:
    case UploadState::Processing: case UploadState::Waiting:
        return RunOutcome::Pending;
    case UploadState::Paused:
        return call.finishesAll ? RunOutcome::NeedsPerson : RunOutcome::Pending;
    }
    return RunOutcome::Pending;
}

// The most severe outcome among the uploads, in the order below; Ready if all uploads are ready.
RunOutcome outcomeOfUploads(const QVector<UploadView> &uploads, const RunView &call)
{
    QVector<RunOutcome> outcomes;
    for (const UploadView &upload : uploads)
        outcomes << outcomeOf(upload, call);
    for (const RunOutcome stop : {RunOutcome::BadFile, RunOutcome::Failed, RunOutcome::NeedsPerson, RunOutcome::Pending})
        if (outcomes.contains(stop))
            return stop;
    return RunOutcome::Ready;
}

} // namespace

bool hasFileAway(const PostView &post)
{
    return std::any_of(post.uploads.begin(), post.uploads.end(), isAway);
}

namespace {

RunOutcome outcomeOfPost(const PostView &post, RunView call)
{
    const RunOutcome uploads = outcomeOfUploads(post.uploads, call);
    const bool proxyWaits = call.proxyAsks && post.reason == WaitReason::ProxySignIn;
    if (proxyWaits && (post.state == PostState::Waiting || post.state == PostState::Unconfirmed))
        return post.state == PostState::Waiting ? RunOutcome::NeedsPerson : RunOutcome::Unknown;
    switch (post.state) {
    case PostState::Posted:
        return RunOutcome::Posted;
    case PostState::Failed:
        return uploads == RunOutcome::BadFile ? RunOutcome::BadFile : RunOutcome::Failed;
    case PostState::Cancelled:
        return uploads == RunOutcome::BadFile ? RunOutcome::BadFile : RunOutcome::Failed;
    case PostState::NeedsSignIn:
        return RunOutcome::NeedsPerson;
    case PostState::AskPerson:
        return RunOutcome::Unknown;
    case PostState::Draft:
        return (call.submitted || post.leavesWhenAdded) && uploads == RunOutcome::Ready ? RunOutcome::Pending : uploads;
    case PostState::Scheduled: case PostState::WaitingForMedia: case PostState::Waiting:
        if (call.awayIsBad && hasFileAway(post))
            return RunOutcome::BadFile;
        // A failed upload fails its Post a moment later; waits for that, so that both are reported.
        return uploads == RunOutcome::NeedsPerson ? RunOutcome::NeedsPerson : RunOutcome::Pending;
    case PostState::Unconfirmed: // can be looked up only with a token of its user
        if (call.signInAsked && post.reason == WaitReason::TokenRefused) // an earlier run's record does not count for this one
            return RunOutcome::NeedsPerson;
        return post.error.problem == QLatin1String("other-user") ? RunOutcome::NeedsPerson : RunOutcome::Pending;
    case PostState::Paused:
        return call.finishesAll ? RunOutcome::NeedsPerson : RunOutcome::Pending;
    case PostState::Attaching: case PostState::Posting:
        return RunOutcome::Pending;
    }
    return RunOutcome::Pending;
}

} // namespace

RunOutcome outcomeOf(const PostView &post, RunView call)
{
    const RunOutcome outcome = outcomeOfPost(post, call);
    const bool works = post.state == PostState::Attaching || post.state == PostState::Posting || post.state == PostState::Unconfirmed;
    return outcome == RunOutcome::Pending && call.held && !works ? RunOutcome::NeedsPerson : outcome;
}

int exitCodeOf(const QVector<RunOutcome> &outcomes)
{
    if (outcomes.contains(RunOutcome::BadFile))
        return exit_code::usage;
    if (outcomes.contains(RunOutcome::Unknown))
        return exit_code::unknown;
    if (outcomes.contains(RunOutcome::NeedsPerson))
        return exit_code::needsPerson;
    if (outcomes.contains(RunOutcome::Failed))
        return exit_code::failed;
    return exit_code::done;
}

RunSummary summaryOf(const QVector<RunOutcome> &outcomes, int exit)
{
    RunSummary tally{.exit = exit};
    for (const RunOutcome outcome : outcomes) {
        switch (outcome) {
        case RunOutcome::Posted:
            ++tally.posted;
            break;
        case RunOutcome::Failed: case RunOutcome::BadFile:
            ++tally.failed;
            break;
        case RunOutcome::Pending: case RunOutcome::Ready: case RunOutcome::NeedsPerson: case RunOutcome::Unknown:
            ++tally.waiting;
            break;
        }
    }
    return tally;
}

} // namespace postreel
