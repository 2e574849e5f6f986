#include "ui/window/compose/undo_post_report.h"

#include "ui/window/parts/message_area.h"

namespace postreel {

void UndoPostReport::add(const QStringList &postIds)
{
    for (Batch &batch : m_batches)
        batch.open.subtract(QSet<QString>(postIds.cbegin(), postIds.cend()));
    m_batches.removeIf([](const Batch &batch) { return batch.open.isEmpty(); });
    if (!postIds.isEmpty())
        m_batches.append({.open = QSet<QString>(postIds.cbegin(), postIds.cend())});
}

void UndoPostReport::postChanged(const PostView &post)
{
    using enum PostState;
    if (post.state == Draft)
        settle(post.id, &Batch::drafts);
    else if (post.state == Posting || post.state == Unconfirmed || post.state == AskPerson || post.state == Posted)
        settle(post.id, &Batch::gone);
}

void UndoPostReport::postRemoved(const QString &postId)
{
    settle(postId, nullptr);
}

void UndoPostReport::settle(const QString &postId, int Batch::*outcome)
{
    for (int at = 0; at < m_batches.size(); ++at) {
        Batch &batch = m_batches[at];
        if (!batch.open.remove(postId))
            continue;
        if (outcome)
            ++(batch.*outcome);
        if (batch.open.isEmpty())
            announce(m_batches.takeAt(at));
        return;
    }
}

void UndoPostReport::announce(const Batch &batch)
{
    QStringList said;
    if (batch.drafts == 1 && batch.gone == 0)
        said << tr("Not posted. It is a draft again.");
    else if (batch.drafts > 0)
        said << tr("Not posted: %n Post(s), which are drafts again.", nullptr, batch.drafts);
    if (batch.gone > 0)
        said << tr("It was too late to take back %n Post(s).", nullptr, batch.gone);
    if (!said.isEmpty())
        m_told = m_messages.addBriefMessage(batch.gone > 0 ? Severity::Warning : Severity::Quiet, said.join(u'\n'));
}

void UndoPostReport::forget()
{
    if (m_told)
        m_told->dismiss();
}

} // namespace postreel
