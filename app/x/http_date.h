// Dates as HTTP writes them. Invariant: pure; an unreadable date is an invalid QDateTime, never a guess.
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QLocale>

namespace postreel {

// IMF-fixdate (RFC 9110, 5.6.7), e.g. "Sun, 06 Nov 1994 08:49:37 GMT".
inline QDateTime httpDate(const QByteArray &text)
{
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()),
                                             QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    date.setTimeSpec(Qt::UTC);
    return date;
}

} // namespace postreel
