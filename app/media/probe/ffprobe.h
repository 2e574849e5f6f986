// Runs ffprobe on a file, within limits, and parses its output.
// Invariant: a hostile file can at worst crash ffprobe; a run ends after 10 s or 1 MB of output at the latest.
#pragma once

#include "app/media/probe/probe_json.h"

namespace postreel {

enum class ProbeEnd {
    Told,
    NotReadable, // ffprobe cannot read the file, or crashed on it
    NoAnswer,    // not in time (a slow disk, a file that keeps ffprobe busy), or no process could be started
    NotTold,     // ffprobe is not installed or does not work: nothing is known of the file
};

struct Probed
{
    ProbeEnd end = ProbeEnd::NotTold;
    ProbeAnswer answer;
};

// `mediaType`: by content; empty: not accepted by X. `decodes`: decodes all frames, see ProbeAnswer::decoded.
// Blocks, for two runs at most; for worker threads.
Probed probeStreams(const QString &path, const QString &mediaType, bool decodes = false);

enum class PictureScan {
    Whole,  // or unknown: ffprobe is missing, failed, was not done in time, or does not read all files of that type
    Damaged, // a part of it cannot be decoded
    NoPicture,
};

// Decodes a picture of a type that X accepts completely. `mediaType`: by content. Blocks for 10 s at most; for worker threads.
PictureScan scanPicture(const QString &path, const QString &mediaType);
// Parses ffprobe's output for scanPicture(): "packet,…" and "frame,width,log,level,message" lines. What ffmpeg complains of
// in the EXIF data beside the picture is no damage. Pure.
PictureScan readPictureScan(const QByteArray &lines, const QString &mediaType);

} // namespace postreel
