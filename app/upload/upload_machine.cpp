#include "app/upload/upload_machine.h"

#include "app/upload/upload_row.h"
#include "app/upload/upload_table.h"

namespace postreel {

bool canPause(UploadState state)
{
    return state == UploadState::Queued || state == UploadState::Checking || state == UploadState::Fixing ||
           upload_row::worksForX(state) || state == UploadState::Waiting || state == UploadState::NeedsSignIn;
}

bool signInHelps(const Upload &upload)
{
    return upload.state == UploadState::NeedsSignIn ||
           (upload.state == UploadState::Waiting && upload.reason == WaitReason::TokenRefused);
}

bool isSuspended(UploadState state)
{
    return state == UploadState::Waiting || state == UploadState::NeedsSignIn || state == UploadState::Paused;
}

std::optional<UploadStep> step(const Upload &upload, const UploadEvent &event, qint64 nowMs)
{
    return std::visit(UploadTable{upload, nowMs}, event);
}

QString nameOf(const UploadEvent &event)
{
    static const char *const names[] = {
        "Start",       "FileOk",    "FileNeedsFix",  "FileBad",   "StillWritten", "Fix",        "SendAnyway",
        "FixDone",     "FixFailed", "GotMediaId",    "Refused",   "Acked",      "FileSame",
        "FileChanged", "FileAway",  "FileFound",     "TooLarge",      "MediaGone", "MediaReady", "MediaProcessing",
        "Rejected",    "NoAnswer",  "StatusUnknown", "MediaSuspect", "Expired",   "Wait",       "NeedSignIn",
        "Due",         "Online",    "SignedIn",      "Pause",     "Resume",     "Cancel",
        "Retry",       "Restored"};
    static_assert(std::size(names) == std::variant_size_v<UploadEvent>);
    return QLatin1String(names[event.index()]);
}

} // namespace postreel
