// Reads a response of a token endpoint, in every shape that it comes in, and what it proves.
// Invariant: total and pure; a sign-in is Dead only if the token endpoint itself says so about the token: everything else,
// however serious it looks, is a wait.
#pragma once

#include "app/base/error.h"
#include "app/base/known_secrets.h"
#include "app/x/exchange.h"

#include <QStringList>

namespace postreel {

// What a token endpoint granted.
struct TokenGrant
{
    QByteArray access;
    QByteArray refresh;     // empty: none was given
    qint64 lifeMs = 0;      // of the access token, from now on, in ms
    QStringList scopes;     // empty: those that were requested
    QVector<KnownSecret> known; // keeps the tokens registered for redaction
};

struct TokenResponse
{
    enum class Verdict {
        Granted,
        Dead,       // the code or refresh token is refused for good
        AppRefused, // the client id or its secret is not accepted; says nothing about the token
        Later,      // anything else
    };
    Verdict verdict = Verdict::Later;
    TokenGrant grant; // of Granted
    Error error;      // of all others; `detail` is redacted
    // Whether the server may have used up what was sent, although no tokens came: its response was lost or unreadable.
    bool mayBeSpent = false;
};

// Reads the response to grant_type=authorization_code or refresh_token. RFC 6749, 5.1 and 5.2.
TokenResponse readTokenResponse(const Response &answer);

} // namespace postreel
