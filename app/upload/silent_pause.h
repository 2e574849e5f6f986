// How long an upload may pause without a word.
#pragma once

#include <QtGlobal>

namespace postreel {

// ms; a longer pause is a Waiting with a reason and an end, whether for a segment, FINALIZE or STATUS.
inline constexpr qint64 longestSilentPauseMs = 10'000;

} // namespace postreel
