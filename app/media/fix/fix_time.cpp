#include "app/media/fix/fix_time.h"

#include "app/media/fix/fix_arguments.h"

#include <algorithm>
#include <cmath>

namespace postreel {

namespace {

constexpr qint64 startMs = 300;          // start of ffmpeg, and the check of its result
constexpr double decodedPerEncoded = 6;  // frames decoded in the time that one is encoded
constexpr double firstPassShare = 0.6;   // of the second pass's time: the first one skips much
constexpr double bitsPerPixel = 0.15;    // at the default quality; camera videos have between 0.05 and 0.3

struct PresetCost
{
    const char *name;
    double speed; // relative to the default
    double bits;  // relative to the default
};
// Measured with drawn, fractal and noisy videos.
constexpr PresetCost presetCosts[] = {
    {"medium", 0.87, 0.97}, {"fast", 1, 1}, {"veryfast", 1.9, 0.95}, {"ultrafast", 3, 2.2}};

PresetCost costOf(const QString &preset)
{
    for (const PresetCost &cost : presetCosts)
        if (preset == QLatin1String(cost.name))
            return cost;
    return {"", 1, 1};
}

qint64 encodingMs(const FixPlan &plan, const FilmCost &cost, const FixSpeeds &speeds)
{
    const double seconds = double(keptMs(plan, cost)) / 1000;
    double ms = 0;
    if (!plan.copiesVideo) {
        const double frames = seconds * cost.framesPerSecond;
        const double sides = double(std::max(plan.width, plan.padWidth)) * std::max(plan.height, plan.padHeight);
        const double pixels = sides > 0 ? sides : cost.sourcePixels;
        const double perFrame =
            pixels / presetSpeed(plan.preset) * (plan.goalBytes > 0 ? 1 + firstPassShare : 1) +
            cost.sourcePixels / decodedPerEncoded * (plan.goalBytes > 0 ? 2 : 1);
        ms += frames * perFrame * 1000 / double(speeds.pixelsPerSecond);
    }
    if (cost.sound && !plan.copiesAudio)
        ms = std::max(ms, seconds * 1000 / double(speeds.soundPerSecond));
    return qint64(ms);
}

qint64 bytesOf(const FixPlan &plan, const FilmCost &cost)
{
    const double part = cost.sourceMs > 0 ? std::min(1.0, double(keptMs(plan, cost)) / double(cost.sourceMs)) : 1;
    const auto copied = qint64(double(cost.sourceBytes) * part);
    if (plan.copiesVideo)
        return copied;
    const double pixels = plan.width > 0 ? double(plan.width) * plan.height : cost.sourcePixels;
    qint64 bitRate = bitRateByQuality(plan.preset, pixels, cost.framesPerSecond);
    if (plan.videoBitRate > 0)
        bitRate = plan.goalBytes > 0 ? plan.videoBitRate : std::min(bitRate, plan.videoBitRate);
    if (cost.sound)
        bitRate += plan.audioBitRate;
    return keptMs(plan, cost) * bitRate / 8000;
}

} // namespace

qint64 keptMs(const FixPlan &plan, const FilmCost &cost)
{
    if (plan.lengthMs > 0)
        return plan.lengthMs;
    constexpr qint64 usualBytesPerSecond = 600'000;
    const qint64 whole = cost.sourceMs > 0 ? cost.sourceMs : cost.sourceBytes * 1000 / usualBytesPerSecond;
    return std::max<qint64>(1, whole - plan.startMs);
}

double pixelsOf(const FixPlan &plan, const Inspection &source)
{
    constexpr double usualRate = 30;
    const double frame = plan.width > 0 ? double(plan.width) * plan.height : double(source.facts.width) * source.facts.height;
    double rate = source.streams.video ? double(source.streams.video->milliFps) / 1000 : usualRate;
    if (plan.milliFps > 0)
        rate = std::min(rate, double(plan.milliFps) / 1000);
    const double length = double(keptMs(plan, {.sourceMs = source.facts.durationMs, .sourceBytes = source.fingerprint.size}));
    return frame * rate * length / 1000;
}

double presetSpeed(const QString &preset)
{
    return costOf(preset).speed;
}

qint64 bitRateByQuality(const QString &preset, double pixels, double framesPerSecond)
{
    // The more frames per second, the less changes between two of them.
    const double frames = 30 * std::sqrt(std::max(framesPerSecond, 1.0) / 30);
    return std::max<qint64>(1000, qint64(pixels * frames * bitsPerPixel * costOf(preset).bits));
}

void estimate(FixPlan &plan, const FilmCost &cost, const FixSpeeds &speeds)
{
    plan.estimatedBytes = std::max<qint64>(1000, bytesOf(plan, cost));
    plan.estimatedMs =
        startMs + encodingMs(plan, cost, speeds) + plan.estimatedBytes * 1000 / speeds.copiedBytesPerSecond;
}

FixSpeeds measuredSpeeds(FixSpeeds speeds, const FixPlan &plan, const Inspection &source, qint64 ms)
{
    constexpr qint64 tooShortMs = 1000; // the start of ffmpeg would count too much
    const qint64 workMs = ms - startMs;
    const qint64 lengthMs = plan.lengthMs > 0 ? plan.lengthMs : source.facts.durationMs;
    const bool film = plan.mediaType == QLatin1String("video/mp4");
    if (!film || workMs < tooShortMs || lengthMs <= 0 || plan.goalBytes > 0)
        return speeds;
    const auto mix = [](qint64 &speed, double measured) {
        speed = std::max<qint64>(1, (speed + qint64(measured)) / 2);
    };
    const double seconds = double(workMs) / 1000;
    if (!plan.copiesVideo) {
        const double rate = plan.milliFps > 0 ? double(plan.milliFps)
                            : source.streams.video ? double(source.streams.video->milliFps)
                                                   : 0;
        const double frames = double(lengthMs) / 1000 * rate / 1000;
        const double shown = double(source.facts.width) * source.facts.height;
        const double perFrame = (plan.width > 0 ? double(plan.width) * plan.height : shown) / presetSpeed(plan.preset) +
                                shown / decodedPerEncoded;
        if (frames * perFrame > 0)
            mix(speeds.pixelsPerSecond, frames * perFrame / seconds);
    } else if (!plan.copiesAudio) {
        mix(speeds.soundPerSecond, double(lengthMs) / 1000 / seconds);
    } else {
        mix(speeds.copiedBytesPerSecond, double(plan.estimatedBytes) / seconds);
    }
    return speeds;
}

qint64 msUntilSent(const FixPlan &plan, const FixSpeeds &speeds)
{
    return plan.estimatedMs + plan.estimatedBytes * 1000 / speeds.linkBytesPerSecond;
}

qint64 chunkMsOf(const FixPlan &plan, const Inspection &seen, double pixels)
{
    constexpr double worthIt = 1.5; // chunks, at least
    constexpr int most = 150;
    constexpr qint64 leastMs = 2000; // distance of key frames
    if (plan.mediaType != QLatin1String("video/mp4") || plan.copiesVideo || plan.goalBytes > 0 || plan.holdsLastFrame)
        return 0;
    const double all = pixelsOf(plan, seen);
    const qint64 lengthMs = keptMs(plan, {.sourceMs = seen.facts.durationMs, .sourceBytes = seen.fingerprint.size});
    if (all < worthIt * pixels)
        return 0;
    return std::max({leastMs, lengthMs / most, qint64(double(lengthMs) * pixels / all)});
}

} // namespace postreel
