// The messages about files that cannot be used, read or fixed: what is wrong and what helps.
// Invariant: pure functions.
#pragma once

#include "ui/error_context.h"

namespace postreel {

// Empty for a kind that is not about a file, or whose message is elsewhere.
ErrorMessage fileMessage(const ErrorContext &told);

} // namespace postreel
