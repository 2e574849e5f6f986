#include "ui/next_step.h"


#include <QCoreApplication>

namespace postreel {

namespace {

struct Steps
{
    Q_DECLARE_TR_FUNCTIONS(NextStep)
};

// True if the error is about a file on disk, which another file can replace.
bool isOfFile(ErrorKind kind)
{
    switch (kind) { // all others concern X, the connection to it, or this program
    case ErrorKind::Missing:
    case ErrorKind::NotAFile:
    case ErrorKind::Unreadable:
    case ErrorKind::Empty:
    case ErrorKind::TooBig:
    case ErrorKind::UnsupportedType:
    case ErrorKind::FileChanged:
    case ErrorKind::FileAway:
    case ErrorKind::NameNotUtf8:
    case ErrorKind::TooLate:
        return true;
    default:
        return false;
    }
}

NextStep decisionAfter(const Error &error)
{
    const bool lacksSpace = error.cause == ErrorCause::RoomForFix || error.cause == ErrorCause::DiskFull;
    return error.kind == ErrorKind::Storage && lacksSpace ? NextStep::Fix : NextStep::SendAnyway;
}

NextStep whileItWaits(const Error &error)
{
    if (error.kind == ErrorKind::FileAway)
        return NextStep::FindFile;
    return error.kind == ErrorKind::UsageCapped ? NextStep::TryNow : NextStep::None; // credit may be bought any time
}

// For a Post that may be on X: the user can speed up the lookup only while it waits.
ErrorSituation situationOfDoubt(const PostView &post)
{
    if (needsTokenToLook(post))
        return situationOfSignIn(post.error) == ErrorSituation::NeedsSignIn ? ErrorSituation::NeedsSignIn : ErrorSituation::LooksUp;
    return waitsToLook(post) ? ErrorSituation::Waits : ErrorSituation::LooksUp;
}

} // namespace

NextStep nextStepOf(const Error &error, ErrorSituation situation)
{
    switch (situation) {
    case ErrorSituation::NotDone:
        return isOfFile(error.kind) ? NextStep::AddMedia : NextStep::None;
    case ErrorSituation::Failed:
        return NextStep::Retry;
    case ErrorSituation::Waits:
        return whileItWaits(error);
    case ErrorSituation::LooksUp:
        return NextStep::None;
    case ErrorSituation::NeedsAccount:
        return NextStep::ChooseAccount;
    case ErrorSituation::NeedsSignIn:
        return NextStep::SignIn;
    case ErrorSituation::NeedsToken:
        return NextStep::Edit;
    case ErrorSituation::NeedsFix:
        return decisionAfter(error);
    case ErrorSituation::AskPerson:
        return NextStep::Decide;
    case ErrorSituation::SigningIn:
        return NextStep::TryAgain;
    }
    return NextStep::None;
}

std::optional<ErrorSituation> situationOf(const UploadView &upload)
{
    switch (upload.state) { // in all other states it continues or has ended
    case UploadState::Failed:
        return ErrorSituation::Failed;
    case UploadState::Waiting:
        return ErrorSituation::Waits;
    case UploadState::NeedsSignIn:
        return upload.hasAccount ? situationOfSignIn(upload.error) : ErrorSituation::NeedsAccount;
    case UploadState::NeedsFix: // a fix that the user stopped is not an error
        return upload.error.kind == ErrorKind::Aborted ? std::nullopt : std::optional(ErrorSituation::NeedsFix);
    default:
        return std::nullopt;
    }
}

std::optional<ErrorSituation> situationOf(const PostView &post)
{
    switch (post.state) { // as above
    case PostState::Failed:
        return ErrorSituation::Failed;
    case PostState::Waiting:
        return ErrorSituation::Waits;
    case PostState::Unconfirmed:
        return situationOfDoubt(post);
    case PostState::NeedsSignIn:
        return post.account.isEmpty() ? ErrorSituation::NeedsAccount : situationOfSignIn(post.error);
    case PostState::AskPerson:
        return ErrorSituation::AskPerson;
    default:
        return std::nullopt;
    }
}

ErrorSituation situationOfSignIn(const Error &error)
{
    const bool nobodyKnown = error.problem == QLatin1String("other-user") && error.subject.isEmpty();
    return nobodyKnown ? ErrorSituation::NeedsToken : ErrorSituation::NeedsSignIn;
}

StepWords wordsOf(NextStep step)
{
    // A table, one line each.
    // clang-format off
    switch (step) {
    //: the first of each pair ends a sentence such as "Rename the file, then add it again."; so do those below
    case NextStep::AddMedia: return {Steps::tr("then add it again"), Steps::tr("Then add it again.")};
    case NextStep::Retry: return {Steps::tr("then retry"), Steps::tr("Then retry.")};
    case NextStep::TryNow: return {Steps::tr("then try now"), Steps::tr("Then try now.")};
    case NextStep::TryAgain: return {Steps::tr("then try again"), Steps::tr("Then try again.")};
    case NextStep::SignIn: return {Steps::tr("then sign in again"), Steps::tr("Then sign in again.")};
    case NextStep::Fix: return {Steps::tr("then fix it again"), Steps::tr("Then fix it again.")};
    case NextStep::SendAnyway: return {Steps::tr("or send it anyway"), Steps::tr("Or send it anyway.")};
    case NextStep::ChooseAccount: return {{}, Steps::tr("Choose where it goes: the sandbox or X.")};
    case NextStep::Edit:     // used for one kind of error, which has its own words
    case NextStep::FindFile: // likewise
    case NextStep::Decide:   // always the same words
    case NextStep::None: break;
    }
    // clang-format on
    return {};
}

} // namespace postreel
