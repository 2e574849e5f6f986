// Who is signed in, how that begins and ends, and what it means for the Posts of an account.
#include "app/engine/engine_core.h"

#include <algorithm>

namespace postreel {

void EngineCore::buildSignIn()
{
    m_signIn = std::make_unique<SignIn>(m_clock, *m_transport, m_sessions);
    connect(m_signIn.get(), &SignIn::ended, this, &EngineCore::tryEnded);
    connect(m_signIn.get(), &SignIn::strayAnswer, this, &EngineCore::strayAnswer);
    m_runTokens = std::make_unique<RunTokens>(
        *m_transport, m_sessions, m_settings,
        [this](const QString &own, const QUrl &apiBase, const Me &me) { return adoptUser(own, apiBase, me); },
        [this](const QString &own, const QUrl &apiBase, bool used) {
            m_accounts.addForRun({.key = own, .label = own.section(u'/', 0, 0), .apiBase = apiBase});
            if (!used)
                return;
            signedIn(own);
            online(own);
        });
}

void EngineCore::connectAccounts()
{
    connect(&m_accounts, &AccountBook::changed, this, &EngineCore::accountChanged);
    connect(&m_accounts, &AccountBook::gone, this, &EngineCore::accountGone);
    connect(&m_accounts, &AccountBook::viewChanged, this, [this](const QString &account) {
        const QStringList posts = m_live.postsOf(account);
        for (const QString &post : posts)
            markChanged(post);
    });
    connect(&m_accounts, &AccountBook::keychainSaid, this, &EngineCore::keychainSaid);
}

void EngineCore::addAccount(const AccountView &account, const QByteArray &token)
{
    m_accounts.addForRun(account);
    if (token.isEmpty())
        m_sessions.forget(account.key);
    else
        m_sessions.adopt(account.key, {}, {.access = token}, false, [](StoreOutcome) {});
    signedIn(account.key);
}

void EngineCore::signIn(const SignInWish &wish, const std::function<void(Result<SignInStarted>)> &started)
{
    if (!m_signIn) // the profile could not be opened
        return started(Error{.kind = ErrorKind::Storage, .subject = m_options.profile});
    started(m_signIn->start(wish));
}

void EngineCore::signInWithToken(const QUrl &apiBase, const QByteArray &token, bool keep)
{
    const Result<Done> begun = m_signIn ? m_signIn->startWithToken({.apiBase = apiBase, .keep = keep}, token)
                                        : Error{.kind = ErrorKind::Storage, .subject = m_options.profile};
    if (!begun)
        Q_EMIT signInEnded({.end = SignInEnd::Failed, .error = begun.error()});
}

void EngineCore::tryEnded(const SignInOutcome &outcome)
{
    if (outcome.end == SignInEnd::SignedIn) {
        if (const Result<Done> saved = m_accounts.addSignedIn(outcome.account); !saved)
            Q_EMIT notice(saved.error()); // it is signed in for this run all the same
        signedIn(outcome.account.key);
    }
    Q_EMIT signInEnded(outcome);
}

void EngineCore::signOut(const QString &account, std::function<void(StoreOutcome)> removed)
{
    m_sessions.signOut(account, std::move(removed));
    if (!m_live.postsOf(account).isEmpty() || m_unreadable.hasPostsOf(account))
        return m_accounts.setState(account, AccountState::SignedOut);
    if (const Result<Done> gone = m_accounts.remove(account); !gone)
        Q_EMIT notice(gone.error());
}

void EngineCore::keepForSession(const QString &account)
{
    if (m_sessions.keepForSession(account))
        m_accounts.setState(account, AccountState::SessionOnly);
}

void EngineCore::signedIn(const QString &account)
{
    m_allowances.forgetSubscription(account);
    if (m_transport)
        m_transport->askAgain(account);
    if (!m_isResumed) // resume() comes to it
        return;
    for (Uploader *upload : m_live.uploaders())
        if (upload->record().account == account && signInHelps(upload->record()))
            upload->handle(event::SignedIn{});
    for (Publisher *post : m_live.publishers())
        if (post->record().account == account && signInHelps(post->record()))
            post->handle(post_event::SignedIn{});
}

} // namespace postreel
