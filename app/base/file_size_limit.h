// The limit of the system on the size of files that this process writes (ulimit -f).
// Invariant: it is only asked, never changed.
#pragma once

namespace postreel {

// Whether there is one.
bool fileSizeIsLimited();

// A write beyond it fails like any other, in place of ending the process (SIGXFSZ); programs that it starts inherit that.
// To be called before the first write.
void surviveFileSizeLimit();

} // namespace postreel
