#include "app/engine/clock_watch.h"

#include <utility>

namespace postreel {

namespace {
constexpr int everyMs = 5000;
// On a busy computer timers are late by seconds, never by this much; a shorter sleep does no harm.
constexpr qint64 sleepMs = 20'000;
constexpr qint64 clockSetMs = 2000;
}

ClockWatch::ClockWatch(const Clock &clock) : m_clock(clock), m_timer(this)
{
    m_timer.setInterval(everyMs);
    connect(&m_timer, &QTimer::timeout, this, &ClockWatch::look);
}

void ClockWatch::start()
{
    m_gapMs = m_clock.wallMs() - m_clock.monotonicMs();
    m_timer.start();
}

void ClockWatch::look()
{
    const qint64 gap = m_clock.wallMs() - m_clock.monotonicMs();
    const qint64 jump = gap - std::exchange(m_gapMs, gap);
    if (jump > sleepMs)
        Q_EMIT slept();
    else if (jump < -clockSetMs)
        Q_EMIT wentBack();
    Q_EMIT looked();
}

} // namespace postreel
