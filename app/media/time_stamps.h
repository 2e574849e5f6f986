// Whether a film's time stamps tell what plays: gaps in which there is neither picture nor sound, frames far from where
// they belong, times that start over in the middle of the file. Pure.
// Invariant: a frame that is held while sound plays is no gap, nor is one of seconds in a film without sound.
#pragma once

#include "app/media/stream_facts.h"

#include <QVector>

namespace postreel {

// A part of the time, in µs.
struct TimeSpan
{
    qint64 from = 0;
    qint64 to = 0;
    qint64 length() const { return to - from; }
    friend bool operator==(const TimeSpan &, const TimeSpan &) = default;
};

// When the packets of a stream are shown or heard, in µs and in the order of the file.
struct StreamTimes
{
    QVector<TimeSpan> packets; // those that follow each other without a gap may be told as one, if they are sound
    qint64 hidden = 0;         // packets in front of them that are not shown
    bool whole = false;        // these are all that there are
};

// Adds a packet of sound; those that go on where the last one ended are one with it.
void addSound(StreamTimes &sound, const TimeSpan &packet);

// `sound`: nothing for a film without. Nothing is known when not all packets are told.
TimeStamps timeStampsOf(const StreamTimes &picture, const StreamTimes *sound);

} // namespace postreel
