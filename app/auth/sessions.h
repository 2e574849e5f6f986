// The tokens of the signed-in accounts: hands them out, and renews each once for all who ask.
// Invariant: a sign-in is never given up automatically. A 401 leads to a wait or one renewal; NotSignedIn follows only if the
// token endpoint itself says so, if the keychain's entry is damaged, or if there is none.
//
// Lives on the transport's thread, as its callers do. Accounts are named by their tokenKey().
#pragma once

#include "app/auth/token_refresh.h"
#include "app/auth/token_table.h"
#include "app/x/token_source.h"

#include <QHash>
#include <QPointer>

namespace postreel {

class Sessions final : public QObject, public TokenSource
{
    Q_OBJECT
public:
    // `store` has to outlive this object. `lockFolder`: TokenRefresh::usualLockFolder(), except in tests.
    Sessions(Clock &clock, TokenStore &store, const QString &lockFolder, QObject *parent = nullptr);
    ~Sessions() override;
    // Sets the transport to the token endpoint. Call it before anything is renewed; it has to outlive the last use.
    void attach(Transport &transport);

    // Adds an account whose sign-in is in the keychain; it is read when it is first needed.
    void add(const QString &key, const OAuthEndpoints &endpoints);
    // Takes over a new sign-in, in place of any other; `keep`: store it in the keychain, else use it for this run alone. `done`
    // gets the keychain's result (Stored for this run alone); the sign-in is in use in any case.
    void adopt(const QString &key, const OAuthEndpoints &endpoints, const StoredSignIn &signIn, bool keep,
               std::function<void(StoreOutcome)> done);
    // The user's decision if the keychain does not take a sign-in: from here on it is kept for this run alone. Returns false if
    // there is nothing in memory to keep; then nothing changes.
    bool keepForSession(const QString &key);
    // Revokes the sign-in at X and removes it from the keychain. It is forgotten here at once; `done` gets the keychain's
    // result.
    void signOut(const QString &key, std::function<void(StoreOutcome)> done);
    // Drops the sign-in from memory alone: neither X nor the keychain is told.
    void forget(const QString &key);
    // Uses a token that was passed in for this run alone, in place of the account's sign-in, if it has one; neither the
    // keychain nor that sign-in is changed. Once X refuses the token, the sign-in is used again.
    void setTransientToken(const QString &key, const QByteArray &token);
    void removeTransientToken(const QString &key);
    // Fails requests for the token of an account without a sign-in with this error, until setTransientToken(); drops its
    // transient token.
    void blockAccount(const QString &key, const Error &error);
    // While X is asked whose a token is, requests for tokens wait if their account, on that host, has none.
    void beginUserLookup(const QString &host);
    void endUserLookup(const QString &host);
    // The sign-in as it is now: a renewal may have changed it since it was adopted. Empty if there is none.
    StoredSignIn signInOf(const QString &key) const;
    // Calls `done`, queued, once nothing is in flight whose loss would cost a sign-in.
    void whenIdle(std::function<void()> done);
    bool has(const QString &key) const { return m_sessions.contains(key) || m_transient.contains(key); }
    // The user unlocked the keychain: writes that failed are tried again now, reads and renewals at the next request.
    void tryKeychainAgain();

    void withToken(const QString &account, QObject *context,
                   std::function<void(const Result<QByteArray> &)> use) override;
    bool refused(const QString &account, const QByteArray &token) override;

Q_SIGNALS:
    // Emitted when only the user can fix a sign-in; `why` has the token endpoint's own words.
    void signInEnded(const QString &account, const postreel::Error &why);
    // Emitted when the keychain's result for an account changes, such as when it does not read or store a sign-in.
    void keychainSaid(const QString &account, postreel::StoreOutcome outcome);

private:
    struct Waiter
    {
        QPointer<QObject> context;
        std::function<void(const Result<QByteArray> &)> use;
    };
    struct Session
    {
        OAuthEndpoints endpoints;
        StoredSignIn signIn; // no access token: not read yet; changed only by put()
        QVector<KnownSecret> known;
        bool thisRunAlone = false;
        bool owed = false;         // to be written again, as the keychain did not take it in adopt()
        bool mayBeStored = false;  // the keychain may hold an entry for it
        bool dead = false;
        bool refused = false;
        bool renewedAfter401 = false;
        bool busy = false;       // a read or a renewal is in flight
        int failures = 0;        // in a row
        qint64 notBeforeMs = 0;  // monotonic: earliest time of the next read or renewal
        QVector<Waiter> waiting;
        StoreOutcome said = StoreOutcome::Stored;
        std::unique_ptr<QLockFile> unstored; // held as long as the tokens in memory are newer than the stored ones

        void put(const StoredSignIn &newer)
        {
            signIn = newer;
            known = newer.knownSecrets();
        }
        ~Session();
    };
    using Shared = std::shared_ptr<Session>;

    bool mayBeAskedFor(const QString &account) const;
    void write(const QString &key, const StoredSignIn &signIn, std::function<void(StoreOutcome)> done);
    void remove(const QString &key, std::function<void(StoreOutcome)> done);
    void ended();
    TokenAction actionOf(const Session &session) const;
    void read(const QString &key, const Shared &session);
    void onRead(const QString &key, const Shared &session, const StoreRead &found);
    void renew(const QString &key, const Shared &session);
    void onRenewed(const QString &key, const Shared &session, TokenRefresh::Outcome outcome);
    void undo(const QString &key, const Shared &session, const TokenRefresh::Outcome &outcome);
    void holdOff(Session &session, const Error &error);
    void answer(const Shared &session);
    Result<QByteArray> tokenNow(const Session &session) const;
    void onStored(const QString &key, Session &session, StoreOutcome outcome);
    void storeUnstored();
    void revoke(const Session &session);

    Clock &m_clock;
    TokenStore &m_store;
    const QString m_lockFolder;
    std::unique_ptr<OAuthCalls> m_calls;
    QHash<QString, Shared> m_sessions;
    QHash<QString, Shared> m_transient;     // transient tokens; they come before m_sessions
    QHash<QString, Error> m_blocked;
    struct Undecided
    {
        QString account;
        Waiter waiter;
    };
    QVector<Undecided> m_waitingForLookup;    // requests that wait for the end of a user lookup
    QHash<QString, int> m_asking;      // user lookups in flight, by host
    int m_underWay = 0; // renewals, revocations, writes and removals in flight
    QVector<std::function<void()>> m_idleCallbacks;
    QTimer m_storing; // tries again to store what the keychain did not take
};

} // namespace postreel
