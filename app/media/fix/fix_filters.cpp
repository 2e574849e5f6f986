// ffmpeg's filters for a fix, see fix_arguments.h.
#include "app/media/fix/fix_arguments.h"

#include "app/media/probe/pixel_format.h"

namespace postreel {

namespace {

QString decimal(double number)
{
    return QString::number(number, 'f', 6);
}

bool isTurned(const VideoFacts &video)
{
    return video.rotation % 180 != 0;
}

// Whether the source's frame, as rotated by ffmpeg, already has the wanted size and shape.
bool fits(const FixPlan &plan, const StreamFacts &streams)
{
    if (!streams.video)
        return false;
    const VideoFacts &video = *streams.video;
    const int width = isTurned(video) ? video.height : video.width;
    const int height = isTurned(video) ? video.width : video.height;
    return plan.width == width && plan.height == height && video.pixelWidth == video.pixelHeight;
}

QString scaling(const FixPlan &plan)
{
    if (plan.width > 0)
        return QStringLiteral("scale=%1:%2").arg(plan.width).arg(plan.height);
    return QStringLiteral("scale=trunc(iw*sar/2)*2:trunc(ih/2)*2");
}

// Converts HDR to linear light, compresses it with a tone curve, and converts that to SDR (bt709).
QStringList toneMapping(const FfmpegFeatures &skills)
{
    if (skills.toneMaps)
        return {QStringLiteral("zscale=pin=bt2020:min=bt2020nc:t=linear:npl=203"), QStringLiteral("format=gbrpf32le"),
                QStringLiteral("zscale=p=bt709"), QStringLiteral("tonemap=tonemap=mobius:desat=0"),
                QStringLiteral("zscale=t=bt709:m=bt709:r=tv")};
    // Tuned by eye: lifts the mid-tones to their SDR level, holds the highlights.
    return {QStringLiteral("scale=in_color_matrix=bt2020"), QStringLiteral("format=gbrp"),
            QStringLiteral("curves=all='0/0 0.25/0.2 0.5/0.65 0.58/0.82 0.75/0.96 1/1'"),
            QStringLiteral("scale=out_color_matrix=bt709:out_range=tv")};
}

// `orientation`: as in EXIF; 1 is upright.
QString uprighting(int orientation)
{
    static const QString filters[] = {{},
                                      QStringLiteral("hflip"),
                                      QStringLiteral("hflip,vflip"),
                                      QStringLiteral("vflip"),
                                      QStringLiteral("transpose=cclock_flip"),
                                      QStringLiteral("transpose=clock"),
                                      QStringLiteral("transpose=clock_flip"),
                                      QStringLiteral("transpose=cclock")};
    return orientation >= 1 && orientation <= 8 ? filters[orientation - 1] : QString();
}

QString scaledBy(double factor)
{
    return QStringLiteral("scale=w='max(1,trunc(iw*%1+0.001))':h='max(1,trunc(ih*%1+0.001))':flags=lanczos")
        .arg(decimal(factor));
}

} // namespace

bool isOfRgb(const Inspection &seen)
{
    return seen.streams.video && isRgb(seen.streams.video->pixelFormat);
}

QString filmFilters(const FixPlan &plan, const Inspection &seen, const FfmpegFeatures &skills, bool goesOn)
{
    QStringList filters;
    if (plan.deinterlaces)
        filters << QStringLiteral("bwdif=mode=send_frame:deint=all");
    if (plan.milliFps > 0)
        filters << QStringLiteral("fps=%1/1000").arg(plan.milliFps) % QLatin1String(goesOn ? ":start_time=0" : "");
    if (!fits(plan, seen.streams))
        filters << scaling(plan) << QStringLiteral("setsar=1");
    if (plan.toneMaps)
        filters << toneMapping(skills);
    else if (isOfRgb(seen))
        filters << QStringLiteral("scale=out_color_matrix=bt709:out_range=tv");
    if (plan.padWidth > 0)
        filters << QStringLiteral("pad=%1:%2:(ow-iw)/2:(oh-ih)/2").arg(plan.padWidth).arg(plan.padHeight);
    if (plan.holdsLastFrame)
        filters << QStringLiteral("tpad=stop=-1:stop_mode=clone");
    filters << QStringLiteral("format=yuv420p");
    return filters.join(u',');
}

QString soundFilters(const FixPlan &plan, const AudioFacts &audio)
{
    QStringList filters;
    // Speech is on the centre channel, and the surround channels must not drown it out.
    if (audio.channels > 2)
        filters << QStringLiteral("aresample=center_mix_level=1:surround_mix_level=0.5:lfe_mix_level=0")
                << QStringLiteral("aformat=channel_layouts=stereo");
    // Fills gaps with silence; else all that follows would play too early.
    filters << QStringLiteral("aresample=async=1:first_pts=0");
    if (plan.gainDb < 0)
        filters << QStringLiteral("volume=%1dB").arg(QString::number(plan.gainDb, 'f', 2));
    if (plan.holdsLastFrame)
        filters << QStringLiteral("apad");
    return filters.join(u',');
}

QString pictureFilters(const FixPlan &plan, const Inspection &seen)
{
    QStringList filters;
    if (plan.scale < 1)
        filters << scaledBy(plan.scale);
    if (const QString upright = uprighting(seen.streams.orientation); !upright.isEmpty())
        filters << upright;
    if (seen.facts.mediaType != QLatin1String("image/jpeg"))
        filters << QStringLiteral(
            "format=rgba,split[front][back];[back]lutrgb=r=255:g=255:b=255:a=255[paper];[paper][front]overlay=format=gbrp");
    filters << QStringLiteral("format=yuvj420p");
    return filters.join(u',');
}

} // namespace postreel
