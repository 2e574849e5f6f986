// Peak level of audio that is mixed down, as ffmpeg's loudness scan measures it, and the gain that keeps it below full scale.
// Invariant: a gain never makes anything louder.
#pragma once

#include "app/media/fix/fix_plan.h"

#include <QByteArray>
#include <optional>

namespace postreel {

// The highest true peak allowed in the result, in dB relative to full scale.
inline constexpr double mostPeakDb = -1.0;

// Whether a plan mixes the audio down to fewer channels, so that their sum may exceed full scale.
bool mixesDown(const FixPlan &plan, const StreamFacts &streams);

// The true peak in dB from the summary that ebur128 prints at its end; nothing if there is none. Silence: -200.
std::optional<double> truePeakIn(const QByteArray &said);

// The gain in dB, at most 0, for audio that would reach `peakDb` before it is encoded, which adds a little.
double gainFor(double peakDb);

} // namespace postreel
