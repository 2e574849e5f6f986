// What is wrong with a Post and its uploads, in whole sentences: each ends in the step that the place which shows it has a
// button for (actionsOf(), DecisionButtons).
// Invariant: pure; nothing is said in a state in which nothing is wrong.
#pragma once

#include "app/engine/views.h"

namespace postreel {

// Of an upload that stands still because of an error; else empty.
QString errorTextOf(const UploadView &upload, qint64 nowMs);
// Of the Post itself, the same. An error that an upload has, too, is told with the upload's file.
QString postErrorTextOf(const PostView &post, qint64 nowMs);
// In one line of the list, the most pressing of what it and its uploads have to say: an error or the first problem.
QString errorTextOf(const PostView &post, qint64 nowMs);
// All of it: of the Post, of each upload, and what X would refuse.
QStringList errorTextsOf(const PostView &post, qint64 nowMs);

} // namespace postreel
