// Value snapshots that the engine gives to the window and to scripts.
// Invariant: a view is a copy; holding it keeps nothing alive and changing it changes nothing.
#pragma once

#include "app/auth/sign_in_outcome.h"
#include "app/media/frames/filmstrip.h"
#include "app/store/records.h"
#include "app/engine/speed_limit.h"

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
    SegmentPhase phase = SegmentPhase::Waiting; // Retried: tried at least twice and not acknowledged yet
    int tries = 0;
    qint64 ms = 0; // from request to response, once acknowledged
};

struct UploadView
{
    QString id;
    QString postId;
    UploadKind kind = UploadKind::Media;
    QString file; // absolute path
    QString altText;
    qint64 coverMs = -1;     // time in the original file; -1: X chooses
    qint64 trimStartMs = 0;  // the part of the original to keep
    qint64 trimEndMs = -1;   // -1: to its end
    int soundStream = -1;    // stream index of the track that the user has chosen; -1: none
    QString title;       // of a video
    QString description; // of a video
    QString language;    // of a subtitle track: two capitals
    QString parentId;    // of a cover or a subtitle track: the upload of its video
    UploadState state = UploadState::Queued;
    UploadState resumeState = UploadState::Queued;
    bool hasAccount = true; // false: the Post has no account yet
    int turn = 0;           // position in line, the first being 1; 0: it does not wait for other uploads
    WaitReason reason = WaitReason::None;
    qint64 untilAtMs = 0; // end of a wait, wall clock; 0: open
    Error error;
    MediaFacts facts;
    Verdict verdict = Verdict::Unknown;
    QVector<Problem> problems;
    bool headersAlone = false;  // of a video: without ffmpeg, the verdict is based on headers alone
    FixOffer offer;            // the fix that can be offered
    bool wantsFfmpeg = false;   // no fix is offered only because ffmpeg is not installed
    qint64 fixedInMs = -1;      // ms from now until the fixed file is uploaded; -1: not known
    qint64 sentInMs = -1;       // the same without the fix
    int fixPercent = -1;        // progress of the running fix; -1: none
    qint64 fixLeftMs = -1;      // of the running fix; -1: not known
    qint64 deadlineAtMs = 0;    // "Post no later than", wall clock; 0: none
    bool fixed = false;        // a fixed file is uploaded instead of `file`
    qint64 totalBytes = 0;
    qint64 ackedBytes = 0;
    qint64 shownBytes = 0;      // acknowledged, plus while Sending a bounded estimate of what is in flight
    qint64 bytesPerSecond = 0;  // 0: not known
    qint64 timeLeftMs = -1;     // -1: not known
    int percent = -1;           // of X's processing; -1: not known
    qint64 processingSinceAtMs = 0;
    QVector<SegmentView> segments; // created so far; the rest of totalBytes is not divided yet
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
    qint64 untilAtMs = 0; // end of a wait or of the Undo pause, or the scheduled time; wall clock; 0: open
    Error error;
    qint64 scheduledAtMs = 0; // wall clock; 0: none
    int adding = 0;            // number of files being added to it
    bool leavesWhenAdded = false; // it is submitted once they are added
    qint64 createdAtMs = 0;
    qint64 activityAtMs = 0;
    bool canBeDraft = false;   // "Edit" can turn it into a draft: nothing of it may be on X
    bool cancelAsked = false;  // cancelled while its outcome was unknown: ends once it is known not to be on X
    QString postedId;
    QUrl url; // of the posted Post
    QVector<UploadView> uploads;
};

struct AccountView
{
    QString key;
    QString label;        // "Sandbox", "@handle", or the API's host for a token of this run
    bool sandbox = false;
    QString name;         // as X shows it; empty: not known, like the strings below
    QString userId;
    QString subscription; // as X returns it: None, Basic, Premium, PremiumPlus
    QString picture;      // path of an image file
    QUrl apiBase;
    QString clientId;     // of the app that was used to sign in; empty: signed in with a token
    bool kept = false;    // signed in until signed out; false: for this run alone
    bool signInEnded = false; // the user must sign in again
};

// Facts of a video's original file, independent of trims and fixes.
struct FilmFacts
{
    qint64 durationMs = -1; // -1: not known; of the numbers below, 0: not known
    int width = 0;
    int height = 0;
    qint64 milliFps = 0;    // frames per 1,000 s
    qint64 mostMs = 0;      // the longest video that X accepts from this account; 0: no known limit
};

// The last removal by the user, while it can be undone.
struct RemovalView
{
    enum class Kind { Media, Draft, Posts };
    quint64 id = 0; // 0: nothing can be undone
    Kind kind = Kind::Media;
    QString file;            // of a media, track or cover: its absolute path
    QString postId;          // of a media: its draft
    QString uploadId;        // of a media
    QVector<PostView> posts; // of drafts and rows of the queue: as they were
};

// Summary of the whole engine, for the status line.
struct StatusView
{
    qint64 bytesPerSecond = 0; // of all uploads together
    qint64 timeLeftMs = -1; // of all uploads together; -1: not known
    qint64 limitBytesPerSecond = 0; // the one in force; 0: none
    LimitReason limitReason = LimitReason::None;
    qint64 limitUntilMs = 0; // wall clock, when the limit changes; 0: not by itself
    bool slowedDown = false; // "Slow down" is on, even where another limit is lower
    qint64 plainLimit = 0;   // the user's plain limit, in force or not
    QVector<TimetableRow> timetable;
    int active = 0;        // Posts with unfinished work
    int uploading = 0;     // uploads with segments in flight
    int unfinished = 0;    // uploads with bytes left to send, including those
    bool waiting = false;  // all active Posts wait; nothing moves at the moment
    int waitingPosts = 0;  // submitted Posts that continue only while Postreel runs
    bool posting = false;  // a Create Post is in flight
    bool paused = false;   // "Pause all" is in force
    bool working = false;  // work that needs no user continues: the computer is kept awake
    int heldByMetered = 0; // uploads that wait for permission to use a metered connection
    bool fixByItself = false; // files that X would refuse are fixed without asking
    bool canCopyRemote = false; // EngineMedia::copyHere() is available
    bool lacksFfmpeg = false; // ffmpeg is missing: checks are less exact, and only subtitles can be fixed
    Error trouble;         // the database cannot be written: nothing is sent until it can
    QStringList hangingFiles; // paths whose reads hang; work on other files continues
};

// The result of checking a file before anything is saved, for --check and the window.
struct FileVerdict
{
    QString file;
    Error error; // the file cannot be used: missing, not a file, unreadable, empty, too big
    MediaFacts facts;
    Verdict verdict = Verdict::Unknown;
    QVector<Problem> problems;
    FixOffer offer;
    bool headersAlone = false; // of a video: without ffmpeg, the verdict is based on headers alone
};

// One event of `--events`, without its time. `fields` follow `--help-events`; for `needs` and `failed` the writer
// adds `message`, the text for `error`.
struct EngineEvent
{
    QString name;
    QString postId;
    QString uploadId; // empty: about the Post
    QJsonObject fields;
    Error error;
    FixKind offered = FixKind::None; // of `needs` with the action "fix": the offered fix
    bool wantsFfmpeg = false; // of the same: no fix is offered only because ffmpeg is not installed
};

} // namespace postreel

Q_DECLARE_METATYPE(postreel::AccountView)
Q_DECLARE_METATYPE(postreel::PostView)
Q_DECLARE_METATYPE(postreel::UploadView)
Q_DECLARE_METATYPE(postreel::RemovalView)
Q_DECLARE_METATYPE(postreel::StatusView)
Q_DECLARE_METATYPE(postreel::EngineEvent)
