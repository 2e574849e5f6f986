#include "app/auth/token_store.h"

#include "app/base/enum_names.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace postreel {

namespace {

using enum StoreOutcome;
constexpr EnumNames<StoreOutcome, 6> names{{
    {Stored, "Stored"},
    {Locked, "Locked"},
    {Absent, "Absent"},
    {Refused, "Refused"},
    {TimedOut, "TimedOut"},
    {Damaged, "Damaged"},
}};

} // namespace

QString nameOf(StoreOutcome outcome)
{
    return enumName(names, outcome);
}

QString tokenKey(const QUrl &apiBase, const QString &userId)
{
    // With or without its usual port, it is the same server.
    const int usual = apiBase.scheme() == QLatin1String("https") ? 443 : 80;
    const QString port = apiBase.port(usual) == usual ? QString() : QString(u':' % QString::number(apiBase.port()));
    return apiBase.host() % port % u'/' % userId;
}

QByteArray StoredSignIn::toJson() const
{
    QJsonObject object{{QStringLiteral("access_token"), QString::fromLatin1(access)},
                       {QStringLiteral("expires_at"), expiresAtMs},
                       {QStringLiteral("life"), lifeMs},
                       {QStringLiteral("scope"), scopes.join(u' ')},
                       {QStringLiteral("client_id"), app.clientId}};
    if (!refresh.isEmpty())
        object[QStringLiteral("refresh_token")] = QString::fromLatin1(refresh);
    if (!app.secret.isEmpty())
        object[QStringLiteral("client_secret")] = QString::fromUtf8(app.secret);
    if (renewingSinceMs != 0)
        object[QStringLiteral("renewing_since")] = renewingSinceMs;
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<StoredSignIn> StoredSignIn::fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const auto text = [&object](const char *name) { return object.value(QLatin1String(name)).toString(); };
    const auto number = [&object](const char *name) { return object.value(QLatin1String(name)).toInteger(); };
    StoredSignIn read{.access = text("access_token").toLatin1(),
                      .refresh = text("refresh_token").toLatin1(),
                      .expiresAtMs = number("expires_at"),
                      .lifeMs = number("life"),
                      .scopes = text("scope").split(u' ', Qt::SkipEmptyParts),
                      .app = {.clientId = text("client_id"), .secret = text("client_secret").toUtf8()},
                      .renewingSinceMs = number("renewing_since")};
    return read.access.isEmpty() ? std::nullopt : std::optional(read);
}

} // namespace postreel
