// Ends an MP4 at an exact time without encoding, by shortening its edit lists, which state how much of a stream is shown.
// Invariant: overwrites durations in the index and nothing else; a file without suitable edit lists is not changed.
#pragma once

#include "app/base/result.h"

#include <QString>

namespace postreel {

// For copied streams, which end with a whole group of frames, some frames late. `path`: an MP4 of at least `lengthMs` with
// an edit list for every track, as ffmpeg writes it. Errors: Unreadable (no such index), Storage. Blocks; for worker threads.
Result<Done> trimEditLists(const QString &path, qint64 lengthMs);

} // namespace postreel
