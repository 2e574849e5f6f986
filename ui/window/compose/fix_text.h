// The words for a fix: what its button promises and what it does to the file.
// Invariant: pure; how long it takes is told only where it was counted, and as a time of day only from an hour on.
#pragma once

#include "app/engine/views.h"

#include <QString>

namespace postreel {

// "Fix it (10 s)", "Fix it (about 4 min)", "Fix it (ready at 14:25)".
QString fixText(const UploadView &upload, qint64 nowMs);
// "Send anyway (about 21 min)".
QString sendAnywayText(const UploadView &upload, qint64 nowMs);
// What the fix does: "Reduce it to 60 fps. The sound stays as it is. About 12 MB afterwards."; empty where there is none.
QString fixSteps(const UploadView &upload);
// The same, and that the time on its button is not that of the fix alone, where it is so.
QString fixHint(const UploadView &upload);
// "Fixing · 42 % · about 3 min left".
QString fixingText(const UploadView &upload);

} // namespace postreel
