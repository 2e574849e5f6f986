// Upload speed and time left, computed from the bytes that X acknowledged: bytes handed to a socket run seconds
// ahead.
// Invariant: pure but for its samples; a speed is reported only once acknowledgements span at least 200 ms.
#pragma once

#include <QVector>
#include <QtGlobal>

namespace postreel {

class Meter
{
public:
    // `bytes`: running total of acknowledged bytes; `nowMs`: monotonic clock. Call it when sending starts or resumes
    // (after clear()) and at each acknowledgement.
    void add(qint64 nowMs, qint64 bytes);
    void clear() { m_samples.clear(); }
    bool isEmpty() const { return m_samples.isEmpty(); }
    // Bytes per second over the last acknowledgements; 0: not known yet.
    qint64 bytesPerSecond(qint64 nowMs) const;
    // Milliseconds that `bytes` more take at the present speed; -1: not known.
    qint64 timeLeftMs(qint64 nowMs, qint64 bytes) const;
    // Estimates how many of the `bytesSent` handed to sockets since the last acknowledgement have arrived.
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
