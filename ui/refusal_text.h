// What is said where X, or somebody in its place, does not take a Post or its media as a matter of the account, the
// app or the plan: what it means and what a person can do about it.
// Invariant: pure; an address in it is one of X's own.
#pragma once

#include "app/engine/views.h"

namespace postreel {

// `name`: of the file that it is about, as shownName() gives it; may be empty. Empty for a kind that is none of these.
QString refusalText(const Error &error, const QString &name);

// That X took the bytes of a file and could not make anything of them. `upload`: what is known of it; blank: nothing. Nobody
// is told to convert a file to what it is.
QString rejectedText(const QString &name, const UploadView &upload);

} // namespace postreel
