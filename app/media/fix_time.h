// What a fix takes: how long, and how many bytes come out, from what was measured on this computer.
// Invariant: an estimate is above 0 for every film, and grows with its length and its frame.
#pragma once

#include "app/media/fix_plan.h"

namespace postreel {

// What an estimate has to know of a film besides its plan.
struct FilmCost
{
    qint64 sourceMs = 0;     // of the whole source
    qint64 sourceBytes = 0;  // the same
    double framesPerSecond = 30; // of the result
    double sourcePixels = 0; // of one frame
    bool sound = false;      // the result has some
};

// Plan and source's length in ms, of the part that is kept.
qint64 keptMs(const FixPlan &plan, const FilmCost &cost);

// Of all frames of the result together.
double pixelsOf(const FixPlan &plan, const Inspection &source);

// How many times faster than the default preset one of x264 is.
double presetSpeed(const QString &preset);

// Bits per second that the default quality comes to, for a frame of that many pixels; by rule of thumb.
qint64 bitRateByQuality(const QString &preset, double pixels, double framesPerSecond);

// Fills in estimatedMs and estimatedBytes of a film's plan.
void estimate(FixPlan &plan, const FilmCost &cost, const FixSpeeds &speeds);

// The speeds after a fix that took `ms` in one go (0: it tells nothing), half of them from before.
FixSpeeds measuredSpeeds(FixSpeeds speeds, const FixPlan &plan, const Inspection &source, qint64 ms);

// Fix and upload together, in ms.
qint64 msUntilSent(const FixPlan &plan, const FixSpeeds &speeds);

} // namespace postreel
