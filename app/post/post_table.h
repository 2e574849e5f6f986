// The transition table of the Post machine: one overload per event. Used by step() of post_machine.cpp alone.
// Invariant: pure; an overload returns nullopt where the table has no entry.
#pragma once

#include "app/post/post_machine.h"

namespace postreel {

struct PostTable
{
    using State = PostState;
    using Outcome = std::optional<PostStep>;

    Post p; // the record before the event
    Now now;

    // helpers of the rows
    static Outcome stay(Post post, QVector<PostCommand> commands = {});
    Outcome enter(Post post, State to) const;
    Outcome look(Post post, qint64 atMs, WaitReason reason = WaitReason::LookingUp) const;
    Post waiting(Post post, WaitReason reason, qint64 untilAtMs) const;
    Outcome suspend(Post post, State to, WaitReason reason, qint64 untilAtMs, const Error &error) const;
    Outcome fail(Post post, State step, const Error &error) const;
    static Outcome enterAskPerson(Post post);
    Outcome resumeFrom() const;
    Outcome partPosted(const QString &id) const;

    // about the media and X
    Outcome operator()(const post_event::AllReady &) const;
    Outcome operator()(const post_event::MediaFailed &e) const;
    Outcome operator()(const post_event::MediaExpired &) const;
    Outcome operator()(const post_event::Attached &) const;
    Outcome operator()(const post_event::Created &e) const;
    Outcome operator()(const post_event::Refused &e) const;
    Outcome operator()(const post_event::Duplicate &e) const;
    Outcome operator()(const post_event::NotMade &e) const;
    Outcome operator()(const post_event::MediaNotYet &e) const;
    Outcome operator()(const post_event::OutcomeUnknown &e) const;
    Outcome operator()(const post_event::Found &e) const;
    Outcome operator()(const post_event::LookupEmpty &) const;
    Outcome operator()(const post_event::LookupDelayed &e) const;
    Outcome operator()(const post_event::LookupFailed &e) const;
    Outcome operator()(const post_event::Decided &e) const;
    Outcome operator()(const post_event::NeedSignIn &e) const;

    // waits and user commands
    Outcome operator()(const post_event::Submit &e) const;
    Outcome operator()(const post_event::Edit &) const;
    Outcome operator()(const post_event::Due &) const;
    Outcome operator()(const post_event::Wait &e) const;
    Outcome operator()(const post_event::SignedIn &) const;
    Outcome operator()(const post_event::Online &) const;
    Outcome operator()(const post_event::Pause &) const;
    Outcome operator()(const post_event::Resume &) const;
    Outcome operator()(const post_event::Cancel &) const;
    Outcome operator()(const post_event::Retry &) const;
    Outcome operator()(const post_event::Restored &) const;
};

// The Post in another state, without the wait and error of the previous one.
Post moved(Post post, PostState to);
// Takes a request back out of `sends`: for every response that proves that no Post was created.
Post notMade(Post post);

} // namespace postreel
