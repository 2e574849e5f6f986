// Reads duration and frame size from a file's own header, without ffprobe: fast enough for every dropped file.
// Invariant: any bytes are safe; a few thousand small reads at most, no recursion, no allocation whose size the file
// determines. What is not known stays -1 or 0, never a guess.
#pragma once

#include <QString>
#include <QtGlobal>

class QIODevice;

namespace postreel {

struct HeaderFacts
{
    qint64 durationMs = -1; // -1: not known
    int width = 0;          // pixels as shown, i.e. after rotation; 0: not known
    int height = 0;
    friend bool operator==(const HeaderFacts &, const HeaderFacts &) = default;
};

// `device`: open, seekable. `mediaType`: by content. Returns nothing for WebM, TS and TIFF. Blocks; for worker threads.
HeaderFacts probeHeader(QIODevice &device, const QString &mediaType);

// MP4 and MOV: the movie header, its extension for fragments, and the largest track. The moov box may be anywhere.
HeaderFacts probeIsoMedia(QIODevice &device);
// JPEG, PNG, GIF, WebP and BMP.
HeaderFacts probePicture(QIODevice &device, const QString &mediaType);

} // namespace postreel
