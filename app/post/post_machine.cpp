#include "app/post/post_machine.h"

#include "app/post/post_table.h"
#include "app/store/wait_span.h"

namespace postreel {

namespace {

using State = PostState;
using Kind = PostCommand::Kind;

constexpr qint64 firstLookAfterMs = 1000; // X's timeline can lag

} // namespace

Post moved(Post post, State to)
{
    post.state = to;
    if (!isSuspended(to) && to != State::Failed && to != State::AskPerson) {
        post.error = {};
        post.reason = WaitReason::None;
        post.waitSinceAtMs = 0;
        post.untilAtMs = 0;
    }
    return post;
}

PostTable::Outcome PostTable::stay(Post post, QVector<PostCommand> commands)
{
    return PostStep{std::move(post), std::move(commands)};
}

Post notMade(Post post)
{
    PostPart &part = post.parts[post.part];
    part.sends = std::max(0, part.sends - 1);
    if (part.sends == 0) {
        part.sentAtMs = 0;
        part.lastSentAtMs = 0;
        part.sentByXClock = false;
    }
    return post;
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

bool canPause(PostState state)
{
    return state == PostState::Scheduled || state == PostState::WaitingForMedia ||
           state == PostState::Attaching || state == PostState::Waiting || state == PostState::NeedsSignIn;
}

bool canEdit(const Post &post)
{
    const bool onXInPart = post.part > 0 || (!post.parts.isEmpty() && post.parts.first().sends > 0);
    switch (post.state) {
    case PostState::Scheduled:
    case PostState::WaitingForMedia:
    case PostState::Attaching:
    case PostState::Waiting:
    case PostState::NeedsSignIn:
    case PostState::Paused:
    case PostState::Failed:
    case PostState::Cancelled:
        return !onXInPart;
    case PostState::Draft:
    case PostState::Posting:
    case PostState::Unconfirmed:
    case PostState::AskPerson:
    case PostState::Posted:
        return false;
    }
    return false;
}

bool mayBeOnX(const Post &post)
{
    return post.state == PostState::Posting || post.state == PostState::Unconfirmed ||
           post.state == PostState::AskPerson;
}

bool isSuspended(PostState state)
{
    return state == PostState::Waiting || state == PostState::NeedsSignIn || state == PostState::Paused;
}

bool signInHelps(const Post &post)
{
    return post.state == State::NeedsSignIn || post.state == State::Unconfirmed || post.state == State::AskPerson ||
           (post.state == State::Waiting && post.reason == WaitReason::TokenRefused);
}

bool beginsToSend(PostState from, PostState to)
{
    const auto sends = [](PostState state) { return state == State::Attaching || state == State::Posting; };
    return sends(to) && !sends(from);
}

PostStep pausedInstead(const PostStep &step)
{
    Post post = step.post.state == State::Posting ? notMade(step.post) : step.post; // the request is not sent
    post.resumeState = post.state;
    post.state = State::Paused;
    return {post, {}};
}

bool waitsForDate(const Post &post)
{
    return post.state == PostState::Scheduled && post.scheduledAtMs > 0 && post.untilAtMs == post.scheduledAtMs;
}

bool isUnderWay(PostState state)
{
    return state != PostState::Draft && state != PostState::Posted && state != PostState::Cancelled &&
           state != PostState::Failed;
}

std::optional<PostStep> step(const Post &post, const PostEvent &event, const Now &now)
{
    return std::visit(PostTable{post, now}, event);
}

QString nameOf(const PostEvent &event)
{
    static const char *const names[] = {
        "Submit",         "Edit",       "Due",      "AllReady",  "MediaFailed",    "MediaExpired",
        "Attached",       "Created",    "Refused",  "Duplicate", "NotMade",        "MediaNotYet",
        "OutcomeUnknown", "Found",      "LookupEmpty",  "LookupDelayed", "LookupFailed", "Decided",
        "Wait",           "NeedSignIn", "SignedIn", "Online",    "Pause",          "Resume",
        "Cancel",         "Retry",      "Restored"};
    static_assert(std::size(names) == std::variant_size_v<PostEvent>);
    return QLatin1String(names[event.index()]);
}

} // namespace postreel
