#include "app/media/probe/packet_times.h"

#include "app/media/files/tool_process.h"

#include <cmath>
#include <optional>

namespace postreel {

namespace {

constexpr qint64 ticksPerSecond = 1'000'000; // ffprobe's precision

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
    bool allShown = true; // every packet has a PTS
    QVector<FrameTime> decoded;
    qsizetype at = 0;
    // A last line without a line end was cut off.
    for (qsizetype end = lines.indexOf('\n'); end >= 0 && times.frames.size() < maxFramesScanned;
         at = end + 1, end = lines.indexOf('\n', at)) {
        const QList<QByteArray> fields = lines.mid(at, end - at).split(',');
        if (fields.size() < 3)
            continue;
        const auto shownAt = ticksOf(fields[0]);
        const auto decodedAt = ticksOf(fields[1]);
        const QByteArray &flags = fields[2];
        if ((!shownAt && !decodedAt) || flags.contains('D')) // discarded by players
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

namespace {

ToolRun packetsOf(const QString &path, const QString &mediaType, const QStringList &wanted)
{
    const QStringList arguments = QStringList{QStringLiteral("-v"), QStringLiteral("quiet"), QStringLiteral("-of"),
                                              QStringLiteral("csv=p=0")} +
                                  wanted + inputOptions(mediaType) + QStringList{QStringLiteral("-i"), inputFile(path)};
    return runTool(QStringLiteral("ffprobe"), arguments, {.cpuSeconds = 10, .wallMs = 15'000, .outputBytes = 96'000'000});
}

// A packet without a duration gets 1 µs here; timeStampsOf() extends it to the next one.
std::optional<TimeSpan> spanIn(const QList<QByteArray> &fields)
{
    const auto shownAt = ticksOf(fields[1]);
    const auto at = shownAt ? shownAt : ticksOf(fields[2]);
    if (!at || fields[4].contains('D'))
        return std::nullopt;
    return TimeSpan{*at, *at + std::max<qint64>(1, ticksOf(fields[3]).value_or(1))};
}

} // namespace

PacketScan readPackets(const QByteArray &lines, int pictureStream, int soundStream)
{
    PacketScan scan;
    QByteArray ofPicture;
    qsizetype at = 0;
    for (qsizetype end = lines.indexOf('\n'); end >= 0; at = end + 1, end = lines.indexOf('\n', at)) {
        const QList<QByteArray> fields = lines.mid(at, end - at).split(',');
        bool read = false;
        const int stream = fields[0].toInt(&read);
        if (!read || fields.size() < 5 || (stream != pictureStream && stream != soundStream))
            continue;
        if (stream == pictureStream)
            ofPicture += fields[1] + ',' + fields[2] + ',' + fields[4] + '\n';
        const auto span = spanIn(fields);
        if (span && stream == pictureStream)
            scan.picture.packets << *span;
        else if (stream == pictureStream)
            scan.picture.hidden += scan.picture.packets.isEmpty() ? 1 : 0;
        else if (span)
            addSound(scan.sound, *span);
    }
    scan.frames = readPacketTimes(ofPicture);
    return scan;
}

PacketScan scanPackets(const QString &path, const StreamFacts &streams, const QString &mediaType)
{
    const int picture = streams.video ? streams.video->stream : -1;
    const int sound = streams.audio ? streams.audio->stream : -1;
    const ToolRun run = packetsOf(path, mediaType,
                                  {QStringLiteral("-show_entries"),
                                   QStringLiteral("packet=stream_index,pts_time,dts_time,duration_time,flags")});
    PacketScan scan = readPackets(run.output, picture, sound);
    scan.frames.whole = run.end == ToolRun::End::Done && scan.frames.frames.size() < maxFramesScanned;
    scan.picture.whole = scan.frames.whole;
    scan.sound.whole = scan.frames.whole;
    return scan;
}

FrameTimes packetTimes(const QString &path, const QString &mediaType, int stream)
{
    const ToolRun run = packetsOf(path, mediaType,
                                  {QStringLiteral("-select_streams"), stream >= 0 ? QString::number(stream) : QStringLiteral("V:0"),
                                   QStringLiteral("-show_entries"), QStringLiteral("packet=pts_time,dts_time,flags")});
    FrameTimes times = readPacketTimes(run.output);
    times.whole = run.end == ToolRun::End::Done && times.frames.size() < maxFramesScanned;
    return times;
}

} // namespace postreel
