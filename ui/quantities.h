// Bytes, speeds and times as people read them, in the language of the program.
// Invariant: a time left is never promised to the second beyond a minute, and an unknown value gives
// an empty text instead of a guess. A number and its unit are never torn apart in a right-to-left sentence.
#pragma once

#include <QString>

namespace postreel {

// "12.3 MB" (decimal, as X counts).
QString bytesText(qint64 bytes);
// "3 of 12.3 MB" is written by the caller; this is "3.2 MB/s". Empty for 0 or less.
QString speedText(qint64 bytesPerSecond);
// "12 s left", "3 min left", "1 h 5 min left". Empty for a negative number of ms.
QString timeLeftText(qint64 ms);
// How long something takes: "10 s", "about 4 min", "about 1 h 20 min". Empty for a negative number of ms.
QString aboutText(qint64 ms);
// A span as on a player: "0:32", "1:05:00". Empty for a negative number of ms.
QString spanText(qint64 ms);

} // namespace postreel
