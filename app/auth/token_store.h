// Stores sign-ins between runs: one entry per account, both tokens and the client secret together.
// Invariant: none is ever stored in clear text; a failure is reported, and the caller decides.
#pragma once

#include "app/auth/oauth_app.h"
#include "app/base/known_secrets.h"

#include <QObject>
#include <functional>
#include <optional>

namespace postreel {

// Everything that is stored of one sign-in.
struct StoredSignIn
{
    QByteArray access;
    QByteArray refresh;         // empty: none was given, so the sign-in ends with the access token
    qint64 expiresAtMs = 0;     // of the access token, on X's clock
    qint64 lifeMs = 0;          // of the access token when it was given, in ms; 0: unknown
    QStringList scopes;         // as granted
    OAuthApp app;
    // When a renewal with an unknown result began, on X's clock: the refresh token may be used up. 0: none did.
    qint64 renewingSinceMs = 0;

    QByteArray toJson() const;
    // nullopt: not the JSON of a sign-in, or without an access token.
    static std::optional<StoredSignIn> fromJson(const QByteArray &json);
    // Registers the secrets for redaction; to be held by whoever uses them.
    QVector<KnownSecret> knownSecrets() const
    {
        return {KnownSecret(access), KnownSecret(refresh), KnownSecret(app.secret)};
    }
    friend bool operator==(const StoredSignIn &, const StoredSignIn &) = default;
};

enum class StoreOutcome {
    Stored,   // done: read, written or removed
    Locked,   // the keychain is locked, or has no such entry: it does not tell the two apart
    Absent,   // no keychain responds here
    Refused,  // the keychain, or the user whom it asked, said no
    TimedOut, // no response in time; a write may still land, see settle()
    Damaged,  // there is an entry, but it cannot be parsed
};
QString nameOf(StoreOutcome outcome);

struct StoreRead
{
    StoreOutcome outcome = StoreOutcome::Absent;
    StoredSignIn signIn; // of Stored
};

// "<api host>/<user id>", the host with its port unless that is the usual one.
QString tokenKey(const QUrl &apiBase, const QString &userId);

// Each call reports once, queued and within a bounded time, on the caller's thread, unless `context` is gone.
class TokenStore
{
public:
    virtual ~TokenStore() = default;
    virtual void read(const QString &key, QObject *context, std::function<void(const StoreRead &)> done) = 0;
    virtual void write(const QString &key, const StoredSignIn &signIn, QObject *context,
                       std::function<void(StoreOutcome)> done) = 0;
    virtual void remove(const QString &key, QObject *context, std::function<void(StoreOutcome)> done) = 0;
    // Calls `done` once no earlier write can land any more. After a write that timed out that may be never: this call alone has
    // no time limit.
    virtual void settle(QObject *context, std::function<void()> done) = 0;
};

} // namespace postreel

Q_DECLARE_METATYPE(postreel::StoreOutcome)
Q_DECLARE_METATYPE(postreel::StoreRead)
