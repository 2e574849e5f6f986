#include "ui/stage_text.h"

#include "ui/connection_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

namespace postreel {

namespace {

class Stages
{
    Q_DECLARE_TR_FUNCTIONS(StageText)
};

// For waits that end at a known time.
QString waitUntil(WaitReason reason, const QString &moment)
{
    switch (reason) {
    case WaitReason::None:
        //: %1 is a time of day, or a date and time; so in all sentences of this kind
        return Stages::tr("Continues at %1").arg(moment);
    case WaitReason::Offline:
        return Stages::tr("No network, trying again at %1").arg(moment);
    case WaitReason::CaptivePortal:
        return Stages::tr("This network may want you to sign in, trying again at %1").arg(moment);
    case WaitReason::RateLimit:
        return Stages::tr("X's limit is used up, continues at %1").arg(moment);
    case WaitReason::UsageCap:
        return Stages::tr("The plan at X is used up, continues at %1 or once credit is bought").arg(moment);
    case WaitReason::TokenRefused:
        return Stages::tr("The sign-in cannot be used at the moment, trying again at %1").arg(moment);
    case WaitReason::ServerTrouble:
        return Stages::tr("X is having problems, trying again at %1").arg(moment);
    case WaitReason::FileAway:
        return Stages::tr("The file cannot be reached, looking again at %1").arg(moment);
    case WaitReason::StillWritten:
        return Stages::tr("Another program is still writing the file, looking again at %1").arg(moment);
    case WaitReason::MediaNotYet:
        return Stages::tr("X is not done with the media, trying again at %1").arg(moment);
    case WaitReason::LookingUp:
        return Stages::tr("Checking on X whether it was posted, again at %1").arg(moment);
    case WaitReason::Certificate: // worded by connectionText()
    case WaitReason::Proxy:
    case WaitReason::ProxySignIn:
    case WaitReason::Metered: // end at no known time
    case WaitReason::Storage:
        break;
    }
    return {};
}

// For waits that end when something happens.
QString waitOpen(WaitReason reason)
{
    // A table, one line each.
    // clang-format off
    switch (reason) {
    case WaitReason::None: return Stages::tr("Waiting");
    case WaitReason::Offline: return Stages::tr("No network");
    case WaitReason::CaptivePortal: return Stages::tr("This network may want you to sign in");
    case WaitReason::Certificate: // worded by connectionText()
    case WaitReason::Proxy:
    case WaitReason::ProxySignIn: break;
    case WaitReason::RateLimit: return Stages::tr("X's limit is used up");
    case WaitReason::UsageCap: return Stages::tr("The plan at X is used up, until its period ends or credit is bought");
    case WaitReason::TokenRefused: return Stages::tr("The sign-in cannot be used at the moment, trying again soon");
    case WaitReason::ServerTrouble: return Stages::tr("X is having problems, trying again soon");
    case WaitReason::FileAway: return Stages::tr("The file cannot be reached, continues when it is back");
    case WaitReason::StillWritten: return Stages::tr("The file is still being written, continues once it is done");
    case WaitReason::MediaNotYet: return Stages::tr("X is not done with the media yet");
    case WaitReason::LookingUp: return Stages::tr("Checking on X whether it was posted");
    case WaitReason::Metered: return Stages::tr("This connection is metered, waiting for your decision");
    case WaitReason::Storage: return Stages::tr("Postreel's records cannot be written, nothing is sent until they can");
    }
    // clang-format on
    return {};
}

// Priority of an upload's state when the Post's stage is chosen; the highest leads.
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

QString signInStage(const Error &error)
{
    return situationOfSignIn(error) == ErrorSituation::NeedsToken ? Stages::tr("Waiting for its token")
                                                           : stateWord(UploadState::NeedsSignIn);
}

// For a Post that is or may be on X already.
QString postingStage(const PostView &post, qint64 nowMs, EndTime moments)
{
    if (post.cancelAsked)
        return Stages::tr("Will be cancelled if it is not on X");
    if (needsTokenToLook(post))
        return signInStage(post.error);
    return waitsToLook(post) ? waitText(post.reason, moments == EndTime::Told ? post.untilAtMs : 0, nowMs, post.error)
                             : Stages::tr("Posting");
}

QString withUpload(const PostView &post, const QString &otherwise, qint64 nowMs, EndTime moments)
{
    const UploadView *upload = leadingUpload(post);
    return upload ? stageText(*upload, nowMs, moments) : otherwise;
}

// Percent of `total`, 0 to 99, because 100 means done; -1 if `total` is unknown.
int shareOf(qint64 bytes, qint64 total)
{
    return total > 0 ? static_cast<int>(std::clamp<qint64>(bytes * 100 / total, 0, 99)) : -1;
}

// Whether the share of uploaded bytes is worth showing: in earlier states there is none; in later ones all
// bytes are sent, or they no longer matter.
bool countsBytes(const UploadView &upload)
{
    switch (upload.state) {
    case UploadState::Initializing:
    case UploadState::Sending:
    case UploadState::Finalizing:
        return true;
    case UploadState::Queued:
    case UploadState::Waiting:
    case UploadState::NeedsSignIn:
    case UploadState::Paused:
    case UploadState::Failed:
        return upload.shownBytes > 0;
    case UploadState::Checking:
    case UploadState::NeedsFix:
    case UploadState::Fixing:
    case UploadState::Processing:
    case UploadState::Ready:
    case UploadState::Cancelled:
        return false;
    }
    return false;
}

int percentOf(const UploadView &upload)
{
    if (upload.state == UploadState::Ready)
        return 100;
    if (upload.state == UploadState::Fixing)
        return upload.fixPercent;
    if (upload.state == UploadState::Processing)
        return upload.percent;
    return countsBytes(upload) ? shareOf(upload.shownBytes, upload.totalBytes) : -1;
}

// The number of the upload whose stage is shown, if that counts something other than bytes; else of the bytes
// of all uploads.
int percentOf(const PostView &post)
{
    if (post.uploads.isEmpty() || post.state == PostState::Posted)
        return post.uploads.isEmpty() ? -1 : 100;
    if (const UploadView *leading = leadingUpload(post); leading && !countsBytes(*leading))
        return percentOf(*leading);
    qint64 shown = 0;
    qint64 total = 0;
    for (const UploadView &upload : post.uploads) {
        shown += upload.shownBytes;
        total += upload.totalBytes;
    }
    const bool done = std::all_of(post.uploads.begin(), post.uploads.end(),
                                  [](const UploadView &upload) { return upload.state == UploadState::Ready; });
    return done ? 100 : shareOf(shown, total);
}

// "Waits its turn (4th)". English ordinals; other languages have their own forms or leave the number as it
// is.
QString turnText(int turn)
{
    const int tens = turn % 100;
    if (tens < 11 || tens > 13) {
        if (turn % 10 == 1)
            //: %1 is a place in line that ends in 1, but not in 11
            return Stages::tr("Waits its turn (%1st)").arg(turn);
        if (turn % 10 == 2)
            //: %1 is a place in line that ends in 2, but not in 12
            return Stages::tr("Waits its turn (%1nd)").arg(turn);
        if (turn % 10 == 3)
            //: %1 is a place in line that ends in 3, but not in 13
            return Stages::tr("Waits its turn (%1rd)").arg(turn);
    }
    //: %1 is any other place in line
    return Stages::tr("Waits its turn (%1th)").arg(turn);
}

} // namespace

QString dateTimeText(qint64 atMs, qint64 nowMs)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(atMs);
    const QLocale locale;
    const bool today = at.date() == QDateTime::fromMSecsSinceEpoch(nowMs).date();
    QString format =
        today ? locale.timeFormat(QLocale::ShortFormat) : locale.dateTimeFormat(QLocale::ShortFormat);
    // Some locales have no short format without seconds, which are of no use here.
    format.remove(QStringLiteral(":ss"));
    return locale.toString(at, format);
}

QString waitText(WaitReason reason, qint64 untilAtMs, qint64 nowMs, const Error &error)
{
    const bool hasMoment = showsEndTime(reason, untilAtMs, nowMs);
    if (const QString why = connectionText(reason, error); !why.isEmpty())
        //: %1 is why it waits, %2 a time of day, or a date and time
        return hasMoment ? Stages::tr("%1, trying again at %2").arg(why, dateTimeText(untilAtMs, nowMs)) : why;
    return hasMoment ? waitUntil(reason, dateTimeText(untilAtMs, nowMs)) : waitOpen(reason);
}

bool showsEndTime(WaitReason reason, qint64 untilAtMs, qint64 nowMs)
{
    constexpr qint64 minuteMs = 60'000;
    const bool isLimit = reason == WaitReason::RateLimit || reason == WaitReason::UsageCap;
    return untilAtMs > nowMs && (isLimit || untilAtMs - nowMs >= minuteMs);
}

QString stateWord(UploadState state)
{
    // A table, one line each.
    // clang-format off
    switch (state) {
    case UploadState::Queued: return Stages::tr("Waits its turn");
    case UploadState::Checking: return Stages::tr("Checking");
    case UploadState::NeedsFix: return Stages::tr("Waiting for your decision");
    case UploadState::Fixing: return Stages::tr("Fixing");
    case UploadState::Initializing:
    case UploadState::Sending: return Stages::tr("Uploading");
    case UploadState::Finalizing: return Stages::tr("Finalizing");
    case UploadState::Processing: return Stages::tr("X is processing");
    case UploadState::Ready: return Stages::tr("Uploaded");
    case UploadState::Waiting: return Stages::tr("Waiting");
    case UploadState::NeedsSignIn: return Stages::tr("Sign in again");
    case UploadState::Paused: return Stages::tr("Paused");
    case UploadState::Cancelled: return Stages::tr("Cancelled");
    case UploadState::Failed: return Stages::tr("Failed");
    }
    // clang-format on
    return {};
}

QString stateWord(PostState state)
{
    // A table, one line each.
    // clang-format off
    switch (state) {
    case PostState::Draft: return Stages::tr("Draft");
    case PostState::Scheduled: return Stages::tr("Scheduled");
    case PostState::WaitingForMedia: return Stages::tr("Waiting for its media");
    case PostState::Attaching:
    case PostState::Posting: return Stages::tr("Posting");
    case PostState::Unconfirmed: return Stages::tr("Checking on X whether it was posted");
    case PostState::AskPerson: return Stages::tr("Waiting for your decision");
    case PostState::Posted: return Stages::tr("Posted");
    case PostState::Waiting: return Stages::tr("Waiting");
    case PostState::NeedsSignIn: return Stages::tr("Sign in again");
    case PostState::Paused: return Stages::tr("Paused");
    case PostState::Cancelled: return Stages::tr("Cancelled");
    case PostState::Failed: return Stages::tr("Failed");
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
    return stageText(upload, nowMs, EndTime::Told);
}

QString stageText(const PostView &post, qint64 nowMs)
{
    return stageText(post, nowMs, EndTime::Told);
}

QString stageText(const UploadView &upload, qint64 nowMs, EndTime moments)
{
    if (upload.state == UploadState::Waiting)
        return waitText(upload.reason, moments == EndTime::Told ? upload.untilAtMs : 0, nowMs, upload.error);
    if (upload.state == UploadState::NeedsSignIn && !upload.hasAccount)
        return Stages::tr("Choose where it goes");
    if (upload.state == UploadState::NeedsSignIn)
        return signInStage(upload.error);
    if (upload.turn > 0)
        return turnText(upload.turn);
    return stateWord(upload.state);
}

Stage stageOf(const UploadView &upload, qint64 nowMs)
{
    return {stageText(upload, nowMs), percentOf(upload)};
}

Stage stageOf(const PostView &post, qint64 nowMs)
{
    return {stageText(post, nowMs), percentOf(post)};
}

QString stageText(const PostView &post, qint64 nowMs, EndTime moments)
{
    switch (post.state) {
    case PostState::Draft:
        if (post.leavesWhenAdded)
            return Stages::tr("Waiting for %n file(s) to be added", nullptr, post.adding);
        if (post.adding > 0)
            return Stages::tr("Adding %n file(s)", nullptr, post.adding);
        return withUpload(post, stateWord(post.state), nowMs, moments);
    case PostState::Scheduled:
        if (post.scheduledAtMs == 0) // the delay in which Undo is possible
            return withUpload(post, Stages::tr("About to be posted"), nowMs, moments);
        //: %1 is a time of day, or a date and time
        return Stages::tr("Scheduled for %1").arg(dateTimeText(post.scheduledAtMs, nowMs));
    case PostState::WaitingForMedia:
    case PostState::Attaching:
        return withUpload(post, Stages::tr("Posting"), nowMs, moments);
    case PostState::Posting:
    case PostState::Unconfirmed:
        return postingStage(post, nowMs, moments);
    case PostState::Posted:
        return post.sandbox ? Stages::tr("Posted in the sandbox, not on X") : stateWord(post.state);
    case PostState::Waiting:
        return waitText(post.reason, moments == EndTime::Told ? post.untilAtMs : 0, nowMs, post.error);
    case PostState::NeedsSignIn:
        return post.account.isEmpty() ? Stages::tr("Choose where it goes") : signInStage(post.error);
    case PostState::AskPerson:
    case PostState::Paused:
    case PostState::Cancelled:
    case PostState::Failed:
        return stateWord(post.state);
    }
    return {};
}

} // namespace postreel
