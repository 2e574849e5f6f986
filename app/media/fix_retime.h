// Time stamps that tell what plays: ffmpeg's arguments for a copy in which gaps are closed and stray packets are where they
// belong. All else of a fix is done with that copy. Pure.
// Invariant: picture and sound are moved by the same amounts, so they stay together.
#pragma once

#include "app/media/fix_arguments.h"

namespace postreel {

// Whether times start over in that container as a matter of course: there ffmpeg lets them go on by itself.
bool mayRestart(const StreamFacts &streams);
// What ffmpeg is told for that, before its input.
QStringList retimedReading(const StreamFacts &streams);

// How ffmpeg calls the container of the copy, which takes all that the source's takes.
QString retimedContainer(const StreamFacts &streams);
// Whether the source is put into that container first: packets are moved by ticks, and only from one container into another
// of its kind are these sure to be the same on the way.
bool wantsOwnContainer(const StreamFacts &streams);
// What is moved on the way from one such container into another.
QStringList retimedWriting(const StreamFacts &streams);

// What the copy is.
Inspection afterRetiming(Inspection source);

} // namespace postreel
