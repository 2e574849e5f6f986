// Sentences about records: whose Post it is, that one cannot be read, that none can be written.
// Invariant: each says what it means and the next step.
#pragma once

#include "ui/error_context.h"

namespace postreel {

// A Post that waits for its user while a token of another one is here. The error's subject is the user, its words whose the
// token is, as "@name"; empty: not known.
ErrorMessage otherUserMessage(const ErrorContext &told);
// Of the kinds Storage and PutAside.
ErrorMessage recordMessage(const ErrorContext &told);

} // namespace postreel
