// What is said where X, or somebody in its place, does not take a Post or its media as a matter of the account, the
// app or the plan: what it means and what a person can do about it.
// Invariant: pure; an address in it is one of X's own.
#pragma once

#include "app/base/error.h"

namespace postreel {

// `name`: of the file that it is about, as shownName() gives it; may be empty. Empty for a kind that is none of these.
QString refusalText(const Error &error, const QString &name);

} // namespace postreel
