// The account part of the Engine API.
#include "app/engine/engine.h"

#include "app/engine/engine_core.h"
#include "app/engine/engine_door.h"

#include <algorithm>

namespace postreel {

void Engine::wireAccounts()
{
    connect(m_core, &EngineCore::accountChanged, this, &Engine::putAccount);
    connect(m_core, &EngineCore::accountGone, this, [this](const QString &key) {
        if (m_accounts.removeIf([&](const AccountView &account) { return account.key == key; }) > 0)
            Q_EMIT accountsChanged();
    });
    connect(m_core, &EngineCore::signInEnded, this, &Engine::signInEnded);
    connect(m_core, &EngineCore::strayAnswer, this, &Engine::strayAnswer);
    connect(m_core, &EngineCore::keychainSaid, this, &Engine::keychainSaid);
}

void Engine::putAccount(const AccountView &account)
{
    const auto known = std::find_if(m_accounts.begin(), m_accounts.end(),
                                    [&](const AccountView &other) { return other.key == account.key; });
    if (known == m_accounts.end())
        m_accounts.append(account);
    else
        *known = account;
    Q_EMIT accountsChanged();
}

void Engine::addAccount(const AccountView &account, const QUrl &apiBase, const QByteArray &token)
{
    AccountView view = account;
    view.apiBase = apiBase;
    onCore([view, token](EngineCore &core) { core.addAccount(view, token); });
    putAccount(view);
}

void Engine::useToken(const QUrl &apiBase, const QByteArray &token, bool asUserOnly, QObject *context, Answer<QString> found)
{
    onCore([apiBase, token, asUserOnly, answer = backTo<QString>(context, std::move(found))](EngineCore &core) {
        core.useToken(apiBase, token, asUserOnly, answer);
    });
}

void Engine::signIn(const SignInWish &wish, QObject *context, Answer<Result<SignInStarted>> started)
{
    onCore([wish, answer = backTo<Result<SignInStarted>>(context, std::move(started))](EngineCore &core) {
        core.signIn(wish, answer);
    });
}

void Engine::pasteSignIn(const QString &text, QObject *context, Answer<std::optional<CallbackEnd>> said)
{
    onCore([text, answer = backTo<std::optional<CallbackEnd>>(context, std::move(said))](EngineCore &core) {
        answer(core.tryToSignIn() ? core.tryToSignIn()->paste(text) : std::nullopt);
    });
}

void Engine::cancelSignIn()
{
    onCore([](EngineCore &core) {
        if (SignIn *signIn = core.tryToSignIn())
            signIn->cancel();
    });
}

void Engine::signInWithToken(const QUrl &apiBase, const QByteArray &token, bool keep)
{
    onCore([=](EngineCore &core) { core.signInWithToken(apiBase, token, keep); });
}

void Engine::signOut(const QString &accountKey, QObject *context, Answer<StoreOutcome> removed)
{
    onCore([accountKey, answer = backTo<StoreOutcome>(context, std::move(removed))](EngineCore &core) {
        core.signOut(accountKey, answer);
    });
}

void Engine::keepForSession(const QString &accountKey)
{
    onCore([accountKey](EngineCore &core) { core.keepForSession(accountKey); });
}

void Engine::whenSignInsRest(QObject *context, std::function<void()> done)
{
    onCore([answer = backTo<Done>(context, [done = std::move(done)](Done) { done(); })](EngineCore &core) {
        core.sessions().whenAtRest([answer] { answer(Done{}); });
    });
}

void Engine::tryKeychainAgain()
{
    onCore([](EngineCore &core) { core.sessions().tryKeychainAgain(); });
}

} // namespace postreel
