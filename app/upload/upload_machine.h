// The upload machine: what an upload does about each event. The table is in app/README.md.
// Invariant: pure; (record, event, now) → (record, commands). The record alone decides; no clock, no I/O.
//
//   Queued → Checking → Initializing → Sending → Finalizing → Processing → Ready
//               ↓  ↑         ↑____________|___________|___________|  (media gone, too large)
//            NeedsFix ⇄ Fixing
//   any of these ⇄ Waiting · NeedsSignIn · Paused;  → Cancelled;  → Failed → (Retry) the step that failed
#pragma once

#include "app/store/records.h"

#include <optional>
#include <variant>

namespace postreel {

namespace event {

struct Start { };
struct FileOk
{
    Fingerprint fingerprint;
    MediaFacts facts;
    Verdict verdict = Verdict::Ready;
    QVector<Problem> problems;
    FixOffer offer;
};
struct FileNeedsFix : FileOk { };
struct FileBad { Error error; };
struct StillWritten { };                  // by another program: looked at again once it is done
struct Fix { };                           // a person's word: once more, even after one that failed
struct SendAnyway { bool whateverIsFound = false; }; // else: in spite of the problems that were told
struct FixDone { QString file; };
struct FixFailed { Error error; bool grew = false; }; // grew: as with FileChanged
struct GotMediaId
{
    QString mediaId;
    QString mediaKey;
    qint64 expiresAtMs = 0; // X's clock
    WireForm form = WireForm::Resource;
    qint64 chunkBytes = 0;  // the size to begin with
};
struct Refused
{
    Error error;             // by X, for good
    bool checkAgain = false;  // X named a limit that was not known: a retry checks the file by it
};
struct Acked { QString mediaId; int index = 0; qint64 ms = 0; };
struct FileSame { Fingerprint fingerprint; }; // the re-check found the file as it was
struct FileChanged { Error error; bool grew = false; }; // grew: the same file, with more behind it
struct FileAway { Error error; };
struct FileFound { QString file; Fingerprint fingerprint; }; // the same file, in another place
struct TooLarge { QString mediaId; int index = 0; bool maybeReceived = false; Error error; };
struct MediaGone { Error error; };
struct MediaReady { QString name; QString mediaKey; qint64 expiresAtMs = 0; };
struct MediaProcessing { QString name; int percent = -1; qint64 afterMs = 2000; QString mediaKey; };
struct Rejected { Error error; bool checkAgain = false; }; // by X's processing; as with Refused
struct NoAnswer { Error error; };         // FINALIZE may or may not have arrived
struct StatusUnknown { };                 // STATUS answered 404
struct MediaSuspect { bool reupload = false; }; // X refused a Post with this media; again: though it said to know it
struct Expired { bool wanted = false; };  // wanted: by a Post that is submitted and not yet posted
struct Wait { WaitReason reason = WaitReason::None; qint64 untilAtMs = 0; Error error; };
struct NeedSignIn { Error error; };
struct Due { };
struct Online { };
struct SignedIn { };
struct Pause { };
struct Resume { };
struct Cancel { };
struct Retry { };
struct Restored { };                      // the program started with this record

} // namespace event

using UploadEvent =
    std::variant<event::Start, event::FileOk, event::FileNeedsFix, event::FileBad, event::StillWritten, event::Fix, event::SendAnyway,
                 event::FixDone, event::FixFailed, event::GotMediaId, event::Refused, event::Acked, event::FileSame,
                 event::FileChanged, event::FileAway, event::FileFound, event::TooLarge, event::MediaGone, event::MediaReady,
                 event::MediaProcessing, event::Rejected, event::NoAnswer, event::StatusUnknown, event::MediaSuspect, event::Expired,
                 event::Wait, event::NeedSignIn, event::Due, event::Online, event::SignedIn, event::Pause,
                 event::Resume, event::Cancel, event::Retry, event::Restored>;

struct UploadCommand
{
    enum class Kind {
        Check,       // read the file: fingerprint, type, verdict
        Fix,         // fix the file
        Initialize,  // INIT
        Recheck,     // is the file still the one of the fingerprint?
        AwaitQuiet,  // Due once nobody writes the file any more
        AwaitFile,   // Due once the file that is away is there again
        Send,        // hand out segments
        Finalize,    // FINALIZE, after a last look at the file
        AskStatus,   // STATUS, `value` ms from now
        WatchExpiry, // Expired when the media id runs out
        Wake,        // Due at `value` (wall clock); 0: nothing to wait for but an event
        LetFinish,   // abort what is in flight after `value` ms
        Abort,       // abort what is in flight
    };
    Kind kind;
    qint64 value = 0;
    friend bool operator==(const UploadCommand &, const UploadCommand &) = default;
};

struct UploadStep
{
    Upload upload;
    QVector<UploadCommand> commands;
};

// Nothing: the table has no entry for this pair, which is a bug of the caller.
std::optional<UploadStep> step(const Upload &upload, const UploadEvent &event, qint64 nowMs);

QString nameOf(const UploadEvent &event);

// Whether X is being worked for in this state, i.e. Pause means something.
bool canPause(UploadState state);
// What ends when the account signs in.
bool signInHelps(const Upload &upload);
// Waiting, NeedsSignIn or Paused: states that come back to another.
bool isSuspended(UploadState state);

} // namespace postreel
