// Makes a connection end with a TCP reset.
// Invariant: it changes only the linger option of that one socket.
#pragma once

#include <QtGlobal>

namespace postreel::sandbox {

// The next close of that socket sends RST instead of FIN and discards unsent data.
void resetOnClose(qintptr socketDescriptor);

} // namespace postreel::sandbox
