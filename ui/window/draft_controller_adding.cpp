// Files on their way into drafts, drafts to be submitted once all files are added, and the account of the open one.
#include "ui/window/draft_controller.h"

#include "ui/error_text.h"
#include "ui/media_mix.h"
#include "ui/window/compose/composer.h"
#include "ui/window/compose/draft_media.h"
#include "ui/window/compose/undo_countdown.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/queue/queue_model.h"

namespace postreel {

void DraftController::expect(int drop, int files)
{
    m_drops.insert(drop, {.draft = m_draft, .files = files});
}

int DraftController::filesExpected(const QString &postId) const
{
    int files = 0;
    for (const Drop &drop : m_drops)
        files += drop.draft == postId && !drop.apart ? drop.files : 0;
    return files;
}

// Returns whether X takes them in one Post; otherwise shows a message that offers one Post per file.
bool DraftController::takes(const QVector<UploadView> &uploads, const QStringList &files)
{
    QVector<FileKind> kinds;
    for (const UploadView &upload : uploads)
        kinds << kindOf(upload);
    for (const QString &file : files)
        kinds << kindByName(file);
    if (canShareOnePost(kinds))
        return true;
    MessageBar *bar = m_messages.addMessage(Severity::Warning, mixAdvice(kinds));
    bar->addAction(tr("One Post per file"), this, [this, files] { makeDrafts(files); });
    return false;
}

void DraftController::take(int drop, const QStringList &files)
{
    whenCreated([this, drop, files] { takeNow(drop, files); });
}

void DraftController::takeNow(int drop, const QStringList &files)
{
    const Drop expected = m_drops.value(drop);
    if (expected.apart)
        return makeDraft(files);
    if (expected.draft.isEmpty() || expected.draft == m_draft)
        return attach(files);
    const PostView *post = m_posts.find(expected.draft);
    if (takes(post ? post->uploads : QVector<UploadView>(), files))
        attachTo(expected.draft, files);
    else
        m_drops[drop].whole = false;
}

void DraftController::makeDraft(const QStringList &files)
{
    m_engine.posts().create({.account = m_composer.account(), .text = {}, .media = mediaOf(files)}, this,
                        [this](const Result<QString> &answer) {
                            if (!answer)
                                m_messages.addError(Severity::Warning, answer.error());
                        });
}

void DraftController::dropEnded(int drop, bool whole)
{
    whenCreated([this, drop, whole] { dropEndedNow(drop, whole); });
}

void DraftController::dropEndedNow(int drop, bool whole)
{
    const Drop ended = m_drops.take(drop);
    const QString postId = ended.draft;
    if (!m_submitWhenChecked.contains(postId))
        return;
    if (whole && ended.whole) {
        if (filesExpected(postId) > 0)
            return;
        m_submitWhenChecked.remove(postId);
        return m_engine.posts().submit(postId, m_undoSeconds * 1000, 0);
    }
    m_submitWhenChecked.remove(postId);
    if (const QPointer<MessageBar> bar = m_leavesLater.take(postId))
        bar->dismiss();
    m_messages.addMessage(Severity::Warning, tr("The Post was not sent, because a file could not be added to it. It is a draft "
                                      "again."));
}

// By the time the engine answers, the draft may be submitted or another one open.
void DraftController::attachTo(const QString &postId, const QStringList &files)
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

void DraftController::notAttached(const QString &postId, const QStringList &files, const Error &error)
{
    QString told = sentence(error, {});
    if (const QPointer<MessageBar> waiting = m_leavesLater.take(postId)) {
        waiting->dismiss();
        told = tr("%1 The Post was not sent and is a draft again.").arg(told);
    }
    m_messages.addErrorIn(Severity::Warning, told, error);
    const QStringList rest = without(files, error.subject);
    if (error.kind != ErrorKind::TooLate && rest.size() < files.size() && !rest.isEmpty())
        attachTo(postId, rest);
}

// The Undo pause begins once the files are added.
void DraftController::offerUndoWhileAdding(const QString &postId)
{
    const int files = m_adding.value(postId) + filesExpected(postId);
    MessageBar *bar = m_composer.messages().addMessage(Severity::Active, tr("Waiting for %n file(s) to be added.", nullptr, files));
    bar->addAction(tr("Undo"), this, [this, postId] {
        m_leavesLater.remove(postId);
        takeBack({postId});
    });
    m_leavesLater.insert(postId, bar);
}

void DraftController::count(MessageBar &bar, const QStringList &postIds, bool mediaReady)
{
    m_countdowns.removeAll(nullptr); // deleted with their bars
    m_countdowns.append(new UndoCountdown(bar, postIds, m_undoSeconds, mediaReady));
}

void DraftController::addingChanged(const PostView &post)
{
    const QPointer<MessageBar> bar = m_leavesLater.value(post.id);
    if (post.state == PostState::Draft) {
        if (bar && post.leavesWhenAdded)
            bar->setText(tr("Waiting for %n file(s) to be added.", nullptr, post.adding));
        return;
    }
    m_leavesLater.remove(post.id);
    if (!bar)
        return;
    if (m_undoSeconds > 0 && post.state == PostState::Scheduled)
        count(*bar, {post.id}, false);
    else
        bar->dismiss();
}

// The engine may change it, too: once it is known whose token a draft was made with.
void DraftController::showAccount(const PostView &post)
{
    const bool changed = post.account != std::exchange(m_account, post.account);
    if (changed && !post.account.isEmpty() && post.account != m_composer.account())
        m_composer.setAccount(post.account, post.accountLabel);
}

} // namespace postreel
