// How long a request may move no byte before its connection is taken for dead: by a least rate instead of a fixed time, since a
// slow link is not a dead one.
// Invariant: arithmetic alone, no clock; a connection that keeps leastBytesPerSecond() is never given up.
//
// Qt counts what it gave to the socket, and the kernel, a router or a proxy may buffer megabytes of that for minutes. So bytes
// handed over since the last sign of life are granted the time that they take at the least rate.
#pragma once

#include "app/x/exchange.h"

namespace postreel {

class StallPolicy
{
public:
    struct Limits
    {
        qint64 quietMs = 30'000;         // until X begins a response, and between two parts of one
        qint64 finalizeMs = 60'000;      // the same for FINALIZE, as X assembles a whole video
        qint64 firstRate = 64 << 10;     // least bytes per second of a connection about which nothing is known
        qint64 lowestRate = 2 << 10;
        qint64 highestRate = 256 << 10;
    };
    StallPolicy() = default;
    explicit StallPolicy(const Limits &limits) : m_limits(limits), m_leastRate(limits.firstRate) {}

    // Milliseconds allowed since the last byte moved, when `bytesSent` of the body were given to the socket.
    qint64 quietMs(Call call, qint64 bytesSent) const;
    // Milliseconds allowed since a response's first byte, when `receivedBytes` of it have come, so that a trickle ends, too.
    qint64 answerMs(qint64 receivedBytes) const;

    // An APPEND of `bytes` was answered after `ms`: an eighth of its rate is the least rate from now on. If a speed limit of
    // Postreel's slowed it (`heldBack`), the least rate is only raised.
    void delivered(qint64 bytes, qint64 ms, bool heldBack = false);
    // A request was given up: the link may be slower than assumed, so the next one gets twice the time.
    void gaveUp();

    qint64 leastBytesPerSecond() const { return m_leastRate; }

private:
    Limits m_limits;
    qint64 m_leastRate = Limits{}.firstRate;
};

} // namespace postreel
