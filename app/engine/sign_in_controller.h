// Who is signed in, how that begins and ends, whose the tokens of this run are, and what all that means for Posts that wait for
// it.
#pragma once

#include "app/auth/transient_tokens.h"
#include "app/auth/sign_in.h"
#include "app/engine/account_mover.h"
#include "app/engine/network_controller.h"
#include "app/engine/unreadable_rows.h"

#include <memory>
#include <optional>

namespace postreel {

// All that it works with; each outlives it.
struct SignInServices
{
    Clock &clock;
    Settings &settings;
    Sessions &sessions;
    AccountBook &accounts;
    Allowances &allowances;
    LivePosts &live;
    const UnreadableRows &unreadable;
    NetworkController &network;
    AccountMover &mover;
};

class SignInController final : public QObject
{
    Q_OBJECT
public:
    SignInController(const SignInServices &services, const QString &profile);

    void open(Transport &transport);
    // The profile was read: tokens are used from now on.
    void setOpen() { m_isOpen = true; }
    // Those that were brought before the profile was open. Before the records are taken up, which find their accounts then.
    void useEarlyTokens();
    // Every record has been taken up: a sign-in sets going what waits for it, from now on.
    void start();

    // An account of this run, with its token; an empty token: nobody is signed in to it.
    void addAccount(const AccountView &account, const QByteArray &token);
    // As Engine::useToken().
    void useToken(const QUrl &apiBase, const QByteArray &token, bool asUserOnly,
                  const std::function<void(const QString &)> &found);
    // X is in reach again: whoever could not be asked about is now.
    void askAgain();

    // As those of Engine.
    void signIn(const SignInRequest &wish, const std::function<void(Result<SignInStarted>)> &started);
    void signInWithToken(const QUrl &apiBase, const QByteArray &token, bool keep);
    std::optional<CallbackEnd> paste(const QString &text);
    void cancel();
    void signOut(const QString &account, std::function<void(StoreOutcome)> removed);
    void keepForSession(const QString &account);

    // What waits for a sign-in of the account goes on.
    void signedIn(const QString &account);
    // What to say of a Post that waits for its user while this run brought another one's token, or for a token that no
    // sign-in can take the place of; no kind: it does not.
    Error lacksToken(const QString &account) const;

Q_SIGNALS:
    void signInEnded(const postreel::SignInOutcome &outcome);
    void strayAnswer();
    void accountChanged(const postreel::AccountView &account);
    void notice(const postreel::Error &error);

private:
    void onEnded(const SignInOutcome &outcome);
    bool adopt(const QString &own, const QUrl &apiBase, const Me &me);

    const SignInServices m_services;
    const QString m_profile;
    Transport *m_transport = nullptr;
    std::unique_ptr<SignIn> m_signIn;
    std::unique_ptr<TransientTokens> m_runTokens;
    QVector<std::function<void()>> m_early; // tokens, before the profile was open
    bool m_isOpen = false;
    bool m_isStarted = false;
};

} // namespace postreel
