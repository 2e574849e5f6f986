// Names of codecs and containers for people, the same in every language.
// Invariant: what is not in the tables is shown as ffmpeg writes it, in capitals.
#pragma once

#include <QString>

namespace postreel {

// "h264" → "H.264"
QString codecName(const QString &codec);
// "matroska", "video/mp4", "HEIC" → "Matroska", "MP4", "HEIC"
QString containerName(const QString &container);

} // namespace postreel
