// How long a request may move nothing before its connection is taken for dead: a least rate in place of a
// fixed time, since a slow link is not a dead one.
// Invariant: arithmetic alone, no clock; a connection that keeps leastBytesPerSecond() is never given up.
//
// Qt counts what it gave to the socket, and the kernel, a router or a proxy may hold megabytes of that for
// minutes. So what was handed over since the last sign of life is granted the time it takes at the least rate.
#pragma once

#include "app/x/exchange.h"

namespace postreel {

class StallPolicy
{
public:
    struct Limits
    {
        qint64 quietMs = 30'000;         // for X to begin an answer, and between two parts of one
        qint64 finalizeMs = 60'000;      // the same for FINALIZE: X puts a whole video together
        qint64 firstRate = 64 << 10;     // least bytes per second of a connection that nothing is known of
        qint64 lowestRate = 2 << 10;
        qint64 highestRate = 256 << 10;
    };
    StallPolicy() = default;
    explicit StallPolicy(const Limits &limits) : m_limits(limits), m_leastRate(limits.firstRate) {}

    // Milliseconds from the last byte that moved, when `bytesSent` of the body were given to the socket.
    qint64 quietMs(Call call, qint64 bytesSent) const;
    // Milliseconds from an answer's first byte, when `receivedBytes` of it came: a trickle ends, too.
    qint64 answerMs(qint64 receivedBytes) const;

    // An APPEND of so many bytes was answered: an eighth of its rate is the least from now on. One that was
    // `heldBack` by a limit of ours tells no more than that the link is not slower.
    void delivered(qint64 bytes, qint64 ms, bool heldBack = false);
    // One was given up: the link may be slower than thought, so the next one gets twice the time.
    void gaveUp();

    qint64 leastBytesPerSecond() const { return m_leastRate; }

private:
    Limits m_limits;
    qint64 m_leastRate = Limits{}.firstRate;
};

} // namespace postreel
