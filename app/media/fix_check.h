// Whether a fixed file is what its plan promised. Pure.
// Invariant: it says nothing is wrong only of a file that breaks no rule that could be fixed, has the length and the streams.
#pragma once

#include "app/media/fix_arguments.h"

namespace postreel {

// What is wrong, in words for people; empty: nothing. `fixed`, `source`: as inspect() sees them.
QString wrongWith(const Inspection &fixed, const Inspection &source, const FixPlan &plan);

// How much of a result is decoded to see that it is sound: all of it for at most some seconds' work, else its end. Of a
// copy's end the key frames alone: the bits between them are its source's, and their number is compared.
DecodedPart decodedPart(const FixPlan &plan, const Inspection &source);

} // namespace postreel
