// Finds faults in a video's time stamps: gaps with neither video nor audio, packets far from where they belong, times that
// restart in the middle of the file. Pure.
// Invariant: a frame that is held while audio plays is no gap, nor is one held for seconds in a video without audio.
#pragma once

#include "app/media/probe/stream_facts.h"

#include <QVector>

namespace postreel {

// A time span, in µs.
struct TimeSpan
{
    qint64 from = 0;
    qint64 to = 0;
    qint64 length() const { return to - from; }
    friend bool operator==(const TimeSpan &, const TimeSpan &) = default;
};

// Presentation times of a stream's packets, in the order of the file.
struct StreamTimes
{
    QVector<TimeSpan> packets; // audio packets without a gap between them may be merged
    qint64 hidden = 0;         // packets before them that are not shown
    bool whole = false;        // the list is complete
};

// Adds an audio packet; merges it with the last one if it begins where that ended.
void addSound(StreamTimes &sound, const TimeSpan &packet);

// `sound`: null if there is no audio. Returns playsMs -1 (nothing is known) if a list is incomplete or has no video packet.
TimeStamps timeStampsOf(const StreamTimes &picture, const StreamTimes *sound);

} // namespace postreel
