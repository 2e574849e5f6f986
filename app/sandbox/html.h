// The frame of the sandbox's HTML pages.
// Invariant: text of a Post or a request enters a page only through escaped().
#pragma once

#include "app/sandbox/http_message.h"

namespace postreel::sandbox::html {

// UTF-8 with & < > " and ' as entities.
QByteArray escaped(const QString &text);
// A whole page around that body; `title` is escaped here. No script runs in it.
HttpResponse page(int status, const QString &title, const QByteArray &body);

} // namespace postreel::sandbox::html
