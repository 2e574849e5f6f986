#include "app/sandbox/rate_limits.h"

#include <algorithm>

namespace postreel::sandbox {

namespace {

QString keyOf(const QString &user, Call call)
{
    return enumName(callNames, call) % u' ' % user;
}

} // namespace

int RateLimits::limitOf(Call call)
{
    switch (call) {
    case Call::Initialize:
    case Call::Append:
    case Call::Finalize:
    case Call::Upload:
        return 1875;
    case Call::Status:
        return 1000;
    case Call::Metadata:
        return 500;
    case Call::Subtitles:
    case Call::CreatePost:
        return 100;
    case Call::Me:
        return 75;
    case Call::Timeline:
        return 900;
    case Call::Token:
    case Call::Revoke:
    case Call::Authorize:
    case Call::Page:
    case Call::Inspect:
    case Call::Unknown:
    case Call::Any:
        return 0;
    }
    return 0;
}

RateLimits::Standing RateLimits::look(const QString &user, Call call, qint64 wallMs) const
{
    Window window = m_windows.value(keyOf(user, call));
    if (wallMs >= window.startMs + windowMs)
        window = {wallMs, 0};
    const int limit = limitOf(call);
    return {limit, std::max(0, limit - window.used), (window.startMs + windowMs + 999) / 1000, false};
}

RateLimits::Standing RateLimits::count(const QString &user, Call call, qint64 wallMs)
{
    Window &window = m_windows[keyOf(user, call)];
    if (wallMs >= window.startMs + windowMs)
        window = {wallMs, 0};
    const bool refused = window.used >= limitOf(call);
    if (!refused)
        ++window.used;
    Standing standing = look(user, call, wallMs);
    standing.refused = refused;
    return standing;
}

QJsonObject RateLimits::line(const QString &user, Call call) const
{
    const QString key = keyOf(user, call);
    const Window window = m_windows.value(key);
    return {{QStringLiteral("kind"), QStringLiteral("rate")},
            {QStringLiteral("key"), key},
            {QStringLiteral("start"), window.startMs},
            {QStringLiteral("used"), window.used}};
}

QList<QJsonObject> RateLimits::snapshot() const
{
    QList<QJsonObject> lines;
    for (auto it = m_windows.begin(); it != m_windows.end(); ++it)
        lines.append({{QStringLiteral("kind"), QStringLiteral("rate")},
                      {QStringLiteral("key"), it.key()},
                      {QStringLiteral("start"), it->startMs},
                      {QStringLiteral("used"), it->used}});
    return lines;
}

void RateLimits::replay(const QJsonObject &line)
{
    m_windows[line.value(QStringLiteral("key")).toString()] = {
        line.value(QStringLiteral("start")).toInteger(), line.value(QStringLiteral("used")).toInt()};
}

} // namespace postreel::sandbox
