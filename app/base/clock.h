// Clocks: a monotonic one for waits, the wall clock for times shown to people, and an estimate of X's clock for times that X
// gives.
// Invariant: monotonicMs() never goes back. Neither does serverMs() once X has told its time, however this computer's clock is
// set; it may run ahead after the clock was set forward, until X tells its time again.
#pragma once

#include <QtGlobal>
#include <atomic>

namespace postreel {

class Clock
{
public:
    virtual ~Clock() = default;
    // Milliseconds since an arbitrary start; not affected when the wall clock is set.
    virtual qint64 monotonicMs() const = 0;
    // Milliseconds since 1970-01-01T00:00Z by this computer's clock.
    virtual qint64 wallMs() const = 0;

    // Milliseconds since the epoch on X's clock, by the Date header of its last response; before the first one, wallMs().
    qint64 serverMs() const;
    // Whether X has told its time in this run and there was neither a sleep nor a change of the clock since.
    bool serverIsKnown() const;
    // `offset`: X's time minus wallMs(), in milliseconds.
    void setServerOffsetMs(qint64 offset);
    qint64 serverOffsetMs() const { return m_serverOffsetMs.load(std::memory_order_relaxed); }

private:
    // Wall time minus monotonic time: changes with a sleep and when the clock is set.
    qint64 gapMs() const { return wallMs() - monotonicMs(); }

    std::atomic<qint64> m_serverOffsetMs{0};
    std::atomic<qint64> m_gapMs{0}; // as it was when the offset was learned
    std::atomic<bool> m_learned{false};
};

class SystemClock final : public Clock
{
public:
    qint64 monotonicMs() const override;
    qint64 wallMs() const override;
};

} // namespace postreel
