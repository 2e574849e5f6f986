// The speed limits in the engine: what was said of them, the one that counts, and what the link carried of late.
#include "app/engine/engine_core.h"

namespace postreel {

namespace {

// A speed that differs by less than this part of it is neither worth a write nor other times of day.
constexpr qint64 tellingPart = 5;

bool differsTellingly(qint64 speed, qint64 before)
{
    return speed != before && qAbs(speed - before) * tellingPart >= before;
}

QTimeZone hereZone()
{
    const QTimeZone zone = QTimeZone::systemTimeZone();
    return zone.isValid() ? zone : QTimeZone::utc();
}

} // namespace

// What was said before waits, so that it changes what the profile holds instead of replacing it.
void EngineCore::openLimits()
{
    const qint64 run = m_limits.run;
    m_limits = speedLimitsFrom(m_settings.speedLimits());
    m_limits.run = run;
    m_keptSpeed = m_settings.goodSpeed();
    m_limitTimer = std::make_unique<WallTimer>();
    applyLimits();
    const QVector<std::function<void()>> said = std::exchange(m_limitsSaidEarly, {});
    for (const std::function<void()> &say : said)
        say();
}

void EngineCore::changeLimits(const std::function<void()> &change)
{
    if (!m_transport)
        return m_limitsSaidEarly.append([this, change] { changeLimits(change); });
    change();
    m_settings.setSpeedLimits(toJson(m_limits));
    applyLimits();
    markChanged({});
}

void EngineCore::setLimit(qint64 bytesPerSecond)
{
    changeLimits([this, bytesPerSecond] {
        m_limits.plain = appliedLimit(bytesPerSecond);
        m_limits.run = 0; // the person's newer word
    });
}

void EngineCore::setTimetable(const QVector<TimetableRow> &rows)
{
    changeLimits([this, rows] {
        m_limits.timetable = appliedRows(rows);
        m_limits.run = 0;
    });
}

void EngineCore::slowDown(bool make)
{
    changeLimits([this, make] {
        if (!make)
            m_limits.slowDown = 0;
        else if (m_limits.slowDown == 0) // else asked for once more: an hour more of the same
            m_limits.slowDown = slowDownLimit(m_speed.bytesPerSecond(), m_keptSpeed);
        m_limits.slowedUntilMs = make ? m_clock.wallMs() + slowDownMs : 0;
    });
}

void EngineCore::setRunLimit(qint64 bytesPerSecond)
{
    changeLimits([this, bytesPerSecond] { m_limits.run = appliedLimit(bytesPerSecond); });
}

// Puts the limit that counts now in force, and looks again when another does.
void EngineCore::applyLimits()
{
    if (!m_transport) // openLimits() will
        return;
    const qint64 now = m_clock.wallMs();
    const bool slowDownIsOver = m_limits.slowDown > 0 && m_limits.slowedUntilMs <= now;
    if (slowDownIsOver)
        m_limits.slowDown = 0;
    m_limits.slowedUntilMs = std::min(m_limits.slowedUntilMs, now + slowDownMs); // if the clock was set back
    const LimitInForce inForce = limitAt(m_limits, now, hereZone());
    m_transport->setLimit(inForce.bytesPerSecond);
    if (inForce.untilMs > 0)
        m_limitTimer->callAt(inForce.untilMs, [this] { return m_clock.wallMs(); }, [this] { applyLimits(); });
    else
        m_limitTimer->stop();
    if (std::exchange(m_limitNow, inForce) != inForce || slowDownIsOver)
        markChanged({});
}

void EngineCore::showLimits(StatusView &status) const
{
    status.limitBytesPerSecond = m_limitNow.bytesPerSecond;
    status.limitReason = m_limitNow.reason;
    status.limitUntilMs = m_limitNow.untilMs;
    status.slowedDown = m_limits.slowDown > 0;
    status.plainLimit = m_limits.plain;
    status.timetable = m_limits.timetable;
}

// Throughput measured during "Slow down" says nothing about the link.
void EngineCore::noteSpeed(qint64 bytesPerSecond)
{
    if (m_limitNow.reason == LimitReason::SlowDown)
        return;
    m_speed.note(m_clock.monotonicMs(), bytesPerSecond);
    m_fixQueue->setLinkSpeed(linkSpeed());
    reportSpeed();
}

// A file that needs a decision lies still: nothing else would tell again when it could be with X.
void EngineCore::reportSpeed()
{
    if (!differsTellingly(linkSpeed(), m_toldSpeed))
        return;
    m_toldSpeed = linkSpeed();
    for (const Uploader *upload : std::as_const(m_uploaders))
        if (upload->record().state == UploadState::NeedsFix)
            markChanged(upload->record().postId);
}

void EngineCore::keepSpeed()
{
    const qint64 speed = m_speed.bytesPerSecond();
    if (speed == 0 || !differsTellingly(speed, m_keptSpeed))
        return;
    m_keptSpeed = speed;
    m_settings.setGoodSpeed(speed);
}

} // namespace postreel
