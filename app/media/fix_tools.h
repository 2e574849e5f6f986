// What a fix has to ask this computer's ffmpeg and the file before it is planned.
// Invariant: each answer comes within seconds; what could not be told counts as "no".
#pragma once

#include "app/media/fix_arguments.h"

namespace postreel {

// Runs ffmpeg twice. Blocks; for worker threads.
FfmpegFeatures askFfmpeg();

// Time of the key frame that is nearest to `ms`, if there is one within 40 ms; -1: none. Blocks; for worker threads.
qint64 keyFrameNear(const QString &file, const Inspection &seen, qint64 ms);

// The nearest in what ffprobe prints of packets ("pts_time,flags" a line). Pure.
qint64 nearestKeyFrame(const QByteArray &packets, qint64 ms);

} // namespace postreel
