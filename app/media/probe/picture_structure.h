// Parses the blocks of a picture file: whether it is complete, how many pictures it has, and its orientation.
// Invariant: any bytes are safe; a walk is bounded in reads and bytes, and what lies beyond the bound counts as present.
#pragma once

#include <QString>
#include <QVector>

class QIODevice;

namespace postreel {

struct PictureStructure
{
    bool truncated = false; // the file ends too early
    bool empty = false;     // the file contains no picture
    bool partUnreadable = false; // a part of a WebP's data is missing
    int pictures = 0;       // frames of a GIF or an animated PNG or WebP, or pages of a TIFF
    QVector<int> delaysCs; // how long a player shows each, in 1/100 s; empty for a WebP
    int loops = -1;        // of a GIF: 0 for ever, -1 not stated
    bool seeThrough = false; // its frames may have transparent pixels
    int width = 0;         // px, of a TIFF only
    int height = 0;
    int orientation = 1;   // of a JPEG or TIFF, as in EXIF: 1…8
    friend bool operator==(const PictureStructure &, const PictureStructure &) = default;
};

// For JPEG, PNG, GIF, WebP, BMP and TIFF; other types count as complete. `device`: open and seekable. `mediaType`: by
// content. Blocks; for worker threads.
PictureStructure pictureStructure(QIODevice &device, const QString &mediaType);

} // namespace postreel
