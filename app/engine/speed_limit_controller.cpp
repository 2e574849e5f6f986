#include "app/engine/speed_limit_controller.h"

#include <QTimeZone>
#include <algorithm>
#include <utility>

namespace postreel {

namespace {

// Differences below 1/tellingPart of a speed are not saved or reported.
constexpr qint64 tellingPart = 5;

bool differsEnough(qint64 speed, qint64 before)
{
    return speed != before && qAbs(speed - before) * tellingPart >= before;
}

QTimeZone hereZone()
{
    const QTimeZone zone = QTimeZone::systemTimeZone();
    return zone.isValid() ? zone : QTimeZone::utc();
}

} // namespace

SpeedLimitController::SpeedLimitController(Settings &settings, Clock &clock, qint64 runLimit)
    : m_settings(settings), m_clock(clock), m_timer(this)
{
    m_limits.run = appliedLimit(runLimit);
}

void SpeedLimitController::open()
{
    const qint64 run = m_limits.run;
    m_limits = speedLimitsFrom(m_settings.document(Settings::Document::SpeedLimits));
    m_limits.run = run;
    m_savedSpeed = m_settings.lastBestSpeed();
    m_isOpen = true;
    apply();
    for (const std::function<void()> &early : std::exchange(m_early, {}))
        change(early);
}

void SpeedLimitController::change(const std::function<void()> &edit)
{
    if (!m_isOpen)
        return m_early.append(edit);
    edit();
    m_settings.setDocument(Settings::Document::SpeedLimits, toJson(m_limits));
    apply();
    Q_EMIT changed();
}

void SpeedLimitController::setPlainLimit(qint64 bytesPerSecond)
{
    change([this, bytesPerSecond] {
        m_limits.plain = appliedLimit(bytesPerSecond);
        m_limits.run = 0; // overridden by the newer setting
    });
}

void SpeedLimitController::setTimetable(const QVector<TimetableRow> &rows)
{
    change([this, rows] {
        m_limits.timetable = appliedRows(rows);
        m_limits.run = 0;
    });
}

void SpeedLimitController::slowDown(bool slow)
{
    change([this, slow] {
        if (!slow)
            m_limits.slowDown = 0;
        else if (m_limits.slowDown == 0) // otherwise repeated: another hour with the same limit
            m_limits.slowDown = slowDownLimit(m_speed.bytesPerSecond(), m_savedSpeed);
        m_limits.slowedUntilMs = slow ? m_clock.wallMs() + slowDownMs : 0;
    });
}

void SpeedLimitController::setRunLimit(qint64 bytesPerSecond)
{
    change([this, bytesPerSecond] { m_limits.run = appliedLimit(bytesPerSecond); });
}

void SpeedLimitController::apply()
{
    if (!m_isOpen) // open() does it
        return;
    const qint64 now = m_clock.wallMs();
    const bool slowDownIsOver = m_limits.slowDown > 0 && m_limits.slowedUntilMs <= now;
    if (slowDownIsOver)
        m_limits.slowDown = 0;
    m_limits.slowedUntilMs = std::min(m_limits.slowedUntilMs, now + slowDownMs); // in case the clock was set back
    const LimitInForce limit = limitAt(m_limits, now, hereZone());
    Q_EMIT inForce(limit.bytesPerSecond);
    if (limit.untilMs > 0)
        m_timer.callAt(limit.untilMs, [this] { return m_clock.wallMs(); }, [this] { apply(); });
    else
        m_timer.stop();
    if (std::exchange(m_inForce, limit) != limit || slowDownIsOver)
        Q_EMIT changed();
}

// Throughput measured during "Slow down" says nothing about the link.
void SpeedLimitController::noteSpeed(qint64 bytesPerSecond)
{
    if (m_inForce.reason == LimitReason::SlowDown)
        return;
    m_speed.note(m_clock.monotonicMs(), bytesPerSecond);
    Q_EMIT linkSpeedNoted(linkSpeed());
    if (!differsEnough(linkSpeed(), m_reportedSpeed))
        return;
    m_reportedSpeed = linkSpeed();
    Q_EMIT linkSpeedChanged();
}

qint64 SpeedLimitController::linkSpeed() const
{
    return m_speed.bytesPerSecond() > 0 ? m_speed.bytesPerSecond() : m_savedSpeed;
}

void SpeedLimitController::saveLinkSpeed()
{
    const qint64 speed = m_speed.bytesPerSecond();
    if (speed == 0 || !differsEnough(speed, m_savedSpeed))
        return;
    m_savedSpeed = speed;
    m_settings.setLastBestSpeed(speed);
}

void SpeedLimitController::showIn(StatusView &status) const
{
    status.limitBytesPerSecond = m_inForce.bytesPerSecond;
    status.limitReason = m_inForce.reason;
    status.limitUntilMs = m_inForce.untilMs;
    status.slowedDown = m_limits.slowDown > 0;
    status.plainLimit = m_limits.plain;
    status.timetable = m_limits.timetable;
}

} // namespace postreel
