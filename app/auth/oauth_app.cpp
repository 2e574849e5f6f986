#include "app/auth/oauth_app.h"

#include <QUrlQuery>

namespace postreel {

namespace {

QUrl below(const QUrl &base, QLatin1String path)
{
    QUrl url = base;
    QString own = base.path();
    if (own.endsWith(u'/'))
        own.chop(1);
    url.setPath(own % path);
    url.setQuery(QString());
    return url;
}

} // namespace

OAuthEndpoints endpointsOf(const QUrl &apiBase)
{
    const bool isX = apiBase.host() == QLatin1String("api.x.com") || apiBase.host() == QLatin1String("api.twitter.com");
    return {.authorize = isX ? QUrl(QStringLiteral("https://x.com/i/oauth2/authorize"))
                             : below(apiBase, QLatin1String("/i/oauth2/authorize")),
            .token = below(apiBase, QLatin1String("/2/oauth2/token")),
            .revoke = below(apiBase, QLatin1String("/2/oauth2/revoke"))};
}

QStringList neededScopes()
{
    return {QStringLiteral("tweet.read"), QStringLiteral("tweet.write"), QStringLiteral("users.read"),
            QStringLiteral("media.write"), QStringLiteral("offline.access")};
}

QStringList missingScopes(const QStringList &granted)
{
    QStringList missing = neededScopes();
    missing.removeIf([&granted](const QString &scope) { return granted.contains(scope); });
    return missing;
}

QUrl authorizeUrl(const QUrl &endpoint, const QString &clientId, const QString &callback, const QByteArray &state,
                  const QByteArray &challenge)
{
    QUrl url = endpoint;
    QUrlQuery query(endpoint);
    // All values are percent-encoded here: QUrlQuery leaves '+' and others as they are, and servers decode them differently.
    const auto add = [&query](const char *name, const QString &value) {
        query.addQueryItem(QLatin1String(name), QString::fromLatin1(QUrl::toPercentEncoding(value)));
    };
    add("response_type", QStringLiteral("code"));
    add("client_id", clientId);
    add("redirect_uri", callback);
    add("scope", neededScopes().join(u' '));
    add("state", QString::fromLatin1(state));
    add("code_challenge", QString::fromLatin1(challenge));
    add("code_challenge_method", QStringLiteral("S256"));
    url.setQuery(query);
    return url;
}

} // namespace postreel
