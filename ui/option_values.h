// Parses the values of single options. Pure functions: they use no file and no clock.
// Invariant: a value that cannot be parsed gives nullopt or a sentence, never a default.
#pragma once

#include <QString>
#include <QUrl>
#include <optional>

namespace postreel {

// Parses an ISO 8601 date and time, local time if it has no offset. Returns ms since the epoch.
std::optional<qint64> wallTimeOf(const QString &text);

// Parses whole KiB per second, 32 … 2^30; returns bytes per second. Lower values are refused, not raised to
// 32, so that a script that passes 1 notices.
std::optional<qint64> limitOf(const QString &text);

// Parses seconds, more than 0 and at most 366 days, fractions allowed; returns ms, at least 1.
std::optional<qint64> timeoutOf(const QString &text);

// Parses an API base and removes slashes at its end. On failure returns nothing and sets `why` to the rest of
// a sentence that begins with the option. http is accepted only for this computer, because a token is sent
// along.
std::optional<QString> apiBaseOf(const QString &text, QString *why);

} // namespace postreel
