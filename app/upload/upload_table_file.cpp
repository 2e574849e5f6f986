// Rows about the file: checking it, mending it, and what becomes of it while it is sent.
#include "app/upload/upload_table.h"

#include "app/upload/segment_plan.h"

namespace postreel {

using namespace upload_row;

namespace {
using Kind = UploadCommand::Kind;
constexpr qint64 lookAgainForFileMs = 5000;
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
    return enter(checked(e), u.sendAnyway ? State::Initializing : State::NeedsFix);
}

UploadTable::Outcome UploadTable::operator()(const event::FileBad &e) const
{
    return u.state == State::Checking ? fail(u, State::Checking, e.error) : std::nullopt;
}

UploadTable::Outcome UploadTable::operator()(const event::Fix &) const
{
    return u.state == State::NeedsFix ? enter(u, State::Fixing) : std::nullopt;
}

UploadTable::Outcome UploadTable::operator()(const event::FixDone &e) const
{
    if (u.state != State::Fixing)
        return std::nullopt;
    Upload next = u;
    next.file = e.file;
    return enter(next, State::Checking);
}

UploadTable::Outcome UploadTable::operator()(const event::FixFailed &e) const
{
    if (u.state != State::Fixing)
        return std::nullopt;
    Upload next = moved(u, State::NeedsFix);
    next.error = e.error;
    return stay(next);
}

UploadTable::Outcome UploadTable::operator()(const event::SendAnyway &) const
{
    Upload next = u;
    next.sendAnyway = true;
    if (u.state == State::NeedsFix)
        return enter(next, State::Initializing);
    return u.state == State::Queued || u.state == State::Checking ? stay(next) : std::nullopt;
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
    const bool matters = u.state == State::Sending || u.state == State::Finalizing;
    return matters ? fail(u, State::Checking, e.error) : std::nullopt;
}

UploadTable::Outcome UploadTable::operator()(const event::FileAway &e) const
{
    if (u.state != State::Sending)
        return std::nullopt;
    return suspend(State::Waiting, WaitReason::FileAway, now + lookAgainForFileMs, e.error);
}

UploadTable::Outcome UploadTable::operator()(const event::FileFound &e) const
{
    if (u.state != State::Waiting || u.reason != WaitReason::FileAway)
        return std::nullopt;
    Upload next = u;
    next.file = e.file;
    next.fingerprint = e.fingerprint;
    return comeBack(next);
}

} // namespace postreel
