// What a cure that was cut off has left in its folder, and where the next run goes on.
// Invariant: it counts only for the same file and the same encoding; the last chunk, which may not be whole, never counts.
#pragma once

#include "app/media/cure_arguments.h"

namespace postreel {

struct CureLeft
{
    Chunks chunks;
    bool firstPass = false; // of two, what it learned is there
    friend bool operator==(const CureLeft &, const CureLeft &) = default;
};

// Names an encoding of a file: by the file's fingerprint and ffmpeg's arguments.
QByteArray cureKey(const Inspection &source, const QVector<CurePass> &passes);

// Empties a folder in which another encoding was begun, and marks it with the key. `chunkMs`: as in Chunks. Blocks.
CureLeft leftIn(const QString &folder, const QByteArray &key, qint64 chunkMs);

// All chunks, from the first one on; whole or not.
int chunksIn(const QString &folder);

} // namespace postreel
