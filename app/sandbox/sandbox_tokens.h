// Users, access tokens and the OAuth 2.0 grants behind them. A family is all tokens that descend from one
// authorization.
// Invariant: tokens are stored only as SHA-256, never kept, logged or written in plain text; reusing a
// refresh token revokes its whole family.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QStringList>
#include <functional>
#include <optional>

namespace postreel::sandbox {

struct User
{
    QString id;
    QString name; // without '@'
};

struct Access
{
    User user;
    QStringList scopes;

    bool may(const QString &scope) const { return scopes.contains(scope); }
};

struct OAuthClient
{
    QString id;
    QByteArray secret; // empty: a public client
    QString callback;  // the redirect URI; must match exactly
};

struct AuthorizationCode
{
    QString client;
    QString callback;
    QByteArray challenge; // base64url of the SHA-256 of the verifier
    QString user;
    QStringList scopes;
    qint64 expiresMs = 0;
};

struct TokenPair
{
    QByteArray access;
    QByteArray refresh; // empty without the scope offline.access
    QStringList scopes;
    qint64 expiresInSecs = 0;
};

class SandboxTokens
{
public:
    // Every scope that a Post with media can need.
    static QStringList allScopes();

    // Source of ids for new users and families, and the function that writes to the journal.
    using NewId = std::function<QString()>;
    using Write = std::function<void(const QJsonObject &)>;
    SandboxTokens(NewId newId, Write write) : m_newId(std::move(newId)), m_write(std::move(write)) {}

    User userNamed(const QString &name);
    std::optional<User> userWithId(const QString &id) const;

    // Adds a token that was not issued here. `expiresMs` is epoch time; 0: never. Not written to the journal.
    void addToken(const QByteArray &token, const QString &user, const QStringList &scopes, qint64 expiresMs);
    // Every token not in this book counts as this user's; empty: such tokens are refused.
    void acceptAnyAs(const QString &user) { m_anyUser = user; }
    // Returns nothing for a token that is unknown, expired or revoked. An unknown one may create the
    // user of acceptAnyAs().
    std::optional<Access> lookUp(const QByteArray &token, qint64 nowMs);

    void setClients(const QList<OAuthClient> &clients) { m_clients = clients; }
    const QList<OAuthClient> &clients() const { return m_clients; }
    // The client with that id if it may use that redirect URI. If no clients are set, every id is a public
    // client for any http redirect URI on this computer.
    std::optional<OAuthClient> client(const QString &id, const QString &callback) const;
    std::optional<OAuthClient> client(const QString &id) const;

    QByteArray newCode(const AuthorizationCode &grant);
    // Returns the grant of the code, a single time and before it expires. A second use revokes the tokens
    // that the first one gave.
    std::optional<AuthorizationCode> takeCode(const QByteArray &code, qint64 nowMs);
    // Starts a new family; revokes any family that this user has with this client.
    TokenPair issue(const AuthorizationCode &grant, const QByteArray &code, qint64 nowMs, qint64 lifeSecs);
    // Uses up the refresh token and issues a new pair. Returns nothing if the token is unknown or used, of
    // another client, or of a revoked family.
    std::optional<TokenPair> refresh(const QByteArray &token, const QString &client, qint64 nowMs,
                                     qint64 lifeSecs);
    // Revokes the whole family of the token; of an addToken() token, only that token.
    void revoke(const QByteArray &token);

    QList<QJsonObject> snapshot() const;
    void replay(const QJsonObject &line);

private:
    struct Family
    {
        QString client;
        QString user;
        QStringList scopes;
        bool dead = false;
    };
    struct Granted // an access or refresh token
    {
        QString user;
        QStringList scopes;
        qint64 expiresMs = 0; // 0: never
        QString family;       // empty: added by addToken()
        bool used = false;    // only of a refresh token
    };

    TokenPair issueInto(const QString &family, qint64 nowMs, qint64 lifeSecs);
    void kill(const QString &family);
    void writeFamily(const QString &id);
    void writeToken(const char *kind, const QByteArray &hash, const Granted &granted);

    NewId m_newId;
    Write m_write;
    QString m_anyUser;
    QHash<QString, QString> m_users; // name → id
    QHash<QByteArray, Granted> m_access;
    QHash<QByteArray, Granted> m_refresh;
    QHash<QString, Family> m_families;
    QHash<QByteArray, AuthorizationCode> m_codes;
    QHash<QByteArray, QString> m_spentCodes; // → family
    QList<OAuthClient> m_clients;
};

} // namespace postreel::sandbox
