// The texts for a fix: its button, and what it does to the file.
// Invariant: pure; a duration is stated only where it was estimated, and as a time of day only from one hour on.
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
// fixSteps(), with a note if the time on the button includes the upload.
QString fixHint(const UploadView &upload);
// "Fixing · 42 % · about 3 min left".
QString fixingText(const UploadView &upload);

} // namespace postreel
