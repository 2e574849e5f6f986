#include "app/engine/engine_accounts.h"

#include "app/engine/engine_thread.h"

#include <algorithm>

namespace postreel {

EngineAccounts::EngineAccounts(EngineThread *thread) : m_thread(thread)
{
    const EngineCore *core = thread->core();
    connect(core, &EngineCore::accountChanged, this, &EngineAccounts::put);
    connect(core, &EngineCore::accountGone, this, [this](const QString &key) {
        if (m_accounts.removeIf([&](const AccountView &account) { return account.key == key; }) > 0)
            Q_EMIT changed();
    });
    connect(core, &EngineCore::signInEnded, this, &EngineAccounts::signInEnded);
    connect(core, &EngineCore::strayAnswer, this, &EngineAccounts::strayAnswer);
    connect(core, &EngineCore::keychainSaid, this, &EngineAccounts::keychainSaid);
}

void EngineAccounts::put(const AccountView &account)
{
    const auto known = std::find_if(m_accounts.begin(), m_accounts.end(),
                                    [&](const AccountView &other) { return other.key == account.key; });
    if (known == m_accounts.end())
        m_accounts.append(account);
    else
        *known = account;
    Q_EMIT changed();
}

void EngineAccounts::add(const AccountView &account, const QUrl &apiBase, const QByteArray &token)
{
    AccountView view = account;
    view.apiBase = apiBase;
    m_thread->onCore([view, token](EngineCore &core) { core.signIns().addAccount(view, token); });
    put(view);
}

void EngineAccounts::useToken(const QUrl &apiBase, const QByteArray &token, bool asUserOnly, QObject *context, Callback<QString> found)
{
    m_thread->onCore([apiBase, token, asUserOnly, answer = m_thread->backTo<QString>(context, std::move(found))](EngineCore &core) {
        core.signIns().useToken(apiBase, token, asUserOnly, answer);
    });
}

void EngineAccounts::signIn(const SignInRequest &request, QObject *context, Callback<Result<SignInStarted>> started)
{
    m_thread->onCore([request, answer = m_thread->backTo<Result<SignInStarted>>(context, std::move(started))](EngineCore &core) {
        core.signIns().signIn(request, answer);
    });
}

void EngineAccounts::pasteSignIn(const QString &text, QObject *context, Callback<std::optional<CallbackEnd>> said)
{
    m_thread->onCore([text, answer = m_thread->backTo<std::optional<CallbackEnd>>(context, std::move(said))](EngineCore &core) {
        answer(core.signIns().paste(text));
    });
}

void EngineAccounts::cancelSignIn() { m_thread->onCore([](EngineCore &core) { core.signIns().cancel(); }); }

void EngineAccounts::signInWithToken(const QUrl &apiBase, const QByteArray &token, bool keep)
{
    m_thread->onCore([=](EngineCore &core) { core.signIns().signInWithToken(apiBase, token, keep); });
}

void EngineAccounts::signOut(const QString &accountKey, QObject *context, Callback<StoreOutcome> removed)
{
    m_thread->onCore([accountKey, answer = m_thread->backTo<StoreOutcome>(context, std::move(removed))](EngineCore &core) {
        core.signIns().signOut(accountKey, answer);
    });
}

void EngineAccounts::keepForSession(const QString &accountKey)
{
    m_thread->onCore([accountKey](EngineCore &core) { core.signIns().keepForSession(accountKey); });
}

void EngineAccounts::whenSignInsIdle(QObject *context, std::function<void()> done)
{
    m_thread->onCore([answer = m_thread->backTo<Done>(context, [done = std::move(done)](Done) { done(); })](EngineCore &core) {
        core.sessions().whenIdle([answer] { answer(Done{}); });
    });
}

void EngineAccounts::tryKeychainAgain() { m_thread->onCore([](EngineCore &core) { core.sessions().tryKeychainAgain(); }); }

} // namespace postreel
