// Whether long tables are worked through row by row, as packaging/nightly.sh asks for, or in the short form of each build.
#pragma once

#include <QtGlobal>

namespace postreel::testing {

// A table's first rows have each kind of result and the paths to it that differ most; the rows behind
// `if (!isThorough()) return;` are the others.
inline bool isThorough()
{
    return qEnvironmentVariableIsSet("POSTREEL_THOROUGH");
}

} // namespace postreel::testing
