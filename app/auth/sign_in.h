// One try to sign in, from the authorize URL to an account whose tokens are in use.
// Invariant: one state and one verifier per try, forgotten at its end; `ended` comes exactly once per start(), unless
// cancel() or the next start() comes first; a try that does not end in SignedIn leaves no token here.
#pragma once

#include "app/auth/callback_listener.h"
#include "app/auth/pkce.h"
#include "app/auth/sessions.h"
#include "app/auth/sign_in_outcome.h"
#include "app/x/post_calls.h"

namespace postreel {

class SignIn final : public QObject
{
    Q_OBJECT
public:
    SignIn(Clock &clock, Transport &transport, Sessions &sessions, QObject *parent = nullptr);
    ~SignIn() override;

    // Errors: Usage (client id empty, endpoints not fit for secrets, or no callback on this computer).
    Result<SignInStarted> start(const SignInRequest &wish, int limitMs = CallbackListener::usualLimitMs);
    // With a token from elsewhere, which cannot be renewed; of the wish, the API base and `keep` count.
    Result<Done> startWithToken(const SignInRequest &wish, const QByteArray &token);
    void cancel();
    // The URL that a browser ended at, or the code. Nothing: it is none; else what it is. Only a Code, Denied or
    // ErrorFromX moves the try on.
    std::optional<CallbackEnd> paste(const QString &text);

Q_SIGNALS:
    // An answer to another try came by; this one goes on.
    void strayAnswer();
    void ended(const postreel::SignInOutcome &outcome);

private:
    void take(const AuthorizationResponse &answer);
    void exchange(const QByteArray &code);
    void classify(const TokenResponse &answer);
    void askWho();
    void use(const StoredSignIn &signIn);
    void onMe(const Result<Me> &me);
    void end(SignInOutcome outcome);
    void wipe();

    Clock &m_clock;
    Transport &m_transport;
    Sessions &m_sessions;
    OAuthCalls m_calls;
    CallbackListener m_listener;
    QTimer m_limit; // where the port is taken, and behind the authorize page
    SignInRequest m_wish;
    SignInSecrets m_secrets;
    StoredSignIn m_signIn;
    std::unique_ptr<QObject> m_try; // the context of all that belongs to the present one
    int m_asked = 0;
};

} // namespace postreel
