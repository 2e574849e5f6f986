// A walk through the blocks of a picture: whether it is all there, how many pictures it holds, how it is turned.
// Invariant: any bytes are safe; a walk is bounded in reads and bytes, and what lies behind its bound counts
// as there.
#pragma once

#include <QString>
#include <QVector>

class QIODevice;

namespace postreel {

struct PictureStructure
{
    bool truncated = false; // it goes on behind its end
    bool empty = false;     // there is no picture in it
    bool partUnreadable = false; // a part of a WebP's data is missing
    int pictures = 0;       // frames of a GIF, or of a PNG or WebP that moves, or pages of a TIFF
    QVector<int> delaysCs; // how long a player shows each, in 1/100 s; not known of a WebP
    int loops = -1;        // of a GIF: 0 for ever, -1 it says nothing
    bool seeThrough = false; // its frames may have holes
    int width = 0;         // of a TIFF
    int height = 0;
    int orientation = 1;   // of a JPEG or TIFF, as EXIF numbers it: 1…8
    friend bool operator==(const PictureStructure &, const PictureStructure &) = default;
};

// JPEG, PNG, GIF, WebP, BMP, TIFF; whatever else is whole. `device`: open and seekable, its content recognized by its
// head. Blocks; for worker threads.
PictureStructure pictureStructure(QIODevice &device, const QString &mediaType);

} // namespace postreel
