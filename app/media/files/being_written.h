// Detects whether a file is still being written: a recording in progress, an export, a download.
// Invariant: opens files for reading only, and never delays a writer for longer than a moment.
#pragma once

#include "app/base/error.h"

#include <QString>

namespace postreel {

// Where the system can tell, returns whether a process has the file open for writing and it was modified within the
// last minute (so a program that keeps a finished file open does not delay it for ever). Elsewhere (network shares,
// files of other users, other systems), returns whether it was modified within the last 3 s. False if the file cannot
// be opened. `nowMs`: wall clock, ms since the epoch. Blocks; for worker threads.
bool isBeingWritten(const QString &path, qint64 nowMs);

// Returns the error of checkRegularFile(), except that an empty file that is being written (a recording that has just
// begun) is no error. Blocks.
Error fileError(const QString &path, qint64 nowMs);

} // namespace postreel
