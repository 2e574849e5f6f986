// Cuts a file into segments: consecutive byte ranges with indexes 0…999 whose sizes add up to the file's.
// Invariant: pure; whatever sizes are chosen, the rest of the file always fits into the remaining indexes.
#pragma once

#include "app/store/records.h"

#include <optional>

namespace postreel::plan {

inline constexpr int maxSegments = 1000;
inline constexpr qint64 largestChunk = 8'000'000;  // bytes; X's server maximum
inline constexpr qint64 preferredChunk = 4 << 20;  // bytes; what X's own tools send
inline constexpr qint64 trustedChunk = 1 << 20;    // bytes; every server seen so far accepts it
inline constexpr qint64 smallestChunk = 256 << 10; // bytes; below it the requests cost more than the bytes

// The smallest chunk, in bytes, that carries `totalBytes` in 1,000 segments.
qint64 floorFor(qint64 totalBytes);

// The chunk to start with. `provenBytes`: largest chunk that the API base is known to accept; 0: none yet.
qint64 firstChunk(qint64 totalBytes, qint64 provenBytes);

// The next smaller chunk after a 413, never below floorFor(); nullopt: there is none.
std::optional<qint64> stepDown(qint64 chunkBytes, qint64 totalBytes);

// The next range of the file that has no segment yet; nullopt: there is none. Its length is `wantedBytes`, capped at
// the upload's chunk, but raised (even beyond that) as far as needed to fit the rest into the remaining indexes.
std::optional<Segment> nextSegment(const Upload &upload, qint64 wantedBytes = preferredChunk);

// Whether the API base may reject this size, so that no higher index may be sent before it is acknowledged.
// `provenBytes`: largest size acknowledged there, 0: none yet. trustedChunk and below count as proven, unless a 413
// has brought the upload's chunk below that.
bool isUnproven(const Upload &upload, const Segment &segment, qint64 provenBytes);

// Whether the next index may be sent: while a size is unproven, not before the last one is acknowledged.
bool mayCutNext(const Upload &upload, qint64 provenBytes);

// The segments that try the upload's chunk while it is unproven: the last one has that size and is sent first; the
// ones before it have proven sizes and keep the link busy until its response. Only the last one where the file or the
// indexes leave no room for more; empty when the size is proven or nothing is left to cut.
QVector<Segment> trialSegments(const Upload &upload, qint64 provenBytes);

bool allAcked(const Upload &upload);

} // namespace postreel::plan
