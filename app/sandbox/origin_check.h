// Whether a request means this server: a web page of somebody else's, or a foreign name that leads to this computer, is
// refused before anything of the request is looked at (DNS rebinding, cross-site requests).
// Invariant: what a head does not say is never taken for our own.
#pragma once

#include "app/sandbox/http_message.h"

#include <QUrl>
#include <optional>

namespace postreel::sandbox {

// The refusal of a request that is not for the server at `base` (scheme, loopback host and port): 421 when Host, or the
// target in its absolute form, names anything but this computer's loopback with that port; 403 when a page of another
// origin sent it, as Origin or Sec-Fetch-Site tell. With `anyPort`, a relay on this computer may stand in between, whose
// port is then the one that is named.
std::optional<HttpResponse> foreignRequest(const HttpHead &head, const QUrl &base, bool anyPort);

} // namespace postreel::sandbox
