// A file's streams as ffprobe tells them: the tool started, limited and read.
// Invariant: a hostile file can at worst end ffprobe; never longer than a few seconds, never more than a
// megabyte.
#pragma once

#include "app/media/probe_json.h"

namespace postreel {

enum class ProbeEnd {
    Told,
    NotReadable, // ffprobe reads nothing of it
    NoAnswer,    // in time: a slow disk, say, or a file that makes it work for ever
    NotTold,     // not installed, or it does not work: nothing is known of the file
};

struct Probed
{
    ProbeEnd end = ProbeEnd::NotTold;
    ProbeAnswer answer;
};

// `mediaType`: by content; empty: none that X takes. Blocks; for worker threads.
Probed probeStreams(const QString &path, const QString &mediaType, bool decodes = false);

enum class PictureScan {
    Whole,  // or nothing is known of it: ffprobe is missing, had no answer in time, or does not read all of that kind
    Damaged, // a part of it cannot be decoded
    NoPicture,
};

// Decodes all of a picture that X takes. `mediaType`: of its content. Blocks for 10 s at most; for worker threads.
PictureScan scanPicture(const QString &path, const QString &mediaType);
// Of what ffprobe prints for it: "packet,…" and "frame,width,log,level" lines. Pure.
PictureScan readPictureScan(const QByteArray &lines, const QString &mediaType);

} // namespace postreel
