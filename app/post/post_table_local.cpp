// Entering and leaving states; rows about waits and user commands.
#include "app/post/post_table.h"
#include "app/store/wait_span.h"

namespace postreel {

namespace {
using State = PostState;
using Kind = PostCommand::Kind;
constexpr qint64 firstLookAfterMs = 1000; // X's timeline can lag
} // namespace

using Outcome = PostTable::Outcome;

PostTable::Outcome PostTable::stay(Post post, QVector<PostCommand> commands)
{
    return PostStep{std::move(post), std::move(commands)};
}

PostTable::Outcome PostTable::enter(Post post, State to) const
{
    post = moved(std::move(post), to);
    switch (to) {
    case State::WaitingForMedia:
        return stay(post, {{Kind::AwaitMedia}});
    case State::Attaching:
        return stay(post, {{Kind::Attach}});
    case State::Posting: {
        PostPart &part = post.parts[post.part];
        part.sentByXClock = now.serverIsKnown && (part.sends == 0 || part.sentByXClock);
        ++part.sends;
        part.lastSentAtMs = now.serverMs;
        if (part.sentAtMs == 0)
            part.sentAtMs = now.serverMs;
        post.looks = 0;
        return stay(post, {{Kind::Send}});
    }
    case State::Unconfirmed:
        post.looks = 0;
        return look(post, now.wallMs + firstLookAfterMs);
    case State::Cancelled:
        return stay(post, {{Kind::CancelUploads}});
    case State::Draft:
    case State::Scheduled:
    case State::AskPerson:
    case State::Posted:
    case State::Waiting:
    case State::NeedsSignIn:
    case State::Paused:
    case State::Failed:
        return stay(post);
    }
    return stay(post);
}

Post PostTable::waiting(Post post, WaitReason reason, qint64 untilAtMs) const
{
    post.reason = reason;
    post.waitSinceAtMs = now.wallMs;
    post.untilAtMs = boundedUntil(reason, untilAtMs, now.wallMs);
    return post;
}

PostTable::Outcome PostTable::look(Post post, qint64 atMs, WaitReason reason) const
{
    post = waiting(std::move(post), reason, atMs);
    return stay(post, {{Kind::Look, post.untilAtMs}});
}

PostTable::Outcome PostTable::suspend(Post post, State to, WaitReason reason, qint64 untilAtMs,
                                      const Error &error) const
{
    if (!isSuspended(post.state))
        post.resumeState = post.state;
    post.state = to;
    post = waiting(std::move(post), reason, untilAtMs);
    post.error = error;
    return stay(post, to == State::Waiting ? QVector<PostCommand>{{Kind::Wake, post.untilAtMs}}
                                           : QVector<PostCommand>{});
}

PostTable::Outcome PostTable::fail(Post post, State step, const Error &error) const
{
    post = moved(std::move(post), State::Failed);
    post.resumeState = step;
    post.error = error;
    post.reason = WaitReason::None;
    post.waitSinceAtMs = 0;
    post.untilAtMs = 0;
    return stay(post);
}

PostTable::Outcome PostTable::enterAskPerson(Post post)
{
    post = moved(std::move(post), State::AskPerson);
    post.reason = WaitReason::None;
    post.waitSinceAtMs = 0;
    post.untilAtMs = 0;
    return stay(post);
}

PostTable::Outcome PostTable::resumeFrom() const
{
    if (p.resumeState != State::Scheduled)
        return enter(p, p.resumeState);
    Post post = moved(p, State::Scheduled);
    post.untilAtMs = std::max(p.scheduledAtMs, now.wallMs);
    return stay(post, {{Kind::Wake, post.untilAtMs}});
}

PostTable::Outcome PostTable::partPosted(const QString &id) const
{
    Post next = p;
    next.parts[next.part].postedId = id;
    next.attempts = 0;
    if (next.part + 1 >= next.parts.size())
        return enter(next, State::Posted);
    ++next.part;
    return enter(next, p.cancelAsked ? State::Cancelled : State::Posting);
}

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
