// Where sign-ins are kept between runs: one entry per account, both tokens and the client's secret together.
// Invariant: there is no way to keep one in clear text; what cannot be kept is said, and the caller decides.
#pragma once

#include "app/auth/oauth_app.h"
#include "app/base/known_secrets.h"

#include <QObject>
#include <functional>
#include <optional>

namespace postreel {

// All that is kept of one sign-in.
struct StoredSignIn
{
    QByteArray access;
    QByteArray refresh;         // empty: none was given, so it ends with the access token
    qint64 expiresAtMs = 0;     // of the access token, on X's clock
    qint64 lifeMs = 0;          // of the access token when it was given; 0: not known
    QStringList scopes;         // as granted
    OAuthApp app;
    // When a renewal began whose end is not known, on X's clock: the refresh token may be used up. 0: none did.
    qint64 renewingSinceMs = 0;

    QByteArray toJson() const;
    // Nothing: no value of ours, or one without an access token.
    static std::optional<StoredSignIn> fromJson(const QByteArray &json);
    // To be held by whoever uses it.
    QVector<KnownSecret> knownSecrets() const
    {
        return {KnownSecret(access), KnownSecret(refresh), KnownSecret(app.secret)};
    }
    friend bool operator==(const StoredSignIn &, const StoredSignIn &) = default;
};

enum class StoreOutcome {
    Stored,   // done: read, written or removed
    Locked,   // the keychain is locked, or holds no such entry: it does not tell the two apart
    Absent,   // no keychain answers here
    Refused,  // it, or the person it asked, said no
    TimedOut, // it did not answer in time; a write may still land, see settle()
    Damaged,  // there is an entry, and it cannot be read
};
QString nameOf(StoreOutcome outcome);

struct StoreRead
{
    StoreOutcome outcome = StoreOutcome::Absent;
    StoredSignIn signIn; // of Stored
};

// "<api host>/<user id>", the host with its port if it has one of its own.
QString tokenKey(const QUrl &apiBase, const QString &userId);

// Each call answers once, queued and within a bounded time, on the caller's thread, unless `context` is gone.
class TokenStore
{
public:
    virtual ~TokenStore() = default;
    virtual void read(const QString &key, QObject *context, std::function<void(const StoreRead &)> done) = 0;
    virtual void write(const QString &key, const StoredSignIn &signIn, QObject *context,
                       std::function<void(StoreOutcome)> done) = 0;
    virtual void remove(const QString &key, QObject *context, std::function<void(StoreOutcome)> done) = 0;
    // Answers once no earlier write can land any more. After one that timed out, that may be never: this alone has
    // no limit of time.
    virtual void settle(QObject *context, std::function<void()> done) = 0;
};

} // namespace postreel

Q_DECLARE_METATYPE(postreel::StoreOutcome)
Q_DECLARE_METATYPE(postreel::StoreRead)
