// How the C library keeps freed memory, told once before anything is allocated in quantity.
// Invariant: changes the size of the program in memory, nothing else.
#pragma once

namespace postreel {

// Segments are a few MiB each and pass from one thread to another. The GNU C library learns from the first one that is
// freed to keep such pieces for later, in one heap per thread: 46 MB more for a long upload in place of 22 MB. Other
// systems do not, and are left alone. To be called at the head of main(), before any thread is made.
void giveBackFreedMemory();

} // namespace postreel
