// The frame of a fixed video: as large as X allows, with square pixels and even sides, and bars if it is too narrow or wide.
// Invariant: a side is even and at least 2; a frame that fits and has even sides stays as it is.
#pragma once

#include "app/media/rules/limits.h"

namespace postreel {

struct FrameBounds
{
    LimitRule::Bound least{32, 32};
    LimitRule::Bound most{1280, 1024};
    bool turned = true;                // `most` also holds with its sides swapped
    LimitRule::Bound narrowest{1, 3};  // width : height
    LimitRule::Bound widest{3, 1};
};

// The room that the rules leave for videos of that category.
FrameBounds roomFor(const QVector<LimitRule> &rules, const QString &category);

struct FixedFrame
{
    int width = 0; // pixels, without bars
    int height = 0;
    int padWidth = 0; // pixels, including bars; 0: no bars
    int padHeight = 0;
    int fullWidth() const { return padWidth > 0 ? padWidth : width; }
    int fullHeight() const { return padHeight > 0 ? padHeight : height; }
    qint64 pixels() const { return qint64(fullWidth()) * fullHeight(); }
    friend bool operator==(const FixedFrame &, const FixedFrame &) = default;
};

// `width`, `height`: of the video as shown, in pixels, above 0. `factor`: below 1 to make the frame smaller than necessary.
FixedFrame fixedFrame(double width, double height, const FrameBounds &room, double factor = 1);

} // namespace postreel
