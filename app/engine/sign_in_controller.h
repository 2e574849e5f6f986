// Manages sign-ins and sign-outs, finds the users of this run's tokens, and resumes the Posts that wait for either.
#pragma once

#include "app/auth/transient_tokens.h"
#include "app/auth/sign_in.h"
#include "app/engine/account_mover.h"
#include "app/engine/network_controller.h"
#include "app/engine/unreadable_rows.h"

#include <memory>
#include <optional>

namespace postreel {

// The services that it uses; each must outlive it.
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
    // The profile is loaded: tokens are used from now on.
    void setOpen() { m_isOpen = true; }
    // Uses the tokens that came before the profile was open. Call it before the saved work is resumed, so that it
    // finds its accounts.
    void useEarlyTokens();
    // Call it when the saved work is resumed: from now on a sign-in ends the waits for it.
    void start();

    // Adds an account of this run with its token; an empty token: nobody is signed in to it.
    void addAccount(const AccountView &account, const QByteArray &token);
    // As EngineAccounts::useToken().
    void useToken(const QUrl &apiBase, const QByteArray &token, bool asUserOnly,
                  const std::function<void(const QString &)> &found);
    // X can be reached again: repeats the requests for users that failed.
    void askAgain();

    // As in EngineAccounts.
    void signIn(const SignInRequest &request, const std::function<void(Result<SignInStarted>)> &started);
    void signInWithToken(const QUrl &apiBase, const QByteArray &token, bool keep);
    std::optional<CallbackEnd> paste(const QString &text);
    void cancel();
    void signOut(const QString &account, std::function<void(StoreOutcome)> removed);
    void keepForSession(const QString &account);

    // Ends the waits for a sign-in of the account.
    void signedIn(const QString &account);
    // The error to show for a Post of this account if this run brought the token of another user instead, or if it
    // waits for a token that no sign-in can replace; ErrorKind::None otherwise.
    Error lacksToken(const QString &account) const;

Q_SIGNALS:
    void signInEnded(const postreel::SignInOutcome &outcome);
    void strayAnswer();
    void accountChanged(const postreel::AccountView &account);
    void notice(const postreel::Error &error);

private:
    void onEnded(const SignInOutcome &outcome);
    void resumeWaiting(const QString &account);
    bool adopt(const QString &own, const QUrl &apiBase, const Me &me);

    const SignInServices m_services;
    const QString m_profile;
    Transport *m_transport = nullptr;
    std::unique_ptr<SignIn> m_signIn;
    std::unique_ptr<TransientTokens> m_runTokens;
    QVector<std::function<void()>> m_early; // calls of useToken() before the profile was open
    bool m_isOpen = false;
    bool m_isStarted = false;
};

} // namespace postreel
