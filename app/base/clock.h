// Time as the machines see it: monotonic for waits, wall for people, X's for epochs that X gives.
// Invariant: monotonicMs() never goes back, and neither does serverMs() once X told its time, however this computer's
// clock is set; it may run ahead while the clock was set forward, until X tells its time again.
#pragma once

#include <QtGlobal>
#include <atomic>

namespace postreel {

class Clock
{
public:
    virtual ~Clock() = default;
    // Milliseconds since an arbitrary start; runs on while the wall clock is set.
    virtual qint64 monotonicMs() const = 0;
    // Milliseconds since 1970-01-01T00:00Z as this computer has them.
    virtual qint64 wallMs() const = 0;

    // Wall time of X, from the Date header of its last answer; until there was one, this computer's.
    qint64 serverMs() const;
    // Whether X told its time in this run and neither a sleep nor a setting of the clock came since.
    bool serverIsKnown() const;
    void setServerOffsetMs(qint64 offset);
    qint64 serverOffsetMs() const { return m_serverOffsetMs.load(std::memory_order_relaxed); }

private:
    // Wall minus monotonic: grows with a sleep and as the clock is set.
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
