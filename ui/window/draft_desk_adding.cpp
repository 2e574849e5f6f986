// Files on their way into drafts, and drafts that are to be posted once they are there.
#include "ui/window/draft_desk.h"

#include "ui/error_text.h"
#include "ui/window/composer.h"
#include "ui/window/draft_media.h"
#include "ui/window/message_area.h"
#include "ui/window/undo_countdown.h"

namespace postreel {

// The draft may be posted, or another one open, when the answer comes.
void DraftDesk::attachTo(const QString &postId, const QStringList &files)
{
    const auto count = static_cast<int>(files.size());
    m_adding[postId] += count;
    m_engine.attach(postId, mediaOf(files), this, [this, postId, files, count](const Result<QString> &answer) {
        m_adding[postId] -= count;
        if (m_adding.value(postId) <= 0)
            m_adding.remove(postId);
        if (!answer.ok())
            notAttached(postId, files, answer.error());
    });
}

void DraftDesk::notAttached(const QString &postId, const QStringList &files, const Error &error)
{
    QString told = sentence(error, {});
    if (const QPointer<MessageBar> bar = m_leavesLater.take(postId)) {
        bar->dismiss();
        told = tr("%1 The Post was not sent and is a draft again.").arg(told);
    }
    m_messages.tell(Mood::Warning, told);
    const QStringList rest = without(files, error.subject);
    if (error.kind != ErrorKind::TooLate && rest.size() < files.size() && !rest.isEmpty())
        attachTo(postId, rest);
}

// Its pause for Undo begins when the files are with it.
void DraftDesk::offerUndoWhileAdding(const QString &postId)
{
    MessageBar *bar = m_composer.messages().tell(Mood::Active, tr("Waits for %n file(s) to be added.", nullptr, m_adding.value(postId)));
    bar->addAction(tr("Undo"), this, [this, postId] {
        m_leavesLater.remove(postId);
        takeBack(postId);
    });
    m_leavesLater.insert(postId, bar);
}

void DraftDesk::addingChanged(const PostView &post)
{
    const QPointer<MessageBar> bar = m_leavesLater.value(post.id);
    if (post.state == PostState::Draft) {
        if (bar && post.leavesWhenAdded)
            bar->setText(tr("Waits for %n file(s) to be added.", nullptr, post.adding));
        return;
    }
    m_leavesLater.remove(post.id);
    if (!bar)
        return;
    if (m_undoSeconds > 0 && post.state == PostState::Scheduled)
        new UndoCountdown(*bar, m_undoSeconds, false);
    else
        bar->dismiss();
}

} // namespace postreel
