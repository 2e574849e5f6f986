#include "app/media/fix/frame_colours.h"

#include "app/media/files/tool_process.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace postreel {

namespace {

constexpr qsizetype pixelBytes = 4;

using Triple = std::array<double, 3>;

double linear(quint8 signal)
{
    static const std::array<double, 256> table = [] {
        std::array<double, 256> made{};
        for (std::size_t i = 0; i < made.size(); ++i) {
            const double s = double(i) / 255;
            made[i] = s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
        }
        return made;
    }();
    return table[signal];
}

double compressed(double share)
{
    constexpr double knee = 216.0 / 24389;
    return share > knee ? std::cbrt(share) : (share * 24389 / 27 + 16) / 116;
}

Triple labOf(const char *pixel)
{
    const double r = linear(static_cast<quint8>(pixel[0]));
    const double g = linear(static_cast<quint8>(pixel[1]));
    const double b = linear(static_cast<quint8>(pixel[2]));
    const double x = compressed((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
    const double y = compressed(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
    const double z = compressed((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

bool isHole(const char *pixel)
{
    constexpr quint8 halfway = 128;
    return static_cast<quint8>(pixel[3]) < halfway;
}

double difference(const char *one, const char *other)
{
    constexpr double mostDifferent = 100;
    if (isHole(one) != isHole(other))
        return mostDifferent;
    if (isHole(one) || std::equal(one, one + 3, other))
        return 0;
    const Triple a = labOf(one);
    const Triple b = labOf(other);
    return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

QByteArray framesOf(const QStringList &arguments)
{
    constexpr qsizetype mostBytes = 100'000'000;
    // The CPU's time is the limit, which a busy computer takes long to give; the other one is for a disk that does not answer.
    const ToolRun run = runTool(QStringLiteral("ffmpeg"), arguments, {.cpuSeconds = 60, .wallMs = 600'000, .outputBytes = mostBytes});
    return run.end == ToolRun::End::Done ? run.output : QByteArray();
}

} // namespace

double meanColourDifference(QByteArrayView one, QByteArrayView other)
{
    const qsizetype pixels = std::min(one.size(), other.size()) / pixelBytes;
    double sum = 0;
    for (qsizetype i = 0; i < pixels; ++i)
        sum += difference(one.data() + i * pixelBytes, other.data() + i * pixelBytes);
    return pixels > 0 ? sum / double(pixels) : 0;
}

double shareOfHoles(QByteArrayView one, QByteArrayView other)
{
    const qsizetype pixels = std::min(one.size(), other.size()) / pixelBytes;
    qsizetype differ = 0;
    for (qsizetype i = 0; i < pixels; ++i)
        differ += isHole(one.data() + i * pixelBytes) != isHole(other.data() + i * pixelBytes) ? 1 : 0;
    return pixels > 0 ? double(differ) / double(pixels) : 0;
}

std::optional<FrameDifference> mostDifference(const QStringList &wanted, const QStringList &got, qsizetype frameBytes)
{
    const QByteArray a = framesOf(wanted);
    const QByteArray b = framesOf(got);
    if (frameBytes <= 0 || a.isEmpty() || a.size() != b.size())
        return std::nullopt;
    FrameDifference most;
    for (qsizetype at = 0; at + frameBytes <= a.size(); at += frameBytes) {
        const QByteArrayView one = QByteArrayView(a).sliced(at, frameBytes);
        const QByteArrayView other = QByteArrayView(b).sliced(at, frameBytes);
        most.colour = std::max(most.colour, meanColourDifference(one, other));
        most.holes = std::max(most.holes, shareOfHoles(one, other));
    }
    return most;
}

} // namespace postreel
