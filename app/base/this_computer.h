// Tells whether the host of an address is this computer.
// Invariant: no name is looked up; a name that only the network could resolve counts as another computer.
#pragma once

class QString;

namespace postreel {

// True for localhost in any case, 127.0.0.0/8 and ::1; IPv6 without brackets.
bool isLoopbackHost(const QString &host);

} // namespace postreel
