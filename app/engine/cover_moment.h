// Checks, before a cover is extracted, whether the file has a frame at that time.
// Invariant: pure; an unknown duration is no error.
#pragma once

#include "app/media/rules/inspect.h"

namespace postreel {

// Whether it is a video, in any container.
bool isFilm(const Inspection &seen);

// NoSuchFrame, with the time and the duration, if `atMs` is beyond the end; otherwise None. `durationMs` -1: not
// known.
Error troubleWithMoment(const QString &file, qint64 durationMs, qint64 atMs);
// The same, and also NotAVideo and the errors of inspect().
Error troubleWithCover(const QString &file, const Inspection &seen, qint64 atMs);

} // namespace postreel
