// How far sound that is mixed down reaches, as ffmpeg's scan of loudness says it, and what keeps it within full scale.
// Invariant: a gain never makes anything louder.
#pragma once

#include "app/media/fix_plan.h"

#include <QByteArray>
#include <optional>

namespace postreel {

// What the result may reach, in dB of full scale (true peak).
inline constexpr double mostPeakDb = -1.0;

// Whether a plan puts more channels together than it leaves, so that their sum may go beyond full scale.
bool mixesDown(const FixPlan &plan, const StreamFacts &streams);

// Out of what ebur128 says at its end, in dB; nothing when it said none. Silence is far below anything.
std::optional<double> truePeakIn(const QByteArray &said);

// For sound that would reach `peakDb` before it is encoded, which adds a little.
double gainFor(double peakDb);

} // namespace postreel
