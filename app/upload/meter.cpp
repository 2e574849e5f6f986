#include "app/upload/meter.h"

#include <algorithm>

namespace postreel {

namespace {
constexpr qint64 windowMs = 8000;
constexpr qint64 shortestMs = 1000;
constexpr qint64 betweenSamplesMs = 250;
} // namespace

void Meter::add(qint64 nowMs, qint64 bytes)
{
    if (!m_samples.isEmpty() && bytes < m_samples.last().bytes)
        m_samples.clear(); // the upload began anew
    if (!m_samples.isEmpty() && nowMs - m_samples.last().atMs < betweenSamplesMs && m_samples.size() > 1) {
        m_samples.last().bytes = bytes;
        return;
    }
    m_samples.append({nowMs, bytes});
    m_samples.removeIf([&](const Sample &sample) { return nowMs - sample.atMs > windowMs; });
}

qint64 Meter::bytesPerSecond(qint64 nowMs) const
{
    if (m_samples.size() < 2)
        return 0;
    const qint64 ms = nowMs - m_samples.first().atMs;
    const qint64 bytes = m_samples.last().bytes - m_samples.first().bytes;
    return ms < shortestMs || ms > 2 * windowMs ? 0 : bytes * 1000 / ms;
}

qint64 Meter::timeLeftMs(qint64 nowMs, qint64 bytes) const
{
    const qint64 speed = bytesPerSecond(nowMs);
    return speed <= 0 ? -1 : std::max<qint64>(0, bytes) * 1000 / speed;
}

} // namespace postreel
