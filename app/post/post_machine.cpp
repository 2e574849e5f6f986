#include "app/post/post_machine.h"

namespace postreel {

namespace {

using State = PostState;
using Kind = PostCommand::Kind;
using Outcome = std::optional<PostStep>;

constexpr qint64 firstLookAfterMs = 1000; // the list can lag
constexpr qint64 betweenLooksMs = 15'000;

Outcome stay(Post post, QVector<PostCommand> commands = {})
{
    return PostStep{std::move(post), std::move(commands)};
}

Post moved(Post post, State to)
{
    post.state = to;
    if (!isSuspended(to) && to != State::Failed && to != State::AskPerson) {
        post.error = {};
        post.reason = WaitReason::None;
        post.untilAtMs = 0;
    }
    return post;
}

// Every answer that proves that no Post was made takes its request back out of the count.
Post notMade(Post post)
{
    PostPart &part = post.parts[post.part];
    part.sends = std::max(0, part.sends - 1);
    if (part.sends == 0) {
        part.sentAtMs = 0;
        part.lastSentAtMs = 0;
    }
    return post;
}

struct Table
{
    Post p; // the record as it was
    Now now;

    Outcome enter(Post post, State to) const
    {
        post = moved(std::move(post), to);
        switch (to) {
        case State::WaitingForMedia:
            return stay(post, {{Kind::WatchMedia}});
        case State::Attaching:
            return stay(post, {{Kind::Attach}});
        case State::Posting: {
            PostPart &part = post.parts[post.part];
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

    Outcome look(Post post, qint64 atMs) const
    {
        post.reason = WaitReason::LookingUp;
        post.untilAtMs = atMs;
        return stay(post, {{Kind::Look, atMs}});
    }

    Outcome suspend(Post post, State to, WaitReason reason, qint64 untilAtMs, const Error &error) const
    {
        if (!isSuspended(post.state))
            post.backTo = post.state;
        post.state = to;
        post.reason = reason;
        post.untilAtMs = untilAtMs;
        post.error = error;
        return stay(post, to == State::Waiting ? QVector<PostCommand>{{Kind::Wake, untilAtMs}} : QVector<PostCommand>{});
    }

    Outcome fail(Post post, State step, const Error &error) const
    {
        post = moved(std::move(post), State::Failed);
        post.backTo = step;
        post.error = error;
        post.reason = WaitReason::None;
        post.untilAtMs = 0;
        return stay(post);
    }

    static Outcome enterAskPerson(Post post)
    {
        post = moved(std::move(post), State::AskPerson);
        post.reason = WaitReason::None;
        post.untilAtMs = 0;
        return stay(post);
    }

    Outcome comeBack() const
    {
        if (p.backTo != State::Scheduled)
            return enter(p, p.backTo);
        Post post = moved(p, State::Scheduled);
        post.untilAtMs = std::max(p.scheduledAtMs, now.wallMs);
        return stay(post, {{Kind::Wake, post.untilAtMs}});
    }

    Outcome partIsOnX(const QString &id) const
    {
        Post next = p;
        next.parts[next.part].postedId = id;
        next.attempts = 0;
        if (next.part + 1 >= next.parts.size())
            return enter(next, State::Posted);
        ++next.part;
        return enter(next, p.cancelAsked ? State::Cancelled : State::Posting);
    }

    Outcome operator()(const post_event::Submit &e) const
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
        next.untilAtMs = e.untilAtMs;
        return stay(next, {{Kind::Wake, e.untilAtMs}});
    }
    Outcome operator()(const post_event::Edit &) const
    {
        return canEdit(p) ? enter(p, State::Draft) : std::nullopt;
    }
    Outcome operator()(const post_event::Due &) const
    {
        if (p.state == State::Scheduled)
            return enter(p, State::WaitingForMedia);
        return p.state == State::Waiting ? comeBack() : std::nullopt;
    }

    Outcome operator()(const post_event::AllReady &) const
    {
        return p.state == State::WaitingForMedia ? enter(p, State::Attaching) : std::nullopt;
    }
    Outcome operator()(const post_event::MediaFailed &e) const
    {
        return p.state == State::WaitingForMedia ? fail(p, State::WaitingForMedia, e.error) : std::nullopt;
    }
    Outcome operator()(const post_event::MediaRanOut &) const
    {
        if (p.state == State::Attaching)
            return enter(p, State::WaitingForMedia);
        if (p.state != State::Posting || p.part > 0)
            return std::nullopt;
        return enter(notMade(p), p.cancelAsked ? State::Cancelled : State::WaitingForMedia);
    }
    Outcome operator()(const post_event::Attached &) const
    {
        if (p.state != State::Attaching)
            return std::nullopt;
        Post next = p;
        next.attempts = 0;
        return enter(next, State::Posting);
    }

    Outcome operator()(const post_event::Created &e) const
    {
        return p.state == State::Posting ? partIsOnX(e.id) : std::nullopt;
    }
    Outcome operator()(const post_event::Refused &e) const
    {
        if (p.state == State::Attaching)
            return fail(p, State::Attaching, e.error);
        if (p.state != State::Posting)
            return std::nullopt;
        return p.cancelAsked ? enter(notMade(p), State::Cancelled) : fail(notMade(p), State::Posting, e.error);
    }
    Outcome operator()(const post_event::Duplicate &e) const
    {
        if (p.state != State::Posting)
            return std::nullopt;
        // An earlier request of ours may be the one that X has.
        if (p.parts.at(p.part).sends > 1) {
            Outcome next = enter(p, State::Unconfirmed);
            next->post.error = e.error;
            return next;
        }
        return p.cancelAsked ? enter(notMade(p), State::Cancelled) : fail(notMade(p), State::Posting, e.error);
    }
    Outcome operator()(const post_event::NotMade &e) const
    {
        if (p.state != State::Posting)
            return std::nullopt;
        Post next = notMade(p);
        if (p.cancelAsked)
            return enter(next, State::Cancelled);
        ++next.attempts;
        return suspend(next, State::Waiting, e.reason, e.untilAtMs, e.error);
    }
    Outcome operator()(const post_event::MediaNotYet &e) const
    {
        if (p.state != State::Posting)
            return std::nullopt;
        Post next = notMade(p);
        if (p.cancelAsked)
            return enter(next, State::Cancelled);
        if (p.mediaNotYetTried)
            return fail(next, State::Posting, e.error);
        next.mediaNotYetTried = true;
        return suspend(next, State::Waiting, WaitReason::MediaNotYet, e.untilAtMs, e.error);
    }
    Outcome operator()(const post_event::OutcomeUnknown &e) const
    {
        if (p.state != State::Posting)
            return std::nullopt;
        Outcome next = enter(p, State::Unconfirmed);
        next->post.error = e.error;
        return next;
    }

    Outcome operator()(const post_event::Found &e) const
    {
        return p.state == State::Unconfirmed ? partIsOnX(e.id) : std::nullopt;
    }
    Outcome operator()(const post_event::NotSeen &) const
    {
        if (p.state != State::Unconfirmed)
            return std::nullopt;
        Post next = p;
        next.attempts = 0;
        ++next.looks;
        const qint64 untilSure = p.parts.at(p.part).lastSentAtMs + lookUntilMs - now.serverMs;
        if (next.looks >= looksUntilAbsent && untilSure <= 0) {
            if (p.error.kind == ErrorKind::Duplicate) // X has it and does not show it: no program can tell
                return enterAskPerson(next);
            return enter(next, p.cancelAsked ? State::Cancelled : State::Posting);
        }
        const bool last = next.looks + 1 >= looksUntilAbsent;
        return look(next, now.wallMs + (last ? std::max<qint64>(untilSure, 1000) : betweenLooksMs));
    }
    Outcome operator()(const post_event::LookLater &e) const
    {
        if (p.state != State::Unconfirmed)
            return std::nullopt;
        Post next = p;
        ++next.attempts;
        if (p.error.kind != ErrorKind::Duplicate)
            next.error = e.error;
        next.reason = e.reason;
        next.untilAtMs = e.untilAtMs;
        return stay(next, {{Kind::Look, e.untilAtMs}});
    }
    Outcome operator()(const post_event::LookImpossible &e) const
    {
        if (p.state != State::Unconfirmed)
            return std::nullopt;
        Post next = p;
        next.error = e.error;
        return enterAskPerson(next);
    }
    Outcome operator()(const post_event::Decided &e) const
    {
        if (p.state != State::AskPerson)
            return std::nullopt;
        if (e.posted)
            return partIsOnX({});
        Post next = p;
        next.parts[next.part].sends = 1;
        next = notMade(next);
        return enter(next, p.cancelAsked ? State::Cancelled : State::Posting);
    }

    Outcome operator()(const post_event::Wait &e) const
    {
        if (p.state != State::Attaching)
            return std::nullopt;
        Post next = p;
        ++next.attempts;
        return suspend(next, State::Waiting, e.reason, e.untilAtMs, e.error);
    }
    Outcome operator()(const post_event::NeedSignIn &e) const
    {
        if (p.state == State::Attaching)
            return suspend(p, State::NeedsSignIn, WaitReason::None, 0, e.error);
        if (p.state != State::Posting)
            return std::nullopt;
        if (p.cancelAsked)
            return enter(notMade(p), State::Cancelled);
        return suspend(notMade(p), State::NeedsSignIn, WaitReason::None, 0, e.error);
    }
    Outcome operator()(const post_event::SignedIn &) const
    {
        const bool helps = p.state == State::NeedsSignIn
            || (p.state == State::Waiting && p.reason == WaitReason::TokenRefused);
        return helps ? comeBack() : std::nullopt;
    }
    Outcome operator()(const post_event::Online &) const
    {
        const bool helps = p.reason == WaitReason::Offline || p.reason == WaitReason::CaptivePortal;
        if (p.state == State::Waiting)
            return helps ? comeBack() : stay(p);
        if (p.state == State::Unconfirmed)
            return helps ? look(p, now.wallMs) : stay(p);
        return std::nullopt;
    }

    Outcome operator()(const post_event::Pause &) const
    {
        return canPause(p.state) ? suspend(p, State::Paused, WaitReason::None, 0, {}) : std::nullopt;
    }
    Outcome operator()(const post_event::Resume &) const
    {
        return p.state == State::Paused ? comeBack() : std::nullopt;
    }
    Outcome operator()(const post_event::Cancel &) const
    {
        if (p.state == State::Posted || p.state == State::Cancelled)
            return std::nullopt;
        if (p.state != State::Posting && p.state != State::Unconfirmed && p.state != State::AskPerson)
            return enter(p, State::Cancelled);
        Post next = p; // it may stand on X already: first find out
        next.cancelAsked = true;
        return stay(next);
    }
    Outcome operator()(const post_event::Retry &) const
    {
        if (p.state != State::Failed)
            return std::nullopt;
        Post next = p;
        next.attempts = 0;
        next.mediaNotYetTried = false;
        Outcome back = enter(next, p.backTo == State::WaitingForMedia ? State::WaitingForMedia : p.backTo);
        if (p.backTo == State::WaitingForMedia)
            back->commands.prepend({Kind::RetryUploads});
        return back;
    }

    Outcome operator()(const post_event::Restored &) const
    {
        switch (p.state) {
        case State::Posting:
            return enter(p, State::Unconfirmed);
        case State::Unconfirmed:
            return look(p, now.wallMs);
        case State::Scheduled:
        case State::Waiting:
            return stay(p, {{Kind::Wake, p.untilAtMs}});
        case State::WaitingForMedia:
            return stay(p, {{Kind::WatchMedia}});
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
};

} // namespace

bool canPause(PostState state)
{
    return state == PostState::Scheduled || state == PostState::WaitingForMedia || state == PostState::Attaching
        || state == PostState::Waiting || state == PostState::NeedsSignIn;
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

bool mayStandOnX(const Post &post)
{
    return post.state == PostState::Posting || post.state == PostState::Unconfirmed
        || post.state == PostState::AskPerson;
}

bool isSuspended(PostState state)
{
    return state == PostState::Waiting || state == PostState::NeedsSignIn || state == PostState::Paused;
}

bool isUnderWay(PostState state)
{
    return state != PostState::Draft && state != PostState::Posted && state != PostState::Cancelled
        && state != PostState::Failed;
}

std::optional<PostStep> step(const Post &post, const PostEvent &event, const Now &now)
{
    return std::visit(Table{post, now}, event);
}

QString nameOf(const PostEvent &event)
{
    static const char *const names[] = {
        "Submit", "Edit", "Due", "AllReady", "MediaFailed", "MediaRanOut", "Attached", "Created", "Refused", "Duplicate", "NotMade",
        "MediaNotYet", "OutcomeUnknown", "Found", "NotSeen", "LookLater", "LookImpossible", "Decided", "Wait",
        "NeedSignIn", "SignedIn", "Online", "Pause", "Resume", "Cancel", "Retry", "Restored"};
    static_assert(std::size(names) == std::variant_size_v<PostEvent>);
    return QLatin1String(names[event.index()]);
}

} // namespace postreel
