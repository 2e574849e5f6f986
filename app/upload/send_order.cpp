#include "app/upload/send_order.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace postreel {

bool isBefore(const SendClaim &a, const SendClaim &b)
{
    const auto rank = [](const SendClaim &claim) {
        return std::make_tuple(-claim.sendFirstAtMs, !claim.submitted, claim.queuedAtMs, claim.bytesLeft);
    };
    return rank(a) < rank(b);
}

int nextInOrder(const QVector<SendClaim> &claims)
{
    QVector<int> order(claims.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return isBefore(claims.at(a), claims.at(b)); });
    // One place is left to the next in line, so that a small video does not wait for hours behind a large one.
    for (const int index : order)
        if (claims.at(index).inFlight < std::max(1, claims.at(index).parallel - 1))
            return index;
    return order.value(0, -1);
}

void SendOrder::join(SegmentSource *source)
{
    if (!m_sources.contains(source))
        m_sources.append(source);
    serveSoon();
}

void SendOrder::leave(SegmentSource *source)
{
    m_sources.removeOne(source);
}

void SendOrder::acquireSlot(const QString &link)
{
    ++m_taken[link];
    ++m_all;
    pacing(link).started();
}

void SendOrder::giveBack(const QString &link)
{
    --m_all;
    if (--m_taken[link] == 0)
        pacing(link).idle();
    serveSoon();
}

qint64 SendOrder::bytesLeft(const QString &link) const
{
    qint64 left = 0;
    for (const SegmentSource *source : m_sources)
        if (source->link() == link)
            left += source->claim().bytesLeft;
    return left;
}

Pacing &SendOrder::pacing(const QString &link)
{
    auto pace = m_paces.find(link);
    if (pace == m_paces.end())
        pace = m_paces.emplace(link, Pacing(m_settings.paceOf(link))).first;
    return pace->second;
}

void SendOrder::remember(const QString &link)
{
    m_settings.setPaceOf(link, pacing(link).pace());
}

// Queued: an upload that ends, waits or is paused within this turn of the loop gives its place to the right one.
void SendOrder::serveSoon()
{
    if (std::exchange(m_asked, true))
        return;
    QMetaObject::invokeMethod(this, &SendOrder::serve, Qt::QueuedConnection);
}

void SendOrder::serve()
{
    m_asked = false;
    while (serveOne()) {
    }
}

bool SendOrder::serveOne()
{
    if (m_all >= Pacing::mostParallel)
        return false;
    QVector<SegmentSource *> eager;
    QVector<SendClaim> claims;
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
