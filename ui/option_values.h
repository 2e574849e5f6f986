// The values of single options, read from what was typed. Pure: no file, no clock of their own.
// Invariant: what cannot be read is nullopt or a sentence, never a default.
#pragma once

#include <QString>
#include <QUrl>
#include <optional>

namespace postreel {

// An ISO 8601 date and time; without an offset it is this computer's local time. Milliseconds since the epoch.
std::optional<qint64> wallTimeOf(const QString &text);

// Whole KiB per second, 32 … 2^30, as bytes per second. Less than the engine takes is refused: whoever says 1 in a
// script is to hear of it, not to wonder at 32.
std::optional<qint64> limitOf(const QString &text);

// Seconds above 0, at most a year, fractions allowed; as milliseconds.
std::optional<qint64> timeoutOf(const QString &text);

// An API base without a slash at its end, or nothing: then `why` is the rest of a sentence that
// begins with the option. http is taken for this computer alone, because a token goes along.
std::optional<QString> apiBaseOf(const QString &text, QString *why);

} // namespace postreel
