// Rows about waits and user commands.
#include "app/store/wait_span.h"
#include "app/upload/upload_table.h"

namespace postreel {

using namespace upload_row;

namespace {
using Kind = UploadCommand::Kind;
} // namespace

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
