#include "app/media/rules/damage_words.h"

#include "app/media/probe/value_words.h"
#include "app/media/rules/limit_words.h"

#include <QCoreApplication>

namespace postreel {

namespace {

QString words(const char *text, int count = -1)
{
    return QCoreApplication::translate("Media", text, nullptr, count);
}

} // namespace

Problem problemOf(const TimeStamps &times)
{
    QStringList faults;
    if (times.strays > 0)
        faults << words(QT_TRANSLATE_N_NOOP("Media", "%n stray frame(s)"), times.strays);
    if (times.restarts > 0)
        faults << words(QT_TRANSLATE_N_NOOP("Media", "start over %n time(s)"), times.restarts);
    if (times.gaps > 0 && times.gapMs > 0)
        //: %1 is how long nothing plays, %2 the time in the video
        faults << words(QT_TRANSLATE_NOOP("Media", "a gap of %1 at %2")).arg(durationInWords(times.gapMs), durationInWords(times.gapAtMs));
    if (times.gaps > 1 || (times.gaps > 0 && times.gapMs == 0))
        faults << words(QT_TRANSLATE_N_NOOP("Media", "%n gap(s) in total"), times.gaps);
    if (times.toldMs > 0)
        faults << words(QT_TRANSLATE_NOOP("Media", "%1 claimed")).arg(durationInWords(times.toldMs));
    return {.field = fieldOf(Measure::TimeStamps),
            .value = faults.join(QLatin1String(", ")),
            .limit = words(QT_TRANSLATE_NOOP("Media", "%1 that really play")).arg(durationInWords(times.playsMs)),
            .fix = words(QT_TRANSLATE_NOOP("Media", "Correct its timing"))};
}

Problem problemOf(const Damage &damage, FixStep fix, qint64 durationMs)
{
    const qint64 lostMs = std::min(damage.toMs, durationMs) - std::min(damage.fromMs, durationMs);
    const QString kept = durationInWords(std::max<qint64>(0, durationMs - lostMs));
    //: %1 and %2 are times in the video
    const QString lost = words(QT_TRANSLATE_NOOP("Media", "The picture cannot be read from %1 to %2"))
                             .arg(durationInWords(damage.fromMs), durationInWords(damage.toMs));
    return {.field = fieldOf(Measure::Damage),
            .value = lost,
            .fix = fix == FixStep::None ? copyItAgain() : words(QT_TRANSLATE_NOOP("Media", "Keep %1 of it")).arg(kept)};
}

Problem damagedPicture()
{
    return {.field = fieldOf(Measure::Damage),
            .value = words(QT_TRANSLATE_NOOP("Media", "A part of the picture cannot be read")),
            .fix = copyItAgain()};
}

} // namespace postreel
