// The system's limit on the size of files that this process writes (ulimit -f).
// Invariant: the limit is only read, never changed.
#pragma once

namespace postreel {

// False on systems without such a limit.
bool fileSizeIsLimited();

// Makes a write beyond the limit fail like any other instead of ending the process (SIGXFSZ); programs that it starts inherit
// this. Call it before the first write.
void surviveFileSizeLimit();

} // namespace postreel
