// What a browser is to be sent to for a link: the sandbox of this program asks for a key in it.
// Invariant: a link to anywhere else comes back as it is.
#pragma once

#include <QUrl>
#include <functional>

namespace postreel {

// Empty: a link is opened as it is.
using BrowserLink = std::function<QUrl(const QUrl &)>;

} // namespace postreel
