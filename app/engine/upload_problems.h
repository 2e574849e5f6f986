// Collects all known problems of an upload.
#pragma once

#include "app/engine/live_posts.h"

namespace postreel {

// The problems found in its file and, for a subtitle track, that it is longer than its video.
QVector<Problem> problemsOf(const Upload &upload, const LivePosts &live);

} // namespace postreel
