// Parses names of ffmpeg's pixel formats: "yuv422p10le" is 4:2:2 at 10 bits.
// Invariant: pure; a name without a known depth counts as 8 bits, one without a known layout is returned as it is.
#pragma once

#include <QString>

namespace postreel {

// Bits per sample; 0: the name is empty.
int bitDepthOf(const QString &pixelFormat);
// The name of the 8-bit format of the same layout: "yuv422p".
QString withoutDepth(const QString &pixelFormat);
// "4:2:2", "RGB": the same in every language.
QString layoutOf(const QString &pixelFormat);
bool isRgb(const QString &pixelFormat);

} // namespace postreel
