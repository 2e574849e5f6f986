// When each frame of a film without sample tables is shown, as ffprobe reads it off the packets.
// Invariant: never longer than some seconds; what was not read by then is missing at the end, not in between.
#pragma once

#include "app/media/frame_scan.h"
#include "app/media/time_stamps.h"

#include <QByteArray>

namespace postreel {

// ffprobe's lines "pts_time,dts_time,flags", in decode order. Pure; any bytes are safe. A film that does not
// tell when its frames are shown is taken as shown in that order.
FrameTimes readPacketTimes(const QByteArray &lines);

// Of the first video stream. `mediaType`: by content; empty: none that X takes.
// Blocks; for worker threads. Nothing when ffprobe is not installed, or reads nothing.
FrameTimes packetTimes(const QString &path, const QString &mediaType, int stream = -1);

// Of all that a player shows and plays.
struct PacketScan
{
    FrameTimes frames;
    StreamTimes picture;
    StreamTimes sound; // nothing in it: there is none
};

// The same of ffprobe's lines "stream,pts_time,dts_time,duration_time,flags". Pure; any bytes are safe.
PacketScan readPackets(const QByteArray &lines, int pictureStream, int soundStream);

// Streams by their number in the file; -1: there is none. Blocks; for worker threads.
PacketScan scanPackets(const QString &path, const StreamFacts &streams, const QString &mediaType);

} // namespace postreel
