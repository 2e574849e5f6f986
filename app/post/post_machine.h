// The Post state machine: how a Post reacts to each event. The table is in app/README.md.
// Invariant: pure; (record, event, now) → (record, commands). The step that orders a request which may create a Post
// counts it in `sends`, so that the count is on disk before the request is sent.
//
//   Draft → Scheduled → Waiting for media → Attaching → Posting → Posted
//                                                     ↑      ↓ no answer
//                                           Absent    └─ Unconfirmed → AskPerson
#pragma once

#include "app/store/records.h"

#include <optional>
#include <variant>

namespace postreel {

// Times in `untilAtMs` and `scheduledAtMs` are wall clock, ms.
namespace post_event {

struct Submit { qint64 untilAtMs = 0; qint64 scheduledAtMs = 0; }; // 0: immediately; `untilAtMs`: Undo pause or schedule
struct Edit { };
struct Due { };
struct AllReady { };
struct MediaFailed { Error error; };
struct MediaExpired { };                  // X no longer holds the media to attach
struct Attached { };
struct Created { QString id; };
struct Refused { Error error; };         // X's final refusal: no Post was created
struct Duplicate { Error error; };       // X says that this Post exists already
struct NotMade { WaitReason reason = WaitReason::None; qint64 untilAtMs = 0; Error error; }; // no Post was created; wait
struct MediaNotYet { QStringList mediaIds; qint64 untilAtMs = 0; Error error; }; // X does not accept this media
struct OutcomeUnknown { Error error; };  // no response, 5xx, unreadable 2xx
struct Found { QString id; };
struct LookupEmpty { };                      // one complete lookup of the account's timeline did not find it
struct LookupDelayed { WaitReason reason = WaitReason::None; qint64 untilAtMs = 0; Error error; };
struct LookupFailed { Error error; };
struct Decided { bool posted = false; }; // by the user
struct Wait { WaitReason reason = WaitReason::None; qint64 untilAtMs = 0; Error error; }; // in Attaching
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
        AwaitMedia,    // start queued uploads; AllReady or MediaFailed follows
        Attach,        // alt texts, subtitles
        Send,          // Create Post for the current part
        Look,          // search the account's timeline at `value` (wall clock)
        Wake,          // Due at `value` (wall clock)
        CancelUploads,
        RetryUploads,
        VerifyMedia,    // ask X whether it knows the media that it refused
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
    bool serverIsKnown = false; // X's time is known, and no clock was changed since
    // Time that has certainly passed since the last request that may have created this Post; nullopt: computed from
    // the record's times.
    std::optional<qint64> sinceSentMs = std::nullopt;
};

// nullopt: the table has no entry for this pair, which is a bug of the caller.
std::optional<PostStep> step(const Post &post, const PostEvent &event, const Now &now);

QString nameOf(const PostEvent &event);
bool canPause(PostState state);
bool canEdit(const Post &post); // false once part of it may be on X, and in Draft
bool mayBeOnX(const Post &post); // a request was sent, and its outcome is not known yet
bool isSuspended(PostState state);
bool waitsForDate(const Post &post); // Scheduled for a date; false during the Undo pause
// Whether a sign-in of the account lets the Post continue.
bool signInHelps(const Post &post);
// Whether a transition starts requests to X for the Post; false from part to part while Posting.
bool beginsToSend(PostState from, PostState to);
// Replaces such a step while sending is paused: enters Paused, and Resume takes the step.
PostStep pausedInstead(const PostStep &step);
// Submitted and not yet finished.
bool isUnderWay(PostState state);

// A Post counts as absent after this many complete lookups, the last at least this long after the last request.
inline constexpr int looksUntilAbsent = 3;
inline constexpr int doubtfulSendsBeforeFinal = 3; // of one part, each proven absent afterwards
inline constexpr qint64 lookUntilMs = 60'000;

} // namespace postreel
