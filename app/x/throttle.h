// The bandwidth limit: deals out bytes to the bodies on their way, ten times a second.
// Invariant: over any time no more is granted than the limit and a fifth of a second of it, whatever the number of
// bodies; and no less for timers that come late, as long as a fifth of a second makes up for it.
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

    // Bytes per second for all bodies together; 0: no limit. Takes effect at once, in mid-body too.
    void setLimit(qint64 bytesPerSecond);
    qint64 limit() const { return m_limit; }

    // From now on `body` sends only what it is granted.
    void throttle(OneShotBody *body);

private:
    void refill();

    qint64 m_limit = 0;
    double m_credit = 0; // bytes to deal out, those left over from the last deal included; at most 0.2 s worth
    QElapsedTimer m_sinceRefill; // the time that passed is what counts: a timer on a busy computer is late
    QTimer m_timer;
    QVector<QPointer<OneShotBody>> m_bodies;
};

} // namespace postreel
