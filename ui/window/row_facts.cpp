#include "ui/window/row_facts.h"

#include "ui/error_text.h"
#include "ui/line_parts.h"
#include "ui/quantities.h"
#include "ui/window/tones.h"

#include <QCoreApplication>
#include <QKeySequence>
#include <QLocale>
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

bool anyRunning(const PostView &post)
{
    using enum UploadState;
    return anyIn(post, {Queued, Checking, Fixing, Initializing, Sending, Finalizing, Processing, Waiting});
}

bool canBeFixed(const UploadView &upload)
{
    return upload.state == UploadState::NeedsFix && upload.offer.kind != CureKind::None;
}

// What its uploads allow while the Post itself is not sent.
QVector<QueueAction> mediaActions(const PostView &post)
{
    QVector<QueueAction> actions;
    if (anyIn(post, {UploadState::Failed}))
        actions << QueueAction::Retry;
    if (!awayIn(post).id.isEmpty())
        actions << QueueAction::FindFile;
    if (std::any_of(post.uploads.begin(), post.uploads.end(), canBeFixed))
        actions << QueueAction::Fix;
    if (anyIn(post, {UploadState::NeedsFix}))
        actions << QueueAction::SendAnyway;
    if (anyRunning(post))
        actions << QueueAction::Pause;
    else if (anyIn(post, {UploadState::Paused, UploadState::NeedsSignIn}))
        actions << QueueAction::Resume;
    if (anyIn(post, {UploadState::Queued, UploadState::Checking, UploadState::Initializing, UploadState::Sending}))
        actions << QueueAction::SendFirst;
    return actions;
}

// The error of a Post that an upload of it has, too, is told with the upload's file.
QString fileOf(const PostView &post)
{
    for (const UploadView &upload : post.uploads)
        if (upload.error == post.error)
            return upload.file;
    return {};
}

} // namespace

int percentOf(const UploadView &upload)
{
    if (upload.state == UploadState::Ready)
        return 100;
    if (upload.totalBytes <= 0)
        return 0;
    return static_cast<int>(std::clamp<qint64>(upload.shownBytes * 100 / upload.totalBytes, 0, 99));
}

Progress progressOf(const PostView &post)
{
    Progress sum;
    bool ready = true;
    for (const UploadView &upload : post.uploads) {
        sum.total += upload.totalBytes;
        sum.shown += upload.shownBytes;
        sum.bytesPerSecond += upload.bytesPerSecond;
        sum.timeLeftMs = std::max(sum.timeLeftMs, upload.timeLeftMs);
        ready = ready && upload.state == UploadState::Ready;
    }
    if (post.uploads.isEmpty())
        return sum;
    if (post.state == PostState::Posted || ready)
        sum.percent = 100;
    else if (sum.total > 0)
        sum.percent = static_cast<int>(std::clamp<qint64>(sum.shown * 100 / sum.total, 0, 99));
    return sum;
}

QVector<QueueAction> actionsOf(const PostView &post)
{
    using enum QueueAction;
    switch (post.state) {
    case PostState::Draft:
        return mediaActions(post) + QVector<QueueAction>{Edit, Discard};
    case PostState::WaitingForMedia: {
        QVector<QueueAction> actions = mediaActions(post);
        if (!actions.contains(Pause) && !actions.contains(Resume))
            actions << Pause;
        return actions + QVector<QueueAction>{Edit, Cancel};
    }
    case PostState::Scheduled:
    case PostState::Attaching:
        return {Pause, Edit, Cancel};
    case PostState::Posting:
    case PostState::Unconfirmed:
        return {Cancel};
    case PostState::AskPerson:
        return {WasPosted, WasNotPosted};
    case PostState::Posted:
        return {Open, CopyLink, Remove};
    case PostState::Waiting:
    case PostState::NeedsSignIn:
    case PostState::Paused:
        return {Resume, Edit, Cancel};
    case PostState::Cancelled:
        return {Edit, Remove};
    case PostState::Failed:
        return {Retry, Edit, Remove};
    }
    return {};
}

UploadView awayIn(const PostView &post)
{
    for (const UploadView &upload : post.uploads)
        if (upload.state == UploadState::Waiting && upload.reason == WaitReason::FileAway)
            return upload;
    return {};
}

QString actionText(QueueAction action)
{
    // A table, one line each.
    // clang-format off
    switch (action) {
    case QueueAction::Pause: return Row::tr("Pause");
    case QueueAction::Resume: return Row::tr("Resume");
    case QueueAction::Retry: return Row::tr("Retry");
    case QueueAction::Cancel: return Row::tr("Cancel");
    case QueueAction::Discard: return Row::tr("Discard draft");
    case QueueAction::Remove: return Row::tr("Remove from the list");
    case QueueAction::Edit: return Row::tr("Edit");
    case QueueAction::Open: return Row::tr("Open");
    case QueueAction::CopyLink: return Row::tr("Copy link");
    case QueueAction::Fix: return Row::tr("Fix");
    case QueueAction::SendAnyway: return Row::tr("Send anyway");
    case QueueAction::FindFile: return Row::tr("Find it…");
    case QueueAction::SendFirst: return Row::tr("Send first");
    case QueueAction::WasPosted: return Row::tr("It is on X");
    case QueueAction::WasNotPosted: return Row::tr("It is not on X, post it again");
    }
    // clang-format on
    return {};
}

QString actionKey(QueueAction action)
{
    const auto keyText = [](const QKeySequence &key) { return key.toString(QKeySequence::NativeText); };
    switch (action) {
    case QueueAction::Pause:
    case QueueAction::Resume:
        return keyText(Qt::Key_Space);
    case QueueAction::Retry:
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
    case QueueAction::Pause: return Glyph::Pause;
    case QueueAction::Resume: return Glyph::Play;
    case QueueAction::Retry: return Glyph::Retry;
    case QueueAction::Cancel: return Glyph::Cross;
    case QueueAction::Discard: return Glyph::Trash;
    case QueueAction::Remove: return Glyph::Trash;
    case QueueAction::Edit: return Glyph::Pencil;
    case QueueAction::Open: return Glyph::Open;
    case QueueAction::CopyLink: return Glyph::Link;
    case QueueAction::Fix: return Glyph::Check;
    case QueueAction::SendAnyway: return Glyph::Send;
    case QueueAction::FindFile: return Glyph::Open;
    case QueueAction::SendFirst: return Glyph::Upload;
    case QueueAction::WasPosted: return Glyph::Check;
    case QueueAction::WasNotPosted: return Glyph::Retry;
    }
    // clang-format on
    return Glyph::Dots;
}

QString titleOf(const PostView &post)
{
    for (const QString &part : post.parts) {
        const QString line = part.trimmed().section(u'\n', 0, 0).trimmed();
        if (!line.isEmpty())
            return line;
    }
    for (const UploadView &upload : post.uploads)
        if (upload.kind == UploadKind::Media)
            return shownName(upload.file);
    return Row::tr("No text yet");
}

QString numbersOf(const PostView &post, qint64 nowMs)
{
    const UploadView *leading = leadingUpload(post);
    if (post.state == PostState::Posted)
        return lineOf({momentText(post.activityAtMs, nowMs),
                       post.uploads.isEmpty() ? QString() : bytesText(progressOf(post).total)});
    if (leading && leading->state == UploadState::Processing) {
        //: X's processing of a video: %1 is a percentage
        const QString percent = leading->percent >= 0 ? Row::tr("%1 %").arg(leading->percent) : QString();
        //: %1 is a span such as 0:24
        return lineOf(
            {percent, Row::tr("for %1; a few minutes are usual, more for a long video")
                          .arg(spanText(std::max<qint64>(0, nowMs - leading->processingSinceAtMs)))});
    }
    if (leading && leading->state == UploadState::Fixing)
        return leading->fixPercent < 0 ? QString()
                                       : lineOf({Row::tr("%1 %").arg(leading->fixPercent), timeLeftText(leading->fixLeftMs)});
    const Progress progress = progressOf(post);
    if (progress.percent < 0)
        return {};
    if (progress.percent == 100)
        return bytesText(progress.total);
    //: %1 and %2 are sizes: so much of so much
    const QString bytes = Row::tr("%1 of %2").arg(bytesText(progress.shown), bytesText(progress.total));
    return lineOf({bytes, Row::tr("%1 %").arg(progress.percent), speedText(progress.bytesPerSecond),
                   timeLeftText(progress.timeLeftMs)});
}

QString troubleOf(const PostView &post, qint64 nowMs)
{
    using enum PostState;
    const bool stands = post.state == Failed || post.state == NeedsSignIn || post.state == Waiting;
    if (stands && post.error)
        return sentence(post.error, fileOf(post), nowMs);
    const UploadView *leading = leadingUpload(post);
    if (!leading || post.state == Posted || post.state == Cancelled)
        return {};
    const bool waits = leading->state == UploadState::Waiting && isOfNetwork(leading->reason) && leading->error;
    if (leading->state == UploadState::Failed || waits)
        return sentence(leading->error, leading->file, nowMs);
    if (leading->state == UploadState::NeedsFix && leading->error && leading->error.kind != ErrorKind::Aborted)
        return sentence(leading->error, leading->file, nowMs);
    if (leading->state == UploadState::NeedsFix && !leading->problems.isEmpty())
        return problemText(leading->problems.first());
    return {};
}

QString spokenRow(const PostView &post)
{
    const qint64 nowMs = QDateTime::currentMSecsSinceEpoch();
    QStringList parts{titleOf(post), post.accountLabel, stageText(post, nowMs), numbersOf(post, nowMs),
                      troubleOf(post, nowMs)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

} // namespace postreel
