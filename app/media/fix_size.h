// The frame of a fixed film: as large as X allows, with square pixels and even sides, and bars where it is too narrow.
// Invariant: a side is even and at least 2; a frame that fits and has even sides stays as it is.
#pragma once

#include "app/media/limits.h"

namespace postreel {

struct FrameRoom
{
    LimitRule::Bound least{32, 32};
    LimitRule::Bound most{1280, 1024};
    bool turned = true;                // `most` may also lie on its side
    LimitRule::Bound narrowest{1, 3};  // width to height
    LimitRule::Bound widest{3, 1};
};

// What the rules leave for films of that category.
FrameRoom roomFor(const QVector<LimitRule> &rules, const QString &category);

struct FixedFrame
{
    int width = 0; // pixels of the picture
    int height = 0;
    int padWidth = 0; // with bars; 0: without
    int padHeight = 0;
    int fullWidth() const { return padWidth > 0 ? padWidth : width; }
    int fullHeight() const { return padHeight > 0 ? padHeight : height; }
    qint64 pixels() const { return qint64(fullWidth()) * fullHeight(); }
    friend bool operator==(const FixedFrame &, const FixedFrame &) = default;
};

// `width`, `height`: of the film as it is shown, in pixels; above 0. `factor`: smaller than it has to be, if below 1.
FixedFrame fixedFrame(double width, double height, const FrameRoom &room, double factor = 1);

} // namespace postreel
