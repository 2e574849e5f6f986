// ffmpeg's arguments for the fix of a GIF. Pure.
// Invariant: a frame is shown for as long as in the source, plus the time of the dropped frames that it stands for.
#pragma once

#include "app/media/fix/fix_arguments.h"

namespace postreel {

QVector<FixPass> gifPasses(const FixPlan &plan, const Inspection &seen, const FixFiles &files, const FfmpegFeatures &skills);

// The filters that give the result's frames from the source's: those that are kept, scaled, with transparency.
QString gifFrames(const FixPlan &plan, const Inspection &seen);

// Write sampled pixels of each frame to standard output: of the source's frames as the plan makes them, and of the result's.
// 4 bytes (RGBA) per pixel, at most sampledSide × sampledSide per frame, at the same positions in both.
inline constexpr int sampledSide = 64;
QStringList sourceColourArguments(const FixPlan &plan, const Inspection &seen, const FixFiles &files, const FfmpegFeatures &skills);
QStringList resultColourArguments(const FixFiles &files, const FfmpegFeatures &skills);

} // namespace postreel
