#include "app/engine/best_speed.h"

#include <algorithm>

namespace postreel {

namespace {
constexpr qsizetype mostSeconds = 20;
}

void BestSpeed::note(qint64 nowMs, qint64 bytesPerSecond)
{
    if (bytesPerSecond <= 0)
        return;
    const qint64 number = nowMs / 1000;
    if (m_seconds.isEmpty() || m_seconds.last().number != number)
        m_seconds.append({number, 0});
    m_seconds.last().best = std::max(m_seconds.last().best, bytesPerSecond);
    if (m_seconds.size() > mostSeconds)
        m_seconds.removeFirst();
}

qint64 BestSpeed::bytesPerSecond() const
{
    qint64 best = 0;
    for (const Second &second : m_seconds)
        best = std::max(best, second.best);
    return best;
}

} // namespace postreel
