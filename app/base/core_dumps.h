// Keeps the memory of the program, which holds tokens, out of core files and away from other programs of the person.
// Invariant: nothing is allowed by it that was not before.
#pragma once

namespace postreel {

// No core file is written from here on, and no other program of the person may look into this one's memory (a debugger has
// to be started with it, or as root). To be called at the head of main(). Programs that this one starts write no core file
// either. A sanitizer's leak check has to look into its own process: built with one, only core files are forbidden.
// Does nothing on Windows, where the person chooses in the system what becomes of a crash.
void forbidCoreDumps();

} // namespace postreel
