// Dates as HTTP writes them. Invariant: pure; an unreadable date is an invalid QDateTime, never a guess.
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QLocale>

namespace postreel {

// IMF-fixdate (RFC 9110, 5.6.7), e.g. "Sun, 06 Nov 1994 08:49:37 GMT".
inline QDateTime httpDate(const QByteArray &text)
{
    // Date and time separately: together they would pass through this computer's time zone, which skips an hour a year.
    const QString words = QString::fromLatin1(text.trimmed());
    constexpr qsizetype dateLength = 16; // "Sun, 06 Nov 1994"
    const QDate date = QLocale::c().toDate(words.left(dateLength), QStringLiteral("ddd, dd MMM yyyy"));
    const QTime time = QLocale::c().toTime(words.mid(dateLength), QStringLiteral(" hh:mm:ss 'GMT'"));
    return date.isValid() && time.isValid() ? QDateTime(date, time, Qt::UTC) : QDateTime();
}

} // namespace postreel
