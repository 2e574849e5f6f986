#include "app/upload/segment_scheduler.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace postreel {

bool isBefore(const SendPriority &a, const SendPriority &b)
{
    const auto rank = [](const SendPriority &claim) {
        return std::make_tuple(-claim.sendFirstAtMs, !claim.submitted, claim.queuedAtMs, claim.bytesLeft);
    };
    return rank(a) < rank(b);
}

int nextInOrder(const QVector<SendPriority> &claims)
{
    QVector<int> order(claims.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return isBefore(claims.at(a), claims.at(b)); });
    // One slot is left to the next upload, so that a small video does not wait for hours behind a large one.
    for (const int index : order)
        if (claims.at(index).inFlight < std::max(1, claims.at(index).parallel - 1))
            return index;
    return order.value(0, -1);
}

void SegmentScheduler::join(SegmentSource *source)
{
    if (!m_sources.contains(source))
        m_sources.append(source);
    serveSoon();
}

void SegmentScheduler::leave(SegmentSource *source)
{
    m_sources.removeOne(source);
}

void SegmentScheduler::acquireSlot(const QString &link)
{
    ++m_taken[link];
    ++m_all;
    pacing(link).started();
}

void SegmentScheduler::releaseSlot(const QString &link)
{
    --m_all;
    if (--m_taken[link] == 0)
        pacing(link).idle();
    serveSoon();
}

qint64 SegmentScheduler::bytesLeft(const QString &link) const
{
    qint64 left = 0;
    for (const SegmentSource *source : m_sources)
        if (source->link() == link)
            left += source->claim().bytesLeft;
    return left;
}

Pacing &SegmentScheduler::pacing(const QString &link)
{
    auto pace = m_paces.find(link);
    if (pace == m_paces.end())
        pace = m_paces.emplace(link, Pacing(m_settings.paceOf(link))).first;
    return pace->second;
}

void SegmentScheduler::remember(const QString &link)
{
    m_settings.setPaceOf(link, pacing(link).pace());
}

// Queued, so that the slot of an upload that ends, waits or is paused in this turn of the event loop goes to the
// right one.
void SegmentScheduler::serveSoon()
{
    if (std::exchange(m_asked, true))
        return;
    QMetaObject::invokeMethod(this, &SegmentScheduler::serve, Qt::QueuedConnection);
}

void SegmentScheduler::serve()
{
    m_asked = false;
    while (serveOne()) {
    }
}

bool SegmentScheduler::serveOne()
{
    if (m_all >= Pacing::mostParallel)
        return false;
    QVector<SegmentSource *> eager;
    QVector<SendPriority> claims;
    for (SegmentSource *source : std::as_const(m_sources)) {
        const int parallel = pacing(source->link()).parallel();
        if (inFlight(source->link()) >= parallel || !source->hasNext())
            continue;
        eager.append(source);
        claims.append(source->claim());
        claims.last().parallel = parallel;
    }
    const int next = nextInOrder(claims);
    if (next < 0)
        return false;
    eager.at(next)->sendNext();
    return true;
}

} // namespace postreel
