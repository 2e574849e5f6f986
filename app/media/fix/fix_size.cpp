#include "app/media/fix/fix_size.h"

#include <algorithm>
#include <cmath>

namespace postreel {

namespace {

int evenUp(double side)
{
    return std::max(2, 2 * int(std::ceil(side / 2 - 1e-6)));
}

int evenNear(double side)
{
    return std::max(2, 2 * int(std::lround(side / 2)));
}

struct Sides
{
    double width;
    double height;
};

// The frame including the bars that its aspect ratio needs.
Sides withBars(Sides picture, const FrameBounds &room)
{
    return {std::max(picture.width, picture.height * double(room.narrowest[0]) / double(room.narrowest[1])),
            std::max(picture.height, picture.width * double(room.widest[1]) / double(room.widest[0]))};
}

// The factor by which the frame may grow (below 1: must shrink) to fill the bound.
double factorTo(const LimitRule::Bound &bound, Sides frame)
{
    return std::min(double(bound[0]) / frame.width, double(bound[1]) / frame.height);
}

double factorFor(Sides frame, const FrameBounds &room, double asked)
{
    const double toLeast = std::max(double(room.least[0]) / frame.width, double(room.least[1]) / frame.height);
    double toMost = factorTo(room.most, frame);
    if (room.turned)
        toMost = std::max(toMost, factorTo({room.most[1], room.most[0]}, frame));
    return std::min(toMost, std::max(std::min(1.0, asked), toLeast));
}

} // namespace

FrameBounds roomFor(const QVector<LimitRule> &rules, const QString &category)
{
    FrameBounds room;
    for (const LimitRule &rule : rules) {
        if (rule.category != category)
            continue;
        if (rule.measure == Measure::FrameSize) {
            room.least = rule.min.value_or(room.least);
            room.most = rule.max.value_or(room.most);
            if (rule.max)
                room.turned = rule.turned;
        } else if (rule.measure == Measure::Aspect) {
            room.narrowest = rule.min.value_or(room.narrowest);
            room.widest = rule.max.value_or(room.widest);
        }
    }
    return room;
}

FixedFrame fixedFrame(double width, double height, const FrameBounds &room, double factor)
{
    const Sides shown{width, height};
    const double by = factorFor(withBars(shown, room), room, factor);
    FixedFrame frame{.width = evenNear(width * by), .height = evenNear(height * by)};
    // Rounding may break an aspect ratio that just fitted; a bar of a line or two then makes up for it.
    const Sides bars = withBars({double(frame.width), double(frame.height)}, room);
    const int fullWidth = std::max(frame.width, evenUp(bars.width));
    const int fullHeight = std::max(frame.height, evenUp(bars.height));
    if (fullWidth != frame.width || fullHeight != frame.height) {
        frame.padWidth = fullWidth;
        frame.padHeight = fullHeight;
    }
    return frame;
}

} // namespace postreel
