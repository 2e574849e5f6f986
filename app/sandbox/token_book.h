// Users, access tokens and the OAuth 2.0 grants behind them.
// Invariant: a token is known by its SHA-256 alone: none is kept, logged or written in the clear; a
// refresh token that is used twice takes its whole family along.
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
    QString callback;  // must be matched exactly
};

struct AuthorizationCode
{
    QString client;
    QString callback;
    QByteArray challenge; // base64url of SHA-256 of the verifier
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

class TokenBook
{
public:
    // Every scope that a Post with media can need.
    static QStringList allScopes();

    // Gives an id to a user that is new; wired to the id source and the journal by the owner.
    using NewId = std::function<QString()>;
    using Write = std::function<void(const QJsonObject &)>;
    TokenBook(NewId newId, Write write) : m_newId(std::move(newId)), m_write(std::move(write)) {}

    User userNamed(const QString &name);
    std::optional<User> userWithId(const QString &id) const;

    // A token known from outside. expiresMs (epoch) 0: never. Not written to the journal.
    void addToken(const QByteArray &token, const QString &user, const QStringList &scopes, qint64 expiresMs);
    // Any token that is not known otherwise stands for this user; empty: none does.
    void acceptAnyAs(const QString &user) { m_anyUser = user; }
    std::optional<Access> lookUp(const QByteArray &token, qint64 nowMs);

    void setClients(const QList<OAuthClient> &clients) { m_clients = clients; }
    const QList<OAuthClient> &clients() const { return m_clients; }
    // The client of that id that may use that callback. Without any client set, every id is a public
    // client for every callback on this computer.
    std::optional<OAuthClient> client(const QString &id, const QString &callback) const;
    std::optional<OAuthClient> client(const QString &id) const;

    QByteArray newCode(const AuthorizationCode &grant);
    // The grant of the code, once, while it lives. A second use ends what the first gave.
    std::optional<AuthorizationCode> takeCode(const QByteArray &code, qint64 nowMs);
    // Starts a family; the one this user had with this client ends.
    TokenPair issue(const AuthorizationCode &grant, const QByteArray &code, qint64 nowMs, qint64 lifeSecs);
    // Uses up the refresh token. Nothing when it is unknown, used or its family is dead.
    std::optional<TokenPair> refresh(const QByteArray &token, const QString &client, qint64 nowMs,
                                     qint64 lifeSecs);
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
        QString family;       // empty: from outside
        bool used = false;    // of a refresh token
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
