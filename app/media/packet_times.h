// When each frame of a film without sample tables is shown, as ffprobe reads it off the packets.
// Invariant: never longer than some seconds; what was not read by then is missing at the end, not in between.
#pragma once

#include "app/media/frame_scan.h"

#include <QByteArray>

namespace postreel {

// ffprobe's lines "pts_time,dts_time,flags", in decode order. Pure; any bytes are safe. A film that does not
// tell when its frames are shown is taken as shown in that order.
FrameTimes readPacketTimes(const QByteArray &lines);

// Of the first video stream. `mediaType`: by content; empty: none that X takes.
// Blocks; for worker threads. Nothing when ffprobe is not installed, or reads nothing.
FrameTimes packetTimes(const QString &path, const QString &mediaType, int stream = -1);

} // namespace postreel
