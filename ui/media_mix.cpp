#include "ui/media_mix.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <algorithm>
#include <array>

namespace postreel {

namespace {

class Mix
{
    Q_DECLARE_TR_FUNCTIONS(MediaMix)
};

constexpr int picturesPerPost = 4;

struct Suffix
{
    const char *name;
    FileKind kind;
};

constexpr std::array suffixes{
    Suffix{"mp4", FileKind::Video},    Suffix{"m4v", FileKind::Video},   Suffix{"mov", FileKind::Video},
    Suffix{"webm", FileKind::Video},   Suffix{"ts", FileKind::Video},    Suffix{"mkv", FileKind::Video},
    Suffix{"avi", FileKind::Video},    Suffix{"mpg", FileKind::Video},   Suffix{"mpeg", FileKind::Video},
    Suffix{"vob", FileKind::Video},    Suffix{"mts", FileKind::Video},   Suffix{"m2ts", FileKind::Video},
    Suffix{"3gp", FileKind::Video},    Suffix{"3g2", FileKind::Video},   Suffix{"flv", FileKind::Video},
    Suffix{"wmv", FileKind::Video},    Suffix{"asf", FileKind::Video},   Suffix{"ogv", FileKind::Video},
    Suffix{"mxf", FileKind::Video},    Suffix{"gif", FileKind::Gif},     Suffix{"jpg", FileKind::Picture},
    Suffix{"jpeg", FileKind::Picture}, Suffix{"png", FileKind::Picture}, Suffix{"webp", FileKind::Picture},
    Suffix{"bmp", FileKind::Picture},  Suffix{"tif", FileKind::Picture}, Suffix{"tiff", FileKind::Picture},
    Suffix{"avif", FileKind::Picture},
};

bool mayBePicture(FileKind kind)
{
    return kind == FileKind::Picture || kind == FileKind::Unknown;
}

} // namespace

FileKind kindByName(const QString &file)
{
    const QString suffix = QFileInfo(file).suffix().toLower();
    const auto known = std::find_if(suffixes.begin(), suffixes.end(),
                                    [&suffix](const Suffix &each) { return suffix == QLatin1String(each.name); });
    return known == suffixes.end() ? FileKind::Unknown : known->kind;
}

QStringList suffixesOfMedia()
{
    QStringList names;
    for (const Suffix &each : suffixes)
        names << QString::fromLatin1(each.name);
    return names;
}

FileKind kindOf(const MediaFacts &facts, const QString &file)
{
    const QString &type = facts.mediaType;
    const QString &category = facts.mediaCategory; // also set for types that X does not accept
    if (type == QLatin1String("image/gif"))
        return FileKind::Gif;
    if (type.startsWith(QLatin1String("image/")) || category == QLatin1String("tweet_image"))
        return FileKind::Picture;
    if (type.startsWith(QLatin1String("video/")) || category == QLatin1String("tweet_video"))
        return FileKind::Video;
    const FileKind named = type.isEmpty() ? kindByName(file) : FileKind::Other;
    return named == FileKind::Unknown ? FileKind::Other : named;
}

FileKind kindOf(const UploadView &upload)
{
    const bool lookedAt = upload.verdict != Verdict::Unknown || !upload.facts.mediaType.isEmpty();
    return lookedAt ? kindOf(upload.facts, upload.file) : kindByName(upload.file);
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
        return Mix::tr("X takes up to four pictures in a Post, and here are %n.", nullptr, static_cast<int>(pictures));
    const auto films = std::count_if(kinds.begin(), kinds.end(), [](FileKind kind) {
        return kind == FileKind::Video || kind == FileKind::Gif;
    });
    if (films > 1)
        return Mix::tr("X takes one video or GIF in a Post, and here are %n.", nullptr, static_cast<int>(films));
    if (films + pictures == kinds.size())
        return Mix::tr("X does not take a video or GIF together with pictures in one Post.");
    return Mix::tr("X takes one video, one GIF or up to four pictures in a Post.");
}

QString mixAdvice(const QVector<FileKind> &kinds)
{
    const QString why = whyNotOnePost(kinds);
    //: %1 is a sentence: why these media do not go into one Post
    return why.isEmpty() ? why : Mix::tr("%1 Make one Post per file instead.").arg(why);
}

QVector<qsizetype> misfitsAmong(const QVector<FileKind> &kinds)
{
    const bool album = !kinds.isEmpty() && mayBePicture(kinds.first());
    QVector<qsizetype> misfits;
    for (qsizetype place = 1; place < kinds.size(); ++place) {
        const bool fits = album && mayBePicture(kinds.at(place)) && place - misfits.size() < picturesPerPost;
        if (!fits)
            misfits << place;
    }
    return misfits;
}

} // namespace postreel
