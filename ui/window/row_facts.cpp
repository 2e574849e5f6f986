#include "ui/window/row_facts.h"

#include "ui/error_text.h"
#include "ui/line_parts.h"
#include "ui/quantities.h"
#include "ui/readiness.h"
#include "ui/text_direction.h"
#include "ui/window/row_place.h"
#include "ui/window/trouble_text.h"

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

// Trying before the time that it waits for may help.
bool mayHaveEnded(WaitReason reason)
{
    return isOfNetwork(reason) || reason == WaitReason::ServerTrouble || reason == WaitReason::UsageCap; // credit was bought
}

bool standsIn(const PostView &post, Standing standing)
{
    return std::any_of(post.uploads.begin(), post.uploads.end(), [&](const UploadView &upload) {
        return !post.account.isEmpty() && standingOf(upload) == standing;
    });
}

// About files that X may refuse.
QVector<QueueAction> decisionsOf(const PostView &post)
{
    QVector<QueueAction> decisions;
    if (std::any_of(post.uploads.begin(), post.uploads.end(), canBeFixed))
        decisions << QueueAction::Fix;
    if (anyIn(post, {UploadState::NeedsFix}))
        decisions << QueueAction::SendAnyway;
    return decisions;
}

// What its uploads allow while the Post itself is not sent.
QVector<QueueAction> mediaActions(const PostView &post)
{
    QVector<QueueAction> actions;
    if (anyIn(post, {UploadState::Failed}))
        actions << QueueAction::Retry;
    if (!awayIn(post).id.isEmpty())
        actions << QueueAction::FindFile;
    if (standsIn(post, Standing::NeedsSignIn))
        actions << QueueAction::SignIn;
    if (std::any_of(post.uploads.begin(), post.uploads.end(), [](const UploadView &upload) {
            return upload.state == UploadState::Waiting && mayHaveEnded(upload.reason);
        }))
        actions << QueueAction::TryNow;
    actions += decisionsOf(post);
    if (std::any_of(post.uploads.begin(), post.uploads.end(), isInProgress))
        actions << QueueAction::Pause;
    else if (anyIn(post, {UploadState::Paused}))
        actions << QueueAction::Resume;
    if (anyIn(post, {UploadState::Queued, UploadState::Checking, UploadState::Initializing, UploadState::Sending}))
        actions << QueueAction::SendFirst;
    return actions;
}

// Nobody has chosen yet where it goes: that comes before all else.
QVector<QueueAction> choicesOf(const PostView &post)
{
    using enum PostState;
    const bool open = post.state == Draft || post.state == NeedsSignIn || post.state == Scheduled || post.state == Paused;
    if (!open || !post.account.isEmpty())
        return {};
    return {QueueAction::TrySandbox, QueueAction::ConnectX};
}

// What lets Postreel look whether it is on X.
QVector<QueueAction> stepsToLook(const PostView &post)
{
    if (needsTokenToLook(post)) // a token of one run comes with the next start
        return standingOfSignIn(post.error) == Standing::NeedsSignIn ? QVector{QueueAction::SignIn} : QVector<QueueAction>();
    return waitsToLook(post) ? QVector{QueueAction::TryNow} : QVector<QueueAction>();
}

// What its uploads ask of a person, in front of what is done with a Post that does not go on with them.
QVector<QueueAction> withNeedsOfMedia(const PostView &post, const QVector<QueueAction> &own)
{
    QVector<QueueAction> actions = choicesOf(post) + mediaActions(post);
    actions.removeIf([](QueueAction action) {
        return action == QueueAction::Pause || action == QueueAction::Resume || action == QueueAction::SendFirst;
    });
    return actions + own;
}

} // namespace

Progress progressOf(const PostView &post)
{
    Progress sum;
    for (const UploadView &upload : post.uploads) {
        sum.total += upload.totalBytes;
        sum.shown += upload.shownBytes;
        sum.bytesPerSecond += upload.bytesPerSecond;
        sum.timeLeftMs = std::max(sum.timeLeftMs, upload.timeLeftMs);
    }
    return sum;
}

QVector<QueueAction> actionsOf(const PostView &post)
{
    using enum QueueAction;
    switch (post.state) {
    case PostState::Draft:
        return choicesOf(post) + (whyNotPost(post).isEmpty() ? QVector{Post} : QVector<QueueAction>()) + mediaActions(post)
            + QVector{Edit, Discard};
    case PostState::WaitingForMedia: {
        QVector<QueueAction> actions = mediaActions(post);
        if (!actions.contains(Pause) && !actions.contains(Resume))
            actions << Pause;
        return standsIn(post, Standing::NeedsToken) ? QVector{Edit} + actions + QVector{Cancel}
                                                    : actions + QVector{Edit, Cancel};
    }
    case PostState::Scheduled: // of media that stand still, Resume lets those go on
        return withNeedsOfMedia(post, {anyIn(post, {UploadState::Paused}) ? Resume : Pause, Edit, Cancel});
    case PostState::Attaching:
        return {Pause, Edit, Cancel};
    case PostState::Posting:
    case PostState::Unconfirmed:
        return stepsToLook(post) + (post.cancelAsked ? QVector<QueueAction>() : QVector{Cancel});
    case PostState::AskPerson:
        return {WasPosted, WasNotPosted};
    case PostState::Posted:
        return post.url.isEmpty() ? QVector{Remove} : QVector{Open, CopyLink, Remove}; // its account may be away
    case PostState::NeedsSignIn:
        if (standingOf(post) == Standing::NeedsToken)
            return {Edit, Cancel};
        return post.account.isEmpty() ? choicesOf(post) + QVector<QueueAction>{Edit, Cancel}
                                      : QVector<QueueAction>{SignIn, Edit, Cancel};
    case PostState::Waiting:
        return {mayHaveEnded(post.reason) ? TryNow : Resume, Edit, Cancel};
    case PostState::Paused:
        return withNeedsOfMedia(post, {Resume, Edit, Cancel});
    case PostState::Cancelled:
        return {Edit, Remove};
    case PostState::Failed:
        return QVector{Retry} + decisionsOf(post) + QVector{Edit, Remove};
    }
    return {};
}

QVector<QueueAction> actionsOf(const QVector<PostView> &posts)
{
    if (posts.size() == 1)
        return actionsOf(posts.first());
    using enum QueueAction;
    QVector<QueueAction> common{Post, Retry, TryNow, Fix, SendAnyway, Pause, Resume, Cancel, Discard, Remove};
    for (const PostView &post : posts) {
        const QVector<QueueAction> own = actionsOf(post);
        common.removeIf([&own](QueueAction action) { return !own.contains(action); });
    }
    return posts.isEmpty() ? QVector<QueueAction>() : common;
}

UploadView awayIn(const PostView &post)
{
    for (const UploadView &upload : post.uploads)
        if (upload.state == UploadState::Waiting && upload.reason == WaitReason::FileAway)
            return upload;
    return {};
}

bool canBeFixed(const UploadView &upload)
{
    return upload.state == UploadState::NeedsFix && upload.offer.kind != CureKind::None;
}

QString actionText(QueueAction action)
{
    // A table, one line each.
    // clang-format off
    switch (action) {
    case QueueAction::TrySandbox: return Row::tr("Try it in the sandbox");
    case QueueAction::ConnectX: return Row::tr("Connect X…");
    case QueueAction::SignIn: return Row::tr("Sign in again…");
    case QueueAction::Post: return Row::tr("Post");
    case QueueAction::Pause: return Row::tr("Pause");
    case QueueAction::Resume: return Row::tr("Resume");
    case QueueAction::TryNow: return Row::tr("Try now");
    case QueueAction::Retry: return Row::tr("Retry");
    case QueueAction::Cancel: return Row::tr("Cancel");
    case QueueAction::Discard: return Row::tr("Discard draft");
    case QueueAction::Remove: return Row::tr("Remove from the list");
    case QueueAction::Edit: return Row::tr("Edit");
    case QueueAction::Open: return Row::tr("Open");
    case QueueAction::CopyLink: return Row::tr("Copy link");
    case QueueAction::Fix: return Row::tr("Fix it");
    case QueueAction::SendAnyway: return Row::tr("Send anyway");
    case QueueAction::FindFile: return Row::tr("Find it…");
    case QueueAction::SendFirst: return Row::tr("Send first");
    case QueueAction::WasPosted: return Row::tr("Yes, it is on X");
    case QueueAction::WasNotPosted: return Row::tr("No, post it again");
    }
    // clang-format on
    return {};
}

QString actionText(QueueAction action, int posts)
{
    //: %1 is an action such as "Post" or "Pause", %2 a number of Posts, two or more
    return posts == 1 ? actionText(action) : Row::tr("%1 (%2)").arg(actionText(action)).arg(posts);
}

QString actionKey(QueueAction action)
{
    const auto keyText = [](const QKeySequence &key) { return key.toString(QKeySequence::NativeText); };
    switch (action) {
    case QueueAction::Pause:
    case QueueAction::Resume:
        return keyText(Qt::Key_Space);
    case QueueAction::Post:
        return keyText(Qt::Key_P);
    case QueueAction::Retry:
    case QueueAction::TryNow:
        return keyText(Qt::Key_R);
    case QueueAction::SendFirst:
        return keyText(Qt::Key_F);
    case QueueAction::Cancel:
    case QueueAction::Discard:
    case QueueAction::Remove:
        return keyText(Qt::Key_Delete);
    case QueueAction::Fix:
        return keyText(Qt::Key_X);
    case QueueAction::SendAnyway:
        return keyText(Qt::Key_S);
    case QueueAction::Edit:
        return keyText(Qt::Key_E);
    case QueueAction::Open:
        return keyText(Qt::Key_Return);
    case QueueAction::CopyLink:
        return keyText(QKeySequence::Copy);
    case QueueAction::TrySandbox:
    case QueueAction::ConnectX:
    case QueueAction::SignIn:
    case QueueAction::FindFile:
    case QueueAction::WasPosted:
    case QueueAction::WasNotPosted:
        return {};
    }
    return {};
}

Glyph actionGlyph(QueueAction action)
{
    // A table, one line each.
    // clang-format off
    switch (action) {
    case QueueAction::TrySandbox: return Glyph::Box;
    case QueueAction::ConnectX: return Glyph::Key;
    case QueueAction::SignIn: return Glyph::Key;
    case QueueAction::Post: return Glyph::Send;
    case QueueAction::Pause: return Glyph::Pause;
    case QueueAction::Resume: return Glyph::Play;
    case QueueAction::TryNow: return Glyph::Retry;
    case QueueAction::Retry: return Glyph::Retry;
    case QueueAction::Cancel: return Glyph::Cross;
    case QueueAction::Discard: return Glyph::Trash;
    case QueueAction::Remove: return Glyph::Trash;
    case QueueAction::Edit: return Glyph::Pencil;
    case QueueAction::Open: return Glyph::Open;
    case QueueAction::CopyLink: return Glyph::Link;
    case QueueAction::Fix: return Glyph::Wrench;
    case QueueAction::SendAnyway: return Glyph::Past;
    case QueueAction::FindFile: return Glyph::Folder;
    case QueueAction::SendFirst: return Glyph::First;
    case QueueAction::WasPosted: return Glyph::Check;
    case QueueAction::WasNotPosted: return Glyph::Retry;
    }
    // clang-format on
    return Glyph::Dots;
}

namespace {

// The first line of the text that says anything.
QString textLineOf(const PostView &post)
{
    for (const QString &part : post.parts) {
        const QString line = part.trimmed().section(u'\n', 0, 0).trimmed();
        if (!line.isEmpty())
            return line;
    }
    return {};
}

QVector<QString> mediaFilesOf(const PostView &post)
{
    QVector<QString> files;
    for (const UploadView &upload : post.uploads)
        if (upload.kind == UploadKind::Media)
            files << upload.file;
    return files;
}

} // namespace

QString titleOf(const PostView &post)
{
    if (const QString line = textLineOf(post); !line.isEmpty())
        return line;
    const QVector<QString> files = mediaFilesOf(post);
    return files.isEmpty() ? Row::tr("No text yet") : shownName(files.first());
}

QString titleInSentence(const PostView &post, int most)
{
    const QVector<QString> files = mediaFilesOf(post);
    if (textLineOf(post).isEmpty() && !files.isEmpty())
        return shownName(files.first(), most);
    return inOwnDirection(shortened(titleOf(post), most));
}

QString filesOf(const PostView &post)
{
    const QVector<QString> files = mediaFilesOf(post);
    if (files.isEmpty())
        return {};
    const QString name = textLineOf(post).isEmpty() ? QString() : shownName(files.first());
    const auto more = static_cast<int>(files.size()) - 1;
    if (more == 0)
        return name;
    //: besides the file that was named before
    const QString others = Row::tr("%n more file(s)", nullptr, more);
    return lineOf({name, others});
}

QString whoseOf(const PostView &post)
{
    return post.sandbox && post.state == PostState::Posted ? QString() : post.accountLabel;
}

QString numbersOf(const PostView &post, qint64 nowMs)
{
    const UploadView *leading = leadingUpload(post);
    if (post.state == PostState::Posted)
        return lineOf({momentText(post.activityAtMs, nowMs),
                       post.uploads.isEmpty() ? QString() : bytesText(progressOf(post).total)});
    const int percent = stageOf(post, nowMs).percent;
    //: %1 is a percentage
    const QString share = percent < 0 || percent == 100 ? QString() : Row::tr("%1 %").arg(percent);
    if (leading && leading->state == UploadState::Processing) {
        //: X's processing of a video: %1 is a span such as 0:24
        return lineOf({share, Row::tr("for %1; usually takes a few minutes, longer for a long video")
                                  .arg(spanText(std::max<qint64>(0, nowMs - leading->processingSinceAtMs)))});
    }
    if (leading && leading->state == UploadState::Fixing)
        return lineOf({share, timeLeftText(leading->fixLeftMs)});
    const Progress progress = progressOf(post);
    if (progress.total <= 0) // by that two with the same words are told apart
        return post.state == PostState::Draft
                   ? Row::tr("Last changed %1").arg(momentText(post.activityAtMs, nowMs))
                   : QString();
    if (share.isEmpty() || progress.shown == 0) // nothing of it has left yet, or all of it
        return bytesText(progress.total);
    //: %1 and %2 are sizes: so much of so much
    const QString bytes = Row::tr("%1 of %2").arg(bytesText(progress.shown), bytesText(progress.total));
    return lineOf({bytes, share, speedText(progress.bytesPerSecond), timeLeftText(progress.timeLeftMs)});
}

QString besideStage(const PostView &post, bool written, qint64 nowMs)
{
    QStringList also{filesOf(post), whoseOf(post)}; // what is cut off at the end is known best
    if (written)
        also.prepend(Row::tr("Being written"));
    else if (post.state == PostState::Draft && stageText(post, nowMs) != stateWord(PostState::Draft))
        also.prepend(stateWord(PostState::Draft));
    return lineOf(also);
}

QString spokenRow(const PostView &post, bool written)
{
    const qint64 nowMs = QDateTime::currentMSecsSinceEpoch();
    QStringList parts{titleOf(post), stageText(post, nowMs), besideStage(post, written, nowMs),
                      numbersOf(post, nowMs), troubleOf(post, nowMs)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

} // namespace postreel
