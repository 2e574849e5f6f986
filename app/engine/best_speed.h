// The highest upload speed within the last twenty seconds in which data was sent: what the link is known to carry.
// Invariant: pure; seconds without a speed are not counted and do not age the others.
#pragma once

#include <QVector>
#include <QtGlobal>

namespace postreel {

class BestSpeed
{
public:
    // `nowMs`: monotonic clock. A speed of 0 or less is ignored.
    void note(qint64 nowMs, qint64 bytesPerSecond);
    qint64 bytesPerSecond() const; // 0: nothing sent yet

private:
    struct Second
    {
        qint64 number;
        qint64 best;
    };
    QVector<Second> m_seconds; // oldest first, twenty at most
};

} // namespace postreel
