// How far the colours of one film's frames are from those of another: ΔE of CIE 1976 (Lab, light D65), where 2 shows to a
// trained eye and 10 at a glance.
// Invariant: of equal bytes both are 0.
#pragma once

#include <QByteArrayView>
#include <QStringList>
#include <optional>

namespace postreel {

struct FrameDifference
{
    double colour = 0; // mean ΔE within the frame that differs most
    double holes = 0;  // share of a frame that only one of both shows through, at most
};

// ffmpeg's arguments that write frames of one and the same size as red, green, blue and alpha, of 8 bits each, to its standard
// output, `frameBytes` for each. Nothing when there are not as many frames in both, or none. Blocks.
std::optional<FrameDifference> mostDifference(const QStringList &one, const QStringList &other, qsizetype frameBytes);

// Of pixels of such bytes, as many in both. Where only one has a hole, that place is as far off as black from white.
double meanColourDifference(QByteArrayView one, QByteArrayView other);
double shareOfHoles(QByteArrayView one, QByteArrayView other); // that only one has

} // namespace postreel
