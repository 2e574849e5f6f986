#include "app/auth/sign_in.h"

#include "app/auth/account_record.h"
#include "app/base/log.h"
#include "app/x/call_sender.h"
#include "app/x/error_mapping.h"

namespace postreel {

namespace {

using enum SignInEnd;
// The key while the user of the tokens is not known yet; no key of an account looks like this.
const QString pendingUserKey = QStringLiteral("signing in");
constexpr int mostAsked = 4; // tries to find out the user; the tokens are too valuable to drop for one lost response
constexpr int askAgainMs = 1'500;

SignInRequest withUsualEndpoints(SignInRequest request)
{
    const OAuthEndpoints usual = endpointsOf(request.apiBase);
    OAuthEndpoints &named = request.endpoints;
    named = {.authorize = named.authorize.isEmpty() ? usual.authorize : named.authorize,
             .token = named.token.isEmpty() ? usual.token : named.token,
             .revoke = named.revoke.isEmpty() ? usual.revoke : named.revoke};
    return request;
}

} // namespace

SignIn::SignIn(Clock &clock, Transport &transport, Sessions &sessions, QObject *parent)
    : QObject(parent), m_clock(clock), m_transport(transport), m_sessions(sessions), m_calls(transport)
{
    connect(&m_listener, &CallbackListener::answered, this, &SignIn::take);
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] { end({.end = TimedOut}); });
}

SignIn::~SignIn()
{
    wipe();
}

Result<SignInStarted> SignIn::start(const SignInRequest &request, int limitMs)
{
    cancel();
    m_request = withUsualEndpoints(request);
    for (const QUrl &endpoint : {m_request.apiBase, m_request.endpoints.authorize, m_request.endpoints.token})
        if (!isFitForSecrets(endpoint))
            return {ErrorKind::Usage, endpoint.toString(QUrl::RemoveUserInfo)};
    if (request.app.clientId.isEmpty())
        return ErrorKind::Usage;
    m_secrets = SignInSecrets::make();
    const Result<Done> listening = m_listener.start(request.callback, m_secrets.state, limitMs);
    if (!listening && listening.error().kind != ErrorKind::NotReached)
        return listening.error();
    m_try = std::make_unique<QObject>();
    m_limit.start(limitMs);
    return SignInStarted{.authorize = authorizeUrl(m_request.endpoints.authorize, request.app.clientId, request.callback.toString(),
                                             m_secrets.state, challengeOf(m_secrets.verifier)),
                   .portTaken = !listening};
}

Result<Done> SignIn::startWithToken(const SignInRequest &request, const QByteArray &token)
{
    cancel();
    if (!isFitForSecrets(request.apiBase))
        return {ErrorKind::Usage, request.apiBase.toString(QUrl::RemoveUserInfo)};
    if (token.isEmpty())
        return ErrorKind::Usage;
    m_request = {.apiBase = request.apiBase, .endpoints = {}, .app = {}, .callback = {}, .keep = request.keep};
    m_try = std::make_unique<QObject>();
    use({.access = token});
    askWho();
    return Done{};
}

void SignIn::cancel()
{
    m_listener.stop();
    m_limit.stop();
    m_try.reset(); // responses in flight find no receiver
    if (m_sessions.has(pendingUserKey))
        m_sessions.signOut(pendingUserKey, [](StoreOutcome) {});
    wipe();
}

void SignIn::wipe()
{
    for (QByteArray *secret : {&m_secrets.state, &m_secrets.verifier, &m_signIn.access, &m_signIn.refresh,
                               &m_signIn.app.secret, &m_request.app.secret}) {
        secret->fill('\0');
        secret->clear();
    }
    m_signIn = {};
    m_asked = 0;
}

std::optional<CallbackEnd> SignIn::paste(const QString &text)
{
    if (!m_try || m_secrets.state.isEmpty())
        return std::nullopt;
    const std::optional<AuthorizationResponse> answer = readPasted(text, m_secrets.state);
    if (!answer)
        return std::nullopt;
    if (answer->end != CallbackEnd::WrongState) {
        m_listener.stop();
        take(*answer);
    }
    return answer->end;
}

void SignIn::take(const AuthorizationResponse &answer)
{
    switch (answer.end) {
    case CallbackEnd::Code:
        return exchange(answer.code);
    case CallbackEnd::WrongState:
        Q_EMIT strayAnswer();
        return;
    case CallbackEnd::Denied:
        return end({.end = Denied});
    case CallbackEnd::ErrorFromX:
        return end({.end = ErrorFromX, .error = {.kind = ErrorKind::Refused,
                              .detail = answer.detail,
                              .source = answer.detail.isEmpty() ? ErrorSource::None : ErrorSource::AuthorizationServer}});
    case CallbackEnd::PortTaken:
    case CallbackEnd::TimedOut:
        return end({.end = TimedOut});
    }
}

void SignIn::exchange(const QByteArray &code)
{
    m_limit.stop(); // from here on every step has its own limit
    m_secrets.state.clear(); // one response per attempt
    m_calls.exchange(m_request.endpoints.token, m_request.app, code, m_secrets.verifier, m_request.callback.toString(),
                     m_try.get(), [this](const TokenResponse &answer) { classify(answer); });
}

void SignIn::classify(const TokenResponse &answer)
{
    switch (answer.verdict) {
    case TokenResponse::Verdict::Dead:
        return end({.end = CodeRefused, .error = answer.error});
    case TokenResponse::Verdict::AppRefused:
        return end({.end = AppRefused, .error = answer.error});
    case TokenResponse::Verdict::Later:
        return end({.end = Failed, .error = answer.error});
    case TokenResponse::Verdict::Granted:
        break;
    }
    const TokenGrant &grant = answer.grant;
    use({.access = grant.access,
         .refresh = grant.refresh,
         .expiresAtMs = m_clock.serverMs() + grant.lifeMs,
         .lifeMs = grant.lifeMs,
         .scopes = grant.scopes.isEmpty() ? neededScopes() : grant.scopes,
         .app = m_request.app});
    QStringList missing = missingScopes(m_signIn.scopes);
    missing.removeOne(QStringLiteral("offline.access")); // without it, the sign-in only does not last
    if (!missing.isEmpty())
        return end({.end = ScopeMissing, .missing = missing});
    askWho();
}

void SignIn::use(const StoredSignIn &signIn)
{
    m_signIn = signIn;
    m_transport.askAgain(pendingUserKey); // what X said of another user is not said of this one
    m_sessions.adopt(pendingUserKey, m_request.endpoints, m_signIn, false, [](StoreOutcome) {});
}

void SignIn::askWho()
{
    ++m_asked;
    sendCall(m_transport, m_request.apiBase, pendingUserKey, MeCall(), m_try.get(),
             [this](const Result<Me> &me) { onMe(me); });
}

void SignIn::onMe(const Result<Me> &me)
{
    if (!me) {
        const bool refused = me.error().kind == ErrorKind::NotSignedIn && m_signIn.refresh.isEmpty();
        if (refused || m_asked >= mostAsked)
            return end({.end = isConnectivityError(me.error().kind) ? Failed : NoUser, .error = me.error()});
        return QTimer::singleShot(askAgainMs, m_try.get(), [this] { askWho(); });
    }
    AccountRecord account = accountOf(m_request, *me, m_signIn, m_clock.wallMs());
    m_signIn = m_sessions.signInOf(pendingUserKey); // a 401 in between may have led to a newer pair
    m_sessions.forget(pendingUserKey);
    m_sessions.adopt(account.key, m_request.endpoints, m_signIn, m_request.keep,
                     [self = QPointer(this), account, about = QPointer(m_try.get())](StoreOutcome kept) mutable {
                         if (kept != StoreOutcome::Stored)
                             account.state = AccountState::SessionOnly;
                         const SignInOutcome outcome{.end = SignedIn, .account = account, .kept = kept};
                         if (about)
                             self->end(outcome);
                         else if (self) // cancelled while the keychain was asked: the account is signed in all the same
                             Q_EMIT self->ended(outcome);
                     });
}

void SignIn::end(SignInOutcome outcome)
{
    qCInfo(logAuth) << "a try to sign in ended:" << nameOf(outcome.end) << nameOf(outcome.error.kind);
    outcome.clockAheadMs = m_clock.wallMs() - m_clock.serverMs();
    cancel(); // revokes the tokens of a failed attempt
    Q_EMIT ended(outcome);
}

} // namespace postreel
