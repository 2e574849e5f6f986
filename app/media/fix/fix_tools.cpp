#include "app/media/fix/fix_tools.h"

#include "app/media/files/tool_process.h"

#include <cmath>

namespace postreel {

namespace {
constexpr qint64 nearMs = 40;
}

FfmpegFeatures askFfmpeg()
{
    const QString ffmpeg = QStringLiteral("ffmpeg");
    const auto ask = [&ffmpeg](const QString &line) { return runTool(ffmpeg, line.split(u' '), {}); };
    const ToolRun filters = ask(QStringLiteral("-hide_banner -filters"));
    const ToolRun modes =
        ask(QStringLiteral("-nostdin -v quiet -f lavfi -i nullsrc=s=16x16:d=0.04 -fps_mode vfr -f null -"));
    return {.toneMaps = filters.output.contains(" zscale ") && filters.output.contains(" tonemap "),
            .fpsMode = modes.end == ToolRun::End::Done};
}

qint64 keyFrameNear(const QString &file, const Inspection &seen, qint64 ms)
{
    const auto seconds = [](qint64 time) { return QString::number(double(time) / 1000, 'f', 3); };
    const QString interval = seconds(ms) % u'%' % seconds(ms + 2 * nearMs);
    const int number = seen.streams.video ? seen.streams.video->stream : -1;
    QStringList arguments =
        QStringLiteral("-v quiet -show_entries packet=pts_time,flags -of csv=p=0 -read_intervals").split(u' ');
    arguments << interval << QStringLiteral("-select_streams")
              << (number >= 0 ? QString::number(number) : QStringLiteral("V:0"));
    arguments << inputOptions(seen.facts.mediaType) << QStringLiteral("-i") << inputFile(file);
    return nearestKeyFrame(runTool(QStringLiteral("ffprobe"), arguments, {.cpuSeconds = 5}).output, ms);
}

qint64 nearestKeyFrame(const QByteArray &packets, qint64 ms)
{
    qint64 nearest = -1;
    for (const QByteArray &line : packets.split('\n')) {
        const QList<QByteArray> fields = line.split(',');
        bool sound = false;
        const double seconds = fields.value(0).toDouble(&sound);
        if (!sound || !fields.value(1).startsWith('K'))
            continue;
        // Rounds up: a start just before a key frame would begin at the previous key frame.
        const auto at = qint64(std::ceil(seconds * 1000 - 1e-6));
        if (std::abs(at - ms) <= nearMs && (nearest < 0 || std::abs(at - ms) < std::abs(nearest - ms)))
            nearest = at;
    }
    return nearest;
}

} // namespace postreel
