// Finds the video of a draft, whose trim, sound track, cover and subtitles can be changed.
#pragma once

#include "app/engine/live_posts.h"

namespace postreel {

// Null if there is no such upload, it is not a video, or its Post is no longer a draft.
Uploader *draftVideo(const QString &uploadId, const LivePosts &live);

} // namespace postreel
