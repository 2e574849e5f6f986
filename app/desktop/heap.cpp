#include "app/desktop/heap.h"

#include <cstdlib> // defines __GLIBC__

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace postreel {

void giveBackFreedMemory()
{
#ifdef __GLIBC__
    constexpr int pieceBytes = 1 << 20; // blocks from this size on are mapped, and returned, one by one
    constexpr int keptBytes = 16 << 20;  // free memory kept for the pieces of segments in flight
    constexpr int heaps = 2;
    mallopt(M_MMAP_THRESHOLD, pieceBytes);
    mallopt(M_TRIM_THRESHOLD, keptBytes);
    mallopt(M_ARENA_MAX, heaps);
#endif
}

} // namespace postreel
