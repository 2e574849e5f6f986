#include "ui/error_text.h"

#include "ui/connection_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace postreel {

namespace {

class Stage
{
    Q_DECLARE_TR_FUNCTIONS(StageText)
};

// Waits that end at a known moment.
QString waitUntil(WaitReason reason, const QString &moment)
{
    switch (reason) {
    case WaitReason::None:
        //: %1 is a time of day, or a date and time; so in all sentences of this kind
        return Stage::tr("Goes on at %1").arg(moment);
    case WaitReason::Offline:
        return Stage::tr("No network, tries again at %1").arg(moment);
    case WaitReason::CaptivePortal:
        return Stage::tr("This network may want you to sign in, tries again at %1").arg(moment);
    case WaitReason::RateLimit:
        return Stage::tr("X's limit is used up, goes on at %1").arg(moment);
    case WaitReason::UsageCap:
        return Stage::tr("The plan at X is used up, goes on at %1 or once credit is bought").arg(moment);
    case WaitReason::TokenRefused:
        return Stage::tr("The sign-in cannot be used at the moment, tries again at %1").arg(moment);
    case WaitReason::ServerTrouble:
        return Stage::tr("X has trouble, tries again at %1").arg(moment);
    case WaitReason::FileAway:
        return Stage::tr("The file is out of reach, looks again at %1").arg(moment);
    case WaitReason::StillWritten:
        return Stage::tr("Another program still writes the file, looks again at %1").arg(moment);
    case WaitReason::MediaNotYet:
        return Stage::tr("X is not done with the media, tries again at %1").arg(moment);
    case WaitReason::LookingUp:
    case WaitReason::Certificate: // told by connectionText()
    case WaitReason::Proxy:
    case WaitReason::ProxySignIn:
    case WaitReason::Metered:
    case WaitReason::Storage:
        return Stage::tr("Looks on X whether it was posted, again at %1").arg(moment);
    }
    return {};
}

// Waits that end when something happens.
QString waitOpen(WaitReason reason)
{
    // A table, one line each.
    // clang-format off
    switch (reason) {
    case WaitReason::None: return Stage::tr("Waiting");
    case WaitReason::Offline: return Stage::tr("No network");
    case WaitReason::CaptivePortal: return Stage::tr("This network may want you to sign in");
    case WaitReason::Certificate: // told by connectionText()
    case WaitReason::Proxy:
    case WaitReason::ProxySignIn: break;
    case WaitReason::RateLimit: return Stage::tr("X's limit is used up");
    case WaitReason::UsageCap: return Stage::tr("The plan at X is used up, until its period ends or credit is bought");
    case WaitReason::TokenRefused: return Stage::tr("The sign-in cannot be used at the moment, tries again soon");
    case WaitReason::ServerTrouble: return Stage::tr("X has trouble, tries again soon");
    case WaitReason::FileAway: return Stage::tr("The file is out of reach, goes on when it is back");
    case WaitReason::StillWritten: return Stage::tr("The file is still being written, goes on once it is done");
    case WaitReason::MediaNotYet: return Stage::tr("X is not done with the media yet");
    case WaitReason::LookingUp: return Stage::tr("Looks on X whether it was posted");
    case WaitReason::Metered: return Stage::tr("This connection is metered, waits for your word");
    case WaitReason::Storage: return Stage::tr("Postreel's records cannot be written, nothing is sent until they can");
    }
    // clang-format on
    return {};
}

// How much an upload in this state has to say for its Post; the highest one leads.
int weightOf(UploadState state)
{
    // A table, one line each.
    // clang-format off
    switch (state) {
    case UploadState::Failed: return 13;
    case UploadState::NeedsFix: return 12;
    case UploadState::NeedsSignIn: return 11;
    case UploadState::Fixing: return 10;
    case UploadState::Sending: return 9;
    case UploadState::Initializing: return 8;
    case UploadState::Waiting: return 7;
    case UploadState::Checking: return 6;
    case UploadState::Finalizing: return 5;
    case UploadState::Processing: return 4;
    case UploadState::Queued: return 3;
    case UploadState::Paused: return 2;
    case UploadState::Ready: return 1;
    case UploadState::Cancelled: return 0;
    }
    // clang-format on
    return 0;
}

QString withUpload(const PostView &post, const QString &otherwise, qint64 nowMs)
{
    const UploadView *upload = leadingUpload(post);
    return upload ? stageText(*upload, nowMs) : otherwise;
}

} // namespace

QString momentText(qint64 atMs, qint64 nowMs)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(atMs);
    const QLocale locale;
    const bool today = at.date() == QDateTime::fromMSecsSinceEpoch(nowMs).date();
    QString format =
        today ? locale.timeFormat(QLocale::ShortFormat) : locale.dateTimeFormat(QLocale::ShortFormat);
    // Some locales have no form without seconds, which say nothing here.
    format.remove(QStringLiteral(":ss"));
    return locale.toString(at, format);
}

QString waitText(WaitReason reason, qint64 untilAtMs, qint64 nowMs, const Error &error)
{
    if (const QString why = connectionText(reason, error); !why.isEmpty())
        //: %1 is why it waits, %2 a time of day, or a date and time
        return untilAtMs > nowMs ? Stage::tr("%1, tries again at %2").arg(why, momentText(untilAtMs, nowMs)) : why;
    return untilAtMs > nowMs ? waitUntil(reason, momentText(untilAtMs, nowMs)) : waitOpen(reason);
}

QString stateWord(UploadState state)
{
    // A table, one line each.
    // clang-format off
    switch (state) {
    case UploadState::Queued: return Stage::tr("Waits its turn");
    case UploadState::Checking: return Stage::tr("Checking");
    case UploadState::NeedsFix: return Stage::tr("Needs a decision");
    case UploadState::Fixing: return Stage::tr("Fixing");
    case UploadState::Initializing:
    case UploadState::Sending: return Stage::tr("Uploading");
    case UploadState::Finalizing: return Stage::tr("Finalizing");
    case UploadState::Processing: return Stage::tr("X is processing");
    case UploadState::Ready: return Stage::tr("Uploaded");
    case UploadState::Waiting: return Stage::tr("Waiting");
    case UploadState::NeedsSignIn: return Stage::tr("Sign in again");
    case UploadState::Paused: return Stage::tr("Paused");
    case UploadState::Cancelled: return Stage::tr("Cancelled");
    case UploadState::Failed: return Stage::tr("Failed");
    }
    // clang-format on
    return {};
}

QString stateWord(PostState state)
{
    // A table, one line each.
    // clang-format off
    switch (state) {
    case PostState::Draft: return Stage::tr("Draft");
    case PostState::Scheduled: return Stage::tr("Scheduled");
    case PostState::WaitingForMedia: return Stage::tr("Waits for its media");
    case PostState::Attaching:
    case PostState::Posting: return Stage::tr("Posting");
    case PostState::Unconfirmed: return Stage::tr("Looks on X whether it was posted");
    case PostState::AskPerson: return Stage::tr("Needs a decision");
    case PostState::Posted: return Stage::tr("Posted");
    case PostState::Waiting: return Stage::tr("Waiting");
    case PostState::NeedsSignIn: return Stage::tr("Sign in again");
    case PostState::Paused: return Stage::tr("Paused");
    case PostState::Cancelled: return Stage::tr("Cancelled");
    case PostState::Failed: return Stage::tr("Failed");
    }
    // clang-format on
    return {};
}

const UploadView *leadingUpload(const PostView &post)
{
    const UploadView *leading = nullptr;
    for (const UploadView &upload : post.uploads)
        if (!leading || weightOf(upload.state) > weightOf(leading->state))
            leading = &upload;
    const bool nothingLeft = leading && weightOf(leading->state) <= weightOf(UploadState::Ready);
    return nothingLeft ? nullptr : leading;
}

QString stageText(const UploadView &upload, qint64 nowMs)
{
    if (upload.state == UploadState::Waiting)
        return waitText(upload.reason, upload.untilAtMs, nowMs, upload.error);
    return stateWord(upload.state);
}

QString stageText(const PostView &post, qint64 nowMs)
{
    switch (post.state) {
    case PostState::Draft:
        if (post.leavesWhenAdded)
            return Stage::tr("Waits for %n file(s) to be added", nullptr, post.adding);
        if (post.adding > 0)
            return Stage::tr("Adding %n file(s)", nullptr, post.adding);
        return withUpload(post, stateWord(post.state), nowMs);
    case PostState::Scheduled:
        if (post.scheduledAtMs == 0) // the pause for Undo
            return withUpload(post, Stage::tr("Posting"), nowMs);
        //: %1 is a time of day, or a date and time
        return Stage::tr("Scheduled for %1").arg(momentText(post.scheduledAtMs, nowMs));
    case PostState::WaitingForMedia:
    case PostState::Attaching:
        return withUpload(post, Stage::tr("Posting"), nowMs);
    case PostState::Posting:
    case PostState::Unconfirmed:
        return Stage::tr("Posting");
    case PostState::Posted:
        return post.sandbox ? Stage::tr("Posted in the sandbox, not on X") : stateWord(post.state);
    case PostState::Waiting:
        return waitText(post.reason, post.untilAtMs, nowMs, post.error);
    case PostState::AskPerson:
    case PostState::NeedsSignIn:
    case PostState::Paused:
    case PostState::Cancelled:
    case PostState::Failed:
        return stateWord(post.state);
    }
    return {};
}

QString verdictText(Verdict verdict, bool headersAlone)
{
    if (verdict == Verdict::Ready && headersAlone)
        return Stage::tr("Ready, as far as can be told without ffmpeg");
    // A table, one line each.
    // clang-format off
    switch (verdict) {
    case Verdict::Unknown: return Stage::tr("Checking");
    case Verdict::Ready: return Stage::tr("Ready");
    case Verdict::MayBeRefused: return Stage::tr("May be refused");
    case Verdict::WillBeRefused: return Stage::tr("X will refuse");
    }
    // clang-format on
    return {};
}

QString problemText(const Problem &problem)
{
    QString field = problem.field;
    if (!field.isEmpty())
        field[0] = field.at(0).toUpper();
    if (problem.limit.isEmpty())
        //: %1 is a property such as "Frame rate", %2 its value such as "120 fps"
        return Stage::tr("%1 %2").arg(field, problem.value);
    //: %3 is the limit, such as "60 fps"
    return Stage::tr("%1 %2, X takes %3").arg(field, problem.value, problem.limit);
}

QString problemWithCure(const Problem &problem)
{
    //: %1 is what is wrong with a file, %2 what helps, such as "Reduce it to 60 fps"
    return problem.cure.isEmpty() ? problemText(problem) : Stage::tr("%1 (%2)").arg(problemText(problem), problem.cure);
}

} // namespace postreel
