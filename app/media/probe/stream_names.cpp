#include "app/media/probe/stream_names.h"

#include <QHash>

namespace postreel {

namespace {

using Names = QHash<QString, QString>;

QString named(const Names &names, const QString &word)
{
    const auto found = names.find(word);
    return found == names.end() ? word.toUpper() : *found;
}

} // namespace

QString codecName(const QString &codec)
{
    static const Names names{
        {QStringLiteral("h264"), QStringLiteral("H.264")},
        {QStringLiteral("vvc"), QStringLiteral("H.266")},
        {QStringLiteral("h263"), QStringLiteral("H.263")},
        {QStringLiteral("prores"), QStringLiteral("ProRes")},
        {QStringLiteral("dnxhd"), QStringLiteral("DNxHD")},
        {QStringLiteral("dvvideo"), QStringLiteral("DV")},
        {QStringLiteral("mpeg4"), QStringLiteral("MPEG-4")},
        {QStringLiteral("mpeg2video"), QStringLiteral("MPEG-2")},
        {QStringLiteral("mpeg1video"), QStringLiteral("MPEG-1")},
        {QStringLiteral("mjpeg"), QStringLiteral("Motion JPEG")},
        {QStringLiteral("theora"), QStringLiteral("Theora")},
        {QStringLiteral("opus"), QStringLiteral("Opus")},
        {QStringLiteral("vorbis"), QStringLiteral("Vorbis")},
        {QStringLiteral("ac3"), QStringLiteral("AC-3")},
        {QStringLiteral("eac3"), QStringLiteral("E-AC-3")},
    };
    return codec.startsWith(QLatin1String("pcm_")) ? QStringLiteral("PCM") : named(names, codec);
}

QString containerName(const QString &container)
{
    static const Names names{
        {QStringLiteral("video/mp4"), QStringLiteral("MP4")},
        {QStringLiteral("video/quicktime"), QStringLiteral("MOV")},
        {QStringLiteral("video/webm"), QStringLiteral("WebM")},
        {QStringLiteral("video/mp2t"), QStringLiteral("TS")},
        {QStringLiteral("image/jpeg"), QStringLiteral("JPEG")},
        {QStringLiteral("image/png"), QStringLiteral("PNG")},
        {QStringLiteral("image/gif"), QStringLiteral("GIF")},
        {QStringLiteral("image/webp"), QStringLiteral("WebP")},
        {QStringLiteral("image/bmp"), QStringLiteral("BMP")},
        {QStringLiteral("image/tiff"), QStringLiteral("TIFF")},
        {QStringLiteral("matroska"), QStringLiteral("Matroska")},
        {QStringLiteral("flv"), QStringLiteral("Flash video")},
        {QStringLiteral("asf"), QStringLiteral("Windows Media")},
        {QStringLiteral("ogg"), QStringLiteral("Ogg")},
        {QStringLiteral("Photoshop"), QStringLiteral("Photoshop")},
    };
    return named(names, container);
}

} // namespace postreel
