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

// Whether there is a picture in it that can be decoded to its end; true where that is not known. The same.
bool picturesDecode(const QString &path, const QString &mediaType);

} // namespace postreel
