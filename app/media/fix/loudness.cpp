#include "app/media/fix/loudness.h"

#include <algorithm>
#include <cmath>

namespace postreel {

bool mixesDown(const FixPlan &plan, const StreamFacts &streams)
{
    constexpr int stereo = 2;
    return plan.mediaType == QLatin1String("video/mp4") && !plan.copiesAudio && streams.audio && streams.audio->channels > stereo;
}

std::optional<double> truePeakIn(const QByteArray &said)
{
    constexpr double silence = -200;
    const qsizetype at = said.lastIndexOf("Peak:");
    if (at < 0)
        return std::nullopt;
    const QByteArray told = said.mid(at + 5).trimmed().split(' ').first();
    bool read = false;
    const double peak = told.toDouble(&read);
    if (told == "-inf")
        return silence;
    return read && std::isfinite(peak) ? std::optional(peak) : std::nullopt;
}

double gainFor(double peakDb)
{
    constexpr double addedDb = 1; // by the encoder
    return std::min(0.0, mostPeakDb - addedDb - peakDb);
}

} // namespace postreel
