#include "ui/window/compose/undo_offers.h"

#include "ui/window/compose/undo_countdown.h"
#include "ui/window/compose/undo_post_report.h"
#include "ui/window/parts/message_area.h"

namespace postreel {

UndoOffers::UndoOffers(MessageArea &messages, QObject *parent)
    : QObject(parent), m_messages(messages), m_report(new UndoPostReport(messages, this))
{
}

void UndoOffers::setSeconds(int seconds)
{
    m_seconds = qBound(0, seconds, 60);
}

void UndoOffers::offer(const QStringList &postIds, bool mediaReady)
{
    if (m_seconds == 0)
        return;
    m_report->forget();
    MessageBar *bar = m_messages.addMessage(Severity::Active, {});
    const UndoCountdown *countdown = count(*bar, postIds, mediaReady);
    bar->addAction(tr("Undo"), this, [this, countdown] { Q_EMIT undoRequested(countdown->posts()); });
}

void UndoOffers::countDownIn(MessageBar &bar, const QString &postId)
{
    if (m_seconds > 0)
        count(bar, {postId}, false);
    else
        bar.dismiss();
}

UndoCountdown *UndoOffers::count(MessageBar &bar, const QStringList &postIds, bool mediaReady)
{
    m_countdowns.removeAll(nullptr); // deleted with their bars
    m_countdowns.append(new UndoCountdown(bar, postIds, m_seconds, mediaReady));
    return m_countdowns.last();
}

void UndoOffers::onTakenBack(const QStringList &postIds)
{
    m_report->add(postIds);
}

void UndoOffers::postChanged(const PostView &post)
{
    for (const QPointer<UndoCountdown> &countdown : QList(m_countdowns))
        if (countdown)
            countdown->postChanged(post);
    m_report->postChanged(post);
}

void UndoOffers::postRemoved(const QString &postId)
{
    for (const QPointer<UndoCountdown> &countdown : QList(m_countdowns))
        if (countdown)
            countdown->postRemoved(postId);
    m_report->postRemoved(postId);
}

} // namespace postreel
