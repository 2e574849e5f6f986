#include "app/media/fix/silence.h"

namespace postreel {

void Silence::begin(qint64 limitMs, std::optional<qint64> cpuMs)
{
    m_limitMs = limitMs;
    m_atBegin = cpuMs;
    m_atLastLook = cpuMs;
}

bool Silence::isTooLong(std::optional<qint64> cpuMs)
{
    constexpr qint64 leastShare = 200; // what works gets more than this part of the time, beside whatever else runs
    if (!cpuMs || !m_atBegin)
        return true;
    const bool works = *cpuMs - *m_atLastLook > m_limitMs / leastShare;
    m_atLastLook = cpuMs;
    return !works || *cpuMs - *m_atBegin >= m_limitMs;
}

} // namespace postreel
