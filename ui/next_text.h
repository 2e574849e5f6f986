// What goes on with a Post and what happens next, one plain sentence each, for its details.
// Invariant: pure; what waits for a person begins with "Waits for you", and nothing else does.
#pragma once

#include "app/engine/views.h"

#include <QDateTime>

namespace postreel {

// "Posts as soon as the upload is done.", "Continues by itself at 14:35.", "Waits for you: choose where it
// goes."
QString nextText(const PostView &post, qint64 nowMs = QDateTime::currentMSecsSinceEpoch());
// Its stage, without until when; empty where what happens next says it.
QString nowText(const PostView &post, qint64 nowMs = QDateTime::currentMSecsSinceEpoch());

} // namespace postreel
