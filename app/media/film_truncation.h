// Whether a film ends before it should by its own account: its index or a length in it points behind the end.
// Invariant: any bytes are safe; a walk is bounded in reads and bytes, and what lies behind its bound counts
// as there.
#pragma once

#include "app/media/sample_tables.h"

class QIODevice;

namespace postreel {

// All of them: `device` open and seekable, content recognized by its head. They block; for worker threads.

// MP4 and MOV. `tables`: of the movie box; nothing: there is none. Bytes behind the last box are no part of the film.
bool isoFilmIsTruncated(QIODevice &device, const std::optional<SampleTables> &tables);
// Matroska and WebM.
bool matroskaIsTruncated(QIODevice &device);
bool transportStreamIsTruncated(QIODevice &device);

} // namespace postreel
