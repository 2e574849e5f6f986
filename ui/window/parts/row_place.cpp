#include "ui/window/parts/row_place.h"

#include "ui/stage_text.h"

#include <utility>

namespace postreel {

bool isInProgress(const UploadView &upload)
{
    using enum UploadState;
    switch (upload.state) {
    case Queued:
    case Checking:
    case Fixing:
    case Initializing:
    case Sending:
    case Finalizing:
    case Processing:
    case Waiting:
        return true;
    case NeedsFix:
    case Ready:
    case NeedsSignIn:
    case Paused:
    case Cancelled:
    case Failed:
        return false;
    }
    return false;
}

namespace {

bool anyInProgress(const PostView &post)
{
    using enum PostState;
    switch (post.state) {
    case Attaching:
    case Posting:
    case Unconfirmed:
    case Waiting:
        return true;
    case Scheduled:
        if (post.scheduledAtMs == 0) // the Undo pause
            return true;
        [[fallthrough]];
    case Draft:
    case WaitingForMedia: {
        const UploadView *leading = leadingUpload(post);
        return leading && isInProgress(*leading);
    }
    case AskPerson:
    case NeedsSignIn:
    case Paused:
    case Posted:
    case Cancelled:
    case Failed:
        return false;
    }
    return false;
}

} // namespace

RowPlace placeOf(const PostView &post)
{
    if (!anyInProgress(post))
        return {.group = 1, .newest = -post.activityAtMs};
    // The earliest turn of its uploads in progress.
    qint64 line = 0;
    bool any = false;
    for (const UploadView &upload : post.uploads)
        if (isInProgress(upload) && (upload.turn < line || !std::exchange(any, true)))
            line = upload.turn;
    return {.group = 0, .line = line, .made = post.createdAtMs};
}

} // namespace postreel
