#include "app/upload/segment_plan.h"

#include <algorithm>

namespace postreel::plan {

namespace {

// Bytes that keep the link busy while a size is tried: as much as five parallel connections carry while the largest
// segment has a fifth of the link, and until its response (PACING.md).
constexpr qint64 fillBytes = 12 << 20;

constexpr qint64 ceilDiv(qint64 a, qint64 b)
{
    return (a + b - 1) / b;
}

} // namespace

qint64 floorFor(qint64 totalBytes)
{
    return std::max<qint64>(1, ceilDiv(totalBytes, maxSegments));
}

qint64 firstChunk(qint64 totalBytes, qint64 provenBytes)
{
    const qint64 wanted = provenBytes > 0 ? std::min(provenBytes, preferredChunk) : preferredChunk;
    return std::clamp(wanted, std::min(floorFor(totalBytes), largestChunk), largestChunk);
}

std::optional<qint64> stepDown(qint64 chunkBytes, qint64 totalBytes)
{
    const qint64 floor = floorFor(totalBytes);
    for (qint64 size = preferredChunk; size >= smallestChunk; size /= 2)
        if (size < chunkBytes)
            return size >= floor ? size : (floor < chunkBytes ? std::optional(floor) : std::nullopt);
    return std::nullopt;
}

std::optional<Segment> nextSegment(const Upload &upload, qint64 wantedBytes)
{
    const int index = static_cast<int>(upload.segments.size());
    const qint64 offset = index == 0 ? 0 : upload.segments.last().offset + upload.segments.last().length;
    const qint64 left = upload.totalBytes() - offset;
    if (left <= 0 || index >= maxSegments)
        return std::nullopt;
    // Small early segments must not leave more than the last indexes can carry.
    const qint64 needed = ceilDiv(left, maxSegments - index);
    const qint64 length = std::min(std::max(std::min(upload.chunkBytes, wantedBytes), needed), left);
    return Segment{.index = index, .offset = offset, .length = length};
}

bool isUnproven(const Upload &upload, const Segment &segment, qint64 provenBytes)
{
    const qint64 trusted = upload.chunkBytes >= trustedChunk ? trustedChunk : 0;
    return segment.length > std::max(provenBytes, trusted);
}

bool mayCutNext(const Upload &upload, qint64 provenBytes)
{
    return upload.segments.isEmpty() || upload.segments.last().acked
           || !isUnproven(upload, upload.segments.last(), provenBytes);
}

QVector<Segment> trialSegments(const Upload &upload, qint64 provenBytes)
{
    const std::optional<Segment> next = nextSegment(upload, upload.chunkBytes);
    if (!next || !isUnproven(upload, *next, provenBytes))
        return {};
    const qint64 left = upload.totalBytes() - next->offset - next->length;
    const qint64 waiting = next->offset - upload.ackedBytes(); // left over from a trial that was rejected
    Upload cut = upload;
    // Sizes differ: segments that start together and are equal also end together and leave the link idle.
    for (qint64 fill = std::min(fillBytes - waiting, left), step = 1; fill >= smallestChunk; ++step) {
        const std::optional<Segment> small = nextSegment(cut, std::min({fill, trustedChunk, step * smallestChunk}));
        if (!small || isUnproven(upload, *small, provenBytes))
            break; // a file this large has no indexes to spare
        cut.segments.append(*small);
        fill -= small->length;
    }
    cut.segments.append(*nextSegment(cut, cut.chunkBytes));
    return cut.segments.mid(upload.segments.size());
}

bool allAcked(const Upload &upload)
{
    return !nextSegment(upload) && std::all_of(upload.segments.cbegin(), upload.segments.cend(),
                                               [](const Segment &segment) { return segment.acked; });
}

} // namespace postreel::plan
