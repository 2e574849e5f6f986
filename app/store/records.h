// The records: all that Postreel knows of a Post and its uploads, as plain values.
// Invariant: a record alone is enough to go on after a crash; nothing that matters lives only in objects.
//
// Times ending in AtMs are milliseconds since the epoch. Those that X gave or that are compared with
// X's (expiresAtMs, sentAtMs) are on X's clock, all others on this computer's.
#pragma once

#include "app/base/error.h"

#include <QByteArray>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QVector>

namespace postreel {

enum class UploadState {
    Queued, Checking, NeedsFix, Fixing, Initializing, Sending, Finalizing,
    Processing, Ready, Waiting, NeedsSignIn, Paused, Cancelled, Failed,
};

enum class PostState {
    Draft, Scheduled, WaitingForMedia, Attaching, Posting, Unconfirmed, AskPerson,
    Posted, Waiting, NeedsSignIn, Paused, Cancelled, Failed,
};

// Why something waits; the closed list of the event `waiting`.
enum class WaitReason {
    None,
    Offline,       // no connection, no DNS
    CaptivePortal, // something other than X answers: a redirect
    Certificate,   // no private connection: the certificate is not trusted, or the TLS is too old
    Proxy,         // the proxy is away, or does not connect to X
    ProxySignIn,   // the proxy wants a user name and a password, or cannot be used as it is set: a person is needed
    RateLimit,     // X's limit is used up
    UsageCap,      // what the plan at X allows is used up, until its period ends or credit is bought
    TokenRefused,  // 401 with a fresh token: X's trouble, not the person's
    ServerTrouble, // 5xx, no answer, unreadable answer
    FileAway,      // card pulled, share gone, file moved
    StillWritten,  // another program still writes the file
    MediaNotYet,   // Create Post came too early for the media
    LookingUp,     // between two looks at the own timeline
    Metered,       // a connection that is paid by what it carries: the person is asked first
    Storage,       // our own database cannot be written: nothing is done that is not recorded
};

enum class UploadKind { Media, Cover, Subtitle };
enum class WireForm { Unknown, Resource, Command };
enum class Verdict { Unknown, Ready, MayBeRefused, WillBeRefused };

// What a fix does to a file; the closed list of the event `fixing`, cheapest first.
enum class FixKind {
    None,
    Text,    // subtitles as valid UTF-8
    Remux,   // another container, the streams as they are
    Trim,    // shorter, the streams as they are
    Audio,   // the sound re-encoded
    Video,   // the picture re-encoded
    Both,    // picture and sound re-encoded
    Fit,     // both, as good as a number of bytes allows
    Picture, // a picture in another size or format
    Gif,     // a GIF with fewer or smaller frames
};

// Whether it ends once the network is there again, or is another one.
bool isOfNetwork(WaitReason reason);
// Whether the next start may bring what it waits for: another network, proxy or --ca-file, a clock that was set.
bool mayEndByStart(WaitReason reason);

// Of a Post as it is recorded or shown: whether it is on X is not known, and something keeps from looking.
template <typename AnyPost> bool waitsToLook(const AnyPost &post)
{
    return post.state == PostState::Unconfirmed && post.reason != WaitReason::LookingUp && post.reason != WaitReason::None;
}
// The same, and only a sign-in or a token lets it be looked for.
template <typename AnyPost> bool needsTokenToLook(const AnyPost &post)
{
    return waitsToLook(post) && post.reason == WaitReason::TokenRefused && post.error.kind == ErrorKind::NotSignedIn;
}

QString nameOf(UploadState state);
QString nameOf(PostState state);
QString nameOf(WaitReason reason);
QString nameOf(UploadKind kind);
QString nameOf(WireForm form);
QString nameOf(Verdict verdict);
QString nameOf(FixKind kind);
// The values of those names; the first enumerator for an unknown one.
UploadState uploadStateOf(const QString &name);
PostState postStateOf(const QString &name);
WaitReason waitReasonOf(const QString &name);
UploadKind uploadKindOf(const QString &name);
WireForm wireFormOf(const QString &name);
Verdict verdictOf(const QString &name);
FixKind fixKindOf(const QString &name);
QStringList uploadStateNames();
QStringList postStateNames();
QStringList waitReasonNames();
QStringList verdictNames();
QStringList fixKindNames();

// One thing that X would refuse, or may. Values are for people: "120 fps", "60 fps".
struct Problem
{
    QString field; // "content", "bytes", "duration", "frame rate", …
    QString value;
    QString limit;
    QString fix; // what fixes it; empty when nothing does
    friend bool operator==(const Problem &, const Problem &) = default;
};

// What a file was when it was checked. Invalid (size < 0) until then.
struct Fingerprint
{
    qint64 size = -1;     // bytes
    qint64 mtimeMs = 0;   // last modification
    QByteArray hash;      // of head, tail and samples in between
    QByteArray body;      // of the same without the first 8 KiB, which a recorder writes again when it is done
    bool valid() const { return size >= 0; }
    friend bool operator==(const Fingerprint &, const Fingerprint &) = default;
};

// One of several sound tracks of a video.
struct SoundTrack
{
    int stream = -1; // its number in the file, from 0
    QString name;    // for people: "English, stereo"
    friend bool operator==(const SoundTrack &, const SoundTrack &) = default;
};

// What is known of a file's content, by its content and never by its suffix.
struct MediaFacts
{
    QString mediaType;     // "video/mp4"; empty when it is none that X takes
    QString mediaCategory; // "tweet_video"
    qint64 durationMs = -1; // -1: not known
    int width = 0;
    int height = 0;
    QVector<SoundTrack> sounds; // where there are several
    int sound = -1;             // stream of the one that is kept, of several
    friend bool operator==(const MediaFacts &, const MediaFacts &) = default;
};

// The fix that a file is offered, as it was counted when it was checked.
struct FixOffer
{
    FixKind kind = FixKind::None; // None: nothing fixes it
    qint64 ms = 0;    // how long it takes
    qint64 bytes = 0; // size of the result
    friend bool operator==(const FixOffer &, const FixOffer &) = default;
};

// One APPEND: a consecutive byte range with its index. Committed before the request leaves.
struct Segment
{
    int index = 0;      // 0…999
    qint64 offset = 0;  // bytes
    qint64 length = 0;  // bytes
    bool acked = false;
    int tries = 0;      // requests that left for it
    qint64 ms = 0;      // how long the acknowledged request took
    friend bool operator==(const Segment &, const Segment &) = default;
};

struct Upload
{
    QString id;
    QString postId;
    UploadKind kind = UploadKind::Media;
    QString parentId;  // of a cover or subtitle: the upload of its video
    int position = 0;  // within the Post
    QString file;      // absolute path
    QString account;   // key of the account it goes to
    QString altText;   // ≤ 1,000 characters
    QString language;  // of a subtitle: two capitals
    QString title;       // of a video, as X shows it under it; empty: none
    QString description; // the same
    qint64 coverMs = -1; // of a video: time of the frame wanted as cover; -1: X chooses
    bool sendAnyway = false;   // whatever is found
    QVector<Problem> accepted; // those that were told when "Send anyway" was said of them
    bool fix = false;      // fixed without a question
    qint64 trimStartMs = 0; // of a video: the part that is wanted
    qint64 trimEndMs = -1;  // -1: to its end
    int soundStream = -1;   // the sound track that is to be kept; -1: the one that is found to be the film's
    qint64 deadlineAtMs = 0;   // "Post no later than": the fix that makes it is chosen; 0: the best one
    QString fixedFile;        // the fixed file, which goes up in place of `file`; empty: `file` itself
    Fingerprint original;  // of `file` when `fixedFile` was made of it

    UploadState state = UploadState::Queued;
    UploadState resumeState = UploadState::Queued; // of Waiting, NeedsSignIn, Paused; of Failed: the step that failed
    WaitReason reason = WaitReason::None;
    qint64 waitSinceAtMs = 0; // when the wait began
    qint64 untilAtMs = 0; // end of the wait; 0: until something happens
    Error error;          // why it failed or waits

    MediaFacts facts;
    Fingerprint fingerprint;
    Verdict verdict = Verdict::Unknown;
    QVector<Problem> problems;
    FixOffer offer;

    QString mediaId;
    QString mediaKey;
    WireForm form = WireForm::Unknown;
    qint64 expiresAtMs = 0;  // X's clock; 0: not known
    int restarts = 0;        // INITs again because X had lost the media
    int attempts = 0;        // failures of the present step since the last progress
    qint64 chunkBytes = 0;   // size of the next segment handed out; 0: not chosen yet
    bool finalizeTwice = false; // FINALIZE was sent once more after an unanswered one
    bool finalizeRefused = false; // and refused: STATUS tells whether the first one had arrived
    bool doubted = false;       // X refused a Post with it, and is being asked whether it knows it
    QVector<Segment> segments; // consecutive from offset 0

    QString processing;   // "pending", "in_progress", …
    int percent = -1;     // of X's processing; -1: not told
    qint64 processingSinceAtMs = 0;
    qint64 createdAtMs = 0;

    const QString &sentFile() const { return fixedFile.isEmpty() ? file : fixedFile; }
    bool trims() const { return trimStartMs > 0 || trimEndMs >= 0; }
    // Whether the file is wanted otherwise than it is.
    bool changes() const { return trims() || soundStream >= 0; }
    qint64 totalBytes() const { return fingerprint.valid() ? fingerprint.size : 0; }
    qint64 ackedBytes() const;
    friend bool operator==(const Upload &, const Upload &) = default;
};

// Neither a picture nor a GIF, by X's category.
bool isVideo(const MediaFacts &facts);
// The same, of a Post's media.
bool isVideo(const Upload &upload);

// All that was said of an upload and nothing that became of it, for a new one in its place: without id and time.
Upload wishOf(const Upload &upload);

// One part of a thread; a Post that is no thread has one.
struct PostPart
{
    QString text;
    QString postedId;     // once X has it
    // X's clock; on disk before the request leaves. 0: no request of which X may have made a Post.
    qint64 sentAtMs = 0;     // the first such request
    qint64 lastSentAtMs = 0; // the last one
    int sends = 0;           // how many
    bool sentByXClock = false; // X had told its time before each of them; else the times are this computer's
    friend bool operator==(const PostPart &, const PostPart &) = default;
};

struct Post
{
    QString id;
    QString account; // key
    QVector<PostPart> parts;
    QString replySettings; // empty: everyone
    QString onceKey;       // --once

    PostState state = PostState::Draft;
    PostState resumeState = PostState::Draft; // of Waiting, NeedsSignIn, Paused; of Failed: the step that failed
    WaitReason reason = WaitReason::None;
    qint64 waitSinceAtMs = 0; // when the wait or the Undo pause began
    qint64 untilAtMs = 0; // end of the wait or of the Undo pause; of a schedule its date; 0: open
    Error error;

    qint64 scheduledAtMs = 0; // 0: at once
    int part = 0;             // the part that is being posted
    bool cancelAsked = false; // while its outcome was unknown
    bool mediaNotYetTried = false;
    QStringList refusedMedia; // ids of the media with which X refused it: refused again, they are sent again
    int attempts = 0;         // failures of the present step since the last progress
    int looks = 0;            // complete looks at the own timeline without finding it
    qint64 sendFirstAtMs = 0; // when a person put it before all others; 0: never
    qint64 createdAtMs = 0;
    qint64 activityAtMs = 0;
    friend bool operator==(const Post &, const Post &) = default;
};

// What an upload over a link begins with, and what it ended with the last time.
struct Pace
{
    int parallel = 5;               // segments at a time
    qint64 chunkBytes = 4LL << 20;
    friend bool operator==(const Pace &, const Pace &) = default;
};

// One line of a Post's timeline: what it, or an upload of it, changed to, and when.
struct HistoryEntry
{
    QString postId;
    QString uploadId; // empty: the Post itself
    qint64 atMs = 0;
    QString from;
    QString to;
    QString note; // X's own words, if any
};

// How long a sign-in lasts.
enum class AccountState {
    SignedIn,     // its tokens are in the keychain
    SessionOnly, // they were in memory, in the run that signed in
    Ended,        // X ended it
    SignedOut,    // by the person; the record names what was posted
};
QString nameOf(AccountState state);
AccountState accountStateOf(const QString &name); // SignedIn for a name that is none: the keychain knows

// A user of X who is signed in, or was: what people see of them and what X allows them. Holds no secret.
struct AccountRecord
{
    QString key;          // "<api host>/<user id>": that of the tokens, too
    QString userId;
    QString handle;       // without '@'
    QString name;
    QString pictureUrl;
    QString subscription; // X's word: None, Basic, Premium, PremiumPlus; empty: not known
    bool verified = false;
    QString verifiedType; // X's word: none, blue, business, government; empty: not known
    QString apiBase;
    QString authorizeUrl; // of the OAuth server, as the two below
    QString tokenUrl;
    QString revokeUrl;
    QString clientId;     // empty: signed in with a token
    QStringList scopes;   // as granted
    AccountState state = AccountState::SignedIn;
    qint64 addedAtMs = 0;
    friend bool operator==(const AccountRecord &, const AccountRecord &) = default;
};

} // namespace postreel

Q_DECLARE_METATYPE(postreel::Upload)
Q_DECLARE_METATYPE(postreel::Post)
