#include "ui/quantities.h"

#include "ui/text_direction.h"

#include <QCoreApplication>
#include <QLocale>

namespace postreel {

namespace {
class Quantities
{
    Q_DECLARE_TR_FUNCTIONS(Quantities)
};

QString sizeOf(qint64 bytes)
{
    const int decimals = bytes < 1'000'000 ? 0 : 1;
    return QLocale().formattedDataSize(bytes, decimals, QLocale::DataSizeSIFormat);
}
} // namespace

QString bytesText(qint64 bytes)
{
    return isolated(sizeOf(bytes));
}

QString speedText(qint64 bytesPerSecond)
{
    if (bytesPerSecond <= 0)
        return {};
    //: %1 is a size such as "3.2 MB": bytes per second
    return isolated(Quantities::tr("%1/s").arg(sizeOf(bytesPerSecond)));
}

QString timeLeftText(qint64 ms)
{
    if (ms < 0)
        return {};
    const qint64 seconds = (ms + 999) / 1000;
    if (seconds < 60)
        //: %1 is a number of seconds
        return Quantities::tr("%1 s left").arg(seconds);
    const qint64 minutes = (seconds + 59) / 60;
    if (minutes < 60)
        //: %1 is a number of minutes
        return Quantities::tr("%1 min left").arg(minutes);
    //: %1 is a number of hours, %2 of minutes
    return Quantities::tr("%1 h %2 min left").arg(minutes / 60).arg(minutes % 60);
}

QString aboutText(qint64 ms)
{
    if (ms < 0)
        return {};
    const qint64 seconds = (ms + 999) / 1000;
    if (seconds < 60)
        //: %1 is a number of seconds
        return Quantities::tr("%1 s").arg(seconds);
    const qint64 minutes = (seconds + 59) / 60;
    if (minutes < 60)
        //: %1 is a number of minutes
        return Quantities::tr("about %1 min").arg(minutes);
    if (minutes % 60 == 0)
        //: %1 is a number of hours
        return Quantities::tr("about %1 h").arg(minutes / 60);
    //: %1 is a number of hours, %2 of minutes
    return Quantities::tr("about %1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

QString spanText(qint64 ms)
{
    if (ms < 0)
        return {};
    const qint64 seconds = ms / 1000;
    const auto two = [](qint64 value) { return QString::number(value).rightJustified(2, u'0'); };
    const QString tail = two(seconds % 60);
    if (seconds < 3600)
        return QString::number(seconds / 60) % u':' % tail;
    return QString::number(seconds / 3600) % u':' % two(seconds / 60 % 60) % u':' % tail;
}

} // namespace postreel
