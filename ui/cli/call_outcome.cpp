#include "ui/cli/call_outcome.h"

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

CallOutcome outcomeOf(const UploadView &upload, const CallView &call)
{
    if (call.awayIsBad && isAway(upload))
        return CallOutcome::BadFile;
    if (call.proxyAsks && upload.state == UploadState::Waiting && upload.reason == WaitReason::ProxySignIn)
        return CallOutcome::NeedsPerson;
    switch (upload.state) {
    case UploadState::NeedsFix: case UploadState::NeedsSignIn:
        return CallOutcome::NeedsPerson;
    case UploadState::Ready:
        return CallOutcome::Ready;
    case UploadState::Cancelled:
        return CallOutcome::Failed;
    case UploadState::Failed:
        return isAboutFile(upload.error.kind) ? CallOutcome::BadFile : CallOutcome::Failed;
    case UploadState::Queued: case UploadState::Checking: case UploadState::Fixing:
    case UploadState::Initializing: case UploadState::Sending: case UploadState::Finalizing:
    case UploadState::Processing: case UploadState::Waiting:
        return CallOutcome::Pending;
    case UploadState::Paused:
        return call.finishesAll ? CallOutcome::NeedsPerson : CallOutcome::Pending;
    }
    return CallOutcome::Pending;
}

// The first of these that an upload has; Ready when all uploads are ready.
CallOutcome outcomeOfUploads(const QVector<UploadView> &uploads, const CallView &call)
{
    QVector<CallOutcome> outcomes;
    for (const UploadView &upload : uploads)
        outcomes << outcomeOf(upload, call);
    for (const CallOutcome stop : {CallOutcome::BadFile, CallOutcome::Failed, CallOutcome::NeedsPerson, CallOutcome::Pending})
        if (outcomes.contains(stop))
            return stop;
    return CallOutcome::Ready;
}

} // namespace

bool hasFileAway(const PostView &post)
{
    return std::any_of(post.uploads.begin(), post.uploads.end(), isAway);
}

namespace {

CallOutcome outcomeOfPost(const PostView &post, CallView call)
{
    const CallOutcome uploads = outcomeOfUploads(post.uploads, call);
    const bool proxyWaits = call.proxyAsks && post.reason == WaitReason::ProxySignIn;
    if (proxyWaits && (post.state == PostState::Waiting || post.state == PostState::Unconfirmed))
        return post.state == PostState::Waiting ? CallOutcome::NeedsPerson : CallOutcome::Unknown;
    switch (post.state) {
    case PostState::Posted:
        return CallOutcome::Posted;
    case PostState::Failed:
        return uploads == CallOutcome::BadFile ? CallOutcome::BadFile : CallOutcome::Failed;
    case PostState::Cancelled:
        return uploads == CallOutcome::BadFile ? CallOutcome::BadFile : CallOutcome::Failed;
    case PostState::NeedsSignIn:
        return CallOutcome::NeedsPerson;
    case PostState::AskPerson:
        return CallOutcome::Unknown;
    case PostState::Draft:
        return call.submitted && uploads == CallOutcome::Ready ? CallOutcome::Pending : uploads;
    case PostState::Scheduled: case PostState::WaitingForMedia: case PostState::Waiting:
        if (call.awayIsBad && hasFileAway(post))
            return CallOutcome::BadFile;
        // A failed upload fails its Post a moment later; that is waited for, so that both are told.
        return uploads == CallOutcome::NeedsPerson ? CallOutcome::NeedsPerson : CallOutcome::Pending;
    case PostState::Unconfirmed: // only with a token of its user can it be looked for
        if (call.signInAsked && post.reason == WaitReason::TokenRefused) // what an earlier run recorded says nothing of this one
            return CallOutcome::NeedsPerson;
        return post.error.problem == QLatin1String("other-user") ? CallOutcome::NeedsPerson : CallOutcome::Pending;
    case PostState::Paused:
        return call.finishesAll ? CallOutcome::NeedsPerson : CallOutcome::Pending;
    case PostState::Attaching: case PostState::Posting:
        return CallOutcome::Pending;
    }
    return CallOutcome::Pending;
}

} // namespace

CallOutcome outcomeOf(const PostView &post, CallView call)
{
    const CallOutcome outcome = outcomeOfPost(post, call);
    const bool works = post.state == PostState::Attaching || post.state == PostState::Posting || post.state == PostState::Unconfirmed;
    return outcome == CallOutcome::Pending && call.held && !works ? CallOutcome::NeedsPerson : outcome;
}

int exitCodeOf(const QVector<CallOutcome> &outcomes)
{
    if (outcomes.contains(CallOutcome::BadFile))
        return exit_code::usage;
    if (outcomes.contains(CallOutcome::Unknown))
        return exit_code::unknown;
    if (outcomes.contains(CallOutcome::NeedsPerson))
        return exit_code::needsPerson;
    if (outcomes.contains(CallOutcome::Failed))
        return exit_code::failed;
    return exit_code::done;
}

Tally tallyOf(const QVector<CallOutcome> &outcomes, int exit)
{
    Tally tally{.exit = exit};
    for (const CallOutcome outcome : outcomes) {
        switch (outcome) {
        case CallOutcome::Posted:
            ++tally.posted;
            break;
        case CallOutcome::Failed: case CallOutcome::BadFile:
            ++tally.failed;
            break;
        case CallOutcome::Pending: case CallOutcome::Ready: case CallOutcome::NeedsPerson: case CallOutcome::Unknown:
            ++tally.waiting;
            break;
        }
    }
    return tally;
}

} // namespace postreel
