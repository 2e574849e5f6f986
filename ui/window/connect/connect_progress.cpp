#include "ui/window/connect/connect_progress.h"

#include "ui/option_values.h"

#include <QSettings>

namespace postreel {

namespace {

const QLatin1String stepKey("connect/step");
const QLatin1String clientKey("connect/clientId");
const QLatin1String portKey("connect/port");
const QLatin1String apiKey("connect/apiBase");
const QLatin1String authorizeAddressKey("connect/authorize");
const QLatin1String tokenAddressKey("connect/tokenAddress");
const QLatin1String revokeAddressKey("connect/revokeAddress");
const QLatin1String keepKey("connect/keep");

// Saved by name, because the order of the steps may change.
constexpr std::pair<ConnectStep, const char *> steps[]{
    {ConnectStep::Costs, "costs"}, {ConnectStep::Register, "register"}, {ConnectStep::Keys, "keys"}};

QUrl readAddress(const QSettings &settings, QLatin1String key, bool mayHaveQuery)
{
    return addressOf(settings.value(key).toString(), mayHaveQuery).value_or(QUrl());
}

void writeAddress(QSettings &settings, QLatin1String key, const QUrl &url)
{
    if (url.isEmpty())
        settings.remove(key);
    else
        settings.setValue(key, url.toString());
}

} // namespace

QUrl defaultApiBase()
{
    return QUrl(QStringLiteral("https://api.x.com"));
}

ConnectProgress readProgress(const QSettings &settings)
{
    ConnectProgress progress;
    const QString step = settings.value(stepKey).toString();
    for (const auto &[value, name] : steps)
        if (step == QLatin1String(name))
            progress.step = value;
    progress.clientId = settings.value(clientKey).toString();
    const int port = settings.value(portKey).toInt();
    if (port >= leastCallbackPort && port <= 65535)
        progress.port = static_cast<quint16>(port);
    progress.apiBase = readAddress(settings, apiKey, false);
    progress.endpoints = {.authorize = readAddress(settings, authorizeAddressKey, true),
                          .token = readAddress(settings, tokenAddressKey, true),
                          .revoke = readAddress(settings, revokeAddressKey, true)};
    progress.keep = settings.value(keepKey, true).toBool();
    return progress;
}

void writeProgress(QSettings &settings, const ConnectProgress &progress)
{
    for (const auto &[value, name] : steps)
        if (progress.step == value)
            settings.setValue(stepKey, QString::fromLatin1(name));
    settings.setValue(clientKey, progress.clientId);
    settings.setValue(portKey, progress.port);
    writeAddress(settings, apiKey, progress.apiBase);
    writeAddress(settings, authorizeAddressKey, progress.endpoints.authorize);
    writeAddress(settings, tokenAddressKey, progress.endpoints.token);
    writeAddress(settings, revokeAddressKey, progress.endpoints.revoke);
    settings.setValue(keepKey, progress.keep);
}

std::optional<QUrl> addressOf(const QString &text, bool mayHaveQuery)
{
    QUrl url(text.trimmed(), QUrl::StrictMode);
    const QString query = url.query(QUrl::FullyEncoded);
    if (mayHaveQuery)
        url.setQuery(QString());
    // The same rule as for --api-base, but the window has its own error message.
    QString why;
    const std::optional<QString> base = apiBaseOf(url.toString(QUrl::FullyEncoded), &why);
    if (!base)
        return std::nullopt;
    QUrl taken(*base);
    if (mayHaveQuery && !query.isEmpty())
        taken.setQuery(query, QUrl::StrictMode);
    return taken;
}

} // namespace postreel
