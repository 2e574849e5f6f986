// The errors of a Post and its uploads, in whole sentences: the step that one names, if any, has a button in the widget that
// shows it (actionsOf(), DecisionButtons).
// Invariant: pure; empty in a state without an error.
#pragma once

#include "app/engine/views.h"

namespace postreel {

// The error that an upload waits for or has ended with; empty: none.
QString errorTextOf(const UploadView &upload, qint64 nowMs);
// The same for the Post itself. An error that an upload has too is described with that upload's file.
QString postErrorTextOf(const PostView &post, qint64 nowMs);
// For one line of the list: the most important error of the Post and its uploads, or the first problem; empty: none.
QString errorTextOf(const PostView &post, qint64 nowMs);
// All errors: of the Post, of each upload, and what X would refuse.
QStringList errorTextsOf(const PostView &post, qint64 nowMs);

} // namespace postreel
