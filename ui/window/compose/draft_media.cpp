#include "ui/window/compose/draft_media.h"

#include <QFileInfo>

namespace postreel {

QVector<NewMedia> mediaOf(const QStringList &files)
{
    QVector<NewMedia> media;
    for (const QString &file : files)
        media << NewMedia{.file = file};
    return media;
}

NewMedia copyForNewPost(const UploadView &upload, const QVector<UploadView> &all)
{
    NewMedia media{.file = upload.file,
                   .altText = upload.altText,
                   .title = upload.title,
                   .description = upload.description,
                   .coverMs = upload.coverMs,
                   .trimStartMs = upload.trimStartMs,
                   .trimEndMs = upload.trimEndMs,
                   .soundStream = upload.soundStream,
                   .deadlineAtMs = upload.deadlineAtMs};
    for (const UploadView &track : all)
        if (track.kind == UploadKind::Subtitle && track.parentId == upload.id)
            media.subtitles << NewMedia::Subtitle{track.file, track.language};
    return media;
}

QStringList without(const QStringList &files, const QString &subject)
{
    QStringList rest;
    for (const QString &file : files)
        if (file != subject && QFileInfo(file).fileName() != subject)
            rest << file;
    return rest;
}

} // namespace postreel
