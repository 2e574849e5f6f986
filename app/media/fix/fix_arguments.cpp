#include "app/media/fix/fix_arguments.h"

#include "app/media/fix/ffmpeg_words.h"
#include "app/media/fix/fix_gif.h"
#include "app/media/fix/fix_retime.h"
#include "app/media/fix/fix_time.h"

#include <algorithm>

namespace postreel {

using namespace ffmpeg;

namespace {

constexpr double joinShare = 0.03;
constexpr const char *quality = "18"; // x264's CRF; SSIM is over 0.99 for drawn videos, 0.95 for noise

// Drops metadata, which may hold places and people's names, and chapters, which would become a text stream.
QStringList kept(const StreamFacts &streams, bool picture, bool sound)
{
    const auto map = [](int stream, const char *first) {
        return QStringList{QStringLiteral("-map"),
                           stream >= 0 ? QStringLiteral("0:%1").arg(stream) : QLatin1String(first)};
    };
    QStringList list;
    if (picture)
        list << map(streams.video ? streams.video->stream : -1, "0:V:0");
    if (sound && streams.audio)
        list << map(streams.audio->stream, "0:a:0");
    return list << words("-map_metadata -1 -map_chapters -1 -sn -dn");
}

// `fromUs`: how much of the result exists already.
QStringList times(const FixPlan &plan, qint64 fromUs = 0)
{
    constexpr qint64 roundedUs = 100; // excludes a frame at the very end, however times are rounded
    const bool ends = plan.endMs >= 0 || plan.holdsLastFrame;
    const qint64 lengthUs = plan.lengthMs * 1000 - (fromUs > 0 ? fromUs + roundedUs : 0);
    return ends && plan.lengthMs > 0 ? QStringList{QStringLiteral("-t"), span(lengthUs)} : QStringList();
}

double framesPerSecond(const FixPlan &plan, const StreamFacts &streams)
{
    constexpr double unknown = 60; // rather too high than too low
    double rate = streams.video && streams.video->milliFps > 0 ? double(streams.video->milliFps) / 1000 : unknown;
    if (plan.milliFps > 0)
        rate = std::min(rate, double(plan.milliFps) / 1000);
    return rate;
}

bool isEven(const StreamFacts &streams)
{
    return streams.scan.frames > 0 && !streams.scan.variableRate;
}

// Frames keep their times, however uneven; in chunks exactly, because a later run resumes by them.
QStringList timing(const FixPlan &plan, const StreamFacts &streams, const FfmpegFeatures &skills, const Chunks &chunks)
{
    QStringList list = words(skills.fpsMode ? "-fps_mode vfr" : "-vsync vfr");
    if ((plan.milliFps == 0 && !isEven(streams)) || chunks.ms > 0)
        list << words("-enc_time_base 1:90000");
    return list;
}

QStringList encodedPicture(const FixPlan &plan, const Inspection &seen, const FfmpegFeatures &skills, int pass,
                           const QString &passLog, const Chunks &chunks = {}, bool goesOn = false)
{
    constexpr double keySeconds = 2;
    const int keyFrames = std::clamp(int(framesPerSecond(plan, seen.streams) * keySeconds), 2, 120);
    QStringList list{QStringLiteral("-vf"), filmFilters(plan, seen, skills, goesOn)};
    list << timing(plan, seen.streams, skills, chunks) << words("-c:v libx264 -profile:v high -preset") << plan.preset;
    list << QStringLiteral("-g") << QString::number(keyFrames) << words("-flags +cgop");
    // The fastest preset turns it off, which only the oldest players need.
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

QStringList encodedSound(const FixPlan &plan, const AudioFacts &audio)
{
    constexpr int compactDisc = 44'100;
    QStringList list = words("-c:a aac -profile:a aac_low -b:a") << QString::number(plan.audioBitRate);
    if (audio.channels > 2)
        list << words("-ac 2");
    list << QStringLiteral("-ar") << QString::number(audio.sampleRate == compactDisc ? compactDisc : 48'000);
    return list << QStringLiteral("-af") << soundFilters(plan, audio);
}

QStringList sound(const FixPlan &plan, const StreamFacts &streams)
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

// Upper bound of the size of an MP4's index: size, time and offset of every sample. Bytes.
qint64 indexBytes(const FixPlan &plan, const Inspection &seen)
{
    constexpr qint64 perFrame = 40;
    constexpr qint64 perSound = 28;
    constexpr qint64 head = 64 * 1024;
    constexpr double soundsPerSecond = 60;
    const double length = double(keptMs(plan, {.sourceMs = seen.facts.durationMs, .sourceBytes = seen.fingerprint.size})) / 1000;
    const double frames = std::max(length * framesPerSecond(plan, seen.streams), double(seen.streams.scan.frames));
    return head + qint64(frames * perFrame + length * soundsPerSecond * perSound);
}

QStringList mp4(const FixPlan &plan, const Inspection &seen, bool reserve)
{
    QStringList list = words("-max_muxing_queue_size 4096");
    if (reserve)
        return list << QStringLiteral("-moov_size") << QString::number(indexBytes(plan, seen));
    return list << words("-movflags +faststart");
}

// `fromUs`: how much of the result to skip, in addition to the plan's start.
QStringList filmInput(const FixPlan &plan, const Inspection &seen, const QString &file, qint64 fromUs = 0)
{
    QStringList options = words("-protocol_whitelist file -f") << seen.streams.container;
    if (seen.streams.container.isEmpty())
        options = inputOptions(seen.facts.mediaType);
    // AVI has no time stamps.
    if (seen.streams.container == QLatin1String("avi"))
        options << words("-fflags +genpts");
    // A thread for reading cuts the time of a copy by a fifth.
    if (plan.copiesVideo)
        options << words("-thread_queue_size 16");
    if (const qint64 skippedUs = plan.startMs * 1000 + fromUs; skippedUs > 0)
        options << QStringLiteral("-ss") << span(skippedUs);
    QStringList all = beginning();
    if (plan.retimes)
        all << retimedReading(seen.streams);
    return all << reading(file, options);
}

QVector<FixPass> filmPasses(const FixPlan &plan, const Inspection &seen, const FixFiles &files,
                            const FfmpegFeatures &skills, bool reserve)
{
    constexpr double firstShare = 0.38;
    const bool twice = !plan.copiesVideo && plan.goalBytes > 0;
    const QStringList input = filmInput(plan, seen, files.source);
    const QStringList picture = plan.copiesVideo
                                    ? words("-c:v copy")
                                    : encodedPicture(plan, seen, skills, twice ? 2 : 0, files.passLog);
    QVector<FixPass> passes;
    if (twice)
        passes << FixPass{input + kept(seen.streams, true, false) + times(plan) + encodedPicture(plan, seen, skills, 1, files.passLog) +
                               reporting() + words("-f null -"),
                           firstShare};
    passes << FixPass{input + kept(seen.streams, true, true) + times(plan) + picture + sound(plan, seen.streams) +
                           mp4(plan, seen, reserve) + reporting() + writing(QStringLiteral("mp4"), files.result),
                       twice ? 1 - firstShare : 1};
    return passes;
}

// Where a partly encoded video is resumed: how much of it to skip, and the time on the chunk clock.
struct Rest
{
    qint64 fromUs = 0;
    qint64 clockUs = chunkClockUs;
};

// How far behind the last existing frame to resume. ffmpeg rounds to the source's clock, which may tick only once a
// frame: the rounded time must be after the last frame, but not after the next one.
qint64 gapBehindUs(const FixPlan &plan, const StreamFacts &streams)
{
    constexpr double second = 1e6;
    constexpr qint64 lessThanAnyUs = 700;
    if (plan.milliFps > 0)
        return 1'000'000'000 / plan.milliFps; // the fps filter starts anew from there
    return isEven(streams) ? qRound64(second * 3 / 4 / framesPerSecond(plan, streams)) : lessThanAnyUs;
}

Rest restBehind(const Chunks &chunks, const FixPlan &plan, const StreamFacts &streams)
{
    if (chunks.done == 0)
        return {};
    const qint64 gapUs = gapBehindUs(plan, streams);
    const qint64 fromUs = chunks.lastFrameUs + gapUs;
    return {.fromUs = fromUs, .clockUs = chunkClockUs + fromUs};
}

QStringList onChunkClock(qint64 us)
{
    return words("-muxdelay 0 -muxpreload 0 -output_ts_offset") << span(us);
}

QStringList chunkSound(const FixPlan &plan, const StreamFacts &streams)
{
    return kept(streams, false, true) + times(plan) + sound(plan, streams) + onChunkClock(chunkClockUs) +
           writing(QStringLiteral("nut"), QLatin1String(chunkSoundPart));
}

// Boundaries between chunks, in seconds on the chunk clock.
QString chunkEnds(const FixPlan &plan, const Inspection &seen, const Chunks &chunks, const Rest &rest)
{
    constexpr qint64 sureMs = 10'000; // a duration may be wrong by some seconds
    const qint64 lengthMs = keptMs(plan, {.sourceMs = seen.facts.durationMs, .sourceBytes = seen.fingerprint.size});
    const qint64 endMs = chunkClockUs / 1000 + lengthMs + sureMs;
    QStringList ends;
    for (qint64 ms = rest.clockUs / 1000 + chunks.ms; ms < endMs || ends.isEmpty(); ms += chunks.ms)
        ends << QString::number(double(ms) / 1000, 'f', 3);
    return ends.join(u',');
}

QStringList chunkPicture(const FixPlan &plan, const Inspection &seen, const FfmpegFeatures &skills, const Chunks &chunks,
                         const Rest &rest, bool seeks)
{
    QStringList list = kept(seen.streams, true, false) + times(plan, rest.fromUs);
    list << encodedPicture(plan, seen, skills, 0, {}, chunks, seeks && chunks.done > 0);
    list << onChunkClock(rest.clockUs) << words("-f segment -segment_format mpegts -segment_times")
         << chunkEnds(plan, seen, chunks, rest);
    if (chunks.done > 0)
        list << QStringLiteral("-segment_start_number") << QString::number(chunks.done);
    return list << reporting() << QStringLiteral("chunk-%05d.ts");
}

QVector<FixPass> chunkPasses(const FixPlan &plan, const Inspection &seen, const FixFiles &files,
                             const FfmpegFeatures &skills, const Chunks &chunks)
{
    // Other containers have no index to seek by: video and audio are read from the start. The audio is needed where the
    // streams begin at different times, because ffmpeg would else count from the video. A variable frame rate that is
    // reduced is read from the start as well, since a frame may be held for long.
    const bool hasIndex = seen.streams.container == QLatin1String("mov") || seen.streams.container == QLatin1String("matroska");
    const bool findsTimes = hasIndex && (plan.milliFps == 0 || isEven(seen.streams));
    const Rest rest = restBehind(chunks, plan, seen.streams);
    const bool together = seen.streams.audio && (chunks.done == 0 || !findsTimes);
    const bool soundAlone = seen.streams.audio && !together && !chunks.sound;
    FixPass picture{.arguments = filmInput(plan, seen, files.source, findsTimes ? rest.fromUs : 0),
                     .share = 1 - joinShare - (soundAlone ? joinShare : 0),
                     .fromMs = together ? 0 : rest.fromUs / 1000, // ffmpeg's reports include the audio
                     .skipsMs = findsTimes ? 0 : rest.fromUs / 1000,
                     .makesSound = together};
    if (!findsTimes && rest.fromUs > 0)
        picture.arguments << QStringLiteral("-ss") << span(rest.fromUs);
    picture.arguments << chunkPicture(plan, seen, skills, chunks, rest, findsTimes);
    if (together)
        picture.arguments << chunkSound(plan, seen.streams);
    QVector<FixPass> passes{picture};
    if (soundAlone)
        passes << FixPass{.arguments = filmInput(plan, seen, files.source) + reporting() + chunkSound(plan, seen.streams),
                           .share = joinShare,
                           .makesSound = true};
    return passes << FixPass{.share = joinShare};
}

// ffmpeg prints the true peak on standard error when it ends.
QString loudnessScan()
{
    return QStringLiteral("ebur128=peak=true:framelog=verbose");
}

QVector<FixPass> picturePasses(const FixPlan &plan, const Inspection &seen, const FixFiles &files)
{
    // Not every ffmpeg rotates photos by itself, so this is turned off for all.
    QStringList list = beginning() << reading(files.source, inputOptions(seen.facts.mediaType) + words("-noautorotate"));
    list << words("-map") << QStringLiteral("0:%1").arg(seen.streams.video ? std::max(0, seen.streams.video->stream) : 0);
    list << words("-frames:v 1 -map_metadata -1 -vf") << pictureFilters(plan, seen);
    list << words("-c:v mjpeg -q:v") << QString::number(plan.quality);
    return {{list + reporting() + writing(QStringLiteral("image2pipe"), files.result), 1}};
}

FixPass copyPass(const QStringList &input, const StreamFacts &streams, const QStringList &options, const QString &to)
{
    constexpr double copyShare = 0.05;
    return {.arguments = input + kept(streams, true, true) + words("-c copy -max_muxing_queue_size 4096") + options + reporting() +
                         writing(retimedContainer(streams), to),
            .share = copyShare};
}

// First a copy with corrected time stamps, then all other passes on that copy.
QVector<FixPass> retimedPasses(FixPlan plan, const Inspection &seen, FixFiles files, const FfmpegFeatures &skills, bool reserve,
                               const Chunks &chunks)
{
    const FixPlan whole{.kind = FixKind::Remux, .mediaType = plan.mediaType, .retimes = true};
    QVector<FixPass> passes;
    Inspection source = seen;
    if (wantsOwnContainer(seen.streams)) {
        const QString copy = files.retimed % QLatin1String(".copy");
        passes << copyPass(filmInput(whole, seen, files.source), seen.streams, {}, copy);
        source = afterRetiming(seen);
        source.streams.times = seen.streams.times;
        files.source = copy;
    }
    passes << copyPass(filmInput(whole, source, files.source), source.streams, retimedWriting(source.streams), files.retimed);
    double left = 1;
    for (const FixPass &pass : std::as_const(passes))
        left -= pass.share;
    plan.retimes = false;
    files.source = files.retimed;
    for (FixPass &pass : passesOf(plan, afterRetiming(seen), files, skills, reserve, chunks)) {
        pass.share *= left;
        passes << pass;
    }
    return passes;
}

} // namespace

QVector<FixPass> passesOf(const FixPlan &plan, const Inspection &seen, const FixFiles &files, const FfmpegFeatures &skills,
                          bool reserve, const Chunks &chunks)
{
    if (plan.kind == FixKind::Gif)
        return gifPasses(plan, seen, files, skills);
    if (plan.kind == FixKind::Picture)
        return picturePasses(plan, seen, files);
    const bool copiesAll = plan.copiesVideo && plan.copiesAudio && plan.startMs == 0 && plan.endMs < 0;
    if (plan.retimes && !(copiesAll && mayRestart(seen.streams)))
        return retimedPasses(plan, seen, files, skills, reserve, chunks);
    if (chunks.ms > 0)
        return chunkPasses(plan, seen, files, skills, chunks);
    return filmPasses(plan, seen, files, skills, reserve);
}

QStringList joinArguments(const FixPlan &plan, const Inspection &seen, const FixFiles &files, int count, bool reserve)
{
    QStringList chunks;
    for (int i = 0; i < count; ++i)
        chunks << chunkName(i);
    QStringList list = beginning() << words("-copyts -protocol_whitelist file,concat -f mpegts -thread_queue_size 16 -i")
                                   << QLatin1String("concat:") % chunks.join(u'|');
    if (seen.streams.audio)
        list << words("-protocol_whitelist file -f nut -i") << inputFile(QLatin1String(chunkSoundFile));
    list << words("-map 0:v:0");
    if (seen.streams.audio)
        list << words("-map 1:a:0");
    return list << words("-map_metadata -1 -c copy -output_ts_offset") << span(-chunkClockUs) << mp4(plan, seen, reserve)
                << reporting() << writing(QStringLiteral("mp4"), files.result);
}

QStringList loudnessArguments(const FixPlan &plan, const Inspection &seen, const QString &file)
{
    QStringList list = filmInput(plan, seen, file) + kept(seen.streams, false, true) + times(plan);
    list << QStringLiteral("-af") << (seen.streams.audio ? soundFilters(plan, *seen.streams.audio) % u',' : QString()) % loudnessScan();
    return list + words("-loglevel repeat+info") + reporting() + words("-f null -");
}

QStringList resultLoudnessArguments(const QString &file)
{
    QStringList list = beginning() << reading(file, inputOptions(QStringLiteral("video/mp4"))) << words("-map 0:a:0 -af") << loudnessScan();
    return list + words("-loglevel repeat+info") + reporting() + words("-f null -");
}

QStringList decodeArguments(const QString &file, const QString &mediaType, const DecodedPart &part)
{
    QStringList options = inputOptions(mediaType);
    if (part.keyFramesAlone)
        options << words("-skip_frame nokey");
    if (part.tailMs > 0)
        options << QStringLiteral("-sseof") << QStringLiteral("-%1ms").arg(part.tailMs);
    return beginning() << reading(file, options) << reporting() << words("-enc_time_base:v 1:90000 -f null -");
}

} // namespace postreel
