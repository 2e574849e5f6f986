// Ends a connection the hard way: the peer gets a TCP reset.
// Invariant: nothing but the linger option of that one socket is changed.
#pragma once

#include <QtGlobal>

namespace postreel::sandbox {

// The next close of that socket sends RST instead of FIN, whatever is still unsent.
void resetOnClose(qintptr socketDescriptor);

} // namespace postreel::sandbox
