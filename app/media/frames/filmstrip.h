// A filmstrip: the moments of a video that it shows, and the frame for each.
// Invariant: the moments are spread evenly, in order, and lie within the video.
#pragma once

#include "app/store/records.h"

namespace postreel {

struct FilmstripRequest
{
    QString path;
    QString mediaType; // by content; empty: ffmpeg detects it
    Fingerprint fingerprint;
    qint64 durationMs = 0;
    int count = 0;
    int heightPx = 0; // of each frame
};

struct FilmstripFrame
{
    int index = 0; // 0 … count - 1
    qint64 atMs = 0;
    QString file;  // path of a JPEG
};

// The middle of the section that frame `index` represents.
inline qint64 filmstripMomentMs(const FilmstripRequest &request, int index)
{
    return request.durationMs * (2 * index + 1) / (2 * qMax(1, request.count));
}

} // namespace postreel
