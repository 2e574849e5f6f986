// Sends any call class through the transport and passes its value or error to `done`.
// Invariant: `done` runs once, queued, unless `context` is gone.
#pragma once

#include "app/x/transport.h"

namespace postreel {

// Returns a number for Transport::abort().
template <typename CallClass>
quint64 sendCall(Transport &transport, const QUrl &apiBase, const QString &account, const CallClass &call,
                 QObject *context, std::function<void(const Result<typename CallClass::Value> &)> done)
{
    return transport.send(apiBase, account, call.request(), context,
                          [done = std::move(done)](const Response &answer) { done(CallClass::read(answer)); });
}

} // namespace postreel
