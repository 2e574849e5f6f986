// The records: everything that Postreel knows about a Post and its uploads, as plain values.
// Invariant: a record alone is enough to go on after a crash; nothing that matters exists only in objects.
//
// Times ending in AtMs are milliseconds since the epoch. Those that X gave or that are compared with X's (expiresAtMs,
// sentAtMs, lastSentAtMs) are on X's clock, all others on this computer's.
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

// Why an upload or Post waits; all values of the event `waiting`.
enum class WaitReason {
    None,
    Offline,       // no connection, no DNS
    CaptivePortal, // something other than X responds: a redirect, or a page
    Certificate,   // no TLS connection: the certificate is not trusted, or the TLS version is too old
    Proxy,         // the proxy cannot be reached, or does not connect to X
    ProxySignIn,   // the proxy wants a user name and a password, or its setting is unusable: the user has to act
    RateLimit,     // X's rate limit is used up
    UsageCap,      // the quota of the plan at X is used up, until its period ends or credit is bought
    TokenRefused,  // X answers 401 to a fresh token, or the token cannot be had at the moment
    ServerTrouble, // 5xx, no response, or an unreadable one
    FileAway,      // card pulled, share gone, file moved
    StillWritten,  // another program still writes the file
    MediaNotYet,   // Create Post was sent before X had the media ready
    LookingUp,     // pause between two searches of the account's timeline
    Metered,       // the connection is metered: the user is asked first
    Storage,       // the database cannot be written: nothing is done that is not recorded
};

enum class UploadKind { Media, Cover, Subtitle };
// How the media upload of an API base is called: Resource has a path per step (/2/media/upload/ID/append), Command has one path
// and a field `command`. Unknown: not found out yet.
enum class WireForm { Unknown, Resource, Command };
enum class Verdict { Unknown, Ready, MayBeRefused, WillBeRefused };

// What a fix does to a file, cheapest first; all values of the event `fixing`.
enum class FixKind {
    None,
    Text,    // makes subtitles valid UTF-8
    Remux,   // another container; copies the streams
    Trim,    // shorter; copies the streams
    Audio,   // re-encodes the sound
    Video,   // re-encodes the picture
    Both,    // re-encodes picture and sound
    Fit,     // re-encodes both, as well as a number of bytes allows
    Picture, // a picture in another size or format
    Gif,     // a GIF with fewer or smaller frames
};

// Whether the wait may end once the network is back or has changed.
bool isOfNetwork(WaitReason reason);
// Whether the next start may end the wait: by another network, proxy or --ca-file, a clock that was set, a finished file.
bool mayEndByStart(WaitReason reason);

// Whether it is unknown if the Post is on X while something prevents a search for it. For records and for shown Posts.
template <typename AnyPost> bool waitsToLook(const AnyPost &post)
{
    return post.state == PostState::Unconfirmed && post.reason != WaitReason::LookingUp && post.reason != WaitReason::None;
}
// The same, if only a sign-in or a token makes the search possible.
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
// The value of a name; the first enumerator for an unknown name.
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

// One thing that X would or may refuse. Values are texts for people: "120 fps", "60 fps".
struct Problem
{
    QString field; // "content", "bytes", "duration", "frame rate", …
    QString value;
    QString limit;
    QString fix; // what fixes it; empty when nothing does
    friend bool operator==(const Problem &, const Problem &) = default;
};

// The state of a file when it was checked. Invalid (size < 0) until then.
struct Fingerprint
{
    qint64 size = -1;     // bytes
    qint64 mtimeMs = 0;   // last modification
    QByteArray hash;      // of head, tail and samples in between
    QByteArray body;      // the same without the first 8 KiB, which a recorder rewrites when it finishes
    bool valid() const { return size >= 0; }
    friend bool operator==(const Fingerprint &, const Fingerprint &) = default;
};

// One of several sound tracks of a video.
struct SoundTrack
{
    int stream = -1; // stream number in the file, from 0
    QString name;    // for people: "English, stereo"
    friend bool operator==(const SoundTrack &, const SoundTrack &) = default;
};

// What is known about a file's content; read from the content, never from the suffix.
struct MediaFacts
{
    QString mediaType;     // "video/mp4"; empty: no type that X takes
    QString mediaCategory; // "tweet_video"
    qint64 durationMs = -1; // -1: unknown
    int width = 0;
    int height = 0;
    QVector<SoundTrack> sounds; // empty unless there are several
    int sound = -1;             // stream number of the track that is kept, if there are several; else -1
    friend bool operator==(const MediaFacts &, const MediaFacts &) = default;
};

// The fix that is offered for a file, as estimated when the file was checked.
struct FixOffer
{
    FixKind kind = FixKind::None; // None: nothing fixes it
    qint64 ms = 0;    // how long it takes
    qint64 bytes = 0; // size of the result
    friend bool operator==(const FixOffer &, const FixOffer &) = default;
};

// One APPEND: a byte range and its index; ranges follow each other. In the database before the request is sent.
struct Segment
{
    int index = 0;      // 0…999
    qint64 offset = 0;  // bytes
    qint64 length = 0;  // bytes
    bool acked = false;
    int tries = 0;      // requests that were sent for it
    qint64 ms = 0;      // how long the acknowledged request took
    friend bool operator==(const Segment &, const Segment &) = default;
};

struct Upload
{
    QString id;
    QString postId;
    UploadKind kind = UploadKind::Media;
    QString parentId;  // of a cover or subtitle: id of the upload of its video
    int position = 0;  // within the Post
    QString file;      // absolute path
    QString account;   // key of its account
    QString altText;   // ≤ 1,000 characters
    QString language;  // of a subtitle: two capital letters
    QString title;       // of a video: X shows it below; empty: none
    QString description; // likewise
    qint64 coverMs = -1; // of a video: time of the frame used as cover; -1: X chooses
    bool sendAnyway = false;   // whatever problems are found
    QVector<Problem> accepted; // the problems that were shown when the user chose "Send anyway"
    bool fix = false;      // fix without asking
    qint64 trimStartMs = 0; // of a video: start of the part to send
    qint64 trimEndMs = -1;  // end of that part; -1: end of the video
    int soundStream = -1;   // sound track to keep; -1: chosen automatically
    qint64 deadlineAtMs = 0;   // "Post no later than": picks a fix that is done by then; 0: the best fix
    QString fixedFile;        // the fixed copy, which is uploaded instead of `file`; empty: `file` itself
    Fingerprint original;  // of `file` when `fixedFile` was made from it

    UploadState state = UploadState::Queued;
    UploadState resumeState = UploadState::Queued; // to return to from Waiting, NeedsSignIn, Paused; of Failed: the failed step
    WaitReason reason = WaitReason::None;
    qint64 waitSinceAtMs = 0; // when the wait began
    qint64 untilAtMs = 0; // end of the wait; 0: until an event
    Error error;          // why it failed or waits

    MediaFacts facts;
    Fingerprint fingerprint;
    Verdict verdict = Verdict::Unknown;
    QVector<Problem> problems;
    FixOffer offer;

    QString mediaId;
    QString mediaKey;
    WireForm form = WireForm::Unknown;
    qint64 expiresAtMs = 0;  // X's clock; 0: unknown
    int restarts = 0;        // INITs that were repeated because X had lost the media
    int attempts = 0;        // failures of the current step since the last progress
    qint64 chunkBytes = 0;   // size of the next segment; 0: not chosen yet
    bool finalizeTwice = false; // FINALIZE was repeated, as the first one got no response
    bool finalizeRefused = false; // the repeated one was refused: STATUS tells whether the first one arrived
    bool doubted = false;       // X refused a Post with it and is being asked whether it knows it
    QVector<Segment> segments; // consecutive from offset 0

    QString processing;   // "pending", "in_progress", …
    int percent = -1;     // of X's processing; -1: unknown
    qint64 processingSinceAtMs = 0;
    qint64 createdAtMs = 0;

    const QString &sentFile() const { return fixedFile.isEmpty() ? file : fixedFile; }
    bool trims() const { return trimStartMs > 0 || trimEndMs >= 0; }
    // Whether the user wants the file changed before it is sent.
    bool changes() const { return trims() || soundStream >= 0; }
    qint64 totalBytes() const { return fingerprint.valid() ? fingerprint.size : 0; }
    qint64 ackedBytes() const;
    friend bool operator==(const Upload &, const Upload &) = default;
};

// Neither a picture nor a GIF, by X's category.
bool isVideo(const MediaFacts &facts);
// False for covers and subtitles.
bool isVideo(const Upload &upload);

// Copies what the user chose for an upload, without its id, times and progress, for a new upload in its place.
Upload userChoicesOf(const Upload &upload);

// One part of a thread; a Post that is no thread has exactly one.
struct PostPart
{
    QString text;
    QString postedId;     // empty until X has it
    // X's clock; on disk before the request is sent. 0: no request that X may have turned into a Post.
    qint64 sentAtMs = 0;     // the first such request
    qint64 lastSentAtMs = 0; // the last one
    int sends = 0;           // how many
    bool sentByXClock = false; // X's time was known before each of them; else the times are this computer's
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
    PostState resumeState = PostState::Draft; // to return to from Waiting, NeedsSignIn, Paused; of Failed: the failed step
    WaitReason reason = WaitReason::None;
    qint64 waitSinceAtMs = 0; // when the wait or the Undo pause began
    qint64 untilAtMs = 0; // end of the wait or of the Undo pause; date of a schedule; 0: no end
    Error error;

    qint64 scheduledAtMs = 0; // 0: immediately
    int part = 0;             // index of the part that is being posted
    bool cancelAsked = false; // the user cancelled while the outcome was unknown
    // Whether the Post was already retried after X refused it for its media.
    bool mediaNotYetTried = false;
    QStringList refusedMedia; // ids of the media with which X refused it; if refused again, they are uploaded again
    int attempts = 0;         // failures of the current step since the last progress
    int looks = 0;            // complete searches of the account's timeline that did not find it
    qint64 sendFirstAtMs = 0; // when the user put it before all others; 0: never
    qint64 createdAtMs = 0;
    qint64 activityAtMs = 0;
    friend bool operator==(const Post &, const Post &) = default;
};

// What an upload over a link starts with, and what the last one ended with.
struct Pace
{
    int parallel = 5;               // segments in flight
    qint64 chunkBytes = 4LL << 20;
    friend bool operator==(const Pace &, const Pace &) = default;
};

// One line of a Post's history: a change of state of the Post or of one of its uploads.
struct HistoryEntry
{
    QString postId;
    QString uploadId; // empty: the Post itself
    qint64 atMs = 0;
    QString from;
    QString to;
    QString note; // X's own words, if any
};

// State of a sign-in.
enum class AccountState {
    SignedIn,     // its tokens are in the keychain
    SessionOnly, // its tokens were in memory only, in the run that signed in
    Ended,        // X ended it
    SignedOut,    // by the user; the record names the account of earlier Posts
};
QString nameOf(AccountState state);
AccountState accountStateOf(const QString &name); // SignedIn for an unknown name: the keychain will tell

// A user of X who is or was signed in: what is shown of them, and what X allows them. Holds no secret.
struct AccountRecord
{
    QString key;          // "<api host>/<user id>"; also the key of the tokens
    QString userId;
    QString handle;       // without '@'
    QString name;
    QString pictureUrl;
    QString subscription; // X's word: None, Basic, Premium, PremiumPlus; empty: unknown
    bool verified = false;
    QString verifiedType; // X's word: none, blue, business, government; empty: unknown
    QString apiBase;
    QString authorizeUrl; // of the OAuth server, like the two below
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
