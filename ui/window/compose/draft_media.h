// Converts files and uploads into the media of a new draft.
// Invariant: pure.
#pragma once

#include "app/engine/engine.h"

namespace postreel {

QVector<NewMedia> mediaOf(const QStringList &files);
// The same media with its subtitles, for another Post. `all`: the uploads of its present Post.
NewMedia copyForNewPost(const UploadView &upload, const QVector<UploadView> &all);
// `files` without the one that an error names by path or file name; all of them if it names none.
QStringList without(const QStringList &files, const QString &subject);

} // namespace postreel
