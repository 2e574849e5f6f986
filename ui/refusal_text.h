// The messages for refusals of a Post or its media by X, or by another server in its place, that concern the
// account, the app or the plan: what it means and what the user can do.
// Invariant: pure functions; every address in them is X's own.
#pragma once

#include "app/engine/views.h"
#include "ui/error_context.h"

namespace postreel {

// Empty for any other kind.
ErrorMessage refusalMessage(const ErrorContext &told);

// The message that X received a file but could not process it. `upload`: what is known about the file;
// default-constructed: nothing. Never advises converting a file to the format that it already has.
ErrorMessage rejectedMessage(const ErrorContext &told, const UploadView &upload);

} // namespace postreel
