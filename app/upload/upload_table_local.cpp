// Rows about the file (checking it, fixing it, and changes to it while it is sent), waits and user commands.
#include "app/upload/upload_table.h"

#include "app/media/rules/limit_words.h"
#include "app/store/wait_span.h"
#include "app/upload/segment_plan.h"
#include "app/upload/upload_row.h"

#include <algorithm>

namespace postreel {

using namespace upload_row;

namespace {
using Kind = UploadCommand::Kind;

// Problems that the user has accepted stay accepted; a new problem or a lower limit asks again.
bool isAccepted(const Upload &upload, const QVector<Problem> &problems)
{
    const auto was = [&upload](const Problem &problem) {
        return std::any_of(upload.accepted.cbegin(), upload.accepted.cend(), [&problem](const Problem &other) {
            return other.field == problem.field && other.value == problem.value && other.limit == problem.limit;
        });
    };
    return upload.sendAnyway || (!problems.isEmpty() && std::all_of(problems.cbegin(), problems.cend(), was));
}
} // namespace

UploadTable::Outcome UploadTable::operator()(const event::Start &) const
{
    return u.state == State::Queued ? enter(u, State::Checking) : std::nullopt;
}

Upload UploadTable::checked(const event::FileOk &e) const
{
    Upload next = withoutMedia(u);
    next.fingerprint = e.fingerprint;
    next.facts = e.facts;
    next.verdict = e.verdict;
    next.problems = e.problems;
    next.offer = e.offer;
    return next;
}

UploadTable::Outcome UploadTable::operator()(const event::FileOk &e) const
{
    return u.state == State::Checking ? enter(checked(e), State::Initializing) : std::nullopt;
}

UploadTable::Outcome UploadTable::operator()(const event::FileNeedsFix &e) const
{
    if (u.state != State::Checking)
        return std::nullopt;
    // A fixed file that still needs a fix would be fixed over and over.
    const bool fixes = u.fixedFile.isEmpty() && e.offer.kind != FixKind::None && !dropsContent(e.problems) && (u.fix || u.changes());
    if (fixes)
        return enter(checked(e), State::Fixing);
    // A file that the user wants trimmed is never sent whole without asking.
    const bool asItIs = isAccepted(u, e.problems) && (!u.changes() || !u.fixedFile.isEmpty());
    return enter(checked(e), asItIs ? State::Initializing : State::NeedsFix);
}

UploadTable::Outcome UploadTable::operator()(const event::FileBad &e) const
{
    if (u.state != State::Checking)
        return std::nullopt;
    if (u.fixedFile.isEmpty())
        return fail(u, State::Checking, e.error);
    // The fixed file is gone, with the cache it was in: start over with the original.
    Upload next = u;
    next.fixedFile.clear();
    return enter(next, State::Checking);
}

UploadTable::Outcome UploadTable::operator()(const event::StillWritten &) const
{
    if (u.state != State::Checking)
        return std::nullopt;
    Upload next = u;
    next.resumeState = State::Checking;
    next.state = State::Waiting;
    next.reason = WaitReason::StillWritten;
    next.untilAtMs = 0;
    next.error = {};
    return stay(next, {{Kind::AwaitQuiet}});
}

UploadTable::Outcome UploadTable::operator()(const event::Fix &) const
{
    if (u.state != State::NeedsFix)
        return std::nullopt;
    Upload next = u;
    next.fix = true;
    next.sendAnyway = false;
    next.accepted.clear();
    if (!next.fixedFile.isEmpty()) // the fingerprint is that of the fixed file
        next.fingerprint = next.original;
    next.fixedFile.clear();
    return enter(next, State::Fixing);
}

UploadTable::Outcome UploadTable::operator()(const event::FixDone &e) const
{
    if (u.state != State::Fixing)
        return std::nullopt;
    Upload next = u;
    next.fixedFile = e.file;
    next.original = u.fingerprint;
    return enter(next, State::Checking);
}

UploadTable::Outcome UploadTable::operator()(const event::FixFailed &e) const
{
    if (u.state != State::Fixing)
        return std::nullopt;
    if (e.error.kind == ErrorKind::FileChanged)
        return e.grew ? enter(u, State::Checking) : fail(u, State::Checking, e.error);
    // The user chose "fix it, else send it as it is"; but a user who stops the fix wants to choose.
    if (u.sendAnyway && !u.changes() && e.error.kind != ErrorKind::Aborted)
        return enter(u, State::Initializing);
    Upload next = moved(u, State::NeedsFix);
    next.fix = false; // not retried automatically
    next.error = e.error;
    return stay(next);
}

UploadTable::Outcome UploadTable::operator()(const event::SendAnyway &e) const
{
    Upload next = u;
    const bool nothingFoundYet = u.state == State::Queued || u.state == State::Checking;
    next.sendAnyway = u.sendAnyway || e.whateverIsFound || nothingFoundYet;
    next.accepted = u.problems;
    next.fix = false; // overridden by the newer choice
    if (u.state == State::NeedsFix) {
        next.trimStartMs = 0; // untrimmed
        next.trimEndMs = -1;
        next.soundStream = -1;
        return enter(next, State::Initializing);
    }
    return nothingFoundYet ? stay(next) : std::nullopt;
}

UploadTable::Outcome UploadTable::operator()(const event::FileSame &e) const
{
    if (u.state != State::Sending)
        return std::nullopt;
    Upload next = u;
    next.fingerprint = e.fingerprint;
    return plan::allAcked(next) ? enter(next, State::Finalizing) : stay(next, {{Kind::Send}});
}

UploadTable::Outcome UploadTable::operator()(const event::FileChanged &e) const
{
    if (u.state != State::Sending && u.state != State::Finalizing && u.state != State::Ready)
        return std::nullopt;
    Upload next = u;
    next.fixedFile.clear(); // it is made again from the current file
    if (e.grew) // not edited, only appended to
        return stay(moved(withoutMedia(next), State::Checking), {{Kind::Abort}, {Kind::Check}});
    return fail(next, State::Checking, e.error);
}

UploadTable::Outcome UploadTable::operator()(const event::FileAway &e) const
{
    if (u.state != State::Sending)
        return std::nullopt;
    // It has no end time: it stays Waiting, without further records or events, until the file is back.
    Outcome away = suspend(State::Waiting, WaitReason::FileAway, 0, e.error);
    away->commands.last() = {Kind::AwaitFile}; // instead of Wake
    return away;
}

UploadTable::Outcome UploadTable::operator()(const event::FileFound &e) const
{
    if (u.state != State::Waiting || u.reason != WaitReason::FileAway)
        return std::nullopt;
    Upload next = u;
    next.file = e.file;
    next.fingerprint = e.fingerprint;
    return resumeFrom(next);
}

UploadTable::Outcome UploadTable::suspend(State to, WaitReason reason, qint64 untilAtMs,
                                          const Error &error) const
{
    Upload next = u;
    if (!isSuspended(u.state))
        next.resumeState = u.state;
    next.state = to;
    next.reason = reason;
    next.waitSinceAtMs = now;
    next.untilAtMs = boundedUntil(reason, untilAtMs, now);
    next.error = error;
    QVector<UploadCommand> commands = startCommands(to);
    if (to == State::Waiting)
        commands.append({Kind::Wake, next.untilAtMs});
    return stay(next, commands);
}

UploadTable::Outcome UploadTable::operator()(const event::Wait &e) const
{
    if (!worksForX(u.state))
        return std::nullopt;
    Upload waiting = u;
    waiting.attempts += e.error ? 1 : 0; // a question to the user is not a failure
    return UploadTable{waiting, now}.suspend(State::Waiting, e.reason, e.untilAtMs, e.error);
}

UploadTable::Outcome UploadTable::operator()(const event::NeedSignIn &e) const
{
    if (!worksForX(u.state))
        return std::nullopt;
    return suspend(State::NeedsSignIn, WaitReason::None, 0, e.error);
}

UploadTable::Outcome UploadTable::operator()(const event::Pause &) const
{
    if (!canPause(u.state))
        return std::nullopt;
    return suspend(State::Paused, WaitReason::None, 0, {});
}

UploadTable::Outcome UploadTable::operator()(const event::Due &) const
{
    return u.state == State::Waiting ? resumeFrom(u) : std::nullopt;
}

UploadTable::Outcome UploadTable::operator()(const event::Online &) const
{
    if (u.state != State::Waiting)
        return std::nullopt;
    // The network has no influence on X's limits or a missing card.
    const bool helps = isOfNetwork(u.reason) || u.reason == WaitReason::Metered;
    return helps ? resumeFrom(u) : stay(u);
}

UploadTable::Outcome UploadTable::operator()(const event::SignedIn &) const
{
    if (!signInHelps(u))
        return std::nullopt;
    Upload next = u;
    next.attempts = 0;
    return resumeFrom(next);
}

UploadTable::Outcome UploadTable::operator()(const event::Resume &) const
{
    return u.state == State::Paused ? resumeFrom(u) : std::nullopt;
}

UploadTable::Outcome UploadTable::operator()(const event::Cancel &) const
{
    return u.state == State::Cancelled ? std::nullopt : enter(u, State::Cancelled);
}

UploadTable::Outcome UploadTable::operator()(const event::Retry &) const
{
    if (u.state != State::Failed)
        return std::nullopt;
    Upload next = u;
    next.attempts = 0;
    next.restarts = 0;
    // X refused part of it: the same is sent once more; if refused again, everything is uploaded again.
    next.doubted = u.doubted || u.error.kind == ErrorKind::Refused || u.error.kind == ErrorKind::BadAnswer;
    return u.resumeState == State::Initializing ? checkAgain(next) : resumeFrom(next);
}

UploadTable::Outcome UploadTable::operator()(const event::Restored &) const
{
    if (u.state == State::Waiting && mayEndByStart(u.reason))
        return resumeFrom(u);
    if (u.state == State::Waiting && u.reason == WaitReason::FileAway) {
        Upload next = u;
        next.untilAtMs = 0;
        return stay(next, {{Kind::AwaitFile}});
    }
    if (u.state == State::Waiting) {
        const WaitSpan span = resumedSpan(u.reason, {u.waitSinceAtMs, u.untilAtMs}, now);
        Upload next = u;
        next.waitSinceAtMs = span.sinceAtMs;
        next.untilAtMs = span.untilAtMs;
        return stay(next, {{Kind::Wake, span.untilAtMs}});
    }
    if (u.state == State::Paused || u.state == State::NeedsSignIn || u.state == State::Failed ||
        u.state == State::Cancelled)
        return stay(u);
    return stay(u, resumeCommands(u.state));
}

} // namespace postreel
