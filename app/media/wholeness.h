// Whether a file is all there by its own account, and what a walk through it tells on the way.
// Invariant: any bytes are safe; a walk is bounded in reads and bytes, and what lies behind its bound counts
// as there.
#pragma once

#include "app/media/sample_tables.h"

#include <QString>

class QIODevice;

namespace postreel {

struct Wholeness
{
    bool cutShort = false; // it goes on behind its end
    bool empty = false;    // there is no picture in it
    bool partUnreadable = false; // a part of a WebP's data is missing
    int pictures = 0;      // frames of a GIF, or of a PNG or WebP that moves, or pages of a TIFF
    QVector<int> delaysCs; // how long a player shows each, in 1/100 s; not known of a WebP
    int loops = -1;        // of a GIF: 0 for ever, -1 it says nothing
    bool seeThrough = false; // its frames may have holes
    int width = 0;         // of a TIFF
    int height = 0;
    int orientation = 1;   // of a JPEG or TIFF, as EXIF numbers it: 1…8
    friend bool operator==(const Wholeness &, const Wholeness &) = default;
};

// All of them: `device` open and seekable, content recognized by its head. They block; for worker threads.

// MP4 and MOV. `tables`: of the movie box; nothing: there is none. Bytes behind the last box are no part of the film.
bool isoFilmIsCutShort(QIODevice &device, const std::optional<SampleTables> &tables);
// Matroska and WebM.
bool matroskaIsCutShort(QIODevice &device);
bool transportStreamIsCutShort(QIODevice &device);

// JPEG, PNG, GIF, WebP, BMP, TIFF; whatever else is whole.
Wholeness pictureWholeness(QIODevice &device, const QString &mediaType);
// A TIFF of its own, or the one that EXIF is.
Wholeness tiffWholeness(QIODevice &device);

} // namespace postreel
