#include "ui/window/taken_back.h"

#include "ui/window/message_area.h"

namespace postreel {

void TakenBack::add(const QStringList &postIds)
{
    for (Batch &batch : m_batches)
        batch.open.subtract(QSet<QString>(postIds.cbegin(), postIds.cend()));
    m_batches.removeIf([](const Batch &batch) { return batch.open.isEmpty(); });
    if (!postIds.isEmpty())
        m_batches.append({.open = QSet<QString>(postIds.cbegin(), postIds.cend())});
}

void TakenBack::postChanged(const PostView &post)
{
    using enum PostState;
    if (post.state == Draft)
        settle(post.id, &Batch::drafts);
    else if (post.state == Posting || post.state == Unconfirmed || post.state == AskPerson || post.state == Posted)
        settle(post.id, &Batch::gone);
}

void TakenBack::postRemoved(const QString &postId)
{
    settle(postId, nullptr);
}

void TakenBack::settle(const QString &postId, int Batch::*outcome)
{
    for (int at = 0; at < m_batches.size(); ++at) {
        Batch &batch = m_batches[at];
        if (!batch.open.remove(postId))
            continue;
        if (outcome)
            ++(batch.*outcome);
        if (batch.open.isEmpty())
            tell(m_batches.takeAt(at));
        return;
    }
}

void TakenBack::tell(const Batch &batch)
{
    QStringList said;
    if (batch.drafts == 1 && batch.gone == 0)
        said << tr("Not posted. It is a draft again.");
    else if (batch.drafts > 0)
        said << tr("Not posted: %n Post(s), which are drafts again.", nullptr, batch.drafts);
    if (batch.gone > 0)
        said << tr("It was too late to take back %n Post(s).", nullptr, batch.gone);
    if (!said.isEmpty())
        m_told = m_messages.tellBriefly(batch.gone > 0 ? Mood::Warning : Mood::Quiet, said.join(u'\n'));
}

void TakenBack::forget()
{
    if (m_told)
        m_told->dismiss();
}

} // namespace postreel
