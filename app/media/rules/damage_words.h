// Problem texts for faults of the file itself, which no rule of X covers.
// Invariant: `fix` names a fix that the program offers, or else the next step for the user.
#pragma once

#include "app/media/probe/stream_facts.h"
#include "app/media/rules/limits.h"

namespace postreel {

// For time stamps that do not match what plays.
Problem problemOf(const TimeStamps &times);

// For a video of which a part cannot be decoded. `durationMs`: of the whole video.
Problem problemOf(const Damage &damage, FixStep fix, qint64 durationMs);

// For a picture of which a part cannot be decoded.
Problem damagedPicture();

} // namespace postreel
