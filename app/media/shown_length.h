// Ends an MP4 at an exact time without encoding: its edit lists say how much of each stream is shown.
// Invariant: nothing but the times in the index is written, each in its place; a file that cannot be ended stays as it is.
#pragma once

#include "app/base/result.h"

#include <QString>

namespace postreel {

// A copy ends with a whole group of frames, up to some frames late. `path`: an MP4 with an edit list for every stream, as
// ffmpeg writes it, that is at least that long. Errors: Unreadable (no such index), Storage. Blocks; for worker threads.
Result<Done> showUntil(const QString &path, qint64 lengthMs);

} // namespace postreel
