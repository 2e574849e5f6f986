// Answers that a client meets in place of X's usual ones: pages of others, errors that are called a success, and
// X's rarer refusals, word for word as they were reported.
// Invariant: pure; nothing is done by making one.
#pragma once

#include "app/sandbox/fault_scenes.h"
#include "app/sandbox/http_message.h"

namespace postreel::sandbox {

// A page as a content delivery network, a proxy or a captive portal sends it.
HttpResponse foreignPage(int status);
// The answer of an action that says something of its own in place of doing what was asked; nothing for all others.
std::optional<HttpResponse> answerInstead(const Fault &fault);

} // namespace postreel::sandbox
