#include "app/upload/meter.h"

#include <algorithm>

namespace postreel {

namespace {
constexpr qint64 windowMs = 20'000;
constexpr qint64 leastSpanMs = 200; // the first bytes only fill buffers and say nothing about the link
constexpr qsizetype fewestSamples = 4; // on a slow link one segment can take longer than the window
constexpr qint64 socketBufferBytes = 2 << 20; // what the kernel may buffer per connection
} // namespace

void Meter::add(qint64 nowMs, qint64 bytes)
{
    if (!m_samples.isEmpty() && bytes < m_samples.last().bytes)
        m_samples.clear(); // the upload started over
    m_samples.append({nowMs, bytes});
    while (m_samples.size() > fewestSamples && nowMs - m_samples.first().atMs > windowMs)
        m_samples.removeFirst();
}

qint64 Meter::bytesPerSecond(qint64 nowMs) const
{
    if (m_samples.size() < 2)
        return 0;
    const Sample &first = m_samples.first();
    const Sample &last = m_samples.last();
    // Measures up to the last acknowledgement; once the next one is overdue, the time since then counts too.
    const qint64 usual = (last.atMs - first.atMs) / (m_samples.size() - 1);
    const qint64 end = nowMs - last.atMs > 2 * usual ? nowMs : last.atMs;
    return end - first.atMs < leastSpanMs ? 0 : (last.bytes - first.bytes) * 1000 / (end - first.atMs);
}

qint64 Meter::timeLeftMs(qint64 nowMs, qint64 bytes) const
{
    const qint64 speed = bytesPerSecond(nowMs);
    return speed <= 0 ? -1 : std::max<qint64>(0, bytes) * 1000 / speed;
}

qint64 Meter::estimate(qint64 nowMs, qint64 bytesSent) const
{
    const qint64 speed = bytesPerSecond(nowMs);
    if (speed <= 0)
        return std::max<qint64>(0, bytesSent - socketBufferBytes);
    return std::min(bytesSent, speed * (nowMs - m_samples.last().atMs) / 1000);
}

} // namespace postreel
