// Translates a fault into its effect on a response.
// Invariant: pure functions; sockets are left to HttpConnection.
#pragma once

#include "app/sandbox/fault_scenes.h"
#include "app/sandbox/http_message.h"

namespace postreel::sandbox {

// Name of the action for the log, e.g. "status503".
QString faultName(const Fault &fault);
// True if the fault alone provides the response and the request is not carried out.
bool replacesHandling(const Fault &fault);
// The response of such a fault. `port` is the sandbox's own, for the redirect; `nowSecs` is epoch time, for
// the rate-limit reset of a 429.
HttpResponse faultAnswer(const Fault &fault, const HttpHead &head, quint16 port, bool tls, qint64 nowSecs);
// The response as altered by the fault; unchanged for faults that act in another way.
HttpResponse applyFault(const HttpResponse &answer, const Fault &fault);

} // namespace postreel::sandbox
