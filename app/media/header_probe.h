// Duration and frame size out of a file's own header, without ffprobe: at once, for every drop.
// Invariant: any bytes are safe; a few hundred small reads at most, no recursion, no allocation by a
// number that the file gives. What cannot be told stays unknown (-1 or 0), never a guess.
#pragma once

#include <QString>
#include <QtGlobal>

class QIODevice;

namespace postreel {

struct HeaderFacts
{
    qint64 durationMs = -1; // -1: not known
    int width = 0;          // pixels as shown, a turned phone video turned; 0: not known
    int height = 0;
    friend bool operator==(const HeaderFacts &, const HeaderFacts &) = default;
};

// `device`: open, seekable. `mediaType`: by content. Blocks; for worker threads. WebM, TS and TIFF give
// nothing.
HeaderFacts probeHeader(QIODevice &device, const QString &mediaType);

// MP4 and MOV: movie header, its extension for fragments, and the largest track. The moov box may stand
// anywhere.
HeaderFacts probeIsoMedia(QIODevice &device);
// JPEG, PNG, GIF, WebP and BMP.
HeaderFacts probePicture(QIODevice &device, const QString &mediaType);

} // namespace postreel
