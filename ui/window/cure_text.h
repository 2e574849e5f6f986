// The words for a cure: what its button promises and what it does to the file.
// Invariant: pure; a time is named only where one was reckoned from measured speeds.
#pragma once

#include "app/engine/views.h"

#include <QString>

namespace postreel {

// "Fix, ready at 14:25"; "Fix (about 2 min)" while the speed of the link is not known.
QString fixText(const UploadView &upload, qint64 nowMs);
// "Send anyway, ready at 15:10".
QString sendAnywayText(const UploadView &upload, qint64 nowMs);
// What the cure does: "Converts picture and sound; 12 MB then".
QString cureText(const CureOffer &offer);
// "Fixing 42 %, 3 min left".
QString fixingText(const UploadView &upload);

} // namespace postreel
