// A moment within a video as people write it.
// Invariant: parseTimecode() reads what timecodeText() writes, to the millisecond.
#pragma once

#include <QString>
#include <optional>

namespace postreel {

// "12", "12.5", "1:02.5", "1:00:02". Milliseconds from its start.
std::optional<qint64> parseTimecode(const QString &text);

// "0:01:02.500". Empty for a negative number of ms.
QString timecodeText(qint64 ms);

} // namespace postreel
