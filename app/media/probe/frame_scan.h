// Analyses the frame times of a video: distance of key frames, and how evenly frames follow each other. Pure.
// Invariant: frames are in decode order; without frames the scan is empty.
#pragma once

#include "app/media/probe/stream_facts.h"

#include <QVector>

namespace postreel {

struct FrameTime
{
    qint64 at = 0; // when the frame is shown, in ticks
    bool key = false;
    friend bool operator==(const FrameTime &, const FrameTime &) = default;
};

struct FrameTimes
{
    qint64 ticksPerSecond = 0;
    qint64 startsAt = 0;       // ticks; frames before it are not shown
    QVector<FrameTime> frames; // in decode order
    bool whole = false;        // the list is complete
};

// No more frames are read: nine hours at 60 fps.
inline constexpr qsizetype maxFramesScanned = 2'000'000;

FrameScan scanOf(const FrameTimes &times);

// Returns `times` with stray frames moved to where they belong, by the shifts in `found`.
FrameTimes putBack(FrameTimes times, const TimeStamps &found);

// From the first shown frame to the end of the last one, in ms; nothing if the list is incomplete or has less than two.
std::optional<qint64> shownMs(const FrameTimes &times);

} // namespace postreel
