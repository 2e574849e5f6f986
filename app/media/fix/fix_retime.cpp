#include "app/media/fix/fix_retime.h"

namespace postreel {

namespace {

QString seconds(qint64 us)
{
    return QString::number(double(us) / 1e6, 'f', 6);
}

// ffmpeg's expression for a corrected time: the time plus all shifts that apply.
QString moved(const QVector<TimeShift> &shifts, const QString &time, bool picture)
{
    constexpr qint64 roundedUs = 2000; // tolerance for containers' clocks
    QStringList terms{time};
    for (const TimeShift &shift : shifts) {
        if (shift.packet >= 0 && picture && time == QLatin1String("PTS"))
            terms << QStringLiteral("eq(N\\,%1)*(%2)/TB").arg(shift.packet).arg(seconds(shift.byUs));
        else if (shift.packet < 0)
            terms << QStringLiteral("between(%1*TB\\,%2\\,%3)*(%4)/TB")
                         .arg(time, seconds(shift.fromUs - roundedUs), seconds(shift.toUs - roundedUs), seconds(shift.byUs));
    }
    return terms.join(u'+');
}

} // namespace

bool mayRestart(const StreamFacts &streams)
{
    static const QStringList readers{QStringLiteral("mpegts"), QStringLiteral("mpeg"), QStringLiteral("ogg")};
    return readers.contains(streams.container);
}

QStringList retimedReading(const StreamFacts &streams)
{
    // By default, ffmpeg takes jumps of less than 10 s for intended.
    if (!mayRestart(streams) || streams.times.gaps == 0)
        return {};
    return {QStringLiteral("-dts_delta_threshold"), QStringLiteral("1")};
}

QString retimedContainer(const StreamFacts &streams)
{
    return streams.container == QLatin1String("mov") ? streams.container : QStringLiteral("matroska");
}

bool wantsOwnContainer(const StreamFacts &streams)
{
    return !mayRestart(streams) && streams.container != retimedContainer(streams);
}

QStringList retimedWriting(const StreamFacts &streams)
{
    if (mayRestart(streams))
        return {};
    const bool mov = streams.container == QLatin1String("mov");
    const QVector<TimeShift> &shifts = streams.times.shifts;
    // Matroska stores only PTS. ffmpeg guesses the DTS, and a stray frame makes the guess wrong.
    const QString decoded = mov ? moved(shifts, QStringLiteral("DTS"), true) : QStringLiteral("NOPTS");
    QStringList list{QStringLiteral("-bsf:v"),
                     QStringLiteral("setts=pts=%1:dts=%2").arg(moved(shifts, QStringLiteral("PTS"), true), decoded)};
    if (streams.audio)
        list << QStringLiteral("-bsf:a")
             << QStringLiteral("setts=pts=%1:dts=%2").arg(moved(shifts, QStringLiteral("PTS"), false), moved(shifts, QStringLiteral("DTS"), false));
    if (mov && streams.times.ticksPerSecond > 0)
        list << QStringLiteral("-video_track_timescale") << QString::number(streams.times.ticksPerSecond);
    return list;
}

Inspection afterRetiming(Inspection source)
{
    source.facts.mediaType.clear();
    source.streams.container = retimedContainer(source.streams);
    source.streams.times = {};
    if (source.streams.video)
        source.streams.video->stream = 0;
    if (source.streams.audio)
        source.streams.audio->stream = 1;
    return source;
}

} // namespace postreel
