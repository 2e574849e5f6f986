// Access control of the sandbox's pages, media, authorize page and inspection: a request needs an access
// token, or the cookie of a browser that opened a link with a key.
// Invariant: without one of them (unless the sandbox is open), no content of a Post, a media item or a
// request is revealed.
#pragma once

#include "app/sandbox/http_message.h"
#include "app/sandbox/sandbox_state.h"

#include <optional>

namespace postreel::sandbox {

// The token in the Authorization header; empty if there is none.
QByteArray bearerToken(const HttpHead &head);

// Returns the response to send instead of the page, if any: a key in the query becomes a cookie and a
// redirect to the address without the key (303); a request with neither token nor cookie gets 403 with a page
// that explains how to get access (401 for the inspection).
std::optional<HttpResponse> checkPageAccess(SandboxState &world, const HttpHead &head, Call call);

} // namespace postreel::sandbox
