#include "app/base/wall_timer.h"

#include <algorithm>
#include <utility>

namespace postreel {

namespace {
constexpr qint64 longestSliceMs = 60'000;
}

WallTimer::WallTimer(QObject *parent) : QObject(parent)
{
    m_timer.setParent(this); // moves along to another thread
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &WallTimer::look);
}

void WallTimer::callAt(qint64 atMs, std::function<qint64()> clock, std::function<void()> then)
{
    begin([atMs, clock = std::move(clock)] { return atMs - clock(); }, std::move(then));
}

void WallTimer::callAfter(const Clock &clock, qint64 ms, std::function<void()> then)
{
    const qint64 wall = clock.wallMs();
    const qint64 monotonic = clock.monotonicMs();
    begin([&clock, ms, wall, monotonic] {
        return ms - std::max(clock.wallMs() - wall, clock.monotonicMs() - monotonic);
    }, std::move(then));
}

void WallTimer::begin(std::function<qint64()> left, std::function<void()> then)
{
    m_left = std::move(left);
    m_then = std::move(then);
    m_timer.start(static_cast<int>(std::clamp<qint64>(m_left(), 0, longestSliceMs)));
}

std::optional<qint64> WallTimer::leftMs() const
{
    return m_then ? std::optional(std::max<qint64>(m_left(), 0)) : std::nullopt;
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
    if (const qint64 left = m_left(); left > 0) {
        m_timer.start(static_cast<int>(std::min(left, longestSliceMs)));
        return;
    }
    // Cleared first, as the callback may set the next call.
    if (const std::function<void()> then = std::exchange(m_then, nullptr))
        then();
}

} // namespace postreel
