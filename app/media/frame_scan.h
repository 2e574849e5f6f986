// What the times of a film's frames tell: key frames, their distance, and how evenly they come. Pure.
// Invariant: frames are told in decode order; without any the scan is empty.
#pragma once

#include "app/media/stream_facts.h"

#include <QVector>

namespace postreel {

struct FrameTime
{
    qint64 at = 0; // when it is shown, in ticks
    bool key = false;
    friend bool operator==(const FrameTime &, const FrameTime &) = default;
};

struct FrameTimes
{
    qint64 ticksPerSecond = 0;
    qint64 startsAt = 0;       // ticks; what would be shown before it is not
    QVector<FrameTime> frames; // in decode order
    bool whole = false;        // these are all that there are
};

// More are not looked at: nine hours at 60 fps.
inline constexpr qsizetype maxFramesScanned = 2'000'000;

FrameScan scanOf(const FrameTimes &times);

// The same with stray frames where they belong.
FrameTimes putBack(FrameTimes times, const TimeStamps &found);

// From the first frame's time to the end of the last one, in ms; nothing when not all frames are told.
std::optional<qint64> shownMs(const FrameTimes &times);

} // namespace postreel
