// Ids as X writes them: decimal digits, never a double.
// Invariant: pure; anything that is no id gives an empty string, so nothing odd ever reaches a path or a record.
#pragma once

#include <QJsonValue>
#include <QString>
#include <algorithm>

namespace postreel {

// An id of 1…19 digits, not 0. Some servers send it as a number, which QJsonValue keeps exactly.
inline QString decimalId(const QJsonValue &value)
{
    constexpr qsizetype longest = 19;
    const QString id = value.isDouble() ? QString::number(value.toInteger()) : value.toString();
    const bool digits = std::all_of(id.cbegin(), id.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    const bool zero = std::all_of(id.cbegin(), id.cend(), [](QChar c) { return c == u'0'; });
    return digits && id.size() <= longest && !zero ? id : QString();
}

} // namespace postreel
