// What a fix that was cut off has left in its folder, and where the next run goes on.
// Invariant: it counts only for the same file and the same encoding; the last chunk, which may not be whole, never counts.
#pragma once

#include "app/media/fix_arguments.h"

namespace postreel {

// Is there once the first of two passes has come to its end.
inline constexpr const char *firstPassDone = "passes.done";

struct FixCheckpoint
{
    Chunks chunks;
    bool firstPass = false; // of two, what it learned is there
    friend bool operator==(const FixCheckpoint &, const FixCheckpoint &) = default;
};

// Names an encoding of a file: by the file's fingerprint and ffmpeg's arguments.
QByteArray fixKey(const Inspection &source, const QVector<FixPass> &passes);

// Empties a folder in which another encoding was begun, and marks it with the key. `chunkMs`: as in Chunks. Blocks.
FixCheckpoint leftIn(const QString &folder, const QByteArray &key, qint64 chunkMs);

// Whether there is anything that another run would not have to do again.
bool holdsWork(const QString &folder);

// Has the next leftIn() empty the folder.
void forgetLeft(const QString &folder);

// All chunks, from the first one on; whole or not.
int chunksIn(const QString &folder);

} // namespace postreel
