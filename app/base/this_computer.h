// Whether a host of an address is this computer, by its name or as a number; for all modules.
// Invariant: no name is looked up: what only the network could tell is another computer.
#pragma once

class QString;

namespace postreel {

// localhost in any case, 127.0.0.0/8 and ::1, without brackets.
bool isLoopbackHost(const QString &host);

} // namespace postreel
