// Which limit of the sending speed counts now, of all that was said about it, and until when.
// Invariant: pure; a limit is 0 (none) or at least leastLimit, and "nothing may be sent" is no limit: that is a pause.
#pragma once

#include <QJsonObject>
#include <QTimeZone>
#include <QVector>

namespace postreel {

// Bytes per second; a smaller limit is taken as this one. Below it a segment takes so long that proxies on the way
// give its connection up.
inline constexpr qint64 leastLimit = 32 << 10;
inline constexpr qint64 mostLimit = Q_INT64_C(1) << 40;
inline constexpr qint64 slowDownMs = 3'600'000;
inline constexpr int mostTimetableRows = 50;

// A limit of certain hours of the week. Minutes of the local day, 0 … 1439; an end that is not after the beginning
// is on the next day, so two equal ones are a day and a night.
struct TimetableRow
{
    int days = 0; // bits: Monday 1, Tuesday 2 … Sunday 64; the days on which it begins
    int fromMinute = 0;
    int toMinute = 0;
    qint64 bytesPerSecond = 0; // 0: no limit in these hours, whatever the plain one says

    friend bool operator==(const TimetableRow &, const TimetableRow &) = default;
};

struct SpeedLimits
{
    qint64 plain = 0;                // 0: none
    QVector<TimetableRow> timetable; // the first row that covers a time counts
    qint64 run = 0;                  // the command line's, for one run; 0: none
    qint64 slowDown = 0;                 // "Slow down"
    qint64 slowedUntilMs = 0;          // wall clock
};

enum class LimitReason { None, Plain, Timetable, Run, SlowDown };

struct LimitInForce
{
    qint64 bytesPerSecond = 0; // 0: none
    LimitReason reason = LimitReason::None;
    qint64 untilMs = 0; // wall clock: when it changes; 0: not by itself

    friend bool operator==(const LimitInForce &, const LimitInForce &) = default;
};

// "Slow down" counts while it lasts and is the lower one; then the run's, then the timetable, then the plain limit.
LimitInForce limitAt(const SpeedLimits &limits, qint64 nowMs, const QTimeZone &zone);

// A limit as it is kept: 0, or within leastLimit … mostLimit.
qint64 appliedLimit(qint64 bytesPerSecond);
// Rows that can be kept: no others, with applied limits.
QVector<TimetableRow> appliedRows(const QVector<TimetableRow> &rows);

// A quarter of the speed that was `measured`, else of the last `good` one; 256 KiB/s when neither is known (0).
qint64 slowDownLimit(qint64 measured, qint64 good);

// The run's limit is not saved. What cannot be read is left out.
QJsonObject toJson(const SpeedLimits &limits);
SpeedLimits speedLimitsFrom(const QJsonObject &json);

} // namespace postreel
