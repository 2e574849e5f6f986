#include "app/x/stall_policy.h"

#include <algorithm>

namespace postreel {

namespace {
// The most that buffers on the way were seen to hold: 4 MiB here, 6 MiB at the other end of a loopback.
constexpr qint64 mostInBuffers = 10 << 20;
constexpr qint64 leastAnswerRate = 1 << 10;
constexpr int answerTimeout = 4;
// A shorter request measures the round trip and X's processing, not the link.
constexpr qint64 tellingBytes = 64 << 10;
constexpr qint64 margin = 8;
} // namespace

qint64 StallPolicy::quietMs(Call call, qint64 bytesSent) const
{
    const qint64 base = call == Call::Finalize ? m_limits.finalizeMs : m_limits.quietMs;
    return base + std::clamp<qint64>(bytesSent, 0, mostInBuffers) * 1000 / m_leastRate;
}

qint64 StallPolicy::answerMs(qint64 receivedBytes) const
{
    return answerTimeout * m_limits.quietMs + std::max<qint64>(0, receivedBytes) * 1000 / leastAnswerRate;
}

void StallPolicy::delivered(qint64 bytes, qint64 ms, bool heldBack)
{
    if (bytes < tellingBytes)
        return;
    const qint64 rate = bytes * 1000 / std::max<qint64>(ms, 1) / margin;
    m_leastRate = std::clamp(heldBack ? std::max(rate, m_leastRate) : rate, m_limits.lowestRate, m_limits.highestRate);
}

void StallPolicy::gaveUp()
{
    m_leastRate = std::max(m_leastRate / 2, m_limits.lowestRate);
}

} // namespace postreel
