// Display names of codecs and containers, the same in every language.
// Invariant: a name that is not in the tables is returned in capitals.
#pragma once

#include <QString>

namespace postreel {

// "h264" → "H.264"
QString codecName(const QString &codec);
// "matroska", "video/mp4", "HEIC" → "Matroska", "MP4", "HEIC"
QString containerName(const QString &container);

} // namespace postreel
