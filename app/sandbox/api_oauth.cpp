// OAuth 2.0 authorization code with PKCE: the authorize page, token, revoke.
#include "app/sandbox/api.h"
#include "app/sandbox/html.h"

#include <QCryptographicHash>
#include <QRegularExpression>

namespace postreel::sandbox::api {

namespace {

constexpr qint64 codeLifeMs = 30 * 1000;

// A field of an authorize request: from the query (GET) or from the form on the page (POST).
QString authorizeField(const ApiRequest &request, const char *name)
{
    return request.head.method == "POST" ? QString::fromUtf8(request.body.text(name))
                                         : request.parameter(name);
}

std::optional<QString> wrongAuthorize(const SandboxState &world, const ApiRequest &request)
{
    const auto field = [&request](const char *name) { return authorizeField(request, name); };
    if (!world.tokens.client(field("client_id"), field("redirect_uri")))
        return QStringLiteral(
            "The client_id is unknown, or the redirect_uri is not exactly the callback registered for it.");
    if (field("response_type") != QLatin1String("code"))
        return QStringLiteral("response_type must be code.");
    if (field("code_challenge_method") != QLatin1String("S256") || field("code_challenge").size() != 43)
        return QStringLiteral("A code_challenge with the method S256 is required.");
    if (field("state").isEmpty() || field("state").size() > 500)
        return QStringLiteral("state must have 1 to 500 characters.");
    const QStringList scopes = field("scope").split(u' ', Qt::SkipEmptyParts);
    static const QRegularExpression scopeForm(QStringLiteral("^[a-z]+\\.[a-z.]+$"));
    for (const QString &scope : scopes)
        if (!scopeForm.match(scope).hasMatch())
            return QStringLiteral("scope holds something that is no scope.");
    return scopes.isEmpty() ? std::optional(QStringLiteral("scope must not be empty.")) : std::nullopt;
}

HttpResponse redirectTo(const QString &callback, const QList<std::pair<QString, QString>> &parameters)
{
    QUrl url(callback);
    QUrlQuery query(url);
    for (const auto &[name, value] : parameters)
        query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    url.setQuery(query);
    HttpResponse answer;
    answer.status = 302;
    answer.addHeader("Location", url.toEncoded());
    return answer;
}

HttpResponse authorizePage(const ApiRequest &request)
{
    QByteArray hidden;
    for (const char *name : {"response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge",
                             "code_challenge_method"})
        hidden += "<input type=\"hidden\" name=\"" + QByteArray(name) + "\" value=\"" +
                  html::escaped(authorizeField(request, name)) + "\">\n";
    QByteArray scopes;
    for (const QString &scope : authorizeField(request, "scope").split(u' ', Qt::SkipEmptyParts))
        scopes += "<li>" + html::escaped(scope) + "</li>";
    return html::page(200, QStringLiteral("Authorize an app in the sandbox"),
                      "<h1>" + html::escaped(authorizeField(request, "client_id")) +
                          " wants to use your account</h1>\n<ul>" + scopes +
                          "</ul>\n<form method=\"post\" action=\"/i/oauth2/authorize\">\n" + hidden +
                          "<p><label>Account <input name=\"user\" value=\"sandbox\"></label></p>\n"
                          "<button name=\"choice\" value=\"allow\">Allow</button>\n"
                          "<button name=\"choice\" value=\"deny\">Deny</button>\n</form>");
}

HttpResponse tokenAnswer(const TokenPair &pair)
{
    QJsonObject body{{QStringLiteral("token_type"), QStringLiteral("bearer")},
                     {QStringLiteral("expires_in"), pair.expiresInSecs},
                     {QStringLiteral("access_token"), QString::fromLatin1(pair.access)},
                     {QStringLiteral("scope"), pair.scopes.join(u' ')}};
    if (!pair.refresh.isEmpty())
        body[QStringLiteral("refresh_token")] = QString::fromLatin1(pair.refresh);
    HttpResponse answer = jsonAnswer(200, body);
    answer.addHeader("Cache-Control", "no-store");
    return answer;
}

// A public client sends client_id in the body; a confidential client authenticates with HTTP Basic and
// nothing else.
std::optional<OAuthClient> authenticated(const SandboxState &world, const ApiRequest &request, HttpResponse &refusal)
{
    const QByteArray header = request.head.header("Authorization");
    const bool basic = header.left(6).toLower() == "basic ";
    const QByteArray pair = basic ? QByteArray::fromBase64(header.mid(6).trimmed()) : QByteArray();
    const qsizetype colon = pair.indexOf(':');
    const QString id = basic ? QString::fromUtf8(QByteArray::fromPercentEncoding(pair.left(colon)))
                             : QString::fromUtf8(request.body.text("client_id"));
    const std::optional<OAuthClient> client = world.tokens.client(id);
    const QByteArray secret =
        basic && colon >= 0 ? QByteArray::fromPercentEncoding(pair.mid(colon + 1)) : QByteArray();
    refusal = oauthError(401, QStringLiteral("unauthorized_client"),
                         QStringLiteral("Missing valid authorization header"));
    if (request.body.field("client_secret") || !client)
        return std::nullopt;
    return client->secret == secret ? client : std::nullopt;
}

HttpResponse invalidGrant(const QString &description)
{
    return oauthError(400, QStringLiteral("invalid_request"), description);
}

HttpResponse exchangeCode(SandboxState &world, const ApiRequest &request, const OAuthClient &client)
{
    const QByteArray code = request.body.text("code");
    const QByteArray verifier = request.body.text("code_verifier");
    const std::optional<AuthorizationCode> grant = world.tokens.takeCode(code, world.nowMs());
    if (!grant || grant->client != client.id)
        return invalidGrant(QStringLiteral("Value passed for the authorization code was invalid."));
    if (grant->callback != QString::fromUtf8(request.body.text("redirect_uri")))
        return invalidGrant(QStringLiteral(
            "Value passed for the redirect uri did not match the uri of the authorization code."));
    const QByteArray challenge =
        QCryptographicHash::hash(verifier, QCryptographicHash::Sha256)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    if (verifier.size() < 43 || verifier.size() > 128 || challenge != grant->challenge)
        return invalidGrant(
            QStringLiteral("Value passed for the code verifier did not match the code challenge."));
    return tokenAnswer(world.tokens.issue(*grant, code, world.nowMs(), world.spec.tokenSecs));
}

} // namespace

HttpResponse authorize(SandboxState &world, const ApiRequest &request)
{
    if (const std::optional<QString> wrong = wrongAuthorize(world, request))
        return html::page(400, QStringLiteral("Something went wrong"),
                          "<h1>Something went wrong</h1><p>" + html::escaped(*wrong) + "</p>");
    if (request.head.method == "GET")
        return authorizePage(request);
    const QString callback = authorizeField(request, "redirect_uri");
    const std::pair<QString, QString> state{QStringLiteral("state"), authorizeField(request, "state")};
    if (request.body.text("choice") != "allow")
        return redirectTo(callback, {{QStringLiteral("error"), QStringLiteral("access_denied")}, state});
    const QString user = QString::fromUtf8(request.body.text("user"));
    static const QRegularExpression userName(QStringLiteral("^@?[A-Za-z0-9_]{1,15}$"));
    AuthorizationCode grant;
    grant.client = authorizeField(request, "client_id");
    grant.callback = callback;
    grant.challenge = authorizeField(request, "code_challenge").toLatin1();
    grant.user = userName.match(user).hasMatch() ? user : QStringLiteral("sandbox");
    grant.scopes = authorizeField(request, "scope").split(u' ', Qt::SkipEmptyParts);
    grant.expiresMs = world.nowMs() + codeLifeMs;
    return redirectTo(callback,
                      {{QStringLiteral("code"), QString::fromLatin1(world.tokens.newCode(grant))}, state});
}

HttpResponse token(SandboxState &world, const ApiRequest &request)
{
    if (request.body.form() != BodyReader::Form::UrlEncoded)
        return bareProblem(415, QStringLiteral("This call takes application/x-www-form-urlencoded."));
    HttpResponse refusal;
    const std::optional<OAuthClient> client = authenticated(world, request, refusal);
    if (!client)
        return refusal;
    const QByteArray type = request.body.text("grant_type");
    if (type == "authorization_code")
        return exchangeCode(world, request, *client);
    if (type != "refresh_token")
        return oauthError(400, QStringLiteral("unsupported_grant_type"),
                          QStringLiteral("The grant_type is not supported."));
    const std::optional<TokenPair> pair = world.tokens.refresh(request.body.text("refresh_token"), client->id,
                                                               world.nowMs(), world.spec.tokenSecs);
    return pair ? tokenAnswer(*pair)
                : invalidGrant(QStringLiteral("Value passed for the token was invalid."));
}

HttpResponse revoke(SandboxState &world, const ApiRequest &request)
{
    if (request.body.form() != BodyReader::Form::UrlEncoded)
        return bareProblem(415, QStringLiteral("This call takes application/x-www-form-urlencoded."));
    HttpResponse refusal;
    if (!authenticated(world, request, refusal))
        return refusal;
    world.tokens.revoke(request.body.text("token"));
    return jsonAnswer(200, {{QStringLiteral("revoked"), true}});
}

} // namespace postreel::sandbox::api
