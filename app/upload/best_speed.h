// The best speed of the last twenty seconds in which something was sent: what a link is known to carry.
// Invariant: pure; seconds without a speed neither count nor age the others.
#pragma once

#include <QVector>
#include <QtGlobal>

namespace postreel {

class BestSpeed
{
public:
    // `nowMs` monotonic. A speed of 0 tells nothing.
    void note(qint64 nowMs, qint64 bytesPerSecond);
    qint64 bytesPerSecond() const; // 0: nothing was sent yet

private:
    struct Second
    {
        qint64 number;
        qint64 best;
    };
    QVector<Second> m_seconds; // oldest first, twenty at most
};

} // namespace postreel
