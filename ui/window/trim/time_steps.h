// How far a key carries a moment of a film, in a field and on a handle alike.
// Invariant: pure; the same key means the same everywhere.
#pragma once

#include <QKeyEvent>
#include <optional>

namespace postreel {

// Where the key leads from `atMs`; not yet held within any range. Nothing: it is none of these keys.
// Up and Page Up lead on, as in a number; Left and Right are those of a film, whose time runs from left to right.
std::optional<qint64> stepOf(const QKeyEvent &event, qint64 atMs, qint64 milliFps);

inline constexpr qint64 wideStepMs = 10'000;

} // namespace postreel
