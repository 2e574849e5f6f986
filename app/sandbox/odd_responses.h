// Responses that a client may get instead of X's usual ones: pages of intermediaries, errors sent with status
// 200, and X's rarer refusals, word for word as reported.
// Invariant: pure functions; making a response changes nothing.
#pragma once

#include "app/sandbox/fault_scenes.h"
#include "app/sandbox/http_message.h"

namespace postreel::sandbox {

// A page as a content delivery network, a proxy or a captive portal sends it.
HttpResponse intermediaryPage(int status);
// The response of an action that replaces the request's own with a fixed one; nothing for all other actions.
std::optional<HttpResponse> fixedResponse(const Fault &fault);

} // namespace postreel::sandbox
