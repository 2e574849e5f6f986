#include "app/media/cure_arguments.h"

#include "app/media/cure_time.h"
#include "app/media/tool_process.h"

#include <algorithm>

namespace postreel {

namespace {

constexpr const char *quality = "18"; // x264's crf: SSIM over 0.99 for drawn films, 0.95 for noise

QStringList words(const char *line)
{
    return QString::fromLatin1(line).split(u' ');
}

QString seconds(qint64 ms)
{
    return QStringLiteral("%1ms").arg(ms);
}

// `options`: those that name its reader (inputOptions()), and others of the input.
QStringList reading(const QString &file, const QStringList &options)
{
    return options + QStringList{QStringLiteral("-i"), inputFile(file)};
}

QStringList beginning()
{
    return words("-nostdin -hide_banner -loglevel repeat+error -y");
}

const QStringList &reporting()
{
    static const QStringList list = words("-nostats -progress pipe:1");
    return list;
}

QStringList writing(const QString &format, const QString &file)
{
    return {QStringLiteral("-f"), format, inputFile(file)};
}

// Places and names of people stay at home; chapters would come out as a stream of text.
QStringList kept(const StreamFacts &streams, bool sound)
{
    const auto map = [](int stream, const char *first) {
        return QStringList{QStringLiteral("-map"),
                           stream >= 0 ? QStringLiteral("0:%1").arg(stream) : QLatin1String(first)};
    };
    QStringList list = map(streams.video ? streams.video->stream : -1, "0:V:0");
    if (sound && streams.audio)
        list << map(streams.audio->stream, "0:a:0");
    return list << words("-map_metadata -1 -map_chapters -1 -sn -dn");
}

QStringList times(const CurePlan &plan)
{
    const bool ends = plan.endMs >= 0 || plan.holdsLastFrame;
    return ends && plan.lengthMs > 0 ? QStringList{QStringLiteral("-t"), seconds(plan.lengthMs)} : QStringList();
}

double framesPerSecond(const CurePlan &plan, const StreamFacts &streams)
{
    constexpr double unknown = 60; // rather too many than too few
    double rate = streams.video && streams.video->milliFps > 0 ? double(streams.video->milliFps) / 1000 : unknown;
    if (plan.milliFps > 0)
        rate = std::min(rate, double(plan.milliFps) / 1000);
    return rate;
}

// Frames keep their times, however uneven.
QStringList timing(const CurePlan &plan, const StreamFacts &streams, const FfmpegSkills &skills)
{
    QStringList list = words(skills.fpsMode ? "-fps_mode vfr" : "-vsync vfr");
    const bool even = plan.milliFps > 0 || (streams.scan.frames > 0 && !streams.scan.variableRate);
    if (!even)
        list << words("-enc_time_base 1:90000");
    return list;
}

QStringList encodedPicture(const CurePlan &plan, const Inspection &seen, const FfmpegSkills &skills, int pass,
                           const QString &passLog)
{
    constexpr double keySeconds = 2;
    const int keyFrames = std::clamp(int(framesPerSecond(plan, seen.streams) * keySeconds), 2, 120);
    QStringList list{QStringLiteral("-vf"), filmFilters(plan, seen, skills)};
    list << timing(plan, seen.streams, skills) << words("-c:v libx264 -profile:v high -preset") << plan.preset;
    list << QStringLiteral("-g") << QString::number(keyFrames) << words("-flags +cgop");
    // Without it the fastest preset makes what only the oldest players need.
    if (plan.preset == QLatin1String("ultrafast"))
        list << words("-x264-params 8x8dct=1");
    if (plan.toneMaps || isOfRgb(seen))
        list << words("-color_primaries bt709 -color_trc bt709 -colorspace bt709");
    if (pass > 0)
        return list << QStringLiteral("-b:v") << QString::number(plan.videoBitRate) << QStringLiteral("-pass")
                    << QString::number(pass) << QStringLiteral("-passlogfile") << passLog;
    list << QStringLiteral("-crf") << QLatin1String(quality);
    if (plan.videoBitRate > 0)
        list << QStringLiteral("-maxrate") << QString::number(plan.videoBitRate) << QStringLiteral("-bufsize")
             << QString::number(2 * plan.videoBitRate);
    return list;
}

QStringList encodedSound(const CurePlan &plan, const AudioFacts &audio)
{
    constexpr int compactDisc = 44'100;
    QStringList list = words("-c:a aac -profile:a aac_low -b:a") << QString::number(plan.audioBitRate);
    if (audio.channels > 2)
        list << words("-ac 2");
    list << QStringLiteral("-ar") << QString::number(audio.sampleRate == compactDisc ? compactDisc : 48'000);
    return list << QStringLiteral("-af") << soundFilters(plan, audio);
}

QStringList sound(const CurePlan &plan, const StreamFacts &streams)
{
    if (!streams.audio)
        return {};
    if (!plan.copiesAudio)
        return encodedSound(plan, *streams.audio);
    QStringList list = words("-c:a copy");
    if (plan.startMs > 0 && !plan.copiesVideo)
        list << words("-copypriorss:a 0");
    return list;
}

// Bytes that the index of an MP4 takes at most: every sample with its size, time and place.
qint64 indexBytes(const CurePlan &plan, const Inspection &seen)
{
    constexpr qint64 perFrame = 40;
    constexpr qint64 perSound = 28;
    constexpr qint64 head = 64 * 1024;
    constexpr double soundsPerSecond = 60;
    const double length = double(keptMs(plan, {.sourceMs = seen.facts.durationMs, .sourceBytes = seen.fingerprint.size})) / 1000;
    const double frames = std::max(length * framesPerSecond(plan, seen.streams), double(seen.streams.scan.frames));
    return head + qint64(frames * perFrame + length * soundsPerSecond * perSound);
}

QStringList mp4(const CurePlan &plan, const Inspection &seen, bool reserve)
{
    QStringList list = words("-max_muxing_queue_size 4096");
    if (reserve)
        return list << QStringLiteral("-moov_size") << QString::number(indexBytes(plan, seen));
    return list << words("-movflags +faststart");
}

QStringList filmInput(const CurePlan &plan, const Inspection &seen, const QString &file)
{
    QStringList options = words("-protocol_whitelist file -f") << seen.streams.container;
    if (seen.streams.container.isEmpty())
        options = inputOptions(seen.facts.mediaType);
    // An AVI has no times of its own.
    if (seen.streams.container == QLatin1String("avi"))
        options << words("-fflags +genpts");
    // Reading and writing at once takes a copy a fifth less time.
    if (plan.copiesVideo)
        options << words("-thread_queue_size 8");
    if (plan.startMs > 0)
        options << QStringLiteral("-ss") << seconds(plan.startMs);
    return beginning() << reading(file, options);
}

QVector<CurePass> filmPasses(const CurePlan &plan, const Inspection &seen, const CureFiles &files,
                             const FfmpegSkills &skills, bool reserve)
{
    constexpr double firstShare = 0.38;
    const bool twice = !plan.copiesVideo && plan.goalBytes > 0;
    const QStringList input = filmInput(plan, seen, files.source);
    const QStringList picture = plan.copiesVideo
                                    ? words("-c:v copy")
                                    : encodedPicture(plan, seen, skills, twice ? 2 : 0, files.passLog);
    QVector<CurePass> passes;
    if (twice)
        passes << CurePass{input + kept(seen.streams, false) + times(plan) + encodedPicture(plan, seen, skills, 1, files.passLog) +
                               reporting() + words("-f null -"),
                           firstShare};
    passes << CurePass{input + kept(seen.streams, true) + times(plan) + picture + sound(plan, seen.streams) +
                           mp4(plan, seen, reserve) + reporting() + writing(QStringLiteral("mp4"), files.result),
                       twice ? 1 - firstShare : 1};
    return passes;
}

QVector<CurePass> gifPasses(const CurePlan &plan, const Inspection &seen, const CureFiles &files, const FfmpegSkills &skills)
{
    constexpr double paletteShare = 0.4;
    constexpr qint64 tickMs = 10;
    const QStringList input = beginning() << reading(files.source, inputOptions(plan.mediaType));
    const QStringList colours = input + QStringList{QStringLiteral("-vf"), gifColours(plan)} +
                                words("-frames:v 1 -c:v png") + reporting() + writing(QStringLiteral("image2pipe"), files.palette);
    QStringList drawing = input + reading(files.palette, inputOptions(QStringLiteral("image/png")));
    drawing << QStringLiteral("-filter_complex") << gifFilters(plan);
    drawing << words(skills.fpsMode ? "-fps_mode vfr" : "-vsync vfr") << words("-enc_time_base 1:100 -loop 0");
    // The last frame stands for those that were left out behind it.
    const int count = seen.streams.pictures;
    if (plan.keepEvery > 1 && count > 0 && plan.lengthMs > 0) {
        const int left = count - (count - 1) / plan.keepEvery * plan.keepEvery;
        drawing << QStringLiteral("-final_delay") << QString::number(plan.lengthMs * left / count / tickMs);
    }
    drawing << reporting() << writing(QStringLiteral("gif"), files.result);
    return {{colours, paletteShare}, {drawing, 1 - paletteShare}};
}

QVector<CurePass> picturePasses(const CurePlan &plan, const Inspection &seen, const CureFiles &files)
{
    // Not every ffmpeg turns a photo by itself, so none is to.
    QStringList list = beginning() << reading(files.source, inputOptions(seen.facts.mediaType) + words("-noautorotate"));
    list << words("-map 0:v:0 -frames:v 1 -map_metadata -1 -vf") << pictureFilters(plan, seen);
    list << words("-c:v mjpeg -q:v") << QString::number(plan.quality);
    return {{list + reporting() + writing(QStringLiteral("image2pipe"), files.result), 1}};
}

} // namespace

QVector<CurePass> passesOf(const CurePlan &plan, const Inspection &seen, const CureFiles &files, const FfmpegSkills &skills,
                           bool reserve)
{
    if (plan.kind == CureKind::Gif)
        return gifPasses(plan, seen, files, skills);
    if (plan.kind == CureKind::Picture)
        return picturePasses(plan, seen, files);
    return filmPasses(plan, seen, files, skills, reserve);
}

bool indexDidNotFit(const QString &said)
{
    return said.contains(QLatin1String("reserved_moov_size"));
}

QStringList decodeArguments(const QString &file, const QString &mediaType, const DecodedPart &part)
{
    QStringList options = inputOptions(mediaType);
    if (part.keyFramesAlone)
        options << words("-skip_frame nokey");
    if (part.tailMs > 0)
        options << QStringLiteral("-sseof") << QStringLiteral("-%1ms").arg(part.tailMs);
    return beginning() << reading(file, options) << reporting() << words("-f null -");
}

} // namespace postreel
