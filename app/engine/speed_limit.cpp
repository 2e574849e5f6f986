#include "app/engine/speed_limit.h"

#include <QDateTime>
#include <QJsonArray>
#include <algorithm>

namespace postreel {

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr qint64 dayMs = 24 * 60 * minuteMs;
// Two weeks: a daylight-saving change can skip the only hour of a week that a row names.
constexpr qint64 horizonMs = 15 * dayMs;
constexpr int everyDay = 127;
constexpr qint64 unmeasuredSlowDown = 256 << 10;
constexpr int slowDownPart = 4;

qint64 localMs(qint64 atMs, const QTimeZone &zone)
{
    return atMs + 1000LL * zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(atMs, Qt::UTC));
}

bool hasDay(const TimetableRow &row, qint64 dayNumber)
{
    return (row.days >> ((dayNumber + 3) % 7)) & 1; // the epoch was a Thursday
}

bool covers(const TimetableRow &row, qint64 local)
{
    const qint64 day = local / dayMs;
    const qint64 minute = local % dayMs / minuteMs;
    if (row.fromMinute < row.toMinute)
        return hasDay(row, day) && minute >= row.fromMinute && minute < row.toMinute;
    return (hasDay(row, day) && minute >= row.fromMinute) || (hasDay(row, day - 1) && minute < row.toMinute);
}

// The limit without `untilMs`.
LimitInForce decide(const SpeedLimits &limits, qint64 atMs, const QTimeZone &zone)
{
    LimitInForce base{limits.plain, limits.plain > 0 ? LimitReason::Plain : LimitReason::None, 0};
    if (limits.run > 0) {
        base = {limits.run, LimitReason::Run, 0};
    } else if (!limits.timetable.isEmpty()) {
        const qint64 local = localMs(atMs, zone);
        const auto row = std::find_if(limits.timetable.cbegin(), limits.timetable.cend(),
                                      [local](const TimetableRow &one) { return covers(one, local); });
        if (row != limits.timetable.cend())
            base = {row->bytesPerSecond, LimitReason::Timetable, 0};
    }
    const bool slowsDown = limits.slowDown > 0 && atMs < limits.slowedUntilMs;
    if (slowsDown && (base.bytesPerSecond == 0 || limits.slowDown < base.bytesPerSecond))
        return {limits.slowDown, LimitReason::SlowDown, 0};
    return base;
}

// The next time at which decide() may return something else. Between two daylight-saving changes local time is a
// plain sum.
qint64 nextEdge(const SpeedLimits &limits, qint64 atMs, const QTimeZone &zone)
{
    qint64 next = atMs + dayMs;
    if (limits.slowedUntilMs > atMs)
        next = std::min(next, limits.slowedUntilMs);
    const qint64 withinDay = localMs(atMs, zone) % dayMs;
    for (const TimetableRow &row : limits.timetable)
        for (const int minute : {row.fromMinute, row.toMinute}) {
            const qint64 ahead = minute * minuteMs - withinDay;
            next = std::min(next, atMs + (ahead > 0 ? ahead : ahead + dayMs));
        }
    if (zone.hasTransitions()) {
        const QDateTime change = zone.nextTransition(QDateTime::fromMSecsSinceEpoch(atMs, Qt::UTC)).atUtc;
        if (change.isValid() && change.toMSecsSinceEpoch() > atMs)
            next = std::min(next, change.toMSecsSinceEpoch());
    }
    return next;
}

bool canKeep(const TimetableRow &row)
{
    const auto isMinute = [](int minute) { return minute >= 0 && minute * minuteMs < dayMs; };
    return row.days > 0 && row.days <= everyDay && isMinute(row.fromMinute) && isMinute(row.toMinute) &&
           row.bytesPerSecond >= 0;
}

TimetableRow rowFrom(const QJsonObject &json)
{
    return {.days = json[QLatin1String("days")].toInt(),
            .fromMinute = json[QLatin1String("from")].toInt(-1),
            .toMinute = json[QLatin1String("to")].toInt(-1),
            .bytesPerSecond = json[QLatin1String("limit")].toInteger(-1)};
}

} // namespace

LimitInForce limitAt(const SpeedLimits &limits, qint64 nowMs, const QTimeZone &zone)
{
    LimitInForce now = decide(limits, nowMs, zone);
    if (limits.timetable.isEmpty() && limits.slowedUntilMs <= nowMs)
        return now;
    for (qint64 edge = nextEdge(limits, nowMs, zone); edge <= nowMs + horizonMs; edge = nextEdge(limits, edge, zone))
        if (decide(limits, edge, zone) != now) {
            now.untilMs = edge;
            break;
        }
    return now;
}

qint64 appliedLimit(qint64 bytesPerSecond)
{
    return bytesPerSecond <= 0 ? 0 : std::clamp(bytesPerSecond, leastLimit, mostLimit);
}

QVector<TimetableRow> appliedRows(const QVector<TimetableRow> &rows)
{
    QVector<TimetableRow> kept;
    for (TimetableRow row : rows) {
        if (!canKeep(row) || kept.size() >= mostTimetableRows)
            continue;
        row.bytesPerSecond = appliedLimit(row.bytesPerSecond);
        kept.append(row);
    }
    return kept;
}

qint64 slowDownLimit(qint64 measured, qint64 good)
{
    const qint64 speed = measured > 0 ? measured : good;
    return speed > 0 ? appliedLimit(std::max<qint64>(1, speed / slowDownPart)) : unmeasuredSlowDown;
}

QJsonObject toJson(const SpeedLimits &limits)
{
    QJsonArray rows;
    for (const TimetableRow &row : limits.timetable)
        rows.append(QJsonObject{{QStringLiteral("days"), row.days},
                                {QStringLiteral("from"), row.fromMinute},
                                {QStringLiteral("to"), row.toMinute},
                                {QStringLiteral("limit"), row.bytesPerSecond}});
    return {{QStringLiteral("plain"), limits.plain},
            {QStringLiteral("timetable"), rows},
            {QStringLiteral("slowDown"), limits.slowDown},
            {QStringLiteral("slowedUntil"), limits.slowedUntilMs}};
}

SpeedLimits speedLimitsFrom(const QJsonObject &json)
{
    QVector<TimetableRow> rows;
    const QJsonArray array = json[QLatin1String("timetable")].toArray();
    for (const QJsonValue &row : array)
        rows.append(rowFrom(row.toObject()));
    return {.plain = appliedLimit(json[QLatin1String("plain")].toInteger()),
            .timetable = appliedRows(rows),
            .slowDown = appliedLimit(json[QLatin1String("slowDown")].toInteger()),
            .slowedUntilMs = std::max<qint64>(0, json[QLatin1String("slowedUntil")].toInteger())};
}

} // namespace postreel
