// Turns a fault of a scene into what it does to an answer.
// Invariant: pure; sockets are the connection's business.
#pragma once

#include "app/sandbox/fault_scenes.h"
#include "app/sandbox/http_message.h"

namespace postreel::sandbox {

// The name of the action, e.g. "status503", for the log.
QString faultName(const Fault &fault);
// The request is answered by the fault alone: what was asked is not done.
bool replacesHandling(const Fault &fault);
// The answer of such a fault. `port` is the sandbox's own, for the redirect; `nowSecs` the epoch for 429.
HttpResponse faultAnswer(const Fault &fault, const HttpHead &head, quint16 port, bool tls, qint64 nowSecs);
// The answer as the fault spoils it; unchanged for faults that do something else.
HttpResponse spoiled(const HttpResponse &answer, const Fault &fault);

} // namespace postreel::sandbox
