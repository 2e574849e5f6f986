#include "app/media/fix/stall_detector.h"

namespace postreel {

void StallDetector::restart(qint64 limitMs, std::optional<qint64> cpuMs)
{
    m_limitMs = limitMs;
    m_atRestart = cpuMs;
    m_atLastLook = cpuMs;
}

bool StallDetector::isStalled(std::optional<qint64> cpuMs)
{
    constexpr qint64 leastShare = 200; // what works gets more than this part of the time, beside whatever else runs
    if (!cpuMs || !m_atRestart)
        return true;
    const bool works = *cpuMs - *m_atLastLook > m_limitMs / leastShare;
    m_atLastLook = cpuMs;
    return !works || *cpuMs - *m_atRestart >= m_limitMs;
}

} // namespace postreel
