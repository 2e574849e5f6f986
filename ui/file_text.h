// What is said of a file that cannot be taken, read or fixed: what is wrong with it, and what helps.
// Invariant: pure.
#pragma once

#include "ui/error_context.h"

namespace postreel {

// Empty for a kind that is about no file, or that has its words elsewhere.
ErrorMessage fileMessage(const ErrorContext &told);

} // namespace postreel
