#include "ui/window/film_cut.h"

#include <algorithm>

namespace postreel {

namespace {
constexpr qint64 leastPartMs = 500; // X's shortest video
constexpr qint64 usualMilliFps = 25'000;
} // namespace

qint64 FilmCut::at(FilmHand hand) const
{
    switch (hand) {
    case FilmHand::Start:
        return startMs;
    case FilmHand::End:
        return endMs;
    case FilmHand::Cover:
        return coverMs;
    }
    return 0;
}

FilmCut filmCut(qint64 durationMs, qint64 startMs, qint64 endMs, qint64 coverMs)
{
    FilmCut cut{.durationMs = durationMs, .startMs = 0, .endMs = durationMs, .coverMs = -1};
    if (endMs >= 0)
        cut = moved(cut, FilmHand::End, endMs);
    cut = moved(cut, FilmHand::Start, startMs);
    return coverMs < 0 ? cut : moved(cut, FilmHand::Cover, coverMs);
}

FilmSpan roomOf(const FilmCut &cut, FilmHand hand)
{
    const qint64 least = std::min(leastPartMs, cut.durationMs);
    switch (hand) {
    case FilmHand::Start:
        return {0, std::max<qint64>(0, cut.endMs - least)};
    case FilmHand::End:
        return {std::min(cut.startMs + least, cut.durationMs), cut.durationMs};
    case FilmHand::Cover:
        return {0, cut.durationMs};
    }
    return {};
}

FilmCut moved(FilmCut cut, FilmHand hand, qint64 atMs)
{
    const FilmSpan room = roomOf(cut, hand);
    const qint64 there = std::clamp(atMs, room.fromMs, room.toMs);
    switch (hand) {
    case FilmHand::Start:
        cut.startMs = there;
        break;
    case FilmHand::End:
        cut.endMs = there;
        break;
    case FilmHand::Cover:
        cut.coverMs = there;
        break;
    }
    return cut;
}

qint64 framesFurther(qint64 atMs, int frames, qint64 milliFps)
{
    constexpr qint64 million = 1'000'000;
    const qint64 rate = milliFps > 0 ? milliFps : usualMilliFps;
    const qint64 frame = (atMs * rate + million / 2) / million;
    // Rounded down: a frame is asked for by a time that is not after its beginning.
    return std::max<qint64>(0, frame + frames) * million / rate;
}

} // namespace postreel
