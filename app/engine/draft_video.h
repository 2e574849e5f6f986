// The video of a draft, of which a part, a sound, a cover and subtitles can be chosen.
#pragma once

#include "app/engine/live_posts.h"

namespace postreel {

// Null: there is none, or it is not to be changed any more.
Uploader *draftVideo(const QString &uploadId, const LivePosts &live);

} // namespace postreel
