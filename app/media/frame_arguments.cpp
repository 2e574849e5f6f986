#include "app/media/frame_arguments.h"

#include <QHash>

namespace postreel {

namespace {

// ffmpeg's readers by name, so that a file can neither pose as a playlist nor its name as a pattern.
QStringList readerOf(const QString &mediaType)
{
    static const QHash<QString, QString> readers{
        {QStringLiteral("video/mp4"), QStringLiteral("mov")},
        {QStringLiteral("video/quicktime"), QStringLiteral("mov")},
        {QStringLiteral("video/webm"), QStringLiteral("matroska")},
        {QStringLiteral("video/mp2t"), QStringLiteral("mpegts")},
        {QStringLiteral("image/jpeg"), QStringLiteral("jpeg_pipe")},
        {QStringLiteral("image/png"), QStringLiteral("png_pipe")},
        {QStringLiteral("image/gif"), QStringLiteral("gif")},
        {QStringLiteral("image/webp"), QStringLiteral("webp_pipe")},
        {QStringLiteral("image/bmp"), QStringLiteral("bmp_pipe")},
        {QStringLiteral("image/tiff"), QStringLiteral("tiff_pipe")},
    };
    if (const QString reader = readers.value(mediaType); !reader.isEmpty())
        return {QStringLiteral("-f"), reader};
    return {QStringLiteral("-format_whitelist"),
            QStringLiteral("mov,matroska,mpegts,mpeg,avi,flv,asf,ogg,mxf")};
}

// `before`: options of the input.
QStringList arguments(const FrameWish &wish, const QStringList &before, const QString &lastFilter = {})
{
    QStringList list{QStringLiteral("-nostdin"),
                     QStringLiteral("-hide_banner"),
                     QStringLiteral("-loglevel"),
                     QStringLiteral("error"),
                     QStringLiteral("-threads"),
                     QStringLiteral("1"),
                     QStringLiteral("-protocol_whitelist"),
                     QStringLiteral("file")};
    list << readerOf(wish.mediaType) << before;
    const QString filter =
        wish.filter % (lastFilter.isEmpty() ? QString() : u',' % lastFilter) % QStringLiteral(",format=yuvj420p");
    // "file:" keeps a name like "-y" or "http:x" a name.
    list << QStringLiteral("-i") << QStringLiteral("file:") % wish.path;
    list << QStringLiteral("-map") << QStringLiteral("0:v:0") << QStringLiteral("-frames:v")
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

QStringList exactFrame(const FrameWish &wish)
{
    return arguments(wish, seek(wish.atMs));
}

QStringList keyFrameBefore(const FrameWish &wish)
{
    // A frame before the sought time counts as one before 0, which ffmpeg leaves out, unless it is set to 0.
    return arguments(wish,
                     seek(wish.atMs) + QStringList{QStringLiteral("-noaccurate_seek"), QStringLiteral("-skip_frame"),
                                                   QStringLiteral("nokey")},
                     QStringLiteral("setpts=0"));
}

QStringList lastFrameBefore(const FrameWish &wish)
{
    constexpr qint64 reachMs = 2000;
    const QStringList within = seek(wish.atMs - reachMs)
        + QStringList{QStringLiteral("-t"), QStringLiteral("%1ms").arg(qMin(wish.atMs, reachMs) + 1)};
    return arguments(wish, within, QStringLiteral("reverse"));
}

QStringList tellingFrame(const FrameWish &wish)
{
    return arguments(wish, {}, QStringLiteral("thumbnail=30"));
}

} // namespace postreel
