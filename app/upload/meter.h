// Speed and time left, from acknowledged and estimated bytes.
// Invariant: pure but for its samples; it never divides by less than a second of time.
#pragma once

#include <QVector>
#include <QtGlobal>

namespace postreel {

class Meter
{
public:
    // `bytes` is the running total so far; `nowMs` monotonic.
    void add(qint64 nowMs, qint64 bytes);
    void clear() { m_samples.clear(); }
    // Bytes per second over the last seconds; 0: not known yet.
    qint64 bytesPerSecond(qint64 nowMs) const;
    // Milliseconds for `bytes` more at the present speed; -1: not known.
    qint64 timeLeftMs(qint64 nowMs, qint64 bytes) const;

private:
    struct Sample
    {
        qint64 atMs;
        qint64 bytes;
    };
    QVector<Sample> m_samples;
};

} // namespace postreel
