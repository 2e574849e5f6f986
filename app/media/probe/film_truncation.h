// Detects truncated videos: the index or a length in the file points beyond its end.
// Invariant: any bytes are safe; a walk is bounded in reads and bytes, and what lies beyond the bound counts as present.
#pragma once

#include "app/media/probe/sample_tables.h"

class QIODevice;

namespace postreel {

// `device`: open and seekable, of the content type in question. All functions block; for worker threads.

// MP4 and MOV. `tables`: of the movie box; nothing: there is none, so the file is truncated. Ignores bytes after the last box.
bool isoFilmIsTruncated(QIODevice &device, const std::optional<SampleTables> &tables);
// Matroska and WebM.
bool matroskaIsTruncated(QIODevice &device);
bool transportStreamIsTruncated(QIODevice &device);

} // namespace postreel
