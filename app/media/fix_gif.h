// The fix of a GIF as ffmpeg's arguments. Pure.
// Invariant: a frame is shown as long as it was, or as long as those together that it stands for.
#pragma once

#include "app/media/fix_arguments.h"

namespace postreel {

QVector<FixPass> gifPasses(const FixPlan &plan, const Inspection &seen, const FixFiles &files, const FfmpegFeatures &skills);

// The frames out of the source's: those that are kept, in their size, with their holes.
QString gifFrames(const FixPlan &plan, const Inspection &seen);

// Points of the frames of the source, as the plan makes them, or of the result: 4 bytes for red, green, blue and alpha,
// sampledSide times sampledSide of a frame at most, the same places in both.
inline constexpr int sampledSide = 64;
QStringList sourceColourArguments(const FixPlan &plan, const Inspection &seen, const FixFiles &files, const FfmpegFeatures &skills);
QStringList resultColourArguments(const FixFiles &files, const FfmpegFeatures &skills);

} // namespace postreel
