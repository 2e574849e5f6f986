// The part of a film and its cover frame, as they are being chosen.
// Invariant: the part lies within the film and is at least as long as X takes, the cover frame lies within the film;
// whatever a person does.
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

// `endMs` -1: to the end. What does not lie within the film is taken as the nearest that does.
TrimSelection makeTrimSelection(qint64 durationMs, qint64 startMs, qint64 endMs, qint64 coverMs);

// Where a hand can be put.
TimeRange allowedRange(const TrimSelection &cut, TrimHandle hand);

TrimSelection moved(TrimSelection cut, TrimHandle hand, qint64 atMs);

// The first moment of the frame that is `frames` further; frames of 40 ms where the rate is not known (0).
qint64 offsetByFrames(qint64 atMs, int frames, qint64 milliFps);

} // namespace postreel
