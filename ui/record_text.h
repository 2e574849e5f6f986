// The messages about the program's records: a Post of another user, records that cannot be read or written.
// Invariant: each says what it means and the next step.
#pragma once

#include "ui/error_context.h"

namespace postreel {

// For a Post that waits for its user while a token of another user is in use. The error's subject is the
// Post's user, its detail the token's user, as "@name"; empty: unknown.
ErrorMessage otherUserMessage(const ErrorContext &told);
// For the kinds Storage and PutAside.
ErrorMessage recordMessage(const ErrorContext &told);

} // namespace postreel
