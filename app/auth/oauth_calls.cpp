#include "app/auth/oauth_calls.h"

#include "app/x/error_mapping.h"

namespace postreel {

QByteArray formOf(const OAuthFields &fields)
{
    QByteArray form;
    for (const auto &[name, value] : fields) {
        if (!form.isEmpty())
            form += '&';
        form += name + '=' + value.toPercentEncoding();
    }
    return form;
}

QByteArray basicOf(const OAuthApp &app)
{
    if (app.secret.isEmpty())
        return {};
    const QByteArray pair = app.clientId.toUtf8().toPercentEncoding() + ':' + app.secret.toPercentEncoding();
    return pair.toBase64();
}

quint64 OAuthCalls::send(const QUrl &endpoint, const OAuthApp &app, OAuthFields fields, QObject *context,
                         Transport::Handler done)
{
    if (app.secret.isEmpty())
        fields.append({"client_id", app.clientId.toUtf8()});
    return m_transport.sendForm(endpoint, formOf(fields), basicOf(app), context, std::move(done));
}

quint64 OAuthCalls::exchange(const QUrl &endpoint, const OAuthApp &app, const QByteArray &code,
                             const QByteArray &verifier, const QString &callback, QObject *context, TokenHandler done)
{
    return send(endpoint, app,
                {{"grant_type", "authorization_code"},
                 {"code", code},
                 {"redirect_uri", callback.toUtf8()},
                 {"code_verifier", verifier}},
                context, [done = std::move(done), known = QVector<KnownSecret>{KnownSecret(code), KnownSecret(verifier), KnownSecret(app.secret)}](
                             const Response &answer) { done(readTokenResponse(answer)); });
}

quint64 OAuthCalls::refresh(const QUrl &endpoint, const OAuthApp &app, const QByteArray &refreshToken,
                            QObject *context, TokenHandler done)
{
    return send(endpoint, app, {{"grant_type", "refresh_token"}, {"refresh_token", refreshToken}}, context,
                [done = std::move(done), known = QVector<KnownSecret>{KnownSecret(refreshToken), KnownSecret(app.secret)}](
                    const Response &answer) { done(readTokenResponse(answer)); });
}

quint64 OAuthCalls::revoke(const QUrl &endpoint, const OAuthApp &app, const QByteArray &token, QObject *context,
                           std::function<void(const Result<Done> &)> done)
{
    QVector<KnownSecret> known{KnownSecret(token), KnownSecret(app.secret)};
    return send(endpoint, app, {{"token", token}}, context, [done = std::move(done), known = std::move(known)](const Response &answer) {
        const Error error = errorOf(Call::SignIn, answer);
        done(error ? Result<Done>(error) : Result<Done>(Done{}));
    });
}

} // namespace postreel
