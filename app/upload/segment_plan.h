// How a file is cut into segments: consecutive byte ranges with indexes 0…999 whose sizes add up.
// Invariant: pure; whatever sizes are chosen, what is left always fits into the indexes that are left.
#pragma once

#include "app/store/records.h"

#include <optional>

namespace postreel::plan {

inline constexpr int maxSegments = 1000;
inline constexpr qint64 largestChunk = 8'000'000;  // bytes; X's server maximum
inline constexpr qint64 preferredChunk = 4 << 20;  // bytes; what X's own tools send
inline constexpr qint64 trustedChunk = 1 << 20;    // bytes; every server seen takes it
inline constexpr qint64 smallestChunk = 256 << 10; // bytes; below it the requests cost more than the bytes

// The smallest chunk that carries `totalBytes` in 1,000 segments.
qint64 floorFor(qint64 totalBytes);

// The chunk to begin with. `provenBytes`: largest that the API base is known to take; 0: none yet.
qint64 firstChunk(qint64 totalBytes, qint64 provenBytes);

// The next smaller chunk after a 413, never below floorFor(); nothing when there is none.
std::optional<qint64> stepDown(qint64 chunkBytes, qint64 totalBytes);

// The next range of the file that has no segment yet; nothing when all of it has. It is of `wantedBytes`, or of as
// little more as brings the rest into the indexes that are left; never above the upload's chunk but for that reason.
std::optional<Segment> nextSegment(const Upload &upload, qint64 wantedBytes = preferredChunk);

// Whether no index may be handed out above this one before it is acknowledged: its size may be more than the API base
// takes. `provenBytes`: largest that was acknowledged there, 0: none yet; trustedChunk and below count as proven, unless
// a 413 has brought the upload's chunk below that.
bool isUnproven(const Upload &upload, const Segment &segment, qint64 provenBytes);

// Whether the next index may be handed out: while a size is unproven, not before the last is acknowledged.
bool mayCutNext(const Upload &upload, qint64 provenBytes);

// The ranges that try the upload's chunk where it is unproven: the last one is of its size and leaves first; those of
// proven sizes below it fill the time of its answer. The last one alone where the file or the indexes leave no room for
// more; empty when the size is proven or nothing is left to cut.
QVector<Segment> trialSegments(const Upload &upload, qint64 provenBytes);

bool allAcked(const Upload &upload);

} // namespace postreel::plan
