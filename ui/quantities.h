// Formats bytes, speeds and times for the user, in the language of the program.
// Invariant: time left is rounded up to whole minutes from one minute on, and an unknown value gives an empty
// text instead of a guess. A number and its unit stay together in a right-to-left sentence.
#pragma once

#include <QString>

namespace postreel {

// "12.3 MB" (decimal units, as X counts).
QString bytesText(qint64 bytes);
// "3.2 MB/s". Empty for 0 or less.
QString speedText(qint64 bytesPerSecond);
// "12 s left", "3 min left", "1 h 5 min left". Empty if negative.
QString timeLeftText(qint64 ms);
// A duration: "10 s", "about 4 min", "about 1 h 20 min". Empty if negative.
QString aboutText(qint64 ms);
// A duration as on a player: "0:32", "1:05:00". Empty if negative.
QString spanText(qint64 ms);

} // namespace postreel
