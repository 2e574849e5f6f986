// The app that a person registered with X, and where its OAuth server is: what a sign-in is done with.
// Invariant: plain values; only `secret` is one that must stay secret, and it never stands in a URL or a body.
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

// X's own, and those beside any other API base: the sandbox has them all at its base.
// https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
OAuthEndpoints endpointsOf(const QUrl &apiBase);

// What Postreel asks for: to post with media, and to stay signed in.
QStringList neededScopes();
// Those of them that were not granted.
QStringList missingScopes(const QStringList &granted);

// The authorize URL of one try. `challenge` is challengeOf() its verifier.
QUrl authorizeUrl(const QUrl &endpoint, const QString &clientId, const QString &callback, const QByteArray &state,
                  const QByteArray &challenge);

} // namespace postreel
