// Writes a subtitle file as X accepts it. Never writes to the original.
#pragma once

#include "app/base/result.h"

#include <QString>

namespace postreel {

// The fix of FixKind::Text: writes the subtitles of `from` to `to`, as UTF-8 and without faults, and returns `to`. Blocks.
// Errors, with the name of `from` as subject: those of openRegularFile(), NothingToFix (nothing is wrong, or it cannot be
// fixed), Storage (`to` cannot be written; `detail` is the system's reason).
Result<QString> writeAsUtf8(const QString &from, const QString &to);

} // namespace postreel
