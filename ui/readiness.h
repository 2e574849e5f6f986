// Whether a Post can go out as it is, the same for the composer and for a row of the list.
// Invariant: pure; what is missing is said as a sentence with the next step.
#pragma once

#include "app/engine/views.h"

namespace postreel {

// Why it cannot be posted; empty when it can. `uploads`: its media and their subtitle tracks.
QString whyNotPost(const QString &text, const QVector<UploadView> &uploads, bool hasAccount);
QString whyNotPost(const PostView &draft);

} // namespace postreel
