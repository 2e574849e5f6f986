#include "app/media/probe/value_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace postreel {

namespace {

QString words(const char *text, int count = -1)
{
    return QCoreApplication::translate("Media", text, nullptr, count);
}

} // namespace

QString shortNumber(double number, int digits)
{
    QString text = QLocale().toString(number, 'f', digits);
    const QString point = QLocale().decimalPoint();
    if (!text.contains(point))
        return text;
    while (text.endsWith(QLocale().zeroDigit()))
        text.chop(1);
    return text.endsWith(point) ? text.chopped(point.size()) : text;
}

QString bytesInWords(qint64 bytes)
{
    constexpr qint64 kilo = 1000;
    if (bytes < kilo)
        return words(QT_TRANSLATE_NOOP("Media", "%1 bytes")).arg(QLocale().toString(bytes));
    if (bytes < kilo * kilo)
        return words(QT_TRANSLATE_NOOP("Media", "%1 kB")).arg(shortNumber(double(bytes) / kilo));
    if (bytes < kilo * kilo * kilo)
        return words(QT_TRANSLATE_NOOP("Media", "%1 MB")).arg(shortNumber(double(bytes) / (kilo * kilo)));
    return words(QT_TRANSLATE_NOOP("Media", "%1 GB")).arg(shortNumber(double(bytes) / (kilo * kilo * kilo)));
}

QString durationInWords(qint64 ms)
{
    constexpr qint64 minuteMs = 60'000;
    if (ms < minuteMs)
        return words(QT_TRANSLATE_NOOP("Media", "%1 s")).arg(shortNumber(double(ms) / 1000));
    const QString minutes =
        words(QT_TRANSLATE_NOOP("Media", "%1 min")).arg(QLocale().toString(ms / minuteMs));
    const qint64 seconds = ms % minuteMs / 1000;
    return seconds == 0
               ? minutes
               : minutes % u' ' % words(QT_TRANSLATE_NOOP("Media", "%1 s")).arg(QLocale().toString(seconds));
}

QString channelsInWords(qint64 channels)
{
    switch (channels) {
    case 1:
        return words(QT_TRANSLATE_NOOP("Media", "mono"));
    case 2:
        return words(QT_TRANSLATE_NOOP("Media", "stereo"));
    case 6:
        return QStringLiteral("5.1");
    case 8:
        return QStringLiteral("7.1");
    default:
        return words(QT_TRANSLATE_N_NOOP("Media", "%n channel(s)"), static_cast<int>(channels));
    }
}

} // namespace postreel
