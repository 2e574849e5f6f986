// The tokens of the accounts that are signed in: hands them out, and renews each once for all who ask.
// Invariant: nothing here ever forgets a sign-in by itself; a 401 is a wait or one renewal, and NotSignedIn follows
// only from the token endpoint's own word (or from there being none).
//
// Lives on the transport's thread, as its callers do. An account is named by its tokenKey().
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
    // `store` outlives it. `lockFolder`: TokenRefresh::usualLockFolder(), but for tests.
    Sessions(Clock &clock, TokenStore &store, const QString &lockFolder, QObject *parent = nullptr);
    ~Sessions() override;
    // The way to the token endpoint; to be given before anything is renewed, and to outlive the last use.
    void attach(Transport &transport);

    // An account that the keychain holds the sign-in of; it is read when it is first needed.
    void add(const QString &key, const OAuthEndpoints &endpoints);
    // A sign-in that was just made, in place of any other; `keep`: in the keychain, else for this run alone.
    // `done` gets what the keychain said (Stored for this run alone); the sign-in is in use in any case.
    void adopt(const QString &key, const OAuthEndpoints &endpoints, const StoredSignIn &signIn, bool keep,
               std::function<void(StoreOutcome)> done);
    // The person's answer when the keychain does not take it: from here on it is kept for this run alone.
    // False: there is nothing in memory to keep, so nothing changes.
    bool keepForSession(const QString &key);
    // Ends it at X and removes it from the keychain. `done` gets what the keychain said; it is forgotten here at once.
    void signOut(const QString &key, std::function<void(StoreOutcome)> done);
    // Lets go of it here alone: neither X nor the keychain hear of it.
    void forget(const QString &key);
    // A token that was brought for this run alone, used in place of what its account is signed in with, if it is: neither
    // the keychain nor that sign-in hear of it. Once X refuses it, a sign-in of the account is used again.
    void setTransientToken(const QString &key, const QByteArray &token);
    void removeTransientToken(const QString &key);
    // What is asked for an account meanwhile gets this error; ended by setTransientToken().
    void blockAccount(const QString &key, const Error &error);
    // While X is asked whose a token is: requests of accounts of that host that have none wait for the answer.
    void beginUserLookup(const QString &host);
    void endUserLookup(const QString &host);
    // As it is now: a renewal may have changed it since it was adopted.
    StoredSignIn signInOf(const QString &key) const;
    // Called, queued, once nothing is on its way whose loss would cost a sign-in.
    void whenIdle(std::function<void()> done);
    bool has(const QString &key) const { return m_sessions.contains(key) || m_lent.contains(key); }
    // The person unlocked the keychain: what waited for that is tried at the next request.
    void tryKeychainAgain();

    void withToken(const QString &account, QObject *context,
                   std::function<void(const Result<QByteArray> &)> use) override;
    bool refused(const QString &account, const QByteArray &token) override;

Q_SIGNALS:
    // Only a person can fix it; `why` has the token endpoint's own words.
    void signInEnded(const QString &account, const postreel::Error &why);
    // The keychain does not hand out, or not take, a sign-in; once per change of what it says.
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
        StoredSignIn signIn; // without an access token: not read yet; changed by put()
        QVector<KnownSecret> known;
        bool thisRunAlone = false;
        bool owed = false;         // to the keychain, which did not take it when it was adopted
        bool mayBeStored = false;  // the keychain may hold an entry of it
        bool dead = false;
        bool refused = false;
        bool bornOfRefusal = false;
        bool busy = false;       // a read or a renewal is on its way
        int failures = 0;        // in a row
        qint64 notBeforeMs = 0;  // monotonic: the next read or renewal
        QVector<Waiter> waiting;
        StoreOutcome said = StoreOutcome::Stored;
        std::unique_ptr<QLockFile> unstored; // held as long as what is in memory is newer than the store

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
    TokenAction moveOf(const Session &session) const;
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
    QHash<QString, Shared> m_lent;     // come before those
    QHash<QString, Error> m_withheld;
    struct Undecided
    {
        QString account;
        Waiter waiter;
    };
    QVector<Undecided> m_undecided;    // wait for the end of an asking
    QHash<QString, int> m_asking;      // by host
    int m_underWay = 0; // renewals, revocations, writes and removals
    QVector<std::function<void()>> m_atRest;
    QTimer m_storing; // tries again to store what the keychain did not take
};

} // namespace postreel
