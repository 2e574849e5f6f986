// How much is asked of one link: segments at a time, and the size of the next one. The algorithm and the simulation
// behind its constants are in PACING.md.
// Invariant: pure but for what it was told; parallel() is 1…6 and wantedChunk() 256 KiB…4 MiB, whatever that was.
#pragma once

#include "app/store/records.h"

namespace postreel {

class Pacing
{
public:
    static constexpr int mostParallel = 6; // what QNetworkAccessManager opens to one host

    explicit Pacing(const Pace &start = {});

    // A segment was acknowledged. `nowMs` monotonic; `ms`: from its request to its answer; `inFlight`: segments that
    // were on their way on this link while it was, itself included (≥ 1).
    void acked(qint64 nowMs, qint64 bytes, qint64 ms, int inFlight);
    // A connection was lost with a segment on it, `inFlight` as above.
    void lost(int inFlight);
    // Too much was asked: nothing moved on a connection for too long, or X said 429.
    void overloaded(qint64 nowMs);
    // A segment leaves.
    void started() { ++m_sinceIdle; }
    // Nothing is on its way any more: the time until something is says nothing of the link.
    void idle();

    int parallel() const { return m_parallel; }
    // By speed and losses.
    qint64 wantedChunk() const;
    // Of the segment that leaves now. Those that begin together are of different sizes: they would end together,
    // too, and the link would stand still while all of them wait for their answers.
    qint64 nextChunk() const;
    // About what the link carries in that time; as much as there can be while its speed is not known.
    qint64 bytesWithin(qint64 ms) const;
    // Worth to begin with the next time.
    Pace pace() const { return {m_before > 0 ? m_parallel - 1 : m_parallel, wantedChunk()}; }

private:
    void noteShare(qint64 bytes, qint64 ms, int inFlight);
    void closeEpoch(qint64 nowMs);
    void halve();
    void startEpoch(qint64 nowMs);

    int m_parallel;
    qint64 m_startChunk;
    int m_sinceIdle = 0;      // segments that left
    double m_bytesPerMs = 0;  // one connection's share of the link when parallel() are busy; 0: not known

    // growing and settling
    qint64 m_epochAtMs = -1;  // -1: none has begun
    qint64 m_epochBytes = 0;
    int m_epochAcks = 0;
    double m_before = 0;      // bytes/ms with one segment fewer at a time; 0: not on trial
    qint64 m_settledUntilMs = 0;
    qint64 m_settleMs;

    // losses
    double m_carriedPerLoss = 0; // bytes; 0: none was lost
    qint64 m_carried = 0;        // since the last loss
    int m_lostInARow = 0;
};

// A file's share of a budget of requests: the least chunk with which `requests` carry `bytes`; 0 when the budget is
// not known (requests < 0) or there is nothing to carry.
qint64 chunkForBudget(qint64 bytes, qint64 requests);

} // namespace postreel
