#include "app/media/limit_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <numeric>

namespace postreel {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("Media", text);
}

// At most one digit behind the point, and none that is 0.
QString shortNumber(double number)
{
    const double rounded = qRound64(number * 10) / 10.0;
    return QLocale().toString(rounded, 'f', rounded == qRound64(rounded) ? 0 : 1);
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

QString inWords(Measure measure, const LimitRule::Bound &bound)
{
    switch (measure) {
    case Measure::Bytes:
        return bytesInWords(bound[0]);
    case Measure::Duration:
        return durationInWords(bound[0]);
    case Measure::FrameSize:
        return QString::number(bound[0]) % QChar(0x00D7) % QString::number(bound[1]);
    case Measure::Aspect: {
        const qint64 shared = std::max<qint64>(1, std::gcd(bound[0], bound[1]));
        return QString::number(bound[0] / shared) % u':' % QString::number(bound[1] / shared);
    }
    default:
        return {};
    }
}

// For a value so close to its limit that rounded both read the same.
QString exactly(Measure measure, const LimitRule::Bound &bound)
{
    switch (measure) {
    case Measure::Bytes:
        return words(QT_TRANSLATE_NOOP("Media", "%1 bytes")).arg(QLocale().toString(bound[0]));
    case Measure::Duration:
        return words(QT_TRANSLATE_NOOP("Media", "%1 ms")).arg(QLocale().toString(bound[0]));
    case Measure::FrameSize:
    case Measure::Aspect:
        return inWords(measure, bound);
    default:
        return {};
    }
}

QString cureInWords(Cure cure, const QString &limit)
{
    switch (cure) {
    case Cure::Shrink:
        return words(QT_TRANSLATE_NOOP("Media", "Make it smaller than %1")).arg(limit);
    case Cure::Trim:
        return words(QT_TRANSLATE_NOOP("Media", "Trim it to %1")).arg(limit);
    case Cure::Lengthen:
        return words(QT_TRANSLATE_NOOP("Media", "Hold the last frame until %1")).arg(limit);
    case Cure::Scale:
        return words(QT_TRANSLATE_NOOP("Media", "Scale it down to %1")).arg(limit);
    case Cure::Enlarge:
        return words(QT_TRANSLATE_NOOP("Media", "Scale it up to %1")).arg(limit);
    case Cure::Pad:
        return words(QT_TRANSLATE_NOOP("Media", "Add bars up to %1")).arg(limit);
    default:
        return {};
    }
}

} // namespace

QString fieldOf(Measure measure)
{
    switch (measure) {
    case Measure::Bytes:
        return QStringLiteral("bytes");
    case Measure::Duration:
        return QStringLiteral("duration");
    case Measure::FrameSize:
        return QStringLiteral("frame size");
    case Measure::Aspect:
        return QStringLiteral("aspect ratio");
    default:
        return {};
    }
}

Problem problemOf(Measure measure, Cure cure, const Bounds &bounds)
{
    QString value = inWords(measure, bounds.value);
    const QString limit = inWords(measure, bounds.limit);
    if (value == limit)
        value = exactly(measure, bounds.value);
    return {.field = fieldOf(measure),
            .value = value,
            .limit = bounds.least ? words(QT_TRANSLATE_NOOP("Media", "at least %1")).arg(limit) : limit,
            .cure = cureInWords(cure, limit)};
}

} // namespace postreel
