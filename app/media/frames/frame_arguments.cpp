#include "app/media/frames/frame_arguments.h"

#include "app/media/files/tool_process.h"

namespace postreel {

namespace {

// `before`: input options.
QStringList arguments(const FrameRequest &request, const QStringList &before, const QString &lastFilter = {})
{
    QStringList list{QStringLiteral("-nostdin"),
                     QStringLiteral("-hide_banner"),
                     QStringLiteral("-loglevel"),
                     QStringLiteral("error"),
                     QStringLiteral("-threads"),
                     QStringLiteral("1")};
    list << inputOptions(request.mediaType) << before;
    const QString filter =
        request.filter % (lastFilter.isEmpty() ? QString() : u',' % lastFilter) % QStringLiteral(",format=yuvj420p");
    list << QStringLiteral("-i") << inputFile(request.path);
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

QStringList exactFrame(const FrameRequest &request)
{
    return arguments(request, seek(request.atMs));
}

QStringList keyFrameBefore(const FrameRequest &request)
{
    // A frame before the seek time has a time below 0, and ffmpeg drops it unless it is set to 0.
    return arguments(request,
                     seek(request.atMs) + QStringList{QStringLiteral("-noaccurate_seek"), QStringLiteral("-skip_frame"),
                                                   QStringLiteral("nokey")},
                     QStringLiteral("setpts=0"));
}

QStringList lastFrameBefore(const FrameRequest &request)
{
    constexpr qint64 reachMs = 2000;
    const QStringList within = seek(request.atMs - reachMs)
        + QStringList{QStringLiteral("-t"), QStringLiteral("%1ms").arg(qMin(request.atMs, reachMs) + 1)};
    return arguments(request, within, QStringLiteral("reverse"));
}

QStringList representativeFrame(const FrameRequest &request)
{
    return arguments(request, {}, QStringLiteral("thumbnail=30"));
}

} // namespace postreel
