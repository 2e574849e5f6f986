// Flushes a file to its disk, as a database must before others may rely on what it wrote.
// Invariant: stateless; opens and closes no file.
#pragma once

#include "app/base/result.h"

class QFile;

namespace postreel {

// Blocks until everything written to the open file, through any handle, is on the disk. May be called from any thread. Errors:
// Storage, with the system's words.
Result<Done> syncToDisk(const QFile &file);

} // namespace postreel
