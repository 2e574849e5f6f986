#include "app/upload/pacing.h"

#include <algorithm>
#include <limits>

namespace postreel {

namespace {

constexpr qint64 largest = 4 << 20;
constexpr qint64 smallest = 256 << 10;
constexpr qint64 step = 64 << 10;        // sizes are multiples of this
constexpr double targetMs = 6000;        // how long a segment should take on its connection
constexpr double smoothing = 0.3;             // weight of the latest rate of a connection
constexpr int acksPerParallel = 3;       // an epoch has this many acknowledgements per parallel segment …
constexpr qint64 leastEpochMs = 2000;    // … and lasts at least this long
constexpr double worthIt = 1.05;         // gain in speed that justifies one more parallel segment
constexpr qint64 firstSettleMs = 30'000; // until growing is tried again; doubled after each failed trial
constexpr qint64 lastSettleMs = 600'000;
constexpr double segmentsPerLoss = 8;    // about 1/16 of the bytes is sent again then

} // namespace

Pacing::Pacing(const Pace &start)
    : m_parallel(std::clamp(start.parallel, 1, mostParallel)),
      m_startChunk(std::clamp(start.chunkBytes, smallest, largest)), m_settleMs(firstSettleMs)
{
}

void Pacing::startEpoch(qint64 nowMs)
{
    m_epochAtMs = nowMs;
    m_epochBytes = 0;
    m_epochAcks = 0;
}

void Pacing::noteShare(qint64 bytes, qint64 ms, int inFlight)
{
    if (bytes < smallest)
        return; // the end of a file, or a small file: mostly round-trip time
    // Connections share a link evenly, so with more of them busy each would have carried less.
    const double share = static_cast<double>(bytes) / static_cast<double>(std::max<qint64>(1, ms));
    const double rate = share * std::min(1.0, static_cast<double>(inFlight) / m_parallel);
    m_bytesPerMs = m_bytesPerMs > 0 ? m_bytesPerMs + smoothing * (rate - m_bytesPerMs) : rate;
}

void Pacing::acked(qint64 nowMs, qint64 bytes, qint64 ms, int inFlight)
{
    m_lostInARow = 0;
    m_carried += bytes;
    noteShare(bytes, ms, inFlight);
    if (inFlight < m_parallel || m_epochAtMs < 0)
        return startEpoch(nowMs); // the epoch did not measure this many segments
    m_epochBytes += bytes;
    ++m_epochAcks;
    if (m_epochAcks >= acksPerParallel * m_parallel && nowMs - m_epochAtMs >= leastEpochMs)
        closeEpoch(nowMs);
}

void Pacing::closeEpoch(qint64 nowMs)
{
    const double speed = static_cast<double>(m_epochBytes) / static_cast<double>(nowMs - m_epochAtMs);
    startEpoch(nowMs);
    if (m_before > 0 && speed < m_before * worthIt) {
        m_before = 0;
        --m_parallel;
        m_settledUntilMs = nowMs + m_settleMs;
        m_settleMs = std::min(2 * m_settleMs, lastSettleMs);
        return;
    }
    if (m_before > 0)
        m_settleMs = firstSettleMs; // the link carries more than before
    m_before = 0;
    if (nowMs < m_settledUntilMs || m_parallel == mostParallel)
        return;
    m_before = speed;
    ++m_parallel;
}

void Pacing::halve()
{
    m_parallel = std::max(1, m_parallel / 2);
    m_before = 0;
    m_epochAtMs = -1;
}

void Pacing::lost(int inFlight)
{
    const double carried = static_cast<double>(m_carried);
    if (m_carriedPerLoss == 0)
        m_carriedPerLoss = std::max(1.0, carried);
    else if (m_carried > 0) // otherwise it broke together with the last one: a server that went away counts as one loss
        m_carriedPerLoss = (m_carriedPerLoss + carried) / 2;
    m_carried = 0;
    // One broken connection says nothing about the others; as many in a row as are in flight mean that there are too
    // many.
    if (++m_lostInARow < std::max(2, inFlight))
        return;
    m_lostInARow = 0;
    m_carriedPerLoss /= 2;
    halve();
}

void Pacing::overloaded(qint64 nowMs)
{
    halve();
    m_settledUntilMs = nowMs + m_settleMs;
}

void Pacing::idle()
{
    m_epochAtMs = -1;
    m_sinceIdle = 0;
}

qint64 Pacing::nextChunk() const
{
    const qint64 whole = wantedChunk();
    if (m_sinceIdle >= m_parallel)
        return whole;
    return std::max(smallest, whole * (m_sinceIdle + 1) / m_parallel / step * step);
}

qint64 Pacing::wantedChunk() const
{
    qint64 wanted = m_startChunk;
    if (m_bytesPerMs > 0)
        wanted = static_cast<qint64>(std::min(m_bytesPerMs * targetMs, static_cast<double>(largest)));
    // Grows again the longer nothing is lost.
    if (m_carriedPerLoss > 0)
        wanted = std::min(wanted, static_cast<qint64>(std::max(m_carriedPerLoss, static_cast<double>(m_carried)) /
                                                      segmentsPerLoss));
    return std::clamp(wanted / step * step, smallest, largest);
}

qint64 Pacing::bytesWithin(qint64 ms) const
{
    if (m_bytesPerMs <= 0)
        return std::numeric_limits<qint64>::max();
    return static_cast<qint64>(m_bytesPerMs * m_parallel * static_cast<double>(std::max<qint64>(0, ms)));
}

qint64 chunkForBudget(qint64 bytes, qint64 requests)
{
    if (requests < 0 || bytes <= 0)
        return 0;
    return bytes / std::max<qint64>(1, requests) + 1;
}

} // namespace postreel
