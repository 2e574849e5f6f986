#include "ui/option_values.h"

#include "app/base/this_computer.h"
#include "app/engine/views.h"

#include <QCoreApplication>
#include <QDateTime>
#include <cmath>

namespace postreel {

std::optional<qint64> wallTimeOf(const QString &text)
{
    // Qt takes a bare date as midnight; a Post at midnight because the time was left out would be a surprise.
    if (!text.contains(u'T'))
        return std::nullopt;
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid())
        return std::nullopt;
    return time.toMSecsSinceEpoch();
}

std::optional<qint64> limitOf(const QString &text)
{
    bool ok = false;
    const qint64 kib = text.toLongLong(&ok);
    if (!ok || kib < leastLimit / 1024 || kib > mostLimit / 1024)
        return std::nullopt;
    return kib * 1024;
}

std::optional<qint64> timeoutOf(const QString &text)
{
    bool ok = false;
    const double seconds = text.toDouble(&ok);
    if (!ok || !std::isfinite(seconds) || seconds <= 0 || seconds > 366.0 * 24 * 3600)
        return std::nullopt;
    return std::max<qint64>(1, std::llround(seconds * 1000));
}

std::optional<QString> apiBaseOf(const QString &text, QString *why)
{
    const auto refuse = [why](const char *sentence) {
        *why = QCoreApplication::translate("CliText", sentence);
        return std::nullopt;
    };
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return refuse(QT_TRANSLATE_NOOP("CliText",
                                        "is not an address: write it like https://api.example.org."));
    if (url.scheme() != QLatin1String("https") && url.scheme() != QLatin1String("http"))
        return refuse(QT_TRANSLATE_NOOP("CliText", "must begin with https://."));
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        return refuse(QT_TRANSLATE_NOOP("CliText",
                                        "must not contain a user name, query or fragment: leave them out."));
    if (url.scheme() == QLatin1String("http") && !isLoopbackHost(url.host()))
        return refuse(QT_TRANSLATE_NOOP("CliText",
                                        "would send the token unencrypted: use https; http is only for this computer "
                                        "(127.0.0.1)."));
    QString base = url.toString(QUrl::NormalizePathSegments);
    while (base.endsWith(u'/'))
        base.chop(1);
    return base;
}

} // namespace postreel
