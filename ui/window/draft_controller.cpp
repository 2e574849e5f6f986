#include "ui/window/draft_controller.h"

#include "ui/readiness.h"
#include "ui/window/compose/composer.h"
#include "ui/window/compose/draft_checks.h"
#include "ui/window/compose/draft_creator.h"
#include "ui/window/compose/draft_media.h"
#include "ui/window/compose/undo_offers.h"
#include "ui/window/draft_drops.h"
#include "ui/window/media_controller.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/parts/row_facts.h"
#include "ui/window/parts/stage_icon.h"
#include "ui/window/queue/queue_model.h"

#include <algorithm>

namespace postreel {

static constexpr int longestTitle = 60; // characters

DraftController::DraftController(Engine &engine, Composer &composer, MessageArea &messages, const QueueModel &posts,
                                 QObject *parent)
    : QObject(parent), m_engine(engine), m_composer(composer), m_messages(messages), m_posts(posts),
      m_questions(new DraftChecks(composer, this)), m_drops(new DraftDrops(engine, messages, composer.messages(), posts, this)),
      m_draftCreator(new DraftCreator(engine, messages, this)),
      m_undoOffers(new UndoOffers(composer.messages(), this))
{
    connect(m_draftCreator, &DraftCreator::firstDraftCreated, this, [this](const QString &postId) {
        if (m_composer.isBlank())
            open(postId);
    });
    connect(&m_composer, &Composer::textPaused, this, &DraftController::saveText);
    connect(&m_composer, &Composer::postRequested, this, [this] { whenCreated([this] { post(); }); });
    connect(&m_composer, &Composer::newPostRequested, this, [this] {
        m_composer.flush();
        whenCreated([this] { newDraft(); });
    });
    connect(&m_composer, &Composer::discardRequested, this, [this] {
        m_composer.flush();
        whenCreated([this] {
            m_draft.isEmpty() ? clearComposer() : discard({m_draft});
            m_composer.focusText(); // the Discard button is hidden now
        });
    });
    connect(&m_composer, &Composer::accountChosen, this, [this](const QString &key) {
        whenCreated([this, key] {
            if (!m_draft.isEmpty())
                m_engine.posts().setAccount(m_draft, key);
        });
    });
    connect(m_questions, &DraftChecks::splitRequested, this, &DraftController::split);
    connect(&m_composer, &Composer::retryRequested, this, [this] { m_engine.posts().retry(m_draft); });
    new MediaController(engine, composer, messages, this);
    connectDrops();
}

void DraftController::connectDrops()
{
    connect(m_drops, &DraftDrops::filesForOpenDraft, this, &DraftController::attach);
    connect(m_drops, &DraftDrops::oneEachRequested, this, &DraftController::makeDrafts);
    connect(m_drops, &DraftDrops::undoRequested, this, [this](const QString &postId) { takeBack({postId}); });
    connect(m_drops, &DraftDrops::undoPauseBegan, this,
            [this](MessageBar *bar, const QString &postId) { m_undoOffers->countDownIn(*bar, postId); });
    connect(m_undoOffers, &UndoOffers::undoRequested, this, &DraftController::takeBack);
}

void DraftController::expect(int drop, int files)
{
    m_drops->expect(drop, files, m_draft);
}

void DraftController::take(int drop, const QStringList &files)
{
    whenCreated([this, drop, files] { m_drops->take(drop, files, m_draft, m_composer.account()); });
}

void DraftController::dropEnded(int drop, bool whole)
{
    whenCreated([this, drop, whole] { m_drops->end(drop, whole); });
}

void DraftController::setUndoSeconds(int seconds)
{
    m_undoOffers->setSeconds(seconds);
}

void DraftController::setRemindsOfAltText(bool reminds)
{
    m_questions->setRemindsOfAltText(reminds);
}

void DraftController::whenCreated(std::function<void()> next)
{
    if (m_creating)
        m_next << std::move(next);
    else
        next();
}

void DraftController::record(const QStringList &files)
{
    m_creating = true;
    m_savedText = m_composer.text();
    const NewPost post{.account = m_composer.account(), .text = m_savedText, .media = mediaOf(files)};
    m_engine.posts().create(post, this,
                        [this, files](const Result<QString> &answer) { recorded(answer, files); });
}

void DraftController::recorded(const Result<QString> &answer, const QStringList &files)
{
    m_creating = false;
    if (answer.ok()) {
        setDraft(answer.value());
        m_drops->draftRecorded(m_draft);
        if (const PostView *post = m_posts.find(m_draft))
            setMedia(post->uploads);
        saveText(m_composer.text());
    } else {
        m_messages.addError(Severity::Warning, answer.error());
        m_savedText.clear();
        const QStringList rest = without(files, answer.error().subject);
        if (rest.size() < files.size() && !rest.isEmpty())
            return record(rest);
    }
    const auto waiting = std::exchange(m_next, {});
    for (const auto &next : waiting)
        whenCreated(next);
}

void DraftController::saveText(const QString &text)
{
    if (m_creating) {
        m_next << [this] { saveText(m_composer.text()); };
        return;
    }
    if (m_draft.isEmpty()) {
        if (!text.trimmed().isEmpty())
            record({});
        return;
    }
    if (text == m_savedText)
        return;
    m_savedText = text;
    m_engine.posts().setText(m_draft, 0, text);
}

void DraftController::flush()
{
    m_composer.flush();
}

void DraftController::attach(const QStringList &files)
{
    whenCreated([this, files] { attachNow(files); });
}

void DraftController::attachNow(const QStringList &files)
{
    if (!m_drops->takes(m_composer.uploads(), files))
        return;
    if (m_draft.isEmpty())
        return record(files);
    m_drops->attach(m_draft, files);
}

void DraftController::makeDrafts(const QStringList &files)
{
    QVector<DraftCreator::Wanted> drafts;
    const QVector<NewMedia> all = mediaOf(files);
    for (const NewMedia &media : all)
        drafts << DraftCreator::Wanted{media, m_composer.account(), {}};
    m_draftCreator->make(drafts);
}

// The first media stays in the open draft. Each other one gets a new draft and leaves this one only once that exists,
// so that nothing is lost if something comes in between.
void DraftController::split()
{
    const PostView *post = m_posts.find(m_draft);
    if (!post)
        return;
    const QVector<UploadView> all = post->uploads; // a copy: every command changes the list
    QVector<DraftCreator::Wanted> others;
    const QVector<UploadView> shown = m_composer.uploads().mid(1);
    for (const UploadView &upload : shown)
        others << DraftCreator::Wanted{copyForNewPost(upload, all), m_composer.account(), upload.id};
    m_draftCreator->make(others);
}

void DraftController::setMedia(const QVector<UploadView> &uploads)
{
    m_composer.setUploads(uploads);
    m_questions->checkMedia();
}

void DraftController::post()
{
    if (m_draft.isEmpty() || m_questions->asksForAltText())
        return;
    const QString posted = release();
    const QVector<UploadView> uploads = m_composer.uploads();
    const bool mediaReady = std::all_of(uploads.begin(), uploads.end(), [](const UploadView &upload) {
        return upload.state == UploadState::Ready;
    });
    m_drops->submit(posted, m_undoOffers->pauseMs());
    clearComposer();
    m_composer.focusText();
    if (m_drops->areExpectedBy(posted))
        m_drops->offerUndo(posted);
    else
        m_undoOffers->offer({posted}, mediaReady);
}

void DraftController::postDrafts(const QStringList &postIds)
{
    if (postIds.contains(m_draft))
        m_composer.flush();
    QStringList posted;
    bool mediaReady = true;
    for (const QString &id : postIds) {
        const PostView *draft = m_posts.find(id);
        if (!draft || draft->state != PostState::Draft || !whyNotPost(*draft).isEmpty())
            continue;
        for (const UploadView &upload : draft->uploads)
            mediaReady = mediaReady && upload.state == UploadState::Ready;
        posted << id;
    }
    for (const QString &id : std::as_const(posted)) {
        closeIfOpen(id);
        m_drops->submit(id, m_undoOffers->pauseMs());
    }
    if (!posted.isEmpty())
        m_undoOffers->offer(posted, mediaReady);
}

void DraftController::takeBack(const QStringList &postIds)
{
    m_undoOffers->onTakenBack(postIds);
    for (const QString &id : postIds) {
        m_drops->onTakenBack(id);
        m_engine.posts().edit(id);
    }
    if (postIds.size() == 1)
        open(postIds.first());
}

void DraftController::newDraft()
{
    leave();
    clearComposer();
    m_composer.focusText();
}

// The open draft stays in the queue; a blank one to which nothing is being added is discarded.
void DraftController::leave()
{
    m_openWhenDraft.clear();
    const QString left = release();
    if (!left.isEmpty() && m_composer.isBlank() && !m_drops->areExpectedBy(left))
        m_engine.removals().discard({left});
}

void DraftController::setDraft(const QString &postId)
{
    if (std::exchange(m_draft, postId) != postId)
        Q_EMIT draftChanged(postId);
}

// Detaches the open draft and returns its id; the caller updates the composer.
QString DraftController::release()
{
    const QString draft = m_draft;
    setDraft({});
    m_savedText.clear();
    return draft;
}

void DraftController::closeIfOpen(const QString &postId)
{
    if (postId != m_draft)
        return;
    release();
    clearComposer();
}

void DraftController::clearComposer()
{
    m_questions->forget();
    m_composer.showDraft({}, {});
    m_composer.setTitle({});
    Q_EMIT cleared();
}

void DraftController::discard(const QStringList &postIds)
{
    for (const QString &id : postIds)
        closeIfOpen(id);
    m_engine.removals().discard(postIds);
}

void DraftController::open(const QString &postId)
{
    if (postId == m_draft)
        return m_composer.focusText();
    m_composer.flush();
    whenCreated([this, postId] {
        const PostView *post = m_posts.find(postId);
        if (post && post->state == PostState::Draft)
            show(*post);
        else
            m_openWhenDraft = postId;
    });
}

void DraftController::show(const PostView &post)
{
    const PostView copied = post; // a copy: leave() may change the list
    leave();
    m_drops->openDraftLeft();
    setDraft(copied.id);
    m_account.clear();
    m_savedText = copied.parts.value(0);
    m_questions->forget();
    m_composer.showDraft(m_savedText, copied.uploads);
    m_composer.setTitle(titleInSentence(copied, longestTitle));
    m_questions->checkMedia();
    showAccount(copied);
    m_composer.focusText();
}

void DraftController::copy(const PostView &post)
{
    NewPost again{.account = post.account, .text = post.parts.value(0)};
    for (const UploadView &upload : post.uploads)
        if (upload.kind == UploadKind::Media)
            again.media << copyForNewPost(upload, post.uploads);
    m_engine.posts().create(again, this, [this](const Result<QString> &answer) {
        if (answer.ok())
            open(answer.value());
        else
            m_messages.addError(Severity::Warning, answer.error());
    });
}

void DraftController::postChanged(const PostView &post)
{
    m_drops->postChanged(post);
    m_undoOffers->postChanged(post);
    if (post.id == m_openWhenDraft && post.state == PostState::Draft) {
        m_openWhenDraft.clear();
        return open(post.id);
    }
    if (post.id != m_draft)
        return;
    if (post.state == PostState::Draft) {
        showAccount(post);
        if (m_composer.hasTitle())
            m_composer.setTitle(titleInSentence(post, longestTitle));
        return setMedia(post.uploads);
    }
    // Submitted elsewhere, for example by the command line: close it here, and reopen it when it is a draft again.
    m_openWhenDraft = release();
    clearComposer();
}

void DraftController::postRemoved(const QString &postId)
{
    m_undoOffers->postRemoved(postId);
    closeIfOpen(postId);
}

// The engine may change it, too: once it is known whose token a draft was made with.
void DraftController::showAccount(const PostView &post)
{
    const bool changed = post.account != std::exchange(m_account, post.account);
    if (changed && !post.account.isEmpty() && post.account != m_composer.account())
        m_composer.setAccount(post.account, post.accountLabel);
}

} // namespace postreel
