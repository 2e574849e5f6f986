#include "app/media/frames/picture_shelf.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

namespace postreel {

void keepWithin(const QString &folder, qint64 mostBytes)
{
    const QFileInfoList newestFirst = QDir(folder).entryInfoList(QDir::Files | QDir::Hidden, QDir::Time);
    qint64 held = 0;
    for (const QFileInfo &file : newestFirst) {
        held += file.size();
        if (held > mostBytes)
            QFile::remove(file.filePath());
    }
}

bool touchCached(const QString &path)
{
    constexpr qint64 markEverySeconds = 3600;
    const QFileInfo seen(path);
    if (!seen.isFile())
        return false;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (seen.lastModified().secsTo(now) > markEverySeconds)
        if (QFile file(path); file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
            file.setFileTime(now, QFileDevice::FileModificationTime);
    return true;
}

} // namespace postreel
