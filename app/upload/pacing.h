// Congestion control for one link (API base): how many segments are in flight at a time, and how large the next one
// is. PACING.md describes the algorithm and the simulation behind its constants.
// Invariant: pure but for what it was told; parallel() stays within 1…6 and wantedChunk() within 256 KiB…4 MiB,
// whatever that was.
#pragma once

#include "app/store/records.h"

namespace postreel {

class Pacing
{
public:
    static constexpr int mostParallel = 6; // the connections that QNetworkAccessManager opens to one host

    explicit Pacing(const Pace &start = {});

    // A segment was acknowledged. `nowMs`: monotonic clock; `ms`: from its request to its response; `inFlight`: most
    // segments in flight on this link during that time, itself included (≥ 1).
    void acked(qint64 nowMs, qint64 bytes, qint64 ms, int inFlight);
    // A connection was lost while it carried a segment; `inFlight` as above.
    void lost(int inFlight);
    // The link is overloaded: a connection stalled, or X answered 429.
    void overloaded(qint64 nowMs);
    // A segment starts.
    void started() { ++m_sinceIdle; }
    // No segment is in flight any more: the time until the next one starts says nothing about the link.
    void idle();

    int parallel() const { return m_parallel; }
    // Segment size in bytes that fits the measured speed and losses.
    qint64 wantedChunk() const;
    // Size of the segment that starts now. Segments that start together get different sizes: equal ones would also
    // end together, and the link would idle while all of them wait for their responses.
    qint64 nextChunk() const;
    // Estimates the bytes that the link carries in `ms`; the largest qint64 while its speed is unknown.
    qint64 bytesWithin(qint64 ms) const;
    // What the next upload starts with; excludes an additional parallel segment that is still on trial.
    Pace pace() const { return {m_before > 0 ? m_parallel - 1 : m_parallel, wantedChunk()}; }

private:
    void noteShare(qint64 bytes, qint64 ms, int inFlight);
    void closeEpoch(qint64 nowMs);
    void halve();
    void startEpoch(qint64 nowMs);

    int m_parallel;
    qint64 m_startChunk;
    int m_sinceIdle = 0;      // segments started
    double m_bytesPerMs = 0;  // one connection's share of the link when parallel() are busy; 0: unknown

    // growing and settling, see PACING.md
    qint64 m_epochAtMs = -1;  // -1: none has started
    qint64 m_epochBytes = 0;
    int m_epochAcks = 0;
    double m_before = 0;      // bytes/ms with one parallel segment fewer; 0: no trial is running
    qint64 m_settledUntilMs = 0;
    qint64 m_settleMs;

    // losses
    double m_carriedPerLoss = 0; // average bytes carried between losses; 0: none was lost
    qint64 m_carried = 0;        // bytes since the last loss
    int m_lostInARow = 0;
};

// The smallest chunk, in bytes, with which `requests` requests carry `bytes`; 0 when the budget is unknown
// (`requests` < 0) or there is nothing to carry.
qint64 chunkForBudget(qint64 bytes, qint64 requests);

} // namespace postreel
