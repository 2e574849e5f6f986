// The calls to an OAuth server: exchange a code for tokens, refresh tokens, revoke tokens.
// Invariant: each is one request on the wire; a confidential client's secret is sent by HTTP Basic and never in a body, a
// public client's id is sent in the body.
#pragma once

#include "app/auth/token_response.h"
#include "app/auth/oauth_app.h"
#include "app/base/result.h"
#include "app/x/transport.h"

namespace postreel {

using OAuthFields = QVector<std::pair<QByteArray, QByteArray>>;
// application/x-www-form-urlencoded.
QByteArray formOf(const OAuthFields &fields);
// The HTTP Basic credentials of a confidential client (RFC 6749, 2.3.1), in base64; empty for a public one.
QByteArray basicOf(const OAuthApp &app);

class OAuthCalls
{
public:
    explicit OAuthCalls(Transport &transport) : m_transport(transport) {}
    using TokenHandler = std::function<void(const TokenResponse &)>;

    // Each calls back once, queued, unless `context` is gone by then, and returns a number for Transport::abort().
    // https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
    quint64 exchange(const QUrl &endpoint, const OAuthApp &app, const QByteArray &code, const QByteArray &verifier,
                     const QString &callback, QObject *context, TokenHandler done);
    quint64 refresh(const QUrl &endpoint, const OAuthApp &app, const QByteArray &refreshToken, QObject *context,
                    TokenHandler done);
    // RFC 7009: any 2xx is a success, also for a token that the server did not know.
    quint64 revoke(const QUrl &endpoint, const OAuthApp &app, const QByteArray &token, QObject *context,
                   std::function<void(const Result<Done> &)> done);

private:
    quint64 send(const QUrl &endpoint, const OAuthApp &app, OAuthFields fields, QObject *context,
                 Transport::Handler done);
    Transport &m_transport;
};

} // namespace postreel
