// Finds parts of a video that cannot be decoded, by checking frames spread over its whole length.
// Invariant: reports a part only if frames in it are certainly damaged; what cannot be checked in time, or by the installed
// ffmpeg, counts as intact.
#pragma once

#include "app/media/probe/sample_tables.h"
#include "app/media/probe/stream_facts.h"
#include "app/store/records.h"

#include <QString>

class QIODevice;

namespace postreel {

// All functions that take a device or a path block; for worker threads.

// MP4 and MOV: checks that frames of H.264 and HEVC consist of valid NAL units, and that compressed audio is not all zeros.
// Takes some milliseconds.
Damage isoDamage(QIODevice &device, const SampleTables &tables);

// Matroska and WebM: checks that the elements follow each other without a break. `lengthMs`: of the video; -1: not known.
Damage matroskaDamage(QIODevice &device, qint64 lengthMs);

// MPEG-TS: checks that there are packets everywhere. `playsMs`: of the part that can be read.
Damage transportDamage(QIODevice &device, qint64 playsMs);

// FLV, AVI, Ogg, MPEG, Windows Media: checks whether the file states a longer duration than its packets have, or is all zeros
// in a part. `toldMs`: the stated duration; -1: none.
Damage lostDamage(QIODevice &device, const StreamFacts &streams, qint64 toldMs);

// For containers that can seek to a key frame (not TS and Windows Media): decodes some key frames spread over the video. Takes
// 8 s at most.
Damage decodedDamage(const QString &path, const StreamFacts &streams, const QString &mediaType, qint64 lengthMs);

// Parses ffprobe's lines "packet,pts_time,flags" and "frame,pts_time"; `packetsEach`: packets per seek. Pure.
Damage readDecoded(const QByteArray &lines, int packetsEach, qint64 lengthMs);

} // namespace postreel
