// Whether somebody still writes a file: a recording in progress, an export, a download.
// Invariant: opens for reading alone, and keeps nobody from writing for longer than a moment.
#pragma once

#include "app/base/error.h"

#include <QString>

namespace postreel {

// Where the system can tell: whether a process holds the file open for writing and has changed it within the last
// minute (a program that keeps a finished file open does not hold it up for ever). Elsewhere (network shares, files of
// other users, other systems): whether it was changed within the last 3 s. False for a file that cannot be looked at;
// `nowMs` is the wall clock. Blocks; for worker threads.
bool isBeingWritten(const QString &path, qint64 nowMs);

// Why a file cannot be used, as checkRegularFile() has it; None for one that has no bytes yet because a recording has only
// just begun. Blocks.
Error troubleWithFile(const QString &path, qint64 nowMs);

} // namespace postreel
