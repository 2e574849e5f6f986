// Whether a Post can be posted as it is; the composer and the rows of the list use the same check.
// Invariant: pure functions; a reason is a sentence with the next step.
#pragma once

#include "app/engine/views.h"

namespace postreel {

// Why it cannot be posted; empty if it can. `uploads`: its media and their subtitle tracks.
QString whyNotPost(const QString &text, const QVector<UploadView> &uploads, bool hasAccount);
QString whyNotPost(const PostView &draft);

} // namespace postreel
