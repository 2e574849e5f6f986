// The live sandbox with two apps that are registered for a callback.
// Invariant: as of LiveSandbox.
#pragma once

#include "app/auth/oauth_app.h"
#include "tests/support/live_sandbox.h"

namespace postreel::testing {

inline const QString publicClient = QStringLiteral("native-app");
inline const QString confidentialClient = QStringLiteral("web app:1"); // needs percent encoding in Basic
inline const QByteArray clientSecret = "s3cr3t%+/ of the web app";
inline const QString registeredCallback = QStringLiteral("http://127.0.0.1:8737/callback");

class OAuthSandbox : public LiveSandbox
{
public:
    // `spec` is that of --sandbox=SPEC.
    explicit OAuthSandbox(const QString &spec = {}, const QString &callback = registeredCallback)
        : LiveSandbox(spec, {{publicClient, {}, callback}, {confidentialClient, clientSecret, callback}})
    {
    }

    OAuthEndpoints endpoints() const { return endpointsOf(base()); }

    // Who a token is, as users/me says; empty: it is refused.
    QString userOf(const QByteArray &token)
    {
        const QByteArray answer = askServer(base(), "GET /2/users/me HTTP/1.1\r\nHost: @\r\nConnection: close\r\n"
                                                    "Authorization: Bearer " + token + "\r\n\r\n");
        const qsizetype at = answer.indexOf("\"username\":\"");
        return at < 0 ? QString() : QString::fromUtf8(answer.mid(at + 12, answer.indexOf('"', at + 12) - at - 12));
    }
};

} // namespace postreel::testing
