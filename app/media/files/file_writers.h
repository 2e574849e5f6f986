// Asks the system whether any process has a file open for writing.
// Invariant: leaves no lock and no lease behind.
#pragma once

class QFile;

namespace postreel {

enum class Writers { None, Some, NotKnown };

// `open`: opened for reading. Each platform has its own source file.
Writers writersOf(QFile &open);

} // namespace postreel
