#include "app/base/clock.h"

#include <QDateTime>
#include <algorithm>
#include <chrono>

namespace postreel {

namespace {
constexpr qint64 jumpMs = 5000; // more than time synchronisation corrects a running clock by
}

// If the clock was set back, only wallMs() has jumped, so the later of the two is right. A jump forward may also have been a
// sleep; then wallMs() is right.
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
