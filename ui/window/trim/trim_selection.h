// The part of a video to keep and its cover frame, while they are being chosen.
// Invariant: whatever the input, the part is within the video and not shorter than X's minimum (or the whole video),
// and the cover frame is within the video.
#pragma once

#include <QtGlobal>

namespace postreel {

enum class TrimHandle { Start, End, Cover };

struct TimeRange
{
    qint64 fromMs = 0;
    qint64 toMs = 0;
};

// Times of the original file, in ms.
struct TrimSelection
{
    qint64 durationMs = 0;
    qint64 startMs = 0;
    qint64 endMs = 0;    // the duration: to the end
    qint64 coverMs = -1; // -1: X chooses

    qint64 at(TrimHandle hand) const;
    qint64 partMs() const { return endMs - startMs; }
    bool trims() const { return startMs > 0 || endMs < durationMs; }
    friend bool operator==(const TrimSelection &, const TrimSelection &) = default;
};

// `endMs` -1: to the end; `coverMs` -1: X chooses. Times outside the video are clamped.
TrimSelection makeTrimSelection(qint64 durationMs, qint64 startMs, qint64 endMs, qint64 coverMs);

// The times at which a handle can be.
TimeRange allowedRange(const TrimSelection &cut, TrimHandle hand);

TrimSelection moved(TrimSelection cut, TrimHandle hand, qint64 atMs);

// Start of the frame that is `frames` after the one at `atMs`; frames of 40 ms if the rate is unknown (0).
qint64 offsetByFrames(qint64 atMs, int frames, qint64 milliFps);

} // namespace postreel
