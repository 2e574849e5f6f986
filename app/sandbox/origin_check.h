// Refuses requests that are not meant for this server, before anything else in them is looked at: requests
// from web pages of other origins (cross-site requests), and foreign host names that resolve to this computer
// (DNS rebinding).
// Invariant: a host or origin that cannot be parsed counts as foreign.
#pragma once

#include "app/sandbox/http_message.h"

#include <QUrl>
#include <optional>

namespace postreel::sandbox {

// Returns the refusal of a request that is not for the server at `base` (scheme, loopback host and port): 421
// if Host, or the target in absolute form, names anything but this computer's loopback with that port; 403 if
// Origin or Sec-Fetch-Site shows that a page of another origin sent it. `anyPort` accepts every port, for a
// relay on this computer whose port the client then names.
std::optional<HttpResponse> foreignRequest(const HttpHead &head, const QUrl &base, bool anyPort);

} // namespace postreel::sandbox
