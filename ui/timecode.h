// A position in a video as text.
// Invariant: parseTimecode() reads what timecodeText() writes, to the millisecond.
#pragma once

#include <QString>
#include <optional>

namespace postreel {

// Parses "12", "12.5", "1:02.5" or "1:00:02" into ms from the start; digits below 1 ms are dropped.
std::optional<qint64> parseTimecode(const QString &text);

// "0:01:02.500". Empty if negative.
QString timecodeText(qint64 ms);

} // namespace postreel
