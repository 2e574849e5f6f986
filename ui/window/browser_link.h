// Maps a link to the URL that the browser opens: a link to the program's own sandbox gets an access key.
// Invariant: every other link is returned unchanged.
#pragma once

#include <QUrl>
#include <functional>

namespace postreel {

// Empty: links are opened unchanged.
using BrowserLink = std::function<QUrl(const QUrl &)>;

} // namespace postreel
