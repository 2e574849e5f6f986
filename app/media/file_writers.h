// Whether a process holds an open file open for writing, as far as the system tells.
// Invariant: nothing is left behind: no lock, no lease.
#pragma once

class QFile;

namespace postreel {

enum class Writers { None, Some, NotKnown };

// `open` is open for reading. One file per platform.
Writers writersOf(QFile &open);

} // namespace postreel
