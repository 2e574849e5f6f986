// The rows of the post machine's table: one overload per event. For post_machine.cpp alone.
// Invariant: pure; an overload that answers nothing says that the table has no such entry.
#pragma once

#include "app/post/post_machine.h"

namespace postreel {

struct PostTable
{
    using State = PostState;
    using Outcome = std::optional<PostStep>;

    Post p; // the record as it was
    Now now;

    // what the rows are written with
    static Outcome stay(Post post, QVector<PostCommand> commands = {});
    Outcome enter(Post post, State to) const;
    Outcome look(Post post, qint64 atMs, WaitReason reason = WaitReason::LookingUp) const;
    Post waiting(Post post, WaitReason reason, qint64 untilAtMs) const;
    Outcome suspend(Post post, State to, WaitReason reason, qint64 untilAtMs, const Error &error) const;
    Outcome fail(Post post, State step, const Error &error) const;
    static Outcome enterAskPerson(Post post);
    Outcome resumeFrom() const;
    Outcome partIsOnX(const QString &id) const;

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

    // waits, and what a person asks
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

// In another state, without what belonged to the last one.
Post moved(Post post, PostState to);
// Every answer that proves that no Post was made takes its request back out of the count.
Post notMade(Post post);

} // namespace postreel
