// The part of a film and its cover frame, as they are being chosen.
// Invariant: the part lies within the film and is at least as long as X takes, the cover frame lies within the film;
// whatever a person does.
#pragma once

#include <QtGlobal>

namespace postreel {

enum class FilmHand { Start, End, Cover };

struct FilmSpan
{
    qint64 fromMs = 0;
    qint64 toMs = 0;
};

// Times of the original file, in ms.
struct FilmCut
{
    qint64 durationMs = 0;
    qint64 startMs = 0;
    qint64 endMs = 0;    // the duration: to the end
    qint64 coverMs = -1; // -1: X chooses

    qint64 at(FilmHand hand) const;
    qint64 partMs() const { return endMs - startMs; }
    bool trims() const { return startMs > 0 || endMs < durationMs; }
    friend bool operator==(const FilmCut &, const FilmCut &) = default;
};

// `endMs` -1: to the end. What does not lie within the film is taken as the nearest that does.
FilmCut filmCut(qint64 durationMs, qint64 startMs, qint64 endMs, qint64 coverMs);

// Where a hand can be put.
FilmSpan roomOf(const FilmCut &cut, FilmHand hand);

FilmCut moved(FilmCut cut, FilmHand hand, qint64 atMs);

// The first moment of the frame that is `frames` further; frames of 40 ms where the rate is not known (0).
qint64 framesFurther(qint64 atMs, int frames, qint64 milliFps);

} // namespace postreel
