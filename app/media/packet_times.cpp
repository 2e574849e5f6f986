#include "app/media/packet_times.h"

#include "app/media/tool_process.h"

#include <cmath>
#include <optional>

namespace postreel {

namespace {

constexpr qint64 ticksPerSecond = 1'000'000; // as exact as ffprobe writes

std::optional<qint64> ticksOf(QByteArrayView text)
{
    bool read = false;
    const double seconds = text.toByteArray().toDouble(&read);
    constexpr double longest = 1'000'000;
    if (!read || !std::isfinite(seconds) || std::abs(seconds) > longest)
        return std::nullopt;
    return std::llround(seconds * ticksPerSecond);
}

} // namespace

FrameTimes readPacketTimes(const QByteArray &lines)
{
    FrameTimes times{.ticksPerSecond = ticksPerSecond, .startsAt = -ticksPerSecond * 1'000'000, .frames = {}};
    bool allShown = true; // every packet tells when it is shown
    QVector<FrameTime> decoded;
    qsizetype at = 0;
    // A last line without an end was cut off.
    for (qsizetype end = lines.indexOf('\n'); end >= 0 && times.frames.size() < maxFramesScanned;
         at = end + 1, end = lines.indexOf('\n', at)) {
        const QList<QByteArray> fields = lines.mid(at, end - at).split(',');
        if (fields.size() < 3)
            continue;
        const auto shownAt = ticksOf(fields[0]);
        const auto decodedAt = ticksOf(fields[1]);
        const QByteArray &flags = fields[2];
        if ((!shownAt && !decodedAt) || flags.contains('D')) // thrown away by the player
            continue;
        allShown = allShown && shownAt;
        const bool key = flags.startsWith('K');
        times.frames << FrameTime{.at = shownAt.value_or(decodedAt.value_or(0)), .key = key};
        decoded << FrameTime{.at = decodedAt.value_or(shownAt.value_or(0)), .key = key};
    }
    if (!allShown)
        times.frames = decoded;
    return times;
}

FrameTimes packetTimes(const QString &path, const QString &mediaType, int stream)
{
    const QStringList arguments = QStringList{QStringLiteral("-v"),
                                              QStringLiteral("quiet"),
                                              QStringLiteral("-of"),
                                              QStringLiteral("csv=p=0"),
                                              QStringLiteral("-select_streams"),
                                              stream >= 0 ? QString::number(stream) : QStringLiteral("V:0"),
                                              QStringLiteral("-show_entries"),
                                              QStringLiteral("packet=pts_time,dts_time,flags")} +
                                  inputOptions(mediaType) +
                                  QStringList{QStringLiteral("-i"), inputFile(path)};
    const ToolRun run = runTool(QStringLiteral("ffprobe"), arguments,
                                {.cpuSeconds = 10, .wallMs = 15'000, .outputBytes = 64'000'000});
    FrameTimes times = readPacketTimes(run.output);
    times.whole = run.end == ToolRun::End::Done && times.frames.size() < maxFramesScanned;
    return times;
}

} // namespace postreel
