// The accounts of an Engine: sign-ins, tokens for one run, and what the keychain says of them.
// Invariant: lives on the main thread; no call blocks.
#pragma once

#include "app/base/result.h"
#include "app/engine/callback.h"
#include "app/engine/views.h"

#include <QObject>
#include <QUrl>
#include <optional>

namespace postreel {

class EngineThread;

class EngineAccounts final : public QObject
{
    Q_OBJECT
public:
    // `thread`: of the engine; must outlive it.
    explicit EngineAccounts(EngineThread *thread);

    // Adds an account for this run. The token is kept in memory only, never stored.
    // `apiBase` is https, or http on loopback.
    void add(const AccountView &account, const QUrl &apiBase, const QByteArray &token);
    // Adds a token for this run; `found` gets the key of the account to use. X is asked once whose token it is,
    // before anything else is sent with it. While that is unknown, the token has an account of its own, whose records
    // move to the user later; with `asUserOnly` nothing is sent until then. `apiBase` as above.
    void useToken(const QUrl &apiBase, const QByteArray &token, bool asUserOnly, QObject *context, Callback<QString> found);
    QVector<AccountView> all() const { return m_accounts; }

    // Starts a sign-in and ends the previous one without a signal, as cancelSignIn() does. Ends with signInEnded().
    // `started` gets the URL to open in a browser, or an error, after which no signal follows: Usage (no client id, a
    // callback that is not on this computer, or an endpoint that is neither https nor on loopback), Storage (the
    // profile is not open).
    void signIn(const SignInRequest &request, QObject *context, Callback<Result<SignInStarted>> started);
    // Takes what the user pasted: the URL at which the browser ended, or the code. `said` gets what it is; nullopt:
    // neither.
    void pasteSignIn(const QString &text, QObject *context, Callback<std::optional<CallbackEnd>> said);
    void cancelSignIn();
    // Signs in with a token from elsewhere, which cannot be renewed. `keep`: in the keychain; otherwise for this run.
    void signInWithToken(const QUrl &apiBase, const QByteArray &token, bool keep);
    // Revokes the tokens at X and removes them from the keychain; Posts of the account wait for a sign-in. `removed`:
    // the result from the keychain.
    void signOut(const QString &accountKey, QObject *context, Callback<StoreOutcome> removed);
    // User decisions when the keychain does not store or return a sign-in.
    void keepForSession(const QString &accountKey);
    void tryKeychainAgain();
    // Calls `done` once no request is pending whose loss would cost a sign-in; for use before the program exits.
    void whenSignInsIdle(QObject *context, std::function<void()> done);

Q_SIGNALS:
    void changed();
    void signInEnded(const postreel::SignInOutcome &outcome); // not for a cancelled one
    void strayAnswer(); // a browser returned from an earlier sign-in; the current one continues
    // The result of the keychain for an account, once per change.
    void keychainSaid(const QString &accountKey, postreel::StoreOutcome outcome);

private:
    void put(const AccountView &account);

    QVector<AccountView> m_accounts;
    EngineThread *m_thread;
};

} // namespace postreel
