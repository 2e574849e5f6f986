// What a film looks and sounds like, as ffmpeg finds it: a flash, a beep, the times of its frames.
// Invariant: times are in seconds from the film's beginning; what is not found is -1.
#pragma once

#include "tests/media/fix_bench.h"

#include <QRegularExpression>
#include <algorithm>

namespace postreel::testing {

// Black and silent but for a flash and a beep of 0.2 s.
inline QString flashAt(double seconds, const char *rate = "30")
{
    return QStringLiteral("-f lavfi -i color=black:size=320x240:rate=%2,drawbox=t=fill:c=white:enable='between(t,%1-0.001,%1+0.2)' "
                          "-f lavfi -i aevalsrc='between(t,%1,%1+0.2)*sin(6283*t)':s=48000 ")
        .arg(seconds)
        .arg(QString::fromLatin1(rate));
}

inline double firstNumber(const QString &said, const char *name)
{
    const QRegularExpression pattern(QLatin1String(name) % QStringLiteral("[:=] ?(-?[0-9.]+)"));
    const auto match = pattern.match(said);
    return match.hasMatch() ? match.captured(1).toDouble() : -1;
}

inline double flashIn(const QString &file)
{
    return firstNumber(ffmpegSays(QStringLiteral("-nostdin -i FILE -vf blackdetect=d=0.1:pix_th=0.3 -an -f null -"), file),
                       "black_end");
}

inline double beepIn(const QString &file)
{
    return firstNumber(ffmpegSays(QStringLiteral("-nostdin -i FILE -vn -af silencedetect=n=-20dB:d=0.1 -f null -"), file),
                       "silence_end");
}

inline QVector<double> frameTimes(const QString &file)
{
    QVector<double> times;
    for (const QString &line : probed(file, QStringLiteral("v"), QStringLiteral("packet=pts_time")))
        times << line.section(u',', 0, 0).toDouble();
    std::sort(times.begin(), times.end());
    return times;
}

} // namespace postreel::testing
