// Speed and time left, from what X acknowledged: bytes given to a socket run seconds ahead of the truth.
// Invariant: pure but for its samples; a speed is told only once acknowledgements proved one, over 200 ms at least.
#pragma once

#include <QVector>
#include <QtGlobal>

namespace postreel {

class Meter
{
public:
    // `bytes` is the running total of acknowledged bytes; `nowMs` monotonic. To be called when sending
    // begins or goes on (after clear()) and at each acknowledgement.
    void add(qint64 nowMs, qint64 bytes);
    void clear() { m_samples.clear(); }
    bool isEmpty() const { return m_samples.isEmpty(); }
    // Bytes per second over the last acknowledgements; 0: not known yet.
    qint64 bytesPerSecond(qint64 nowMs) const;
    // Milliseconds for `bytes` more at the present speed; -1: not known.
    qint64 timeLeftMs(qint64 nowMs, qint64 bytes) const;
    // Estimated bytes that arrived since the last acknowledgement, of `bytesSent` given to sockets.
    qint64 estimate(qint64 nowMs, qint64 bytesSent) const;

private:
    struct Sample
    {
        qint64 atMs;
        qint64 bytes;
    };
    QVector<Sample> m_samples;
};

} // namespace postreel
