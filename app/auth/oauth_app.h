// The app that the user registered with X, and the endpoints of its OAuth server.
// Invariant: plain values; `secret` is the only confidential one, and it is never put into a URL or a body.
#pragma once

#include <QByteArray>
#include <QStringList>
#include <QUrl>

namespace postreel {

struct OAuthEndpoints
{
    QUrl authorize; // opened in the browser
    QUrl token;
    QUrl revoke;
    friend bool operator==(const OAuthEndpoints &, const OAuthEndpoints &) = default;
};

struct OAuthApp
{
    QString clientId;
    QByteArray secret; // empty: a public client (X: "Native App")
    friend bool operator==(const OAuthApp &, const OAuthApp &) = default;
};

// X's own endpoints; for any other API base, those below it: the sandbox has them all at its base.
// https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
OAuthEndpoints endpointsOf(const QUrl &apiBase);

// The scopes that Postreel asks for: to post with media, and to stay signed in.
QStringList neededScopes();
// The needed scopes that were not granted.
QStringList missingScopes(const QStringList &granted);

// The authorize URL of one attempt. `challenge` is challengeOf() its verifier.
QUrl authorizeUrl(const QUrl &endpoint, const QString &clientId, const QString &callback, const QByteArray &state,
                  const QByteArray &challenge);

} // namespace postreel
