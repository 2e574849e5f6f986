// Colour difference between the frames of two videos: ΔE of CIE 1976 (Lab, illuminant D65); a trained eye sees 2, anyone
// sees 10 at a glance.
// Invariant: every difference of equal bytes is 0.
#pragma once

#include <QByteArrayView>
#include <QStringList>
#include <optional>

namespace postreel {

struct FrameDifference
{
    double colour = 0; // mean ΔE of the frame that differs most
    double holes = 0;  // largest share of a frame's pixels that are transparent in only one of both, 0…1
};

// `one`, `other`: ffmpeg's arguments that write frames as RGBA, 8 bits each, `frameBytes` per frame, to standard output.
// Returns nothing if there are no frames, or not as many in both. Blocks, for 60 s per run at most.
std::optional<FrameDifference> mostDifference(const QStringList &one, const QStringList &other, qsizetype frameBytes);

// For such RGBA pixels, as many in both. A pixel that is transparent in only one counts as far off as black from white.
double meanColourDifference(QByteArrayView one, QByteArrayView other);
double shareOfHoles(QByteArrayView one, QByteArrayView other); // share of pixels that are transparent in only one

} // namespace postreel
