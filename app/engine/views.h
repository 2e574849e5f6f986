// Value snapshots that the engine gives to the window and to scripts.
// Invariant: a view is a copy; holding it keeps nothing alive and changing it changes nothing.
#pragma once

#include "app/auth/sign_in_outcome.h"
#include "app/media/filmstrip.h"
#include "app/store/records.h"
#include "app/upload/speed_limit.h"

#include <QJsonObject>
#include <QMetaType>
#include <QString>
#include <QUrl>
#include <QVector>

namespace postreel {

enum class SegmentPhase { Waiting, InFlight, Sent, Retried };

struct SegmentView
{
    int index = 0;
    qint64 bytes = 0;
    SegmentPhase phase = SegmentPhase::Waiting; // Retried: in flight for the second time or more
    int tries = 0;
    qint64 ms = 0;
};

struct UploadView
{
    QString id;
    QString postId;
    UploadKind kind = UploadKind::Media;
    QString file; // absolute path
    QString altText;
    qint64 coverMs = -1;     // of the original file; -1: X chooses
    qint64 trimStartMs = 0;  // the part of the original that is wanted
    qint64 trimEndMs = -1;   // -1: to its end
    int soundStream = -1;    // the sound track that the person has chosen
    QString title;       // of a video
    QString description; // of a video
    QString language;    // of a subtitle track: two capitals
    QString parentId;    // of a cover or a subtitle track: the upload of its video
    UploadState state = UploadState::Queued;
    UploadState resumeState = UploadState::Queued;
    bool hasAccount = true; // false: nobody has chosen yet where it goes
    int turn = 0;           // its place in line while others' segments go before its own, the first is 1; 0: it is not in line
    WaitReason reason = WaitReason::None;
    qint64 untilAtMs = 0;
    Error error;
    MediaFacts facts;
    Verdict verdict = Verdict::Unknown;
    QVector<Problem> problems;
    bool headersAlone = false;  // of a video: without ffmpeg, the verdict is that of its headers alone
    FixOffer offer;            // what would fix it
    bool wantsFfmpeg = false;   // nothing is offered only because ffmpeg is not installed
    qint64 fixedInMs = -1;      // from now until the fixed file would be with X; -1: not known
    qint64 sentInMs = -1;       // the same for the file as it is
    int fixPercent = -1;        // of the fix at work; -1: none is
    qint64 fixLeftMs = -1;
    qint64 deadlineAtMs = 0;
    bool fixed = false;        // a fixed file goes up in place of `file`
    qint64 totalBytes = 0;
    qint64 ackedBytes = 0;
    qint64 shownBytes = 0;      // acknowledged, and while it sends a bounded estimate of what is in flight
    qint64 bytesPerSecond = 0;  // 0: not known
    qint64 timeLeftMs = -1;     // -1: not known
    int percent = -1;           // of X's processing
    qint64 processingSinceAtMs = 0;
    QVector<SegmentView> segments; // handed out so far; the rest of totalBytes is not cut yet
    QString thumbnail;             // path of an image file; empty: none yet
};

struct PostView
{
    QString id;
    QString account;       // key
    QString accountLabel;  // "Sandbox", "@name"
    bool sandbox = false;
    QVector<QString> parts; // texts
    PostState state = PostState::Draft;
    PostState resumeState = PostState::Draft;
    WaitReason reason = WaitReason::None;
    qint64 untilAtMs = 0;
    Error error;
    qint64 scheduledAtMs = 0;
    int adding = 0;            // files on their way into it
    bool leavesWhenAdded = false; // it is to be posted then
    qint64 createdAtMs = 0;
    qint64 activityAtMs = 0;
    bool canBeDraft = false;   // "Edit" takes it back as it is: nothing of it may be on X
    bool cancelAsked = false;  // while it is not known whether it is on X: it ends as soon as it is known that it is not
    QString postedId;
    QUrl url; // of the posted Post
    QVector<UploadView> uploads;
};

struct AccountView
{
    QString key;
    QString label;        // "Sandbox", "@handle", or the API's host for a token of this run
    bool sandbox = false;
    QString name;         // as X shows it; empty: not known, as all below
    QString userId;
    QString subscription; // X's word: None, Basic, Premium, PremiumPlus
    QString picture;      // path of an image file
    QUrl apiBase;
    QString clientId;     // of the app that it was signed in with; empty: with a token
    bool kept = false;    // signed in until signed out; else for this run alone
    bool signInEnded = false; // only signing in again helps
};

// What is seen of a video's original file, whatever was made of it since.
struct FilmFacts
{
    qint64 durationMs = -1; // -1: not known, as below
    int width = 0;
    int height = 0;
    qint64 milliFps = 0;    // frames per 1,000 s
    qint64 mostMs = 0;      // the longest video that X takes from this account
};

// What a person removed last, as long as it can be taken back.
struct RemovalView
{
    enum class Kind { Media, Draft, Posts };
    quint64 id = 0; // 0: there is nothing to take back
    Kind kind = Kind::Media;
    QString file;            // of a media (or a track, or a cover): its absolute path
    QString postId;          // of a media: the draft that it was in
    QString uploadId;        // of a media
    QVector<PostView> posts; // of drafts, and of rows of the queue: as they were
};

// The whole engine at a glance, for the status line.
struct StatusView
{
    qint64 bytesPerSecond = 0;
    qint64 timeLeftMs = -1;
    qint64 limitBytesPerSecond = 0; // the one in force; 0: none
    LimitReason limitReason = LimitReason::None;
    qint64 limitUntilMs = 0; // wall clock: when another counts, or none; 0: not by itself
    bool slowedDown = false; // "Slow down" was asked for and lasts, even where another limit is lower still
    qint64 plainLimit = 0;   // what the person said, in force or not
    QVector<TimetableRow> timetable;
    int active = 0;        // Posts with something under way
    int uploading = 0;     // uploads with segments on their way
    int unfinished = 0;    // uploads that are under way or wait their turn, those included
    bool waiting = false;  // all of them wait for something: nothing moves at the moment
    int waitingPosts = 0;  // submitted Posts that go on only while Postreel runs
    bool posting = false;  // a Create Post is on its way: one moment
    bool paused = false;   // "Pause all" is in force
    bool working = false;  // something goes on that needs no person: the computer is to stay awake for it
    int heldByMetered = 0; // uploads that wait for the person's word on a metered connection
    bool fixByItself = false; // files that X would refuse are fixed without a question
    bool copiesForeign = false; // copyHere() can do something
    bool lacksFfmpeg = false; // files are known less well, and none can be fixed
    Error trouble;         // the records cannot be written: nothing is sent until they can
    QStringList hangingFiles; // paths that are waited for longer than a file takes; what needs no other file goes on
};

// What --check and the window are told of a file before anything is recorded.
struct FileVerdict
{
    QString file;
    Error error; // a hard no: missing, not a file, unreadable, empty, too big
    MediaFacts facts;
    Verdict verdict = Verdict::Unknown;
    QVector<Problem> problems;
    FixOffer offer;
    bool headersAlone = false; // of a video: without ffmpeg, the verdict is that of its headers alone
};

// One event of `--events`, without its time. `fields` follow PRODUCT.md; for `needs` and `failed`
// the writer adds `message`, the words for `error`.
struct EngineEvent
{
    QString name;
    QString postId;
    QString uploadId; // empty: about the Post
    QJsonObject fields;
    Error error;
    FixKind offered = FixKind::None; // of `needs` with the action "fix": what would fix it
    bool wantsFfmpeg = false; // of the same: nothing is offered only because ffmpeg is not installed
};

} // namespace postreel

Q_DECLARE_METATYPE(postreel::AccountView)
Q_DECLARE_METATYPE(postreel::PostView)
Q_DECLARE_METATYPE(postreel::UploadView)
Q_DECLARE_METATYPE(postreel::RemovalView)
Q_DECLARE_METATYPE(postreel::StatusView)
Q_DECLARE_METATYPE(postreel::EngineEvent)
