#include "app/base/wall_timer.h"

#include <algorithm>
#include <utility>

namespace postreel {

namespace {
constexpr qint64 longestSliceMs = 60'000;
}

WallTimer::WallTimer(QObject *parent) : QObject(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &WallTimer::look);
}

void WallTimer::callAt(qint64 atMs, std::function<qint64()> clock, std::function<void()> then)
{
    m_atMs = atMs;
    m_clock = std::move(clock);
    m_then = std::move(then);
    m_timer.start(static_cast<int>(std::clamp<qint64>(m_atMs - m_clock(), 0, longestSliceMs)));
}

void WallTimer::stop()
{
    m_timer.stop();
    m_then = nullptr;
}

void WallTimer::lookNow()
{
    if (m_then)
        m_timer.start(0);
}

void WallTimer::look()
{
    if (const qint64 left = m_atMs - m_clock(); left > 0) {
        m_timer.start(static_cast<int>(std::min(left, longestSliceMs)));
        return;
    }
    // Taken out first: what is called may set the next time.
    if (const std::function<void()> then = std::exchange(m_then, nullptr))
        then();
}

} // namespace postreel
