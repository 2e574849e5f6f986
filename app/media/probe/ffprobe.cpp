#include "app/media/probe/ffprobe.h"

#include "app/media/files/tool_process.h"

namespace postreel {

namespace {

Probed probedWith(const QStringList &counting, const QString &path, const QString &mediaType)
{
    // Enough for a transport stream's tables and first frames; with its defaults ffprobe would read for over a second.
    const QStringList little{QStringLiteral("-probesize"), QStringLiteral("5000000"),
                             QStringLiteral("-analyzeduration"), QStringLiteral("2000000")};
    const QStringList arguments = QStringList{QStringLiteral("-v"),
                                              QStringLiteral("quiet"),
                                              QStringLiteral("-threads"),
                                              QStringLiteral("1"),
                                              QStringLiteral("-of"),
                                              QStringLiteral("json"),
                                              QStringLiteral("-show_streams"),
                                              QStringLiteral("-show_format")} +
                                  counting + little + inputOptions(mediaType) +
                                  QStringList{QStringLiteral("-i"), inputFile(path)};
    // The user waits for this run.
    const ToolRun run =
        runTool(QStringLiteral("ffprobe"), arguments, {.cpuSeconds = 5, .niceness = 3, .wallMs = 10'000});
    switch (run.end) {
    case ToolRun::End::Done:
        if (const auto answer = readProbeJson(run.output))
            return {ProbeEnd::Told, *answer};
        return {ProbeEnd::NotReadable, {}};
    case ToolRun::End::Failed:
        // ffprobe prints "{}" for a file that it cannot read; without any output ffprobe itself does not work.
        if (run.output.isEmpty())
            return {};
        return {ProbeEnd::NotReadable, {}};
    case ToolRun::End::Crashed:
    case ToolRun::End::TooMuch:
        return {ProbeEnd::NotReadable, {}};
    case ToolRun::End::TimedOut:
        return {ProbeEnd::NoAnswer, {}};
    case ToolRun::End::NotStarted:
        break;
    }
    // NoAnswer: it is installed, but the system could not start another process.
    return {toolPath(QStringLiteral("ffprobe")).isEmpty() ? ProbeEnd::NotTold : ProbeEnd::NoAnswer, {}};
}

// Whether ffmpeg complained of the picture. A bad block of what the camera notes beside it is an error to ffmpeg, too.
bool complainsOfPicture(const QByteArray &lines)
{
    constexpr QByteArrayView begin("log,");
    for (qsizetype at = lines.indexOf(begin); at >= 0;) {
        const qsizetype next = lines.indexOf(begin, at + begin.size());
        if (!lines.mid(at, next < 0 ? -1 : next - at).toLower().contains("exif data"))
            return true;
        at = next;
    }
    return false;
}

} // namespace

Probed probeStreams(const QString &path, const QString &mediaType, bool decodes)
{
    const Probed probed = probedWith(decodes ? QStringList{QStringLiteral("-count_frames")} : QStringList(), path, mediaType);
    if (decodes || probed.end != ProbeEnd::Told || !probed.answer.wantsCount) // a picture may have a stream of its own for alpha
        return probed;
    // Matroska may not store the number of frames; the packets of the first 20 s tell the video from cover art.
    const QStringList first{QStringLiteral("-count_packets"), QStringLiteral("-read_intervals"), QStringLiteral("%+20")};
    const Probed counted = probedWith(first, path, mediaType);
    return counted.end == ProbeEnd::Told ? counted : probed;
}

PictureScan scanPicture(const QString &path, const QString &mediaType)
{
    const QString errorsAlone = QStringLiteral("16");
    const QStringList arguments = QStringList{QStringLiteral("-v"), QStringLiteral("quiet"), QStringLiteral("-threads"),
                                              QStringLiteral("1"), QStringLiteral("-of"), QStringLiteral("csv"),
                                              QStringLiteral("-show_log"), errorsAlone, QStringLiteral("-show_entries"),
                                              QStringLiteral("packet=flags:frame=width:log=level,message")} +
                                  inputOptions(mediaType) + QStringList{QStringLiteral("-i"), inputFile(path)};
    const ToolRun run = runTool(QStringLiteral("ffprobe"), arguments, {.cpuSeconds = 5, .niceness = 3, .wallMs = 10'000});
    return run.end == ToolRun::End::Done ? readPictureScan(run.output, mediaType) : PictureScan::Whole;
}

PictureScan readPictureScan(const QByteArray &lines, const QString &mediaType)
{
    const bool frame = lines.contains("frame,");
    if (frame)
        return complainsOfPicture(lines) ? PictureScan::Damaged : PictureScan::Whole;
    // ffmpeg does not read every kind of TIFF.
    const bool readsAll = mediaType != QLatin1String("image/tiff");
    return lines.contains("packet,") && readsAll ? PictureScan::NoPicture : PictureScan::Whole;
}

} // namespace postreel
