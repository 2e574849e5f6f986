// Renews one sign-in once, from the lock to the stored pair of tokens.
// Invariant: a refresh token is sent only under the lock of its key, after the store was read and written under that lock; the
// lock is held until the result is in the store.
//
// A refresh token works once, and sending a used one ends the whole sign-in; X has no way to ask what became of an attempt. So
// the order of the steps leaves as little as possible to a crash, a lost response or a second program:
//
//   1. lock (per user and key, across processes and profiles)
//   2. read the store: if another program has renewed the pair meanwhile, use that one, and send nothing
//   3. write the old pair with the mark "renewing since": this shows that the keychain can be written before the refresh
//      token is used, and tells the next start what a crash from here on means
//   4. send the refresh token, once, on a fresh connection
//   5. write the new pair (without the mark) and hand it out; unlock once no earlier write can land any more
//
// Crash before 4: nothing is lost. Crash, or lost response, between 4 and 5: the new pair is lost if X made one. The mark keeps
// the old access token in use to its end, since the next attempt may cost it. Then the old refresh token is tried: if X never
// received it, all goes on; else the sign-in is over, and nothing could have kept it. Crash after 5: nothing is lost. The
// keychain fails at 5, which 3 makes unlikely: the pair is used for this run and written again until it is stored, and the lock
// is held until then, so that no other program sends the used token.
#pragma once

#include "app/auth/oauth_calls.h"
#include "app/auth/token_store.h"
#include "app/base/clock.h"

#include <QLockFile>
#include <QTimer>
#include <memory>

namespace postreel {

struct TokenRefreshContext
{
    Clock &clock;
    TokenStore *store; // null: the sign-in is kept for this run alone, so there is no lock either
    OAuthCalls &calls;
    QString lockFolder;
};

class TokenRefresh final : public QObject
{
    Q_OBJECT
public:
    enum class End {
        Renewed,  // by this program
        Found,    // in the store, renewed by another program
        Dead,     // the token endpoint refuses the refresh token
        Later,    // not renewed; as far as one can know, nothing is lost
    };
    struct Outcome
    {
        End end = End::Later;
        StoredSignIn signIn;                     // the one to use from now on
        Error error;                             // of Dead and Later
        StoreOutcome store = StoreOutcome::Stored; // the store's last result
        std::unique_ptr<QLockFile> lock;         // handed over while `signIn` is not in the store
    };

    // `known`: the sign-in in memory. `held`: the lock of an earlier pair that is not stored yet; memory is right then.
    TokenRefresh(const TokenRefreshContext &context, const QUrl &endpoint, const QString &key, const StoredSignIn &known,
            std::unique_ptr<QLockFile> held, QObject *parent);
    ~TokenRefresh() override;
    // Calls `done` once, queued, within two minutes, and deletes itself afterwards.
    void start(std::function<void(Outcome)> done);

    // The folder of the lock files: the same for all profiles of a user.
    static QString usualLockFolder();
    static QString lockFile(const QString &folder, const QString &key);

private:
    void takeLock();
    void readStore();
    void onRead(const StoreRead &read);
    void mark();
    void send();
    void onAnswer(const TokenResponse &answer);
    void storeNew(const TokenGrant &grant);
    void bury(const Error &error);
    void fail(const Error &error);
    void finish(End end, const Error &error = {});

    TokenRefreshContext m_context;
    const QUrl m_endpoint;
    const QString m_key;
    const QByteArray m_knownAccess;
    StoredSignIn m_signIn;
    StoreOutcome m_said = StoreOutcome::Stored;
    std::unique_ptr<QLockFile> m_lock;
    bool m_memoryIsRight;
    QTimer m_lockPoll;
    qint64 m_lockSinceMs = 0;
    std::function<void(Outcome)> m_done;
};

} // namespace postreel
