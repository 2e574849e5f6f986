// The media of a draft as the engine is asked for them.
// Invariant: pure.
#pragma once

#include "app/engine/engine.h"

namespace postreel {

QVector<NewMedia> mediaOf(const QStringList &files);
// The same media once more, for another Post. `all`: the uploads of its Post.
NewMedia againOf(const UploadView &upload, const QVector<UploadView> &all);
// The files without the one that an error is about; all of them when it names none.
QStringList without(const QStringList &files, const QString &subject);

} // namespace postreel
