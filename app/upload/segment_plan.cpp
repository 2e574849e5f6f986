#include "app/upload/segment_plan.h"

#include <algorithm>

namespace postreel::plan {

namespace {

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

bool mayCutNext(const Upload &upload, qint64 provenBytes)
{
    if (upload.segments.isEmpty())
        return true;
    const Segment &last = upload.segments.last();
    return last.acked || last.length <= provenBytes;
}

bool allAcked(const Upload &upload)
{
    return !nextSegment(upload) && std::all_of(upload.segments.cbegin(), upload.segments.cend(),
                                               [](const Segment &segment) { return segment.acked; });
}

} // namespace postreel::plan
