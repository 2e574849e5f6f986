#include "ui/window/parts/post_actions.h"

#include "ui/next_step.h"
#include "ui/readiness.h"
#include "ui/window/parts/row_place.h"

#include <QCoreApplication>
#include <QKeySequence>
#include <algorithm>

namespace postreel {

namespace {

class Row
{
    Q_DECLARE_TR_FUNCTIONS(QueueRow)
};

bool anyIn(const PostView &post, std::initializer_list<UploadState> states)
{
    return std::any_of(post.uploads.begin(), post.uploads.end(), [states](const UploadView &upload) {
        return std::find(states.begin(), states.end(), upload.state) != states.end();
    });
}

// Whether trying before the end of the wait may help.
bool mayHaveEnded(WaitReason reason)
{
    // The user may have bought credit.
    return isOfNetwork(reason) || reason == WaitReason::ServerTrouble || reason == WaitReason::UsageCap;
}

bool anyIsIn(const PostView &post, ErrorSituation situation)
{
    return std::any_of(post.uploads.begin(), post.uploads.end(), [&](const UploadView &upload) {
        return !post.account.isEmpty() && situationOf(upload) == situation;
    });
}

// Decisions about files that X may refuse.
QVector<PostAction> decisionsOf(const PostView &post)
{
    QVector<PostAction> decisions;
    if (std::any_of(post.uploads.begin(), post.uploads.end(), canBeFixed))
        decisions << PostAction::Fix;
    if (anyIn(post, {UploadState::NeedsFix}))
        decisions << PostAction::SendAnyway;
    return decisions;
}

// The actions on its uploads while the Post itself is not being sent.
QVector<PostAction> mediaActions(const PostView &post)
{
    QVector<PostAction> actions;
    if (anyIn(post, {UploadState::Failed}))
        actions << PostAction::Retry;
    if (!uploadWithMissingFile(post).id.isEmpty())
        actions << PostAction::FindFile;
    if (anyIsIn(post, ErrorSituation::NeedsSignIn))
        actions << PostAction::SignIn;
    if (std::any_of(post.uploads.begin(), post.uploads.end(), [](const UploadView &upload) {
            return upload.state == UploadState::Waiting && mayHaveEnded(upload.reason);
        }))
        actions << PostAction::TryNow;
    actions += decisionsOf(post);
    if (std::any_of(post.uploads.begin(), post.uploads.end(), isInProgress))
        actions << PostAction::Pause;
    else if (anyIn(post, {UploadState::Paused}))
        actions << PostAction::Resume;
    if (anyIn(post, {UploadState::Queued, UploadState::Checking, UploadState::Initializing, UploadState::Sending}))
        actions << PostAction::SendFirst;
    return actions;
}

// The destination, if none is chosen yet: this comes before all else.
QVector<PostAction> choicesOf(const PostView &post)
{
    using enum PostState;
    const bool open = post.state == Draft || post.state == NeedsSignIn || post.state == Scheduled || post.state == Paused;
    if (!open || !post.account.isEmpty())
        return {};
    return {PostAction::TrySandbox, PostAction::ConnectX};
}

// What lets Postreel check whether the Post is on X.
QVector<PostAction> stepsToLook(const PostView &post)
{
    if (needsTokenToLook(post)) // a session-only token is given again at the next start
        return situationOfSignIn(post.error) == ErrorSituation::NeedsSignIn ? QList{PostAction::SignIn} : QVector<PostAction>();
    return waitsToLook(post) ? QList{PostAction::TryNow} : QVector<PostAction>();
}

// The actions that its uploads need, followed by `own`; for a Post that does not continue with them.
QVector<PostAction> withNeedsOfMedia(const PostView &post, const QVector<PostAction> &own)
{
    QVector<PostAction> actions = choicesOf(post) + mediaActions(post);
    actions.removeIf([](PostAction action) {
        return action == PostAction::Pause || action == PostAction::Resume || action == PostAction::SendFirst;
    });
    return actions + own;
}

} // namespace

QVector<PostAction> actionsOf(const PostView &post)
{
    using enum PostAction;
    switch (post.state) {
    case PostState::Draft:
        return choicesOf(post) + (whyNotPost(post).isEmpty() ? QList{Post} : QVector<PostAction>()) + mediaActions(post)
            + QList{Edit, Discard};
    case PostState::WaitingForMedia: {
        QVector<PostAction> actions = mediaActions(post);
        if (!actions.contains(Pause) && !actions.contains(Resume))
            actions << Pause;
        return anyIsIn(post, ErrorSituation::NeedsToken) ? QList{Edit} + actions + QList{Cancel}
                                                    : actions + QList{Edit, Cancel};
    }
    case PostState::Scheduled: // Resume also continues paused media
        return withNeedsOfMedia(post, {anyIn(post, {UploadState::Paused}) ? Resume : Pause, Edit, Cancel});
    case PostState::Attaching:
        return {Pause, Edit, Cancel};
    case PostState::Posting:
    case PostState::Unconfirmed:
        return stepsToLook(post) + (post.cancelAsked ? QVector<PostAction>() : QList{Cancel});
    case PostState::AskPerson:
        return {WasPosted, WasNotPosted};
    case PostState::Posted:
        return post.url.isEmpty() ? QList{Remove} : QList{Open, CopyLink, Remove}; // no URL: the account may be gone
    case PostState::NeedsSignIn:
        if (situationOf(post) == ErrorSituation::NeedsToken)
            return {Edit, Cancel};
        return post.account.isEmpty() ? choicesOf(post) + QVector<PostAction>{Edit, Cancel}
                                      : QVector<PostAction>{SignIn, Edit, Cancel};
    case PostState::Waiting:
        return {mayHaveEnded(post.reason) ? TryNow : Resume, Edit, Cancel};
    case PostState::Paused:
        return withNeedsOfMedia(post, {Resume, Edit, Cancel});
    case PostState::Cancelled:
        return {Edit, Remove};
    case PostState::Failed:
        return QList{Retry} + decisionsOf(post) + QList{Edit, Remove};
    }
    return {};
}

QVector<PostAction> actionsOf(const QVector<PostView> &posts)
{
    if (posts.size() == 1)
        return actionsOf(posts.first());
    using enum PostAction;
    QVector<PostAction> common{Post, Retry, TryNow, Fix, SendAnyway, Pause, Resume, Cancel, Discard, Remove};
    for (const PostView &post : posts) {
        const QVector<PostAction> own = actionsOf(post);
        common.removeIf([&own](PostAction action) { return !own.contains(action); });
    }
    return posts.isEmpty() ? QVector<PostAction>() : common;
}

UploadView uploadWithMissingFile(const PostView &post)
{
    for (const UploadView &upload : post.uploads)
        if (upload.state == UploadState::Waiting && upload.reason == WaitReason::FileAway)
            return upload;
    return {};
}

bool canBeFixed(const UploadView &upload)
{
    return upload.state == UploadState::NeedsFix && upload.offer.kind != FixKind::None;
}

QString actionText(PostAction action)
{
    // clang-format off
    switch (action) {
    case PostAction::TrySandbox: return Row::tr("Try it in the sandbox");
    case PostAction::ConnectX: return Row::tr("Connect X…");
    case PostAction::SignIn: return Row::tr("Sign in again…");
    case PostAction::Post: return Row::tr("Post");
    case PostAction::Pause: return Row::tr("Pause");
    case PostAction::Resume: return Row::tr("Resume");
    case PostAction::TryNow: return Row::tr("Try now");
    case PostAction::Retry: return Row::tr("Retry");
    case PostAction::Cancel: return Row::tr("Cancel");
    case PostAction::Discard: return Row::tr("Discard draft");
    case PostAction::Remove: return Row::tr("Remove from the list");
    case PostAction::Edit: return Row::tr("Edit");
    case PostAction::Open: return Row::tr("Open");
    case PostAction::CopyLink: return Row::tr("Copy link");
    case PostAction::Fix: return Row::tr("Fix it");
    case PostAction::SendAnyway: return Row::tr("Send anyway");
    case PostAction::FindFile: return Row::tr("Find it…");
    case PostAction::SendFirst: return Row::tr("Send first");
    case PostAction::WasPosted: return Row::tr("Yes, it is on X");
    case PostAction::WasNotPosted: return Row::tr("No, post it again");
    }
    // clang-format on
    return {};
}

QString actionText(PostAction action, int posts)
{
    //: %1 is an action such as "Post" or "Pause", %2 a number of Posts, two or more
    return posts == 1 ? actionText(action) : Row::tr("%1 (%2)").arg(actionText(action)).arg(posts);
}

QString actionKey(PostAction action)
{
    const auto keyText = [](const QKeySequence &key) { return key.toString(QKeySequence::NativeText); };
    switch (action) {
    case PostAction::Pause:
    case PostAction::Resume:
        return keyText(Qt::Key_Space);
    case PostAction::Post:
        return keyText(Qt::Key_P);
    case PostAction::Retry:
    case PostAction::TryNow:
        return keyText(Qt::Key_R);
    case PostAction::SendFirst:
        return keyText(Qt::Key_F);
    case PostAction::Cancel:
    case PostAction::Discard:
    case PostAction::Remove:
        return keyText(Qt::Key_Delete);
    case PostAction::Fix:
        return keyText(Qt::Key_X);
    case PostAction::SendAnyway:
        return keyText(Qt::Key_S);
    case PostAction::Edit:
        return keyText(Qt::Key_E);
    case PostAction::Open:
        return keyText(Qt::Key_Return);
    case PostAction::CopyLink:
        return keyText(QKeySequence::Copy);
    case PostAction::TrySandbox:
    case PostAction::ConnectX:
    case PostAction::SignIn:
    case PostAction::FindFile:
    case PostAction::WasPosted:
    case PostAction::WasNotPosted:
        return {};
    }
    return {};
}

Glyph actionGlyph(PostAction action)
{
    // clang-format off
    switch (action) {
    case PostAction::TrySandbox: return Glyph::Box;
    case PostAction::ConnectX: return Glyph::Key;
    case PostAction::SignIn: return Glyph::Key;
    case PostAction::Post: return Glyph::Send;
    case PostAction::Pause: return Glyph::Pause;
    case PostAction::Resume: return Glyph::Play;
    case PostAction::TryNow: return Glyph::Retry;
    case PostAction::Retry: return Glyph::Retry;
    case PostAction::Cancel: return Glyph::Cross;
    case PostAction::Discard: return Glyph::Trash;
    case PostAction::Remove: return Glyph::Trash;
    case PostAction::Edit: return Glyph::Pencil;
    case PostAction::Open: return Glyph::Open;
    case PostAction::CopyLink: return Glyph::Link;
    case PostAction::Fix: return Glyph::Wrench;
    case PostAction::SendAnyway: return Glyph::Past;
    case PostAction::FindFile: return Glyph::Folder;
    case PostAction::SendFirst: return Glyph::First;
    case PostAction::WasPosted: return Glyph::Check;
    case PostAction::WasNotPosted: return Glyph::Retry;
    }
    // clang-format on
    return Glyph::Dots;
}

} // namespace postreel
