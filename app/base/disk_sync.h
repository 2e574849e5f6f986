// Waits until what was written to a file is on its disk, as a database needs before others may rely on it.
// Invariant: no state; it opens and closes nothing.
#pragma once

#include "app/base/result.h"

class QFile;

namespace postreel {

// Of an open file, written through any handle. May be called from any thread, and blocks for as long as the disk takes.
// Errors: Storage with the system's words.
Result<Done> syncToDisk(const QFile &file);

} // namespace postreel
