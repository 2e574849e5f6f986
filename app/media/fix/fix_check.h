// Checks whether a fixed file is what its plan promised. Pure.
// Invariant: a file passes only if it breaks no fixable rule and has the right length and streams.
#pragma once

#include "app/media/fix/fix_arguments.h"

namespace postreel {

// Returns what is wrong, in the user's language; empty: nothing. `fixed`, `source`: results of inspect() and scanned().
QString wrongWith(const Inspection &fixed, const Inspection &source, const FixPlan &plan);

// How much of a result is decoded to check it: all of it if that takes some seconds at most, else its last 5 s. In a copy's
// end only the key frames: the frames between them are those of the source, and their number is compared.
DecodedPart decodedPart(const FixPlan &plan, const Inspection &source);

} // namespace postreel
