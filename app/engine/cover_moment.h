// Whether there is a frame for a cover at a moment of a file: checked against what was seen of it, before anything is cut.
// Invariant: pure; a length that is not known refuses nothing.
#pragma once

#include "app/media/inspect.h"

namespace postreel {

// A video, in whatever container.
bool isFilm(const Inspection &seen);

// NoSuchFrame, with the moment and the length; None when the moment lies within the film. `durationMs` -1: not known.
Error troubleWithMoment(const QString &file, qint64 durationMs, qint64 atMs);
// The same, and NotAVideo, and what made the file unreadable.
Error troubleWithCover(const QString &file, const Inspection &seen, qint64 atMs);

} // namespace postreel
