// Who sees the pages of the sandbox, its media, the authorize page and the inspection: whoever has a token, and a browser
// that came through a link with a key.
// Invariant: without one of them, nothing of a Post, a media or a request is told.
#pragma once

#include "app/sandbox/http_message.h"
#include "app/sandbox/world.h"

#include <optional>

namespace postreel::sandbox {

// The token of a head's Authorization header; empty: there is none.
QByteArray bearerToken(const HttpHead &head);

// What a request for a page is answered in place of the page: a key in its query becomes a cookie and a redirect to the
// address without it (303), and whoever has neither token nor cookie is told how to come in (403; 401 for the inspection).
std::optional<HttpResponse> beforePage(World &world, const HttpHead &head, Call call);

} // namespace postreel::sandbox
