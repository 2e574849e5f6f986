#include "ui/window/trim/trim_selection.h"

#include <algorithm>

namespace postreel {

namespace {
constexpr qint64 leastPartMs = 500; // X's shortest video
constexpr qint64 usualMilliFps = 25'000;
} // namespace

qint64 TrimSelection::at(TrimHandle hand) const
{
    switch (hand) {
    case TrimHandle::Start:
        return startMs;
    case TrimHandle::End:
        return endMs;
    case TrimHandle::Cover:
        return coverMs;
    }
    return 0;
}

TrimSelection makeTrimSelection(qint64 durationMs, qint64 startMs, qint64 endMs, qint64 coverMs)
{
    TrimSelection cut{.durationMs = durationMs, .startMs = 0, .endMs = durationMs, .coverMs = -1};
    if (endMs >= 0)
        cut = moved(cut, TrimHandle::End, endMs);
    cut = moved(cut, TrimHandle::Start, startMs);
    return coverMs < 0 ? cut : moved(cut, TrimHandle::Cover, coverMs);
}

TimeRange allowedRange(const TrimSelection &cut, TrimHandle hand)
{
    const qint64 least = std::min(leastPartMs, cut.durationMs);
    switch (hand) {
    case TrimHandle::Start:
        return {0, std::max<qint64>(0, cut.endMs - least)};
    case TrimHandle::End:
        return {std::min(cut.startMs + least, cut.durationMs), cut.durationMs};
    case TrimHandle::Cover:
        return {0, cut.durationMs};
    }
    return {};
}

TrimSelection moved(TrimSelection cut, TrimHandle hand, qint64 atMs)
{
    const TimeRange room = allowedRange(cut, hand);
    const qint64 there = std::clamp(atMs, room.fromMs, room.toMs);
    switch (hand) {
    case TrimHandle::Start:
        cut.startMs = there;
        break;
    case TrimHandle::End:
        cut.endMs = there;
        break;
    case TrimHandle::Cover:
        cut.coverMs = there;
        break;
    }
    return cut;
}

qint64 offsetByFrames(qint64 atMs, int frames, qint64 milliFps)
{
    constexpr qint64 million = 1'000'000;
    const qint64 rate = milliFps > 0 ? milliFps : usualMilliFps;
    const qint64 frame = (atMs * rate + million / 2) / million;
    // Rounded down: a frame is requested by a time that is not after its start.
    return std::max<qint64>(0, frame + frames) * million / rate;
}

} // namespace postreel
