#include "ui/next_text.h"

#include "ui/next_step.h"
#include "ui/stage_text.h"

#include <QCoreApplication>

namespace postreel {

namespace {

class Next
{
    Q_DECLARE_TR_FUNCTIONS(NextText)
};

QString whenWaitEnds(WaitReason reason, qint64 untilAtMs, qint64 nowMs)
{
    if (reason == WaitReason::Metered)
        return Next::tr("Waits for you: say whether it may use this connection.");
    if (reason == WaitReason::ProxySignIn) // with the current settings, the proxy lets nothing through
        return Next::tr("Waits for you: correct the proxy's settings, then start Postreel again.");
    if (showsEndTime(reason, untilAtMs, nowMs))
        //: %1 is a time of day, or a date and time
        return Next::tr("Continues by itself at %1.").arg(dateTimeText(untilAtMs, nowMs));
    // A table, one line each.
    // clang-format off
    switch (reason) {
    case WaitReason::Offline: return Next::tr("Continues by itself as soon as there is a network.");
    case WaitReason::CaptivePortal: return Next::tr("Continues by itself once this network lets it through.");
    case WaitReason::Certificate: return Next::tr("Continues by itself once the connection is private.");
    case WaitReason::Proxy: return Next::tr("Continues by itself once the proxy lets it through.");
    case WaitReason::FileAway: return Next::tr("Continues by itself. If the file has moved, find it.");
    case WaitReason::MediaNotYet: return Next::tr("Posts as soon as X is done with the media.");
    case WaitReason::LookingUp: return Next::tr("Postreel looks again, and never posts it twice.");
    case WaitReason::None:
    case WaitReason::RateLimit:
    case WaitReason::UsageCap:
    case WaitReason::TokenRefused:
    case WaitReason::ServerTrouble:
    case WaitReason::StillWritten:
    case WaitReason::Metered:
    case WaitReason::ProxySignIn:
    case WaitReason::Storage: break;
    }
    // clang-format on
    return Next::tr("Continues by itself.");
}

QString whoIsNeeded(const Error &error)
{
    return situationOfSignIn(error) == ErrorSituation::NeedsToken ? Next::tr("Waits for you: edit it to choose another account.")
                                                           : Next::tr("Waits for you: sign in again.");
}

// What only the user can do; empty: nothing.
QString whatAPersonIsAsked(const PostView &post, const UploadView *leading)
{
    if (post.account.isEmpty())
        return Next::tr("Waits for you: choose where it goes.");
    if (!leading)
        return {};
    if (leading->state == UploadState::Failed)
        return Next::tr("Waits for you: retry the upload, or remove the file.");
    if (leading->state != UploadState::NeedsFix)
        return {};
    return leading->offer.kind == FixKind::None
               ? Next::tr("Waits for you: send the file anyway, or remove it.")
               : Next::tr("Waits for you: fix the file, or send it anyway.");
}

QString ofDraft(const PostView &post, const UploadView *leading)
{
    if (post.leavesWhenAdded)
        return Next::tr("Posts as soon as its files are added.");
    const QString asked = whatAPersonIsAsked(post, leading);
    return asked.isEmpty() ? Next::tr("Stays a draft until you post it.") : asked;
}

// For a submitted Post that waits for its uploads.
QString afterUploads(const PostView &post, const UploadView *leading, qint64 nowMs)
{
    if (const QString asked = whatAPersonIsAsked(post, leading); !asked.isEmpty())
        return asked;
    switch (leading->state) {
    case UploadState::NeedsSignIn:
        return whoIsNeeded(leading->error);
    case UploadState::Paused:
        return Next::tr("Waits for you: resume it.");
    case UploadState::Waiting:
        return whenWaitEnds(leading->reason, leading->untilAtMs, nowMs);
    case UploadState::Finalizing:
    case UploadState::Processing:
        return Next::tr("Posts as soon as X is done with the media.");
    case UploadState::Fixing:
        return Next::tr("Uploads as soon as it is fixed, then posts by itself.");
    default: // Queued, Checking, Initializing, Sending: in progress
        return post.uploads.size() > 1 ? Next::tr("Posts as soon as the uploads are done.")
                                       : Next::tr("Posts as soon as the upload is done.");
    }
}

// True if, judging by its state, the upload cannot proceed without the user.
bool needsPerson(const UploadView *upload)
{
    using enum UploadState;
    return upload && (upload->state == NeedsFix || upload->state == Failed || upload->state == NeedsSignIn);
}

// For a Post that may be on X.
QString ofDoubt(const PostView &post, qint64 nowMs)
{
    if (needsTokenToLook(post) && situationOfSignIn(post.error) == ErrorSituation::NeedsToken)
        return Next::tr("Waits for its token, then checks whether it was posted.");
    if (needsTokenToLook(post))
        return whoIsNeeded(post.error);
    if (waitsToLook(post))
        return whenWaitEnds(post.reason, post.untilAtMs, nowMs);
    return post.cancelAsked ? Next::tr("Postreel is checking whether it was posted, and cancels it if it was not.")
                            : Next::tr("Postreel is checking whether it was posted, and never posts it twice.");
}

QString ofScheduled(const PostView &post, const UploadView *leading, qint64 nowMs)
{
    if (needsPerson(leading))
        return afterUploads(post, leading, nowMs);
    if (leading && leading->state == UploadState::Paused)
        return Next::tr("Waits for you: resume it.");
    if (post.scheduledAtMs != 0)
        //: %1 is a time of day, or a date and time
        return Next::tr("Posts at %1.").arg(dateTimeText(post.scheduledAtMs, nowMs));
    return leading ? afterUploads(post, leading, nowMs)
                   : Next::tr("Posts in a moment, unless you undo it."); // the delay in which Undo is possible
}

} // namespace

QString nextText(const PostView &post, qint64 nowMs)
{
    const UploadView *leading = leadingUpload(post);
    switch (post.state) {
    case PostState::Draft:
        return ofDraft(post, leading);
    case PostState::Scheduled:
        return ofScheduled(post, leading, nowMs);
    case PostState::WaitingForMedia:
        return leading ? afterUploads(post, leading, nowMs) : Next::tr("Posts in a moment.");
    case PostState::Attaching:
    case PostState::Posting:
        return Next::tr("Posts in a moment.");
    case PostState::Unconfirmed:
        return ofDoubt(post, nowMs);
    case PostState::AskPerson:
        return Next::tr("Waits for you: say whether it is on X.");
    case PostState::Posted:
        return post.sandbox ? Next::tr("Nothing more to do.") : Next::tr("Nothing more to do. It is on X.");
    case PostState::Waiting:
        return whenWaitEnds(post.reason, post.untilAtMs, nowMs);
    case PostState::NeedsSignIn:
        return post.account.isEmpty() ? whatAPersonIsAsked(post, leading)
                                      : whoIsNeeded(post.error);
    case PostState::Paused:
        return needsPerson(leading) ? afterUploads(post, leading, nowMs) : Next::tr("Waits for you: resume it.");
    case PostState::Cancelled:
        return Next::tr("Nothing more happens. To post it after all, edit it.");
    case PostState::Failed:
        return Next::tr("Waits for you: retry it, or edit it first.");
    }
    return {};
}

QString nowText(const PostView &post, qint64 nowMs)
{
    const UploadView *leading = leadingUpload(post);
    const bool ofUpload =
        leading && post.adding == 0 && leading->hasAccount && leading->state != UploadState::NeedsFix;
    switch (post.state) {
    case PostState::AskPerson:
        return {};
    case PostState::NeedsSignIn:
        return post.account.isEmpty() ? QString() : stageText(post, nowMs, EndTime::LeftOut);
    case PostState::Draft:
        if (post.adding > 0 || post.leavesWhenAdded)
            return stageText(post, nowMs, EndTime::LeftOut);
        return ofUpload ? stageText(*leading, nowMs, EndTime::LeftOut) : QString();
    case PostState::Scheduled:
        return ofUpload ? stageText(*leading, nowMs, EndTime::LeftOut) : QString();
    case PostState::WaitingForMedia:
    case PostState::Attaching:
        return leading && !ofUpload ? QString() : stageText(post, nowMs, EndTime::LeftOut);
    default: // these states have a stage of their own
        return stageText(post, nowMs, EndTime::LeftOut);
    }
}

} // namespace postreel
