// How far a key moves a time of a video, the same in a field and on a handle.
// Invariant: pure.
#pragma once

#include <QKeyEvent>
#include <optional>

namespace postreel {

// The time that the key moves `atMs` to, not yet limited to a range. Nothing: another key. Up and Page Up go forward,
// as with numbers; Left and Right go along the film, whose time runs from left to right.
std::optional<qint64> stepOf(const QKeyEvent &event, qint64 atMs, qint64 milliFps);

inline constexpr qint64 wideStepMs = 10'000;

} // namespace postreel
