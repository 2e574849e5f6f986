// Estimates the time that a fix takes and the bytes of its result, from speeds measured on this computer.
// Invariant: an estimate is above 0 for every video, and grows with its duration and frame size.
#pragma once

#include "app/media/fix/fix_plan.h"

namespace postreel {

// What an estimate needs to know of a video besides its plan.
struct FilmCost
{
    qint64 sourceMs = 0;     // duration of the whole source; ≤ 0: not known
    qint64 sourceBytes = 0;  // size of the whole source
    double framesPerSecond = 30; // of the result
    double sourcePixels = 0; // of one frame
    bool sound = false;      // the result has audio
};

// Duration of the part that is kept, in ms, at least 1; a guess from the source's bytes if its duration is not known.
qint64 keptMs(const FixPlan &plan, const FilmCost &cost);

// Number of pixels in all frames of the result together.
double pixelsOf(const FixPlan &plan, const Inspection &source);

// Speed of an x264 preset relative to the default one ("fast").
double presetSpeed(const QString &preset);

// Bits per second at the default quality, for a frame of that many pixels; a rule of thumb.
qint64 bitRateByQuality(const QString &preset, double pixels, double framesPerSecond);

// Sets estimatedMs and estimatedBytes of a video's plan.
void estimate(FixPlan &plan, const FilmCost &cost, const FixSpeeds &speeds);

// Updates the speeds after a fix that took `ms` in one go (0: not known): the mean of the old and the measured speed.
FixSpeeds measuredSpeeds(FixSpeeds speeds, const FixPlan &plan, const Inspection &source, qint64 ms);

// Time for fix and upload together, in ms.
qint64 msUntilSent(const FixPlan &plan, const FixSpeeds &speeds);

} // namespace postreel
