// The upload state machine: how an upload reacts to each event. The table is in app/README.md.
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

// Times in `untilAtMs` are wall clock, ms; 0: only an event ends the wait.
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
struct StillWritten { };                  // by another program; checked again once that is done
struct Fix { };                           // requested by the user, also after a failed fix
struct SendAnyway { bool whateverIsFound = false; }; // false: only the reported problems, once the file was checked
struct FixDone { QString file; };
struct FixFailed { Error error; bool grew = false; }; // `grew`: see FileChanged
struct GotMediaId
{
    QString mediaId;
    QString mediaKey;
    qint64 expiresAtMs = 0; // on X's clock
    WireForm form = WireForm::Resource;
    qint64 chunkBytes = 0;  // initial segment size
};
struct Refused
{
    Error error;             // X's final refusal
    bool checkAgain = false;  // X named a limit that was not known: the file is checked against it on retry
};
struct Acked { QString mediaId; int index = 0; qint64 ms = 0; };
struct FileSame { Fingerprint fingerprint; }; // the re-check found the file unchanged
struct FileChanged { Error error; bool grew = false; }; // `grew`: only appended to
struct FileAway { Error error; };
struct FileFound { QString file; Fingerprint fingerprint; }; // the same file at another path
struct TooLarge { QString mediaId; int index = 0; bool maybeReceived = false; Error error; };
struct MediaGone { Error error; };
struct MediaReady { QString name; QString mediaKey; qint64 expiresAtMs = 0; };
struct MediaProcessing { QString name; int percent = -1; qint64 afterMs = 2000; QString mediaKey; };
struct Rejected { Error error; bool checkAgain = false; }; // by X's processing; `checkAgain`: see Refused
struct NoAnswer { Error error; };         // FINALIZE may or may not have arrived
struct StatusUnknown { };                 // STATUS answered 404, or that X still waits for FINALIZE
// X refused a Post with this media; `reupload`: again, although X had said that it knows the media.
struct MediaSuspect { bool reupload = false; };
struct Expired { bool submitted = false; }; // `submitted`: its Post is, and not yet posted
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
        Recheck,     // verify that the file still matches its fingerprint
        AwaitQuiet,  // Due once no program writes the file any more
        AwaitFile,   // Due once the missing file is back
        Send,        // send segments
        Finalize,    // FINALIZE, after a last check of the file
        AskStatus,   // STATUS, `value` ms from now
        WatchExpiry, // Expired once the media id has expired
        Wake,        // Due at `value` (wall clock); 0: only an event ends the wait
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

// nullopt: the table has no entry for this pair, which is a bug of the caller. `nowMs`: wall clock.
std::optional<UploadStep> step(const Upload &upload, const UploadEvent &event, qint64 nowMs);

QString nameOf(const UploadEvent &event);

// Whether Pause has an effect in this state.
bool canPause(UploadState state);
// Whether a sign-in of the account ends the upload's wait.
bool signInHelps(const Upload &upload);
// Waiting, NeedsSignIn or Paused: states that return to another one.
bool isSuspended(UploadState state);

} // namespace postreel
