#include "ui/media_mix.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <algorithm>

namespace postreel {

namespace {

class Mix
{
    Q_DECLARE_TR_FUNCTIONS(MediaMix)
};

constexpr int picturesPerPost = 4;

} // namespace

FileKind kindByName(const QString &file)
{
    static const QStringList pictures{QStringLiteral("jpg"),  QStringLiteral("jpeg"), QStringLiteral("png"),
                                      QStringLiteral("webp"), QStringLiteral("bmp"),  QStringLiteral("tif"),
                                      QStringLiteral("tiff")};
    static const QStringList videos{QStringLiteral("mp4"),  QStringLiteral("m4v"), QStringLiteral("mov"),
                                    QStringLiteral("webm"), QStringLiteral("ts"),  QStringLiteral("mkv"),
                                    QStringLiteral("avi"),  QStringLiteral("mpg"), QStringLiteral("mpeg"),
                                    QStringLiteral("mts")};
    const QString suffix = QFileInfo(file).suffix().toLower();
    if (pictures.contains(suffix))
        return FileKind::Picture;
    if (suffix == QLatin1String("gif"))
        return FileKind::Gif;
    return videos.contains(suffix) ? FileKind::Video : FileKind::Other;
}

FileKind kindOf(const MediaFacts &facts, const QString &file)
{
    const QString &type = facts.mediaType;
    if (type == QLatin1String("image/gif"))
        return FileKind::Gif;
    if (type.startsWith(QLatin1String("image/")))
        return FileKind::Picture;
    if (type.startsWith(QLatin1String("video/")))
        return FileKind::Video;
    return type.isEmpty() ? kindByName(file) : FileKind::Other;
}

FileKind kindOf(const UploadView &upload)
{
    return kindOf(upload.facts, upload.file);
}

bool canShareOnePost(const QVector<FileKind> &kinds)
{
    return misfitsAmong(kinds).isEmpty();
}

QString whyNotOnePost(const QVector<FileKind> &kinds)
{
    if (canShareOnePost(kinds))
        return {};
    const auto pictures = std::count(kinds.begin(), kinds.end(), FileKind::Picture);
    if (pictures == kinds.size())
        return Mix::tr("X takes up to four pictures in a Post, and these are %n.", nullptr, static_cast<int>(pictures));
    const auto films = std::count_if(kinds.begin(), kinds.end(), [](FileKind kind) {
        return kind == FileKind::Video || kind == FileKind::Gif;
    });
    if (films > 1)
        return Mix::tr("X takes one video or GIF in a Post, and these are %n.", nullptr, static_cast<int>(films));
    if (films + pictures == kinds.size())
        return Mix::tr("X does not take a video or GIF together with pictures in one Post.");
    return Mix::tr("X takes one video, one GIF or up to four pictures in a Post.");
}

QString mixAdvice(const QVector<FileKind> &kinds)
{
    const QString why = whyNotOnePost(kinds);
    //: %1 is a sentence: why these media do not go into one Post
    return why.isEmpty() ? why : Mix::tr("%1 Make one Post per file, or remove some.").arg(why);
}

QVector<qsizetype> misfitsAmong(const QVector<FileKind> &kinds)
{
    const bool album = !kinds.isEmpty() && kinds.first() == FileKind::Picture;
    QVector<qsizetype> misfits;
    for (qsizetype place = 1; place < kinds.size(); ++place) {
        const bool fits = album && kinds.at(place) == FileKind::Picture && place - misfits.size() < picturesPerPost;
        if (!fits)
            misfits << place;
    }
    return misfits;
}

} // namespace postreel
