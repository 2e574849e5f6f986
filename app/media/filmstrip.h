// The moments of a film that a filmstrip shows, and what is given of each.
// Invariant: the moments are spread evenly, in order, and lie within the film.
#pragma once

#include "app/store/records.h"

namespace postreel {

struct FilmstripRequest
{
    QString path;
    QString mediaType; // by content; empty: ffmpeg finds out
    Fingerprint fingerprint;
    qint64 durationMs = 0;
    int count = 0;
    int heightPx = 0; // of each frame
};

struct FilmstripFrame
{
    int index = 0; // of the wanted count
    qint64 atMs = 0;
    QString file;  // a JPEG
};

// The middle of the part that frame `index` stands for.
inline qint64 filmstripMomentMs(const FilmstripRequest &wish, int index)
{
    return wish.durationMs * (2 * index + 1) / (2 * qMax(1, wish.count));
}

} // namespace postreel
