// Time as the machines see it: monotonic for waits, wall for people, X's for epochs that X gives.
// Invariant: monotonicMs() never goes back; serverMs() is wallMs() moved by the last known offset.
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

    // Wall time of X, from the Date header of its last answer.
    qint64 serverMs() const { return wallMs() + m_serverOffsetMs.load(std::memory_order_relaxed); }
    void setServerOffsetMs(qint64 offset) { m_serverOffsetMs.store(offset, std::memory_order_relaxed); }
    qint64 serverOffsetMs() const { return m_serverOffsetMs.load(std::memory_order_relaxed); }

private:
    std::atomic<qint64> m_serverOffsetMs{0};
};

class SystemClock final : public Clock
{
public:
    qint64 monotonicMs() const override;
    qint64 wallMs() const override;
};

} // namespace postreel
