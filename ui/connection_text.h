// The words for a way to X that is not as it should be: certificates and proxies.
// Invariant: as of error_text.h; the address of a proxy stands as HOST:PORT, without what signs in to it.
#pragma once

#include "ui/error_context.h"

namespace postreel {

// What happened, what it means and the next step, of TlsFailed; of the kinds of a proxy.
ErrorMessage connectionMessage(const ErrorContext &told);

// The same in a few words, for the row of what waits for it. Empty: neither a certificate nor a proxy.
QString connectionText(WaitReason reason, const Error &error);

} // namespace postreel
