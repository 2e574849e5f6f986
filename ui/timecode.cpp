#include "ui/timecode.h"

#include <QRegularExpression>

namespace postreel {

std::optional<qint64> parseTimecode(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^(?:(?:(\\d{1,3}):)?(\\d{1,5}):)?(\\d{1,6})(?:\\.(\\d{1,3})\\d*)?$"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const bool hasHours = !match.captured(1).isEmpty();
    const bool hasMinutes = !match.captured(2).isEmpty();
    const qint64 minutes = match.captured(2).toLongLong();
    const qint64 seconds = match.captured(3).toLongLong();
    if ((hasMinutes && seconds > 59) || (hasHours && minutes > 59))
        return std::nullopt;
    const qint64 thousandths = match.captured(4).leftJustified(3, u'0').toLongLong();
    return ((match.captured(1).toLongLong() * 60 + minutes) * 60 + seconds) * 1000 + thousandths;
}

QString timecodeText(qint64 ms)
{
    if (ms < 0)
        return {};
    const auto padded = [](qint64 number, int digits) {
        return QString::number(number).rightJustified(digits, u'0');
    };
    return QString::number(ms / 3'600'000) % u':' % padded(ms / 60'000 % 60, 2) % u':' % padded(ms / 1000 % 60, 2)
        % u'.' % padded(ms % 1000, 3);
}

} // namespace postreel
