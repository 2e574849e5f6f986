#include "app/x/throttle.h"

#include "app/x/one_shot_body.h"

namespace postreel {

namespace {
constexpr int dealEveryMs = 100;
// What a late timer, or a moment without a body, may make up for; more would be a burst that others on the link notice.
constexpr double mostArrearsSeconds = 0.2;
}

Throttle::Throttle(QObject *parent) : QObject(parent)
{
    m_timer.setInterval(dealEveryMs);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Throttle::refill);
}

void Throttle::setLimit(qint64 bytesPerSecond)
{
    const qint64 limit = std::max<qint64>(0, bytesPerSecond);
    if (limit == m_limit) // unchanged: what was granted stays granted
        return;
    m_limit = limit;
    m_credit = 0;
    m_sinceRefill.start();
    const QVector<QPointer<OneShotBody>> bodies = m_bodies; // a copy: reading may end other bodies
    for (const QPointer<OneShotBody> &body : bodies)
        if (body)
            body->setThrottled(m_limit > 0);
    if (m_limit > 0 && !m_bodies.isEmpty())
        m_timer.start();
    else
        m_timer.stop();
}

void Throttle::add(OneShotBody *body)
{
    body->setThrottled(m_limit > 0);
    m_bodies.removeIf([](const QPointer<OneShotBody> &one) { return !one; }); // without a limit, refill() does not do it
    m_bodies.append(body);
    if (m_limit == 0 || m_timer.isActive())
        return;
    m_timer.start();
    // Grant at once after a pause between two bodies, or each would lose an interval. Queued, as nobody reads the body yet.
    QMetaObject::invokeMethod(this, &Throttle::refill, Qt::QueuedConnection);
}

void Throttle::refill()
{
    m_bodies.removeIf([](const QPointer<OneShotBody> &body) { return !body || body->atEnd(); });
    if (m_bodies.isEmpty() || m_limit == 0)
        return m_timer.stop();
    const auto limit = static_cast<double>(m_limit);
    const double passed = static_cast<double>(m_sinceRefill.nsecsElapsed()) / 1e9;
    m_sinceRefill.start();
    m_credit = std::min(m_credit + limit * passed, limit * mostArrearsSeconds);
    const QVector<QPointer<OneShotBody>> bodies = m_bodies; // a copy: a body may end while it is granted bytes
    auto left = static_cast<qint64>(m_credit);
    m_credit -= static_cast<double>(left); // the fraction of a byte waits for the next refill
    qint64 share = std::max<qint64>(1, left / bodies.size());
    for (const QPointer<OneShotBody> &body : bodies) {
        share = std::min(share, left);
        if (body && share > 0)
            left -= body->addBudget(share);
    }
    m_credit += static_cast<double>(left);
}

} // namespace postreel
