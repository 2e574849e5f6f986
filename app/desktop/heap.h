// Limits how much freed memory the C library keeps.
// Invariant: changes the memory use of the program, nothing else.
#pragma once

namespace postreel {

// By default the GNU C library keeps what a busy moment freed, in one heap per thread: 46 MB more for a long upload
// instead of 22 MB. Pieces of a file (readPieceBytes) stay in the heap up to a bound, so that they are not mapped and
// cleared again for each segment; larger blocks are returned at once. Does nothing with other C libraries. Call it at
// the start of main(), before any thread is created.
void giveBackFreedMemory();

} // namespace postreel
