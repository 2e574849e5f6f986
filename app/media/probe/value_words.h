// Texts for measured values, in the user's language: sizes, durations, channels.
#pragma once

#include <QString>

namespace postreel {

// At most `digits` decimals, without trailing zeros: "1.5", "30".
QString shortNumber(double number, int digits = 1);

// "900 bytes", "1.4 MB".
QString bytesInWords(qint64 bytes);

// "4.5 s", "2 min 5 s".
QString durationInWords(qint64 ms);

// "mono", "stereo", "5.1", "7.1"; other numbers as "3 channels".
QString channelsInWords(qint64 channels);

} // namespace postreel
