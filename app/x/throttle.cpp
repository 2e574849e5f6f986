#include "app/x/throttle.h"

#include "app/x/one_shot_body.h"

namespace postreel {

namespace {
constexpr int dealsPerSecond = 10;
}

Throttle::Throttle(QObject *parent) : QObject(parent)
{
    m_timer.setInterval(1000 / dealsPerSecond);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Throttle::deal);
}

void Throttle::setLimit(qint64 bytesPerSecond)
{
    m_limit = std::max<qint64>(0, bytesPerSecond);
    m_credit = 0;
    for (const QPointer<OneShotBody> &body : std::as_const(m_bodies))
        if (body)
            body->setGoverned(m_limit > 0);
    if (m_limit > 0 && !m_bodies.isEmpty())
        m_timer.start();
    else
        m_timer.stop();
}

void Throttle::govern(OneShotBody *body)
{
    body->setGoverned(m_limit > 0);
    m_bodies.removeIf([](const QPointer<OneShotBody> &one) { return !one; }); // without a limit nobody else does
    m_bodies.append(body);
    if (m_limit > 0 && !m_timer.isActive())
        m_timer.start();
}

void Throttle::deal()
{
    m_bodies.removeIf([](const QPointer<OneShotBody> &body) { return !body || body->atEnd(); });
    if (m_bodies.isEmpty())
        return m_timer.stop();
    const qint64 deal = std::max<qint64>(1, m_limit / dealsPerSecond);
    m_credit = std::min(m_credit + deal, 2 * deal);
    const QVector<QPointer<OneShotBody>> bodies = m_bodies; // a body may end while it is granted
    qint64 share = std::max<qint64>(1, m_credit / bodies.size());
    for (const QPointer<OneShotBody> &body : bodies) {
        share = std::min(share, m_credit);
        if (body && share > 0)
            m_credit -= body->grant(share);
    }
}

} // namespace postreel
