// The messages about an unusable connection to X: certificates and proxies.
// Invariant: as in error_text.h; a proxy's address is shown as HOST:PORT, without its credentials.
#pragma once

#include "ui/error_context.h"

namespace postreel {

// What happened, what it means and the next step, for TlsFailed and the proxy error kinds.
ErrorMessage connectionMessage(const ErrorContext &told);

// The same in a few words, for the status of what waits because of it. Empty if the wait has nothing to do
// with a certificate or proxy.
QString connectionText(WaitReason reason, const Error &error);

} // namespace postreel
