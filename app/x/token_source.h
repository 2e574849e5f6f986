// Gives the transport the access token of an account; implemented by app/auth.
// Invariant: a token is handed out for one request at a time, and nobody who asked keeps it.
#pragma once

#include "app/base/result.h"

#include <QObject>
#include <functional>

namespace postreel {

class TokenSource
{
public:
    virtual ~TokenSource() = default;
    // Calls `use` with the token to send now, at once or later, on the caller's thread, unless `context` is gone. Errors:
    // NotSignedIn (none, or refused for good) · TokenLater (cannot be had at the moment; retryAfterMs may say how long) ·
    // NotReached, TlsFailed and the like (X has to say first whose token it is, and cannot be reached).
    virtual void withToken(const QString &account, QObject *context,
                           std::function<void(const Result<QByteArray> &)> use) = 0;
    // X answered 401 to `token`. Returns whether another one may come without the user, so that waiting makes sense.
    virtual bool refused(const QString &account, const QByteArray &token)
    {
        Q_UNUSED(account)
        Q_UNUSED(token)
        return false;
    }
};

} // namespace postreel
