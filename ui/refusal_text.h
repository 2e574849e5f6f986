// What is said where X, or somebody in its place, does not take a Post or its media as a matter of the account, the
// app or the plan: what it means and what a person can do about it.
// Invariant: pure; an address in it is one of X's own.
#pragma once

#include "app/engine/views.h"
#include "ui/error_context.h"

namespace postreel {

// Empty for a kind that is none of these.
ErrorMessage refusalMessage(const ErrorContext &told);

// That X took the bytes of a file and could not make anything of them. `upload`: what is known of it; blank: nothing. Nobody
// is told to convert a file to what it is.
ErrorMessage rejectedMessage(const ErrorContext &told, const UploadView &upload);

} // namespace postreel
