// What an interrupted fix has left in its folder, and where the next run resumes.
// Invariant: it counts only for the same file and encoding; the last chunk, which may be incomplete, never counts.
#pragma once

#include "app/media/fix/fix_arguments.h"

namespace postreel {

// Marker file that exists once the first of two passes has ended.
inline constexpr const char *firstPassDone = "passes.done";

struct FixCheckpoint
{
    Chunks chunks;
    bool firstPass = false; // the statistics of the first of two passes exist
    friend bool operator==(const FixCheckpoint &, const FixCheckpoint &) = default;
};

// Identifies an encoding of a file, by the file's fingerprint and ffmpeg's arguments.
QByteArray fixKey(const Inspection &source, const QVector<FixPass> &passes);

// Returns what an earlier run of the same encoding has left, and removes its incomplete chunks. If the folder belongs to
// another encoding, empties it and marks it with the key. `chunkMs`: as Chunks::ms. Blocks.
FixCheckpoint loadCheckpoint(const QString &folder, const QByteArray &key, qint64 chunkMs);

// Whether the folder holds anything that another run can reuse.
bool holdsWork(const QString &folder);

// Makes the next loadCheckpoint() empty the folder.
void discardCheckpoint(const QString &folder);

// Number of chunks from the first one on, complete or not.
int chunksIn(const QString &folder);

} // namespace postreel
