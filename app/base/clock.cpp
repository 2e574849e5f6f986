#include "app/base/clock.h"

#include <QDateTime>
#include <algorithm>
#include <chrono>

namespace postreel {

namespace {
constexpr qint64 jumpMs = 5000; // more than a clock is corrected by while it runs
}

// A clock that was set back moves the wall clock alone, so the later of both is right. Forward, it may as well have been
// a sleep: then the wall clock is.
qint64 Clock::serverMs() const
{
    const qint64 offset = m_serverOffsetMs.load(std::memory_order_relaxed);
    const qint64 byWall = wallMs() + offset;
    if (!m_learned.load(std::memory_order_acquire))
        return byWall;
    return std::max(byWall, monotonicMs() + m_gapMs.load(std::memory_order_relaxed) + offset);
}

bool Clock::serverIsKnown() const
{
    return m_learned.load(std::memory_order_acquire)
        && std::abs(gapMs() - m_gapMs.load(std::memory_order_relaxed)) < jumpMs;
}

void Clock::setServerOffsetMs(qint64 offset)
{
    m_serverOffsetMs.store(offset, std::memory_order_relaxed);
    m_gapMs.store(gapMs(), std::memory_order_relaxed);
    m_learned.store(true, std::memory_order_release);
}

qint64 SystemClock::monotonicMs() const
{
    const auto sinceStart = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(sinceStart).count();
}

qint64 SystemClock::wallMs() const
{
    return QDateTime::currentMSecsSinceEpoch();
}

} // namespace postreel
