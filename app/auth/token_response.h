// What an answer of a token endpoint means, in every shape that one comes in, and what it proves.
// Invariant: total and pure; a sign-in is Dead only by the token endpoint's own word about the token: everything
// else, however grave it looks, is a wait.
#pragma once

#include "app/base/error.h"
#include "app/base/known_secrets.h"
#include "app/x/exchange.h"

#include <QStringList>

namespace postreel {

// What a token endpoint gave.
struct TokenGrant
{
    QByteArray access;
    QByteArray refresh;     // empty: none was given
    qint64 lifeMs = 0;      // of the access token, from now on
    QStringList scopes;     // empty: those that were asked for
    QVector<KnownSecret> known; // the tokens
};

struct TokenResponse
{
    enum class Verdict {
        Granted,
        Dead,       // the code or refresh token is refused for good
        AppRefused, // the client id or its secret is not taken; says nothing of the token
        Later,      // anything else
    };
    Verdict verdict = Verdict::Later;
    TokenGrant grant; // of Granted
    Error error;      // of all others; `detail` is redacted
    // Whether the server may have used up what was sent, although it gave nothing for it: the answer was lost.
    bool mayBeSpent = false;
};

// The answer to grant_type=authorization_code or refresh_token. RFC 6749, 5.1 and 5.2.
TokenResponse readTokenResponse(const Response &answer);

} // namespace postreel
