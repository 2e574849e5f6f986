// Keeps the memory of this process, which holds tokens, out of core files and away from other processes of the user.
// Invariant: only takes permissions away, never grants any.
#pragma once

namespace postreel {

// Stops this process and the programs that it starts from writing core files. On Linux it also stops other processes of the
// user from reading this one's memory (a debugger has to start it, or run as root); not in sanitizer builds, whose leak check
// has to read its own process. Call it first in main(). Does nothing on Windows, where the user chooses in the system what
// becomes of a crash.
void forbidCoreDumps();

} // namespace postreel
