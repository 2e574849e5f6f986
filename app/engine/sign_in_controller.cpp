#include "app/engine/sign_in_controller.h"

#include "app/auth/account_record.h"

#include <algorithm>

namespace postreel {

SignInController::SignInController(const SignInServices &services, const QString &profile)
    : m_services(services), m_profile(profile)
{
}

void SignInController::open(Transport &transport)
{
    m_transport = &transport;
    m_signIn = std::make_unique<SignIn>(m_services.clock, *m_transport, m_services.sessions);
    connect(m_signIn.get(), &SignIn::ended, this, &SignInController::onEnded);
    connect(m_signIn.get(), &SignIn::strayAnswer, this, &SignInController::strayAnswer);
    m_runTokens = std::make_unique<TransientTokens>(
        *m_transport, m_services.sessions, m_services.settings,
        [this](const QString &own, const QUrl &apiBase, const Me &me) { return adopt(own, apiBase, me); },
        [this](const QString &own, const QUrl &apiBase, bool used) {
            m_services.accounts.addForRun({.key = own, .label = own.section(u'/', 0, 0), .apiBase = apiBase});
            if (!used)
                return;
            signedIn(own);
            m_services.network.online(own);
        });
}

void SignInController::addAccount(const AccountView &account, const QByteArray &token)
{
    m_services.accounts.addForRun(account);
    if (token.isEmpty())
        m_services.sessions.forget(account.key);
    else
        m_services.sessions.adopt(account.key, {}, {.access = token}, false, [](StoreOutcome) {});
    signedIn(account.key);
}

void SignInController::signIn(const SignInRequest &request, const std::function<void(Result<SignInStarted>)> &started)
{
    if (!m_signIn) // the profile could not be opened
        return started(Error{.kind = ErrorKind::Storage, .subject = m_profile});
    started(m_signIn->start(request));
}

void SignInController::signInWithToken(const QUrl &apiBase, const QByteArray &token, bool keep)
{
    const Result<Done> begun = m_signIn ? m_signIn->startWithToken({.apiBase = apiBase, .keep = keep}, token)
                                        : Error{.kind = ErrorKind::Storage, .subject = m_profile};
    if (!begun)
        Q_EMIT signInEnded({.end = SignInEnd::Failed, .error = begun.error()});
}

void SignInController::onEnded(const SignInOutcome &outcome)
{
    if (outcome.end == SignInEnd::SignedIn) {
        if (const Result<Done> saved = m_services.accounts.addSignedIn(outcome.account); !saved)
            Q_EMIT notice(saved.error()); // it is signed in for this run all the same
        signedIn(outcome.account.key);
    }
    Q_EMIT signInEnded(outcome);
}

void SignInController::signOut(const QString &account, std::function<void(StoreOutcome)> removed)
{
    m_services.sessions.signOut(account, std::move(removed));
    const QList<Uploader *> uploaders = m_services.live.uploaders(); // also those whose removal can still be undone
    const bool uploads = std::any_of(uploaders.cbegin(), uploaders.cend(),
                                     [&account](const Uploader *upload) { return upload->record().account == account; });
    if (uploads || !m_services.live.postsOf(account).isEmpty() || m_services.unreadable.hasPostsOf(account))
        return m_services.accounts.setState(account, AccountState::SignedOut);
    if (const Result<Done> gone = m_services.accounts.remove(account); !gone)
        Q_EMIT notice(gone.error());
}

void SignInController::keepForSession(const QString &account)
{
    if (m_services.sessions.keepForSession(account))
        m_services.accounts.setState(account, AccountState::SessionOnly);
}

void SignInController::signedIn(const QString &account)
{
    m_services.allowances.forgetSubscription(account);
    if (m_transport)
        m_transport->askAgain(account);
    resumeWaiting(account);
}

void SignInController::resumeWaiting(const QString &account)
{
    if (!m_isStarted) // start() handles it
        return;
    for (Uploader *upload : m_services.live.uploaders())
        if (upload->record().account == account && signInHelps(upload->record()))
            upload->handle(event::SignedIn{});
    for (Publisher *post : m_services.live.publishers())
        if (post->record().account == account && signInHelps(post->record()))
            post->handle(post_event::SignedIn{});
}

void SignInController::useToken(const QUrl &apiBase, const QByteArray &token, bool asUserOnly,
                                const std::function<void(const QString &)> &found)
{
    const auto use = [this, apiBase, token, asUserOnly, found] {
        m_runTokens->use(apiBase, token, asUserOnly, [this, found](const QString &account) {
            Q_EMIT accountChanged(m_services.accounts.view(account));
            if (m_services.sessions.has(account)) // the same token again: X may accept it by now
                resumeWaiting(account);
            found(account);
        });
    };
    if (m_isOpen)
        use();
    else
        m_early.append(use);
}

bool SignInController::adopt(const QString &own, const QUrl &apiBase, const Me &me)
{
    const AccountRecord user = userAccountOf(apiBase, me, m_services.clock.wallMs());
    if (!me.username.isEmpty())
        m_services.allowances.setSubscription(user.key, me);
    m_services.accounts.addUser(user);
    return m_services.mover.move(own, user.key, false);
}

// The error to show for a Post of this account if this run brought the token of another user instead, or if it waits
// for a token that no sign-in can replace; ErrorKind::None otherwise.
Error SignInController::lacksToken(const QString &account) const
{
    const bool lacks = !m_services.sessions.has(account);
    const QString other = m_runTokens && lacks ? m_runTokens->otherThan(account) : QString();
    const bool tokenIsGone = lacks && TransientTokens::isPlaceholder(account) && !(m_runTokens && m_runTokens->has(account));
    if (other.isEmpty() && !tokenIsGone)
        return {};
    const auto userOf = [this](const QString &key) {
        const AccountView view = m_services.accounts.view(key);
        return view.userId.isEmpty() ? QString() : view.label;
    };
    return Error{.kind = ErrorKind::NotSignedIn,
                 .detail = userOf(other),
                 .problem = QStringLiteral("other-user"),
                 .subject = userOf(account)};
}

void SignInController::useEarlyTokens()
{
    for (const std::function<void()> &use : std::exchange(m_early, {}))
        use();
}

void SignInController::start()
{
    m_isStarted = true;
    const QStringList accounts = m_services.accounts.keys();
    for (const QString &account : accounts) // those added before the profile was open
        if (m_services.sessions.has(account))
            signedIn(account);
}

void SignInController::askAgain()
{
    if (m_runTokens)
        m_runTokens->askAgain();
}

std::optional<CallbackEnd> SignInController::paste(const QString &text)
{
    return m_signIn ? m_signIn->paste(text) : std::nullopt;
}

void SignInController::cancel()
{
    if (m_signIn)
        m_signIn->cancel();
}

} // namespace postreel
