#include "app/media/fix/fix_gif.h"

#include "app/media/fix/ffmpeg_words.h"

#include <algorithm>
#include <numeric>

namespace postreel {

using namespace ffmpeg;

namespace {

QStringList gifInput(const Inspection &seen, const QString &file)
{
    const QString &reader = seen.streams.container; // set if the source is not a GIF
    return beginning() << reading(file, reader.isEmpty() ? inputOptions(seen.facts.mediaType)
                                                         : words("-protocol_whitelist file -f") << reader);
}

const char *everyFrame(const FfmpegFeatures &skills)
{
    return skills.fpsMode ? "-fps_mode passthrough" : "-vsync passthrough";
}

// The last frame also stands for the frames dropped after it. No later frame ends it, so ffmpeg must be told its delay.
qint64 lastDelayCs(const FixPlan &plan, const StreamFacts &streams)
{
    const QVector<int> &delays = streams.delaysCs;
    const qsizetype last = delays.isEmpty() ? 0 : (delays.size() - 1) / plan.keepEvery * plan.keepEvery;
    return std::accumulate(delays.cbegin() + last, delays.cend(), qint64(0));
}

QStringList gifWriting(const FixPlan &plan, const Inspection &seen, const QString &file, const FfmpegFeatures &skills)
{
    constexpr qint64 longestCs = 65'535;
    QStringList list = words(everyFrame(skills)) << words("-enc_time_base 1:100 -loop");
    list << QString::number(seen.facts.mediaType == QLatin1String("image/gif") ? seen.streams.loops : 0);
    if (plan.wholeFrames)
        list << words("-gifflags -offsetting-transdiff");
    if (const qint64 cs = lastDelayCs(plan, seen.streams); cs > 0)
        list << QStringLiteral("-final_delay") << QString::number(std::min(cs, longestCs));
    return list << reporting() << writing(QStringLiteral("gif"), file);
}

QStringList colourArguments(const QStringList &input, const QString &frames, const FfmpegFeatures &skills)
{
    const QString places = QStringLiteral("%1,scale=w='min(iw,%2)':h='min(ih,%2)':flags=neighbor,format=rgba").arg(frames).arg(sampledSide);
    return input + QStringList{QStringLiteral("-vf"), places} + words(everyFrame(skills)) + words("-f rawvideo pipe:1");
}

QString keptPictures(const FixPlan &plan)
{
    return plan.keepEvery > 1 ? QStringLiteral("select='not(mod(n,%1))'").arg(plan.keepEvery) : QStringLiteral("null");
}

} // namespace

QString gifFrames(const FixPlan &plan, const Inspection &seen)
{
    QString frames = keptPictures(plan) % QStringLiteral(",format=rgba");
    if (plan.scale >= 1)
        return frames;
    const QString scale = QStringLiteral(",scale=%1:%2:flags=lanczos").arg(plan.width).arg(plan.height);
    // The colours of transparent pixels must not bleed into the edges.
    if (!seen.streams.seeThrough)
        return frames % scale;
    return frames % QStringLiteral(",format=gbrap,premultiply=inplace=1") % scale % QStringLiteral(",unpremultiply=inplace=1,format=rgba");
}

// One palette for all frames makes the smaller file. Frames that have little in common get one each.
QVector<FixPass> gifPasses(const FixPlan &plan, const Inspection &seen, const FixFiles &files, const FfmpegFeatures &skills)
{
    constexpr double paletteShare = 0.4;
    const QStringList input = gifInput(seen, files.source);
    const QString frames = gifFrames(plan, seen);
    const QString dither = plan.scale < 1 ? QStringLiteral("bayer:bayer_scale=5") : QStringLiteral("none");
    const QStringList written = gifWriting(plan, seen, files.result, skills);
    const QString filters = QStringLiteral("-filter_complex");
    if (plan.coloursPerFrame) {
        const QString all = QStringLiteral("[0:v]%1,split[frames][seen];[seen]palettegen=stats_mode=single[colours];"
                                           "[frames][colours]paletteuse=new=1:dither=%2")
                                .arg(frames, dither);
        return {{input + QStringList{filters, all} + written, 1}};
    }
    const QStringList colours = input + QStringList{QStringLiteral("-vf"), frames % QStringLiteral(",palettegen=stats_mode=full")} +
                                words("-frames:v 1 -c:v png") + reporting() + writing(QStringLiteral("image2pipe"), files.palette);
    QStringList drawing = input + reading(files.palette, inputOptions(QStringLiteral("image/png")));
    drawing << filters
            << QStringLiteral("[0:v]%1[frames];[frames][1:v]paletteuse=dither=%2:diff_mode=rectangle").arg(frames, dither);
    return {{colours, paletteShare}, {drawing + written, 1 - paletteShare}};
}

QStringList sourceColourArguments(const FixPlan &plan, const Inspection &seen, const FixFiles &files, const FfmpegFeatures &skills)
{
    return colourArguments(gifInput(seen, files.source), gifFrames(plan, seen), skills);
}

QStringList resultColourArguments(const FixFiles &files, const FfmpegFeatures &skills)
{
    return colourArguments(beginning() << reading(files.result, inputOptions(QStringLiteral("image/gif"))), QStringLiteral("format=rgba"), skills);
}

} // namespace postreel
