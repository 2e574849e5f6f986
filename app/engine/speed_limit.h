// Determines which of the configured upload speed limits applies now, and until when.
// Invariant: pure; a limit is 0 (none) or at least leastLimit; to send nothing at all is a pause, not a limit.
#pragma once

#include <QJsonObject>
#include <QTimeZone>
#include <QVector>

namespace postreel {

// Bytes per second; smaller limits are raised to it. Below it a segment takes so long that proxies on the path drop
// the connection.
inline constexpr qint64 leastLimit = 32 << 10;
inline constexpr qint64 mostLimit = Q_INT64_C(1) << 40;
inline constexpr qint64 slowDownMs = 3'600'000;
inline constexpr int mostTimetableRows = 50;

// A limit for certain hours of the week, in minutes of the local day, 0…1439. An end that is not after the start is
// on the next day; equal ones are 24 hours.
struct TimetableRow
{
    int days = 0; // bits: Monday 1, Tuesday 2 … Sunday 64; the days on which the row starts
    int fromMinute = 0;
    int toMinute = 0;
    qint64 bytesPerSecond = 0; // 0: no limit in these hours, whatever `plain` is

    friend bool operator==(const TimetableRow &, const TimetableRow &) = default;
};

struct SpeedLimits
{
    qint64 plain = 0;                // bytes per second; 0: none
    QVector<TimetableRow> timetable; // the first row that covers a time counts
    qint64 run = 0;                  // from the command line, for this run; 0: none
    qint64 slowDown = 0;                 // limit while "Slow down" is on; 0: none
    qint64 slowedUntilMs = 0;          // wall clock
};

enum class LimitReason { None, Plain, Timetable, Run, SlowDown };

struct LimitInForce
{
    qint64 bytesPerSecond = 0; // bytes per second; 0: none
    LimitReason reason = LimitReason::None;
    qint64 untilMs = 0; // wall clock, when it changes; 0: not by itself

    friend bool operator==(const LimitInForce &, const LimitInForce &) = default;
};

// "Slow down" applies while it lasts and is the lowest; otherwise the run's limit, then the timetable, then `plain`.
LimitInForce limitAt(const SpeedLimits &limits, qint64 nowMs, const QTimeZone &zone);

// Clamps a limit to what is stored: 0, or leastLimit … mostLimit.
qint64 appliedLimit(qint64 bytesPerSecond);
// The valid rows, with clamped limits; mostTimetableRows at most.
QVector<TimetableRow> appliedRows(const QVector<TimetableRow> &rows);

// A quarter of the `measured` speed, or of the last `good` one if that is 0, raised to leastLimit; 256 KiB/s when
// both are 0 (unknown).
qint64 slowDownLimit(qint64 measured, qint64 good);

// The run's limit is not saved. Values that cannot be read are left out.
QJsonObject toJson(const SpeedLimits &limits);
SpeedLimits speedLimitsFrom(const QJsonObject &json);

} // namespace postreel
