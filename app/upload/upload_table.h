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

    // about the file: upload_table_local.cpp
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

    // about X: upload_table_x.cpp
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

    // waits and user commands: upload_table_local.cpp
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

} // namespace postreel
