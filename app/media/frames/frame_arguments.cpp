#include "app/media/frames/frame_arguments.h"

#include "app/media/files/tool_process.h"

namespace postreel {

namespace {

// `before`: input options.
QStringList arguments(const FrameRequest &wish, const QStringList &before, const QString &lastFilter = {})
{
    QStringList list{QStringLiteral("-nostdin"),
                     QStringLiteral("-hide_banner"),
                     QStringLiteral("-loglevel"),
                     QStringLiteral("error"),
                     QStringLiteral("-threads"),
                     QStringLiteral("1")};
    list << inputOptions(wish.mediaType) << before;
    const QString filter =
        wish.filter % (lastFilter.isEmpty() ? QString() : u',' % lastFilter) % QStringLiteral(",format=yuvj420p");
    list << QStringLiteral("-i") << inputFile(wish.path);
    list << QStringLiteral("-map") << QStringLiteral("0:V:0") << QStringLiteral("-frames:v")
         << QStringLiteral("1") << QStringLiteral("-vf") << filter << QStringLiteral("-c:v")
         << QStringLiteral("mjpeg") << QStringLiteral("-q:v") << QStringLiteral("3") << QStringLiteral("-f")
         << QStringLiteral("image2pipe") << QStringLiteral("pipe:1");
    return list;
}

QStringList seek(qint64 atMs)
{
    return {QStringLiteral("-ss"), QStringLiteral("%1ms").arg(qMax<qint64>(0, atMs))};
}

} // namespace

QStringList exactFrame(const FrameRequest &wish)
{
    return arguments(wish, seek(wish.atMs));
}

QStringList keyFrameBefore(const FrameRequest &wish)
{
    // A frame before the seek time has a time below 0, and ffmpeg drops it unless it is set to 0.
    return arguments(wish,
                     seek(wish.atMs) + QStringList{QStringLiteral("-noaccurate_seek"), QStringLiteral("-skip_frame"),
                                                   QStringLiteral("nokey")},
                     QStringLiteral("setpts=0"));
}

QStringList lastFrameBefore(const FrameRequest &wish)
{
    constexpr qint64 reachMs = 2000;
    const QStringList within = seek(wish.atMs - reachMs)
        + QStringList{QStringLiteral("-t"), QStringLiteral("%1ms").arg(qMin(wish.atMs, reachMs) + 1)};
    return arguments(wish, within, QStringLiteral("reverse"));
}

QStringList representativeFrame(const FrameRequest &wish)
{
    return arguments(wish, {}, QStringLiteral("thumbnail=30"));
}

} // namespace postreel
