// One attempt to sign in, from the authorize URL to an account whose tokens are in use.
// Invariant: one state and one verifier per attempt, forgotten at its end. `ended` comes exactly once per start, unless
// cancel() or the next start comes first; an account that is being stored by then still ends as SignedIn. An attempt that does
// not end in SignedIn leaves no token here.
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

    // `limitMs`: for the authorize page. Errors: Usage (client id empty, endpoints not fit for secrets, or no callback on this
    // computer).
    Result<SignInStarted> start(const SignInRequest &request, int limitMs = CallbackListener::usualLimitMs);
    // Signs in with a token from elsewhere, which cannot be renewed; uses only the API base and `keep` of the request. Errors:
    // Usage (API base not fit for secrets, or no token).
    Result<Done> startWithToken(const SignInRequest &request, const QByteArray &token);
    void cancel();
    // `text`: the URL that a browser ended at, or the code. Returns what it is; nullopt if it is neither, or no attempt waits
    // for one. Only Code, Denied and ErrorFromX have an effect on the attempt.
    std::optional<CallbackEnd> paste(const QString &text);

Q_SIGNALS:
    // Emitted when a response to another attempt came by; this one goes on.
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
    QTimer m_limit; // for the authorize page, also if the port is taken and the listener has no limit
    SignInRequest m_request;
    SignInSecrets m_secrets;
    StoredSignIn m_signIn;
    std::unique_ptr<QObject> m_try; // the context of all callbacks of the current attempt
    int m_asked = 0;
};

} // namespace postreel
