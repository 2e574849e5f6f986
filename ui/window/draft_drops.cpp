#include "ui/window/draft_drops.h"

#include "ui/error_text.h"
#include "ui/media_mix.h"
#include "ui/window/compose/draft_media.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/queue/queue_model.h"

namespace postreel {

DraftDrops::DraftDrops(Engine &engine, MessageArea &messages, MessageArea &composerMessages, const QueueModel &posts,
                       QObject *parent)
    : QObject(parent), m_engine(engine), m_messages(messages), m_composerMessages(composerMessages), m_posts(posts)
{
}

void DraftDrops::expect(int drop, int files, const QString &draft)
{
    m_drops.insert(drop, {.draft = draft, .files = files});
}

void DraftDrops::draftRecorded(const QString &draft)
{
    for (Drop &drop : m_drops)
        if (drop.draft.isEmpty() && !drop.apart)
            drop.draft = draft;
}

void DraftDrops::openDraftLeft()
{
    for (Drop &drop : m_drops)
        drop.apart = drop.apart || drop.draft.isEmpty();
}

int DraftDrops::filesExpected(const QString &postId) const
{
    int files = 0;
    for (const Drop &drop : m_drops)
        files += drop.draft == postId && !drop.apart ? drop.files : 0;
    return files;
}

bool DraftDrops::takes(const QVector<UploadView> &uploads, const QStringList &files)
{
    QVector<FileKind> kinds;
    for (const UploadView &upload : uploads)
        kinds << kindOf(upload);
    for (const QString &file : files)
        kinds << kindByName(file);
    if (canShareOnePost(kinds))
        return true;
    MessageBar *bar = m_messages.addMessage(Severity::Warning, mixAdvice(kinds));
    bar->addAction(tr("One Post per file"), this, [this, files] { Q_EMIT oneEachRequested(files); });
    return false;
}

void DraftDrops::take(int drop, const QStringList &files, const QString &open, const QString &account)
{
    const Drop expected = m_drops.value(drop);
    if (expected.apart)
        return makeDraft(files, account);
    if (expected.draft.isEmpty() || expected.draft == open)
        return Q_EMIT filesForOpenDraft(files);
    const PostView *post = m_posts.find(expected.draft);
    if (takes(post ? post->uploads : QVector<UploadView>(), files))
        attach(expected.draft, files);
    else
        m_drops[drop].whole = false;
}

void DraftDrops::makeDraft(const QStringList &files, const QString &account)
{
    m_engine.posts().create({.account = account, .text = {}, .media = mediaOf(files)}, this,
                            [this](const Result<QString> &answer) {
                                if (!answer)
                                    m_messages.addError(Severity::Warning, answer.error());
                            });
}

void DraftDrops::end(int drop, bool whole)
{
    const Drop ended = m_drops.take(drop);
    const QString postId = ended.draft;
    if (!m_submitWhenChecked.contains(postId))
        return;
    if (whole && ended.whole)
        return submit(postId, m_submitWhenChecked.take(postId));
    m_submitWhenChecked.remove(postId);
    if (const QPointer<MessageBar> bar = m_leavesLater.take(postId))
        bar->dismiss();
    m_messages.addMessage(Severity::Warning, tr("The Post was not sent, because a file could not be added to it. It is a draft "
                                      "again."));
}

// By the time the engine answers, the draft may be submitted or another one open.
void DraftDrops::attach(const QString &postId, const QStringList &files)
{
    const auto count = static_cast<int>(files.size());
    m_adding[postId] += count;
    m_engine.posts().attach(postId, mediaOf(files), this, [this, postId, files, count](const Result<QString> &answer) {
        m_adding[postId] -= count;
        if (m_adding.value(postId) <= 0)
            m_adding.remove(postId);
        if (!answer.ok())
            notAttached(postId, files, answer.error());
    });
}

void DraftDrops::notAttached(const QString &postId, const QStringList &files, const Error &error)
{
    QString told = sentence(error, {});
    if (const QPointer<MessageBar> waiting = m_leavesLater.take(postId)) {
        waiting->dismiss();
        told = tr("%1 The Post was not sent and is a draft again.").arg(told);
    }
    m_messages.addErrorIn(Severity::Warning, told, error);
    const QStringList rest = without(files, error.subject);
    if (error.kind != ErrorKind::TooLate && rest.size() < files.size() && !rest.isEmpty())
        attach(postId, rest);
}

void DraftDrops::submit(const QString &postId, int undoMs)
{
    if (filesExpected(postId) > 0)
        m_submitWhenChecked.insert(postId, undoMs);
    else
        m_engine.posts().submit(postId, undoMs, 0);
}

// The Undo pause begins once the files are added.
void DraftDrops::offerUndo(const QString &postId)
{
    const int files = m_adding.value(postId) + filesExpected(postId);
    MessageBar *bar = m_composerMessages.addMessage(Severity::Active, tr("Waiting for %n file(s) to be added.", nullptr, files));
    bar->addAction(tr("Undo"), this, [this, postId] {
        m_leavesLater.remove(postId);
        Q_EMIT undoRequested(postId);
    });
    m_leavesLater.insert(postId, bar);
}

void DraftDrops::postChanged(const PostView &post)
{
    if (!m_leavesLater.contains(post.id))
        return;
    const QPointer<MessageBar> bar = m_leavesLater.value(post.id);
    if (post.state == PostState::Draft) {
        if (bar && post.leavesWhenAdded)
            bar->setText(tr("Waiting for %n file(s) to be added.", nullptr, post.adding));
        return;
    }
    m_leavesLater.remove(post.id);
    if (!bar)
        return;
    if (post.state == PostState::Scheduled)
        Q_EMIT undoPauseBegan(bar, post.id);
    else
        bar->dismiss();
}

} // namespace postreel
