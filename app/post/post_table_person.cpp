// Rows about waits and user commands.
#include "app/post/post_table.h"
#include "app/store/wait_span.h"

namespace postreel {

namespace {
using State = PostState;
using Kind = PostCommand::Kind;
} // namespace

using Outcome = PostTable::Outcome;

PostTable::Outcome PostTable::operator()(const post_event::Submit &e) const
{
    if (p.state != State::Draft)
        return std::nullopt;
    Post next = p;
    next.cancelAsked = false;
    next.mediaNotYetTried = false;
    next.attempts = 0;
    next.scheduledAtMs = e.scheduledAtMs;
    if (e.untilAtMs <= now.wallMs)
        return enter(next, State::WaitingForMedia);
    next = moved(next, State::Scheduled);
    next.waitSinceAtMs = now.wallMs;
    next.untilAtMs = e.untilAtMs;
    return stay(next, {{Kind::Wake, e.untilAtMs}});
}

PostTable::Outcome PostTable::operator()(const post_event::Edit &) const
{
    return canEdit(p) ? enter(p, State::Draft) : std::nullopt;
}

PostTable::Outcome PostTable::operator()(const post_event::Due &) const
{
    if (p.state == State::Scheduled)
        return enter(p, State::WaitingForMedia);
    if (p.state == State::Unconfirmed)
        return look(p, now.wallMs);
    return p.state == State::Waiting ? resumeFrom() : std::nullopt;
}

PostTable::Outcome PostTable::operator()(const post_event::Wait &e) const
{
    if (p.state != State::Attaching)
        return std::nullopt;
    Post next = p;
    ++next.attempts;
    return suspend(next, State::Waiting, e.reason, e.untilAtMs, e.error);
}

PostTable::Outcome PostTable::operator()(const post_event::SignedIn &) const
{
    if (p.state == State::Unconfirmed)
        return look(p, now.wallMs);
    // The missing sign-in may be why the lookup was refused. A sign-in does not make a duplicate visible.
    if (p.state == State::AskPerson)
        return p.error.kind == ErrorKind::Duplicate ? stay(p) : enter(p, State::Unconfirmed);
    return signInHelps(p) ? resumeFrom() : std::nullopt;
}

PostTable::Outcome PostTable::operator()(const post_event::Online &) const
{
    const bool helps = isOfNetwork(p.reason);
    if (p.state == State::Waiting)
        return helps ? resumeFrom() : stay(p);
    if (p.state == State::Unconfirmed)
        return helps ? look(p, now.wallMs) : stay(p);
    return std::nullopt;
}

PostTable::Outcome PostTable::operator()(const post_event::Pause &) const
{
    return canPause(p.state) ? suspend(p, State::Paused, WaitReason::None, 0, {}) : std::nullopt;
}

PostTable::Outcome PostTable::operator()(const post_event::Resume &) const
{
    return p.state == State::Paused ? resumeFrom() : std::nullopt;
}

PostTable::Outcome PostTable::operator()(const post_event::Cancel &) const
{
    if (p.state == State::Posted || p.state == State::Cancelled)
        return std::nullopt;
    if (p.state != State::Posting && p.state != State::Unconfirmed && p.state != State::AskPerson)
        return enter(p, State::Cancelled);
    Post next = p; // it may be on X already: find out first
    next.cancelAsked = true;
    return stay(next);
}

PostTable::Outcome PostTable::operator()(const post_event::Retry &) const
{
    if (p.state != State::Failed)
        return std::nullopt;
    Post next = p;
    next.attempts = 0;
    next.mediaNotYetTried = false;
    const bool mediaRefused = p.error.kind == ErrorKind::MediaInvalid;
    Outcome back = enter(next, mediaRefused ? State::WaitingForMedia : p.resumeState);
    if (mediaRefused)
        back->commands.prepend({Kind::VerifyMedia});
    if (p.resumeState == State::WaitingForMedia)
        back->commands.prepend({Kind::RetryUploads});
    return back;
}

PostTable::Outcome PostTable::operator()(const post_event::Restored &) const
{
    switch (p.state) {
    case State::Posting:
        return enter(p, State::Unconfirmed);
    case State::Unconfirmed:
        return look(p, now.wallMs);
    case State::Scheduled:
    case State::Waiting: {
        if (p.state == State::Waiting && mayEndByStart(p.reason))
            return resumeFrom();
        if (waitsForDate(p))
            return stay(p, {{Kind::Wake, p.untilAtMs}});
        const WaitSpan span = resumedSpan(p.reason, {p.waitSinceAtMs, p.untilAtMs}, now.wallMs);
        Post next = p;
        next.waitSinceAtMs = span.sinceAtMs;
        next.untilAtMs = span.untilAtMs;
        return stay(next, {{Kind::Wake, span.untilAtMs}});
    }
    case State::WaitingForMedia:
        return stay(p, {{Kind::AwaitMedia}});
    case State::Attaching:
        return stay(p, {{Kind::Attach}});
    case State::Draft:
    case State::AskPerson:
    case State::Posted:
    case State::NeedsSignIn:
    case State::Paused:
    case State::Cancelled:
    case State::Failed:
        return stay(p);
    }
    return std::nullopt;
}

} // namespace postreel
