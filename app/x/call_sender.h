// Sends any call class through the transport and hands back its value or error.
// Invariant: `done` runs once, queued, unless `context` is gone.
#pragma once

#include "app/x/transport.h"

namespace postreel {

template <typename CallClass>
quint64 sendCall(Transport &transport, const QUrl &apiBase, const QString &account, const CallClass &call,
                 QObject *context, std::function<void(const Result<typename CallClass::Value> &)> done)
{
    return transport.send(apiBase, account, call.request(), context,
                          [done = std::move(done)](const Response &answer) { done(CallClass::read(answer)); });
}

} // namespace postreel
