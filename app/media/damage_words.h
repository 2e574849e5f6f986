// The words for what a look at a file found wrong with it, which no rule of X names.
// Invariant: what they name as a fix is one that is offered; else it is the next step for the person.
#pragma once

#include "app/media/limits.h"
#include "app/media/stream_facts.h"

namespace postreel {

// Of time stamps that tell something else than what plays.
Problem problemOf(const TimeStamps &times);

// Of a film that cannot be decoded in a part of it. `durationMs`: of all of it.
Problem problemOf(const Damage &damage, FixStep fix, qint64 durationMs);

// Of a picture that cannot be decoded in a part of it.
Problem damagedPicture();

} // namespace postreel
