// Frame times of videos without sample tables, which ffprobe reads from the packets.
// Invariant: takes 15 s at most; what was not read by then is missing at the end, never in between.
#pragma once

#include "app/media/probe/frame_scan.h"
#include "app/media/probe/time_stamps.h"

#include <QByteArray>

namespace postreel {

// Parses ffprobe's lines "pts_time,dts_time,flags", in decode order. If not every packet has a PTS, all frames get their
// DTS. Pure; any bytes are safe.
FrameTimes readPacketTimes(const QByteArray &lines);

// Frame times of one stream. `mediaType`: by content; empty: not accepted by X. `stream`: its number in the file; -1: the
// first video stream. Empty if ffprobe is not installed, or reads nothing. Blocks; for worker threads.
FrameTimes packetTimes(const QString &path, const QString &mediaType, int stream = -1);

// Packet times of the video and audio that a player plays.
struct PacketScan
{
    FrameTimes frames;
    StreamTimes picture;
    StreamTimes sound; // empty: no audio
};

// Parses ffprobe's lines "stream,pts_time,dts_time,duration_time,flags". Streams by their number in the file; -1: none.
// Pure; any bytes are safe.
PacketScan readPackets(const QByteArray &lines, int pictureStream, int soundStream);

// `streams`: names the video and the audio stream to read. `mediaType`: as above. Blocks; for worker threads.
PacketScan scanPackets(const QString &path, const StreamFacts &streams, const QString &mediaType);

} // namespace postreel
