// All that is known to be wrong with an upload.
#pragma once

#include "app/engine/live_posts.h"

namespace postreel {

// What was found in its file alone, and for a subtitle track that it goes on after its film.
QVector<Problem> problemsOf(const Upload &upload, const LivePosts &live);

} // namespace postreel
