// Rows about the media of a Post and about X's responses.
#include "app/post/post_table.h"

#include "app/x/error_mapping.h"

#include <algorithm>

namespace postreel {

namespace {
using State = PostState;
using Kind = PostCommand::Kind;
constexpr qint64 betweenLooksMs = 15'000;
} // namespace

using Outcome = PostTable::Outcome;

PostTable::Outcome PostTable::operator()(const post_event::AllReady &) const
{
    return p.state == State::WaitingForMedia ? enter(p, State::Attaching) : std::nullopt;
}

PostTable::Outcome PostTable::operator()(const post_event::MediaFailed &e) const
{
    return p.state == State::WaitingForMedia ? fail(p, State::WaitingForMedia, e.error) : std::nullopt;
}

PostTable::Outcome PostTable::operator()(const post_event::MediaExpired &) const
{
    if (p.state == State::Attaching)
        return enter(p, State::WaitingForMedia);
    if (p.state != State::Posting || p.part > 0)
        return std::nullopt;
    return enter(notMade(p), p.cancelAsked ? State::Cancelled : State::WaitingForMedia);
}

PostTable::Outcome PostTable::operator()(const post_event::Attached &) const
{
    if (p.state != State::Attaching)
        return std::nullopt;
    Post next = p;
    next.attempts = 0;
    return enter(next, State::Posting);
}

PostTable::Outcome PostTable::operator()(const post_event::Created &e) const
{
    return p.state == State::Posting ? partPosted(e.id) : std::nullopt;
}

PostTable::Outcome PostTable::operator()(const post_event::Refused &e) const
{
    if (p.state == State::Attaching)
        return fail(p, State::Attaching, e.error);
    if (p.state != State::Posting)
        return std::nullopt;
    return p.cancelAsked ? enter(notMade(p), State::Cancelled) : fail(notMade(p), State::Posting, e.error);
}

PostTable::Outcome PostTable::operator()(const post_event::Duplicate &e) const
{
    if (p.state != State::Posting)
        return std::nullopt;
    // The duplicate may be the result of an earlier request for this part.
    if (p.parts.at(p.part).sends > 1) {
        Outcome next = enter(p, State::Unconfirmed);
        next->post.error = e.error;
        return next;
    }
    return p.cancelAsked ? enter(notMade(p), State::Cancelled) : fail(notMade(p), State::Posting, e.error);
}

PostTable::Outcome PostTable::operator()(const post_event::NotMade &e) const
{
    if (p.state != State::Posting)
        return std::nullopt;
    Post next = notMade(p);
    if (p.cancelAsked)
        return enter(next, State::Cancelled);
    ++next.attempts;
    return suspend(next, State::Waiting, e.reason, e.untilAtMs, e.error);
}

PostTable::Outcome PostTable::operator()(const post_event::MediaNotYet &e) const
{
    if (p.state != State::Posting && p.state != State::Attaching)
        return std::nullopt;
    Post next = p.state == State::Posting ? notMade(p) : p;
    if (p.cancelAsked)
        return enter(next, State::Cancelled);
    const bool again = std::any_of(e.mediaIds.cbegin(), e.mediaIds.cend(),
                                   [this](const QString &id) { return p.refusedMedia.contains(id); });
    if (again) { // refused in an earlier try as well, after which X was asked about them
        Outcome waits = enter(next, State::WaitingForMedia);
        waits->post.mediaNotYetTried = false; // it may be too early for the new uploads, too
        waits->commands.prepend({Kind::ReuploadMedia});
        return waits;
    }
    if (p.mediaNotYetTried) {
        next.refusedMedia = e.mediaIds;
        return fail(next, p.state, e.error);
    }
    next.mediaNotYetTried = true;
    return suspend(next, State::Waiting, WaitReason::MediaNotYet, e.untilAtMs, e.error);
}

PostTable::Outcome PostTable::operator()(const post_event::OutcomeUnknown &e) const
{
    if (p.state != State::Posting)
        return std::nullopt;
    Outcome next = enter(p, State::Unconfirmed);
    next->post.error = e.error;
    return next;
}

PostTable::Outcome PostTable::operator()(const post_event::Found &e) const
{
    return p.state == State::Unconfirmed ? partPosted(e.id) : std::nullopt;
}

PostTable::Outcome PostTable::operator()(const post_event::LookupEmpty &) const
{
    if (p.state != State::Unconfirmed)
        return std::nullopt;
    Post next = p;
    next.attempts = 0;
    ++next.looks;
    const qint64 since = now.sinceSentMs.value_or(now.serverMs - p.parts.at(p.part).lastSentAtMs);
    const qint64 untilSure = lookUntilMs - std::max<qint64>(since, 0);
    if (next.looks >= looksUntilAbsent && untilSure <= 0) {
        if (p.error.kind == ErrorKind::Duplicate) // X has it but does not list it: only the user can tell
            return enterAskPerson(next);
        // A refusal that X may not have meant, the same after each proof that the Post does not exist.
        if (isDoubtful(p.error) && p.parts.at(p.part).sends >= doubtfulSendsBeforeFinal)
            return p.cancelAsked ? enter(notMade(next), State::Cancelled) : fail(notMade(next), State::Posting, p.error);
        return enter(next, p.cancelAsked ? State::Cancelled : State::Posting);
    }
    const bool last = next.looks + 1 >= looksUntilAbsent;
    return look(next, now.wallMs + (last ? std::max<qint64>(untilSure, 1000) : betweenLooksMs));
}

PostTable::Outcome PostTable::operator()(const post_event::LookupDelayed &e) const
{
    if (p.state != State::Unconfirmed)
        return std::nullopt;
    Post next = p;
    ++next.attempts;
    if (p.error.kind != ErrorKind::Duplicate)
        next.error = e.error;
    return look(next, e.untilAtMs, e.reason);
}

PostTable::Outcome PostTable::operator()(const post_event::LookupFailed &e) const
{
    if (p.state != State::Unconfirmed)
        return std::nullopt;
    Post next = p;
    next.error = e.error;
    return enterAskPerson(next);
}

PostTable::Outcome PostTable::operator()(const post_event::Decided &e) const
{
    if (p.state != State::AskPerson)
        return std::nullopt;
    if (e.posted)
        return partPosted({});
    Post next = p;
    next.parts[next.part].sends = 1;
    next = notMade(next);
    return enter(next, p.cancelAsked ? State::Cancelled : State::Posting);
}

PostTable::Outcome PostTable::operator()(const post_event::NeedSignIn &e) const
{
    if (p.state == State::Attaching)
        return suspend(p, State::NeedsSignIn, WaitReason::None, 0, e.error);
    if (p.state != State::Posting)
        return std::nullopt;
    if (p.cancelAsked)
        return enter(notMade(p), State::Cancelled);
    return suspend(notMade(p), State::NeedsSignIn, WaitReason::None, 0, e.error);
}

} // namespace postreel
