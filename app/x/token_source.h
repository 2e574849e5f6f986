// Where the transport gets the access token of an account from; implemented by app/auth.
// Invariant: a token is handed out for one request at a time and kept by nobody who asked.
#pragma once

#include "app/base/result.h"

#include <QObject>
#include <functional>

namespace postreel {

class TokenSource
{
public:
    virtual ~TokenSource() = default;
    // Answers the token to send now, at once or later, on the caller's thread, unless `context` is gone.
    // Errors: NotSignedIn (none, or refused for good) · TokenLater (there is one that cannot be had just now;
    // retryAfterMs may say how long) · NotReached, TlsFailed (X has to say first whose it is, and is out of reach).
    virtual void withToken(const QString &account, QObject *context,
                           std::function<void(const Result<QByteArray> &)> use) = 0;
    // X answered 401 to that token. Answers whether another one may come without a person, so that it is waited.
    virtual bool refused(const QString &account, const QByteArray &token)
    {
        Q_UNUSED(account)
        Q_UNUSED(token)
        return false;
    }
};

} // namespace postreel
