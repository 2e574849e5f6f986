#include "app/sandbox/media_rules.h"

namespace postreel::sandbox::mediaRules {

const QStringList &mediaTypes()
{
    static const QStringList types{QStringLiteral("video/mp4"),         QStringLiteral("video/webm"),
                                   QStringLiteral("video/mp2t"),        QStringLiteral("video/quicktime"),
                                   QStringLiteral("text/srt"),          QStringLiteral("text/vtt"),
                                   QStringLiteral("image/jpeg"),        QStringLiteral("image/gif"),
                                   QStringLiteral("image/bmp"),         QStringLiteral("image/png"),
                                   QStringLiteral("image/webp"),        QStringLiteral("image/pjpeg"),
                                   QStringLiteral("image/tiff"),        QStringLiteral("model/gltf-binary"),
                                   QStringLiteral("model/vnd.usdz+zip")};
    return types;
}

const QStringList &mediaCategories()
{
    static const QStringList categories = uploadCategories() + QStringList{QStringLiteral("amplify_video")};
    return categories;
}

const QStringList &uploadCategories()
{
    static const QStringList categories{QStringLiteral("tweet_image"), QStringLiteral("tweet_video"),
                                        QStringLiteral("tweet_gif"),   QStringLiteral("dm_image"),
                                        QStringLiteral("dm_video"),    QStringLiteral("dm_gif"),
                                        QStringLiteral("subtitles")};
    return categories;
}

MediaKind kindOf(const QString &mediaType, const QString &category)
{
    if (category.endsWith(QLatin1String("gif")))
        return MediaKind::Gif;
    if (category.endsWith(QLatin1String("video")))
        return MediaKind::Video;
    if (category.endsWith(QLatin1String("image")))
        return MediaKind::Image;
    if (category == QLatin1String("subtitles") || mediaType.startsWith(QLatin1String("text/")))
        return MediaKind::Subtitles;
    if (mediaType.startsWith(QLatin1String("video/")))
        return MediaKind::Video;
    if (mediaType.startsWith(QLatin1String("model/")))
        return MediaKind::Model;
    return mediaType == QLatin1String("image/gif") ? MediaKind::Gif : MediaKind::Image;
}

bool fits(const QString &mediaType, const QString &category)
{
    if (category.isEmpty())
        return true;
    switch (kindOf(mediaType, category)) {
    case MediaKind::Video:
        return mediaType.startsWith(QLatin1String("video/"));
    case MediaKind::Gif: // X converts a GIF into an MP4, and accepts one that already is
        return mediaType == QLatin1String("image/gif") || mediaType == QLatin1String("video/mp4");
    case MediaKind::Image:
        return mediaType.startsWith(QLatin1String("image/"));
    case MediaKind::Subtitles:
        return mediaType.startsWith(QLatin1String("text/"));
    case MediaKind::Model:
        return true;
    }
    return false;
}

qint64 maxBytes(MediaKind kind, bool premium)
{
    switch (kind) {
    case MediaKind::Video:
        return premium ? Q_INT64_C(16'000'000'000) : Q_INT64_C(8'000'000'000);
    case MediaKind::Gif:
    case MediaKind::Model:
        return 15'000'000;
    case MediaKind::Image:
        return 5'000'000;
    case MediaKind::Subtitles:
        return 1'000'000;
    }
    return 0;
}

bool isProcessed(MediaKind kind)
{
    return kind == MediaKind::Video || kind == MediaKind::Gif;
}

QString keyPrefix(MediaKind kind, const QString &category)
{
    switch (kind) {
    case MediaKind::Video:
        return category == QLatin1String("amplify_video") ? QStringLiteral("13") : QStringLiteral("7");
    case MediaKind::Gif:
        return QStringLiteral("16");
    case MediaKind::Image:
    case MediaKind::Subtitles:
    case MediaKind::Model:
        return QStringLiteral("3");
    }
    return {};
}

QString sniff(const QByteArray &head)
{
    struct Magic
    {
        qsizetype offset;
        QByteArray bytes;
        QString type;
    };
    static const QList<Magic> table{
        {0, QByteArray("\xff\xd8\xff"), QStringLiteral("image/jpeg")},
        {0, QByteArray("\x89PNG\r\n"), QStringLiteral("image/png")},
        {0, QByteArray("GIF8"), QStringLiteral("image/gif")},
        {8, QByteArray("WEBP"), QStringLiteral("image/webp")},
        {0, QByteArray("BM"), QStringLiteral("image/bmp")},
        {0, QByteArray("II*\0", 4), QStringLiteral("image/tiff")},
        {0, QByteArray("MM\0*", 4), QStringLiteral("image/tiff")},
        {4, QByteArray("ftypqt"), QStringLiteral("video/quicktime")},
        {4, QByteArray("ftyp"), QStringLiteral("video/mp4")},
        {4, QByteArray("moov"), QStringLiteral("video/quicktime")},
        {0, QByteArray("\x1a\x45\xdf\xa3"), QStringLiteral("video/webm")},
        {188, QByteArray("G"), QStringLiteral("video/mp2t")},
        {0, QByteArray("WEBVTT"), QStringLiteral("text/vtt")},
        {0, QByteArray("\xef\xbb\xbfWEBVTT"), QStringLiteral("text/vtt")},
    };
    for (const Magic &magic : table)
        if (head.mid(magic.offset, magic.bytes.size()) == magic.bytes)
            return magic.type;
    return head.contains("-->") ? QStringLiteral("text/srt") : QString();
}

} // namespace postreel::sandbox::mediaRules
