// The post machine: what a Post does about each event. The table is in app/README.md.
// Invariant: pure; (record, event, now) → (record, commands). A request that may make a Post is counted in
// `sends` by the step that orders it, so that it is on disk before it leaves.
//
//   Draft → Scheduled → Waiting for media → Attaching → Posting → Posted
//                                                     ↑      ↓ no answer
//                                           Absent    └─ Unconfirmed → AskPerson
#pragma once

#include "app/store/records.h"

#include <optional>
#include <variant>

namespace postreel {

namespace post_event {

struct Submit { qint64 untilAtMs = 0; qint64 scheduledAtMs = 0; }; // 0: at once; until: Undo pause or schedule
struct Edit { };
struct Due { };
struct AllReady { };
struct MediaFailed { Error error; };
struct MediaExpired { };                  // while the Post waited: X no longer holds what is to be attached
struct Attached { };
struct Created { QString id; };
struct Refused { Error error; };         // X did not make it, for good
struct Duplicate { Error error; };       // X says that it has this Post already
struct NotMade { WaitReason reason = WaitReason::None; qint64 untilAtMs = 0; Error error; }; // and why to wait
struct MediaNotYet { QStringList mediaIds; qint64 untilAtMs = 0; Error error; }; // X does not take these with it
struct OutcomeUnknown { Error error; };  // no answer, 5xx, unreadable 2xx
struct Found { QString id; };
struct LookupEmpty { };                      // one complete look at the own timeline without it
struct LookupDelayed { WaitReason reason = WaitReason::None; qint64 untilAtMs = 0; Error error; };
struct LookupFailed { Error error; };
struct Decided { bool posted = false; }; // by a person
struct Wait { WaitReason reason = WaitReason::None; qint64 untilAtMs = 0; Error error; }; // while attaching
struct NeedSignIn { Error error; };
struct SignedIn { };
struct Online { };
struct Pause { };
struct Resume { };
struct Cancel { };
struct Retry { };
struct Restored { };

} // namespace post_event

using PostEvent =
    std::variant<post_event::Submit, post_event::Edit, post_event::Due, post_event::AllReady, post_event::MediaFailed,
                 post_event::MediaExpired, post_event::Attached, post_event::Created, post_event::Refused, post_event::Duplicate,
                 post_event::NotMade, post_event::MediaNotYet, post_event::OutcomeUnknown, post_event::Found,
                 post_event::LookupEmpty, post_event::LookupDelayed, post_event::LookupFailed, post_event::Decided,
                 post_event::Wait, post_event::NeedSignIn, post_event::SignedIn, post_event::Online, post_event::Pause,
                 post_event::Resume, post_event::Cancel, post_event::Retry, post_event::Restored>;

struct PostCommand
{
    enum class Kind {
        WatchMedia,    // start what is queued; AllReady or MediaFailed when it is so
        Attach,        // alt texts, subtitles
        Send,          // Create Post for the present part
        Look,          // at the own timeline, at `value` (wall clock)
        Wake,          // Due at `value` (wall clock)
        CancelUploads,
        RetryUploads,
        ProveMedia,    // ask X whether it knows the media that it refused
        ReuploadMedia, // upload them again
    };
    Kind kind;
    qint64 value = 0;
    friend bool operator==(const PostCommand &, const PostCommand &) = default;
};

struct PostStep
{
    Post post;
    QVector<PostCommand> commands;
};

struct Now
{
    qint64 wallMs = 0;
    qint64 serverMs = 0; // X's clock
    bool serverIsKnown = false; // X told it, and no clock was set since
    // What has surely passed since the last request that may have made this Post; nothing: as the record's times have it.
    std::optional<qint64> sinceSentMs = std::nullopt;
};

// Nothing: the table has no entry for this pair, which is a bug of the caller.
std::optional<PostStep> step(const Post &post, const PostEvent &event, const Now &now);

QString nameOf(const PostEvent &event);
bool canPause(PostState state);
bool canEdit(const Post &post); // nothing of it may be on X
bool mayStandOnX(const Post &post); // a request is out, or its outcome is not known yet
bool isSuspended(PostState state);
bool waitsForDate(const Post &post); // for its schedule, which is a date; the Undo pause is a while
// What ends when the account signs in.
bool signInHelps(const Post &post);
// Whether a step from one state to the other begins to work for the Post at X; a thread that is half on X goes on.
bool beginsToSend(PostState from, PostState to);
// Such a step, for the time when nothing is to be sent: Paused in place of it, and Resume takes it.
PostStep putOff(const PostStep &step);
// Submitted, and not yet at an end.
bool isUnderWay(PostState state);

// Absent means this many complete looks, the last at least so long after the last request.
inline constexpr int looksUntilAbsent = 3;
inline constexpr qint64 lookUntilMs = 60'000;

} // namespace postreel
