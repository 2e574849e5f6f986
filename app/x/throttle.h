// The bandwidth limit: grants bytes to the bodies in flight, ten times a second.
// Invariant: over any time, no more is granted than the limit and 0.2 s of it, whatever the number of bodies; and no less
// because timers come late, as long as 0.2 s makes up for it.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QVector>

namespace postreel {

class OneShotBody;

class Throttle final : public QObject
{
    Q_OBJECT
public:
    explicit Throttle(QObject *parent = nullptr);

    // Bytes per second for all bodies together; 0: no limit. Takes effect at once, also within a body.
    void setLimit(qint64 bytesPerSecond);
    qint64 limit() const { return m_limit; }

    // While there is a limit, `body` sends only what it is granted.
    void add(OneShotBody *body);

private:
    void refill();

    qint64 m_limit = 0;
    double m_credit = 0; // bytes to grant, including those left over; at most 0.2 s worth
    QElapsedTimer m_sinceRefill; // the time that passed counts, as timers on a busy computer are late
    QTimer m_timer;
    QVector<QPointer<OneShotBody>> m_bodies;
};

} // namespace postreel
