#include "app/media/probe/frame_scan.h"

#include <algorithm>
#include <vector>

namespace postreel {

namespace {

void countGops(const FrameTimes &times, FrameScan &scan)
{
    qint64 sinceKey = 0;
    std::optional<qint64> keyAt; // time of the last key frame
    bool first = true;           // frames before the second key frame cannot need an earlier GOP
    for (const FrameTime &frame : times.frames) {
        if (frame.key) {
            first = !keyAt.has_value();
            keyAt = frame.at;
            sinceKey = 0;
        }
        scan.longestGop = std::max(scan.longestGop, ++sinceKey);
        const bool leading = keyAt && !first && frame.at < *keyAt && frame.at >= times.startsAt;
        scan.openGop = scan.openGop || leading;
    }
}

// Times of the shown frames, in display order.
std::vector<qint64> shownTimes(const FrameTimes &times)
{
    std::vector<qint64> shown;
    shown.reserve(static_cast<std::size_t>(times.frames.size()));
    for (const FrameTime &frame : times.frames)
        if (frame.at >= times.startsAt)
            shown.push_back(frame.at);
    std::sort(shown.begin(), shown.end());
    return shown;
}

// The most frames that begin within any one second, per 1,000 s. Extrapolates a video shorter than a second.
qint64 peakOf(const std::vector<qint64> &shown, qint64 second)
{
    const auto count = static_cast<qint64>(shown.size());
    const qint64 span = shown.back() - shown.front();
    if (span > 0 && span + span / (count - 1) < second)
        return static_cast<qint64>(1000.0 * double(count - 1) * double(second) / double(span));
    qint64 most = 0;
    auto oldest = shown.begin();
    for (auto at = shown.begin(); at != shown.end(); ++at) {
        while (*at - *oldest >= second)
            ++oldest;
        most = std::max<qint64>(most, at - oldest + 1);
    }
    return most * 1000;
}

// Clocks round, and cameras are not quite steady; one interval of a hundred may be off.
bool isVariable(const std::vector<qint64> &shown, qint64 second)
{
    const auto intervals = static_cast<qint64>(shown.size()) - 1;
    if (intervals < 2)
        return false;
    std::vector<qint64> lengths;
    lengths.reserve(static_cast<std::size_t>(intervals));
    for (std::size_t i = 1; i < shown.size(); ++i)
        lengths.push_back(shown[i] - shown[i - 1]);
    const auto middle = lengths.begin() + intervals / 2;
    std::nth_element(lengths.begin(), middle, lengths.end());
    const double usual = double(*middle);
    const double roundedMs = 1.1; // Matroska's clock counts ms
    const double slack = std::max(usual / 10, roundedMs * double(second) / 1000);
    const auto off = std::count_if(lengths.begin(), lengths.end(), [usual, slack](qint64 length) {
        return std::abs(double(length) - usual) > slack;
    });
    return off * 100 > intervals;
}

} // namespace

std::optional<qint64> shownMs(const FrameTimes &times)
{
    if (!times.whole || times.ticksPerSecond <= 0)
        return std::nullopt;
    const std::vector<qint64> shown = shownTimes(times);
    if (shown.size() < 2)
        return std::nullopt;
    const qint64 span = shown.back() - shown.front();
    const qint64 lastFrame = span / (static_cast<qint64>(shown.size()) - 1); // lasts as long as the average of the others
    return (span + lastFrame) * 1000 / times.ticksPerSecond;
}

FrameTimes putBack(FrameTimes times, const TimeStamps &found)
{
    for (const TimeShift &shift : found.shifts)
        if (shift.packet >= 0 && shift.packet < times.frames.size())
            times.frames[shift.packet].at += qRound64(double(shift.byUs) * double(times.ticksPerSecond) / 1e6);
    return times;
}

FrameScan scanOf(const FrameTimes &times)
{
    FrameScan scan;
    if (times.frames.isEmpty() || times.ticksPerSecond <= 0)
        return scan;
    scan.frames = times.frames.size();
    countGops(times, scan);
    const std::vector<qint64> shown = shownTimes(times);
    if (shown.empty())
        return scan;
    scan.peakMilliFps = peakOf(shown, times.ticksPerSecond);
    scan.variableRate = isVariable(shown, times.ticksPerSecond);
    return scan;
}

} // namespace postreel
