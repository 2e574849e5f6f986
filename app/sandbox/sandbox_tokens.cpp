#include "app/sandbox/sandbox_tokens.h"

#include "app/sandbox/random_secret.h"

#include <QCryptographicHash>
#include <QUrl>

namespace postreel::sandbox {

namespace {

QByteArray hashOf(const QByteArray &secret)
{
    return QCryptographicHash::hash(secret, QCryptographicHash::Sha256).toHex();
}

bool isOnThisComputer(const QString &callback)
{
    const QUrl url(callback);
    const QString host = url.host();
    return url.isValid() && url.scheme() == QLatin1String("http") &&
           (host == QLatin1String("127.0.0.1") || host == QLatin1String("localhost") ||
            host == QLatin1String("::1"));
}

} // namespace

QStringList SandboxTokens::allScopes()
{
    return {QStringLiteral("tweet.read"), QStringLiteral("tweet.write"), QStringLiteral("users.read"),
            QStringLiteral("media.write"), QStringLiteral("offline.access")};
}

User SandboxTokens::userNamed(const QString &name)
{
    QString plain = name;
    if (plain.startsWith(u'@'))
        plain.remove(0, 1);
    if (!m_users.contains(plain)) {
        m_users[plain] = m_newId();
        m_write({{QStringLiteral("kind"), QStringLiteral("user")},
                 {QStringLiteral("name"), plain},
                 {QStringLiteral("id"), m_users.value(plain)}});
    }
    return {m_users.value(plain), plain};
}

std::optional<User> SandboxTokens::userWithId(const QString &id) const
{
    const QString name = m_users.key(id);
    return name.isEmpty() ? std::nullopt : std::optional(User{id, name});
}

void SandboxTokens::addToken(const QByteArray &token, const QString &user, const QStringList &scopes,
                             qint64 expiresMs)
{
    m_access[hashOf(token)] = {userNamed(user).name, scopes, expiresMs, {}, false};
}

std::optional<Access> SandboxTokens::lookUp(const QByteArray &token, qint64 nowMs)
{
    if (token.isEmpty())
        return std::nullopt;
    const auto known = m_access.constFind(hashOf(token));
    if (known == m_access.constEnd()) {
        if (m_anyUser.isEmpty())
            return std::nullopt;
        return Access{userNamed(m_anyUser), allScopes()};
    }
    if ((known->expiresMs != 0 && nowMs >= known->expiresMs) ||
        (!known->family.isEmpty() && m_families.value(known->family).dead))
        return std::nullopt;
    return Access{userNamed(known->user), known->scopes};
}

std::optional<OAuthClient> SandboxTokens::client(const QString &id) const
{
    if (m_clients.isEmpty() && !id.isEmpty())
        return OAuthClient{id, {}, {}};
    for (const OAuthClient &candidate : m_clients)
        if (candidate.id == id)
            return candidate;
    return std::nullopt;
}

std::optional<OAuthClient> SandboxTokens::client(const QString &id, const QString &callback) const
{
    if (m_clients.isEmpty())
        return !id.isEmpty() && isOnThisComputer(callback) ? std::optional(OAuthClient{id, {}, callback})
                                                           : std::nullopt;
    for (const OAuthClient &candidate : m_clients)
        if (candidate.id == id && candidate.callback == callback)
            return candidate;
    return std::nullopt;
}

QByteArray SandboxTokens::newCode(const AuthorizationCode &grant)
{
    const QByteArray code = randomSecret();
    m_codes[hashOf(code)] = grant;
    return code;
}

std::optional<AuthorizationCode> SandboxTokens::takeCode(const QByteArray &code, qint64 nowMs)
{
    const QByteArray hash = hashOf(code);
    if (m_spentCodes.contains(hash))
        kill(m_spentCodes.value(hash));
    const auto found = m_codes.constFind(hash);
    if (found == m_codes.constEnd())
        return std::nullopt;
    const AuthorizationCode grant = *found;
    m_codes.erase(found);
    return nowMs < grant.expiresMs ? std::optional(grant) : std::nullopt;
}

TokenPair SandboxTokens::issue(const AuthorizationCode &grant, const QByteArray &code, qint64 nowMs,
                               qint64 lifeSecs)
{
    const QList<QString> families = m_families.keys();
    for (const QString &id : families)
        if (m_families.value(id).client == grant.client && m_families.value(id).user == grant.user)
            kill(id);
    const QString family = m_newId();
    m_families[family] = {grant.client, userNamed(grant.user).name, grant.scopes, false};
    m_spentCodes[hashOf(code)] = family;
    writeFamily(family);
    return issueInto(family, nowMs, lifeSecs);
}

TokenPair SandboxTokens::issueInto(const QString &family, qint64 nowMs, qint64 lifeSecs)
{
    const Family &granted = m_families[family];
    TokenPair pair{randomSecret(), {}, granted.scopes, lifeSecs};
    const Granted access{granted.user, granted.scopes, nowMs + lifeSecs * 1000, family, false};
    m_access[hashOf(pair.access)] = access;
    writeToken("access", hashOf(pair.access), access);
    if (granted.scopes.contains(QStringLiteral("offline.access"))) {
        pair.refresh = randomSecret();
        const Granted refreshing{granted.user, granted.scopes, 0, family, false};
        m_refresh[hashOf(pair.refresh)] = refreshing;
        writeToken("refresh", hashOf(pair.refresh), refreshing);
    }
    return pair;
}

std::optional<TokenPair> SandboxTokens::refresh(const QByteArray &token, const QString &client, qint64 nowMs,
                                                qint64 lifeSecs)
{
    const auto found = m_refresh.find(hashOf(token));
    if (found == m_refresh.end())
        return std::nullopt;
    const Family family = m_families.value(found->family);
    if (found->used) {
        kill(found->family);
        return std::nullopt;
    }
    if (family.dead || family.client != client)
        return std::nullopt;
    found->used = true;
    writeToken("refresh", found.key(), *found);
    const QString id = found->family;
    // Only the newest access token of a family stays valid.
    for (auto it = m_access.begin(); it != m_access.end(); ++it) {
        if (it->family != id || it->expiresMs <= nowMs)
            continue;
        it->expiresMs = nowMs;
        writeToken("access", it.key(), *it);
    }
    return issueInto(id, nowMs, lifeSecs);
}

void SandboxTokens::revoke(const QByteArray &token)
{
    const QByteArray hash = hashOf(token);
    if (m_refresh.contains(hash))
        kill(m_refresh.value(hash).family);
    if (m_access.contains(hash) && !m_access.value(hash).family.isEmpty())
        kill(m_access.value(hash).family);
    else
        m_access.remove(hash);
}

void SandboxTokens::kill(const QString &family)
{
    m_families[family].dead = true;
    writeFamily(family);
}

void SandboxTokens::writeFamily(const QString &id)
{
    const Family &family = m_families[id];
    m_write({{QStringLiteral("kind"), QStringLiteral("family")},
             {QStringLiteral("id"), id},
             {QStringLiteral("client"), family.client},
             {QStringLiteral("user"), family.user},
             {QStringLiteral("scopes"), family.scopes.join(u' ')},
             {QStringLiteral("dead"), family.dead}});
}

void SandboxTokens::writeToken(const char *kind, const QByteArray &hash, const Granted &granted)
{
    m_write({{QStringLiteral("kind"), QLatin1String(kind)},
             {QStringLiteral("sha256"), QString::fromLatin1(hash)},
             {QStringLiteral("user"), granted.user},
             {QStringLiteral("scopes"), granted.scopes.join(u' ')},
             {QStringLiteral("expires"), granted.expiresMs},
             {QStringLiteral("family"), granted.family},
             {QStringLiteral("used"), granted.used}});
}

QList<QJsonObject> SandboxTokens::snapshot() const
{
    QList<QJsonObject> lines;
    // Writes the same lines as at run time, but collects them.
    SandboxTokens copy(m_newId, [&lines](const QJsonObject &line) { lines.append(line); });
    copy.m_families = m_families;
    for (auto it = m_users.begin(); it != m_users.end(); ++it)
        lines.append({{QStringLiteral("kind"), QStringLiteral("user")},
                      {QStringLiteral("name"), it.key()},
                      {QStringLiteral("id"), it.value()}});
    for (auto it = m_families.begin(); it != m_families.end(); ++it)
        copy.writeFamily(it.key());
    for (auto it = m_access.begin(); it != m_access.end(); ++it)
        if (!it->family.isEmpty())
            copy.writeToken("access", it.key(), *it);
    for (auto it = m_refresh.begin(); it != m_refresh.end(); ++it)
        copy.writeToken("refresh", it.key(), *it);
    return lines;
}

void SandboxTokens::replay(const QJsonObject &line)
{
    const auto text = [&line](const char *name) { return line.value(QLatin1String(name)).toString(); };
    const QString kind = text("kind");
    const QStringList scopes = text("scopes").split(u' ', Qt::SkipEmptyParts);
    if (kind == QLatin1String("user"))
        m_users[text("name")] = text("id");
    if (kind == QLatin1String("family"))
        m_families[text("id")] = {text("client"), text("user"), scopes,
                                  line.value(QStringLiteral("dead")).toBool()};
    if (kind != QLatin1String("access") && kind != QLatin1String("refresh"))
        return;
    QHash<QByteArray, Granted> &tokens = kind == QLatin1String("access") ? m_access : m_refresh;
    tokens[text("sha256").toLatin1()] = {text("user"), scopes,
                                         line.value(QStringLiteral("expires")).toInteger(), text("family"),
                                         line.value(QStringLiteral("used")).toBool()};
}

} // namespace postreel::sandbox
