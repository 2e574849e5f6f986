// What must be found out about the installed ffmpeg and the file before a fix is planned.
// Invariant: each answer takes seconds at most; an unknown one counts as "no".
#pragma once

#include "app/media/fix/fix_arguments.h"

namespace postreel {

// Runs ffmpeg twice. Blocks; for worker threads.
FfmpegFeatures askFfmpeg();

// Time in ms of the key frame nearest to `ms`, within 40 ms; -1: none. Blocks; for worker threads.
qint64 keyFrameNear(const QString &file, const Inspection &seen, qint64 ms);

// Parses ffprobe's output for keyFrameNear(): a line "pts_time,flags" per packet. Pure.
qint64 nearestKeyFrame(const QByteArray &packets, qint64 ms);

} // namespace postreel
