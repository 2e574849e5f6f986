#include "ui/window/trim/time_steps.h"

#include "ui/window/trim/trim_selection.h"

namespace postreel {

std::optional<qint64> stepOf(const QKeyEvent &event, qint64 atMs, qint64 milliFps)
{
    constexpr qint64 shiftStepMs = 1000;
    int direction = 0;
    switch (event.key()) {
    case Qt::Key_PageUp:
        return atMs + wideStepMs;
    case Qt::Key_PageDown:
        return atMs - wideStepMs;
    case Qt::Key_Up:
    case Qt::Key_Right:
        direction = 1;
        break;
    case Qt::Key_Down:
    case Qt::Key_Left:
        direction = -1;
        break;
    default:
        return std::nullopt;
    }
    if (event.modifiers() & Qt::ShiftModifier)
        return atMs + direction * shiftStepMs;
    return offsetByFrames(atMs, direction, milliFps);
}

} // namespace postreel
