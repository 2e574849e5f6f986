// Turns SIGINT and SIGTERM into a clean exit of the event loop.
// Invariant: the signal handler only writes one byte; everything else happens in the event loop.
#pragma once

namespace postreel::sandbox {

// Call once, after QCoreApplication exists. Also ignores SIGPIPE. Does nothing on Windows.
void quitOnStopSignals();

} // namespace postreel::sandbox
