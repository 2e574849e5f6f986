// What the name of an ffmpeg pixel format tells: "yuv422p10le" is 4:2:2 at 10 bits.
// Invariant: pure; a name that tells nothing gives 0 or itself.
#pragma once

#include <QString>

namespace postreel {

// Bits of one sample; 0: the name is empty or does not tell.
int bitDepthOf(const QString &pixelFormat);
// The name of the 8-bit format of the same layout: "yuv422p".
QString withoutDepth(const QString &pixelFormat);
// "4:2:2", "RGB": the same in every language.
QString layoutOf(const QString &pixelFormat);
bool isRgb(const QString &pixelFormat);

} // namespace postreel
