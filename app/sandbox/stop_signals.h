// Turns SIGINT and SIGTERM into a clean end of the event loop.
// Invariant: the handler itself does nothing but write one byte; all else happens in the event loop.
#pragma once

namespace postreel::sandbox {

// Call once, after QCoreApplication is there.
void quitOnStopSignals();

} // namespace postreel::sandbox
