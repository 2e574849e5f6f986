#include "app/desktop/heap.h"

#include <cstdlib> // tells which C library it is

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace postreel {

void giveBackFreedMemory()
{
#ifdef __GLIBC__
    constexpr int pieceBytes = 1 << 20; // from here on a piece is mapped by itself, and given back by itself
    constexpr int keptBytes = 16 << 20;  // what the pieces of segments under way come and go in
    constexpr int heaps = 2;
    mallopt(M_MMAP_THRESHOLD, pieceBytes);
    mallopt(M_TRIM_THRESHOLD, keptBytes);
    mallopt(M_ARENA_MAX, heaps);
#endif
}

} // namespace postreel
