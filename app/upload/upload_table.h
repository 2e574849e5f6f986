// The transition table of the upload machine: one overload per event. Used by step() of upload_machine.cpp alone.
// Invariant: pure; an overload returns nullopt where the table has no entry.
#pragma once

#include "app/upload/upload_machine.h"

namespace postreel {

struct UploadTable
{
    using State = UploadState;
    using Outcome = std::optional<UploadStep>;

    Upload u;       // the record before the event
    qint64 now = 0; // wall clock, ms

    // about the file
    Outcome operator()(const event::Start &) const;
    Upload checked(const event::FileOk &e) const;
    Outcome operator()(const event::FileOk &e) const;
    Outcome operator()(const event::FileNeedsFix &e) const;
    Outcome operator()(const event::FileBad &e) const;
    Outcome operator()(const event::StillWritten &) const;
    Outcome operator()(const event::Fix &) const;
    Outcome operator()(const event::FixDone &e) const;
    Outcome operator()(const event::FixFailed &e) const;
    Outcome operator()(const event::SendAnyway &) const;
    Outcome operator()(const event::FileSame &e) const;
    Outcome operator()(const event::FileChanged &e) const;
    Outcome operator()(const event::FileAway &e) const;
    Outcome operator()(const event::FileFound &e) const;

    // about X
    Outcome operator()(const event::GotMediaId &e) const;
    Outcome operator()(const event::Refused &e) const;
    Outcome operator()(const event::Acked &e) const;
    Outcome operator()(const event::TooLarge &e) const;
    Outcome operator()(const event::MediaGone &e) const;
    Outcome operator()(const event::MediaReady &e) const;
    Outcome operator()(const event::MediaProcessing &e) const;
    Outcome operator()(const event::Rejected &e) const;
    Outcome operator()(const event::NoAnswer &e) const;
    Outcome operator()(const event::StatusUnknown &) const;
    Outcome operator()(const event::MediaSuspect &e) const;
    Outcome operator()(const event::Expired &e) const;

    // waits and user commands
    Outcome suspend(State to, WaitReason reason, qint64 untilAtMs, const Error &error) const;
    Outcome operator()(const event::Wait &e) const;
    Outcome operator()(const event::NeedSignIn &e) const;
    Outcome operator()(const event::Pause &) const;
    Outcome operator()(const event::Due &) const;
    Outcome operator()(const event::Online &) const;
    Outcome operator()(const event::SignedIn &) const;
    Outcome operator()(const event::Resume &) const;
    Outcome operator()(const event::Cancel &) const;
    Outcome operator()(const event::Retry &) const;
    Outcome operator()(const event::Restored &) const;
};

// Helpers of the rows.
namespace upload_row {

using State = UploadState;
using Outcome = std::optional<UploadStep>;

Outcome stay(Upload upload, QVector<UploadCommand> commands = {});
// The commands with which a state starts when it is entered.
QVector<UploadCommand> startCommands(State state);
// The commands with which a state continues after a pause, a wait or a program start: the file may have changed, and
// an unanswered FINALIZE is checked with STATUS before it is repeated.
QVector<UploadCommand> resumeCommands(State state);
Upload moved(Upload upload, State to);
Outcome enter(Upload upload, State to);
// Enters Failed; Retry returns to `step`.
Outcome fail(Upload upload, State step, const Error &error);
// Forgets everything that X holds of the upload.
Upload withoutMedia(Upload upload);
Outcome restartUpload(Upload upload);
// Starts over with a check of the file, which may have changed since.
Outcome checkAgain(Upload upload);
Outcome resumeFrom(Upload upload);
bool worksForX(State state);
// Whether X does not process this kind of media: FINALIZE completes it.
bool processesNothing(const Upload &upload);

} // namespace upload_row

} // namespace postreel
