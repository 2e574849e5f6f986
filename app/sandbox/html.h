// The frame of the sandbox's HTML pages.
// Invariant: text of a Post or a request enters a page only through escaped().
#pragma once

#include "app/sandbox/http_message.h"

namespace postreel::sandbox::html {

// Returns UTF-8 with & < > " and ' as entities.
QByteArray escaped(const QString &text);
// Returns a complete page around that HTML body; escapes `title`. Its Content-Security-Policy forbids
// scripts.
HttpResponse page(int status, const QString &title, const QByteArray &body);

} // namespace postreel::sandbox::html
