// What is happening to a Post and what happens next, one plain sentence each, for its details.
// Invariant: pure functions; "Waits for you" begins every text that asks the user to do something, and no
// other.
#pragma once

#include "app/engine/views.h"

#include <QDateTime>

namespace postreel {

// What happens next: "Posts as soon as the upload is done.", "Continues by itself at 14:35.", "Waits for you:
// choose where it goes."
QString nextText(const PostView &post, qint64 nowMs = QDateTime::currentMSecsSinceEpoch());
// The current stage, without the end of a wait; empty if nextText() already says it.
QString nowText(const PostView &post, qint64 nowMs = QDateTime::currentMSecsSinceEpoch());

} // namespace postreel
