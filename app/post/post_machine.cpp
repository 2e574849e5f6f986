#include "app/post/post_machine.h"

#include "app/post/post_table.h"

namespace postreel {

namespace {

using State = PostState;

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
