#include "ui/window/draft_controller.h"

#include "ui/error_text.h"
#include "ui/readiness.h"
#include "ui/window/compose/composer.h"
#include "ui/window/compose/draft_checks.h"
#include "ui/window/compose/draft_creator.h"
#include "ui/window/compose/draft_media.h"
#include "ui/window/compose/undo_countdown.h"
#include "ui/window/compose/undo_post_report.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/parts/row_facts.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/trim/trim_controller.h"

#include <algorithm>

namespace postreel {

static constexpr int longestTitle = 60; // characters

DraftController::DraftController(Engine &engine, Composer &composer, MessageArea &messages, const QueueModel &posts,
                                 QObject *parent)
    : QObject(parent), m_engine(engine), m_composer(composer), m_messages(messages), m_posts(posts),
      m_trimController(new TrimController(engine, composer.pictures(), messages, this)),
      m_questions(new DraftChecks(composer, this)), m_draftCreator(new DraftCreator(engine, messages, this)),
      m_undoReport(new UndoPostReport(composer.messages(), this))
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
    connectMedia();
}

void DraftController::connectMedia()
{
    connect(&m_composer, &Composer::altTextChanged, &m_engine.media(), &EngineMedia::setAltText);
    connect(&m_composer, &Composer::trimRequested, this, &DraftController::trim);
    connect(&m_composer, &Composer::soundRequested, &m_engine.media(), &EngineMedia::setSound);
    connect(&m_composer, &Composer::titleChanged, &m_engine.media(), &EngineMedia::setTitle);
    connect(&m_composer, &Composer::subtitlesAdded, this,
            [this](const QString &uploadId, const QString &file, const QString &language) {
                m_engine.media().addSubtitles(uploadId, file, language, this, [this, file](const Result<QString> &answer) {
                    if (!answer.ok())
                        m_composer.showSubtitleError(sentence(answer.error(), file));
                });
            });
    connect(&m_composer, &Composer::subtitlesShown, &m_engine.removals(), &EngineRemovals::keepUndo); // the Undo bar is behind the dialog
    connect(&m_composer, &Composer::removeRequested, &m_engine.removals(), &EngineRemovals::removeMedia);
    connect(&m_composer, &Composer::fixRequested, &m_engine.media(), &EngineMedia::fix);
    connect(&m_composer, &Composer::stopFixingRequested, &m_engine.media(), &EngineMedia::stopFixing);
    connect(&m_composer, &Composer::deadlineChosen, &m_engine.media(), &EngineMedia::setDeadline);
    connect(&m_composer, &Composer::sendAnywayRequested, &m_engine.media(), &EngineMedia::sendAnyway);
    connect(&m_composer, &Composer::retryRequested, this, [this] { m_engine.posts().retry(m_draft); });
}

void DraftController::setUndoSeconds(int seconds)
{
    m_undoSeconds = qBound(0, seconds, 60);
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
        for (Drop &drop : m_drops)
            if (drop.draft.isEmpty() && !drop.apart)
                drop.draft = m_draft;
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
    if (!takes(m_composer.uploads(), files))
        return;
    if (m_draft.isEmpty())
        return record(files);
    attachTo(m_draft, files);
}

void DraftController::trim(const QString &uploadId)
{
    for (const UploadView &upload : m_composer.uploads())
        if (upload.id == uploadId)
            return m_trimController->open(upload, m_composer.window());
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
    const bool expects = filesExpected(posted) > 0;
    if (expects)
        m_submitWhenChecked.insert(posted);
    else
        m_engine.posts().submit(posted, m_undoSeconds * 1000, 0);
    clearComposer();
    m_composer.focusText();
    if (expects || m_adding.contains(posted))
        offerUndoWhileAdding(posted);
    else if (m_undoSeconds > 0)
        offerUndo({posted}, mediaReady);
}

void DraftController::offerUndo(const QStringList &postIds, bool mediaReady)
{
    m_undoReport->forget();
    MessageBar *bar = m_composer.messages().addMessage(Severity::Active, {});
    count(*bar, postIds, mediaReady);
    bar->addAction(tr("Undo"), this, [this, counts = m_countdowns.last()] { takeBack(counts->posts()); });
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
        if (filesExpected(id) > 0)
            m_submitWhenChecked.insert(id);
        else
            m_engine.posts().submit(id, m_undoSeconds * 1000, 0);
    }
    if (!posted.isEmpty() && m_undoSeconds > 0)
        offerUndo(posted, mediaReady);
}

void DraftController::takeBack(const QStringList &postIds)
{
    m_undoReport->add(postIds);
    for (const QString &id : postIds) {
        m_submitWhenChecked.remove(id);
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
    if (!left.isEmpty() && m_composer.isBlank() && filesExpected(left) == 0 && !m_adding.contains(left))
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
    for (Drop &drop : m_drops)
        drop.apart = drop.apart || drop.draft.isEmpty();
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
    if (m_leavesLater.contains(post.id))
        addingChanged(post);
    for (const QPointer<UndoCountdown> &countdown : QList(m_countdowns))
        if (countdown)
            countdown->postChanged(post);
    m_undoReport->postChanged(post);
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
    for (const QPointer<UndoCountdown> &countdown : QList(m_countdowns))
        if (countdown)
            countdown->postRemoved(postId);
    m_undoReport->postRemoved(postId);
    closeIfOpen(postId);
}

} // namespace postreel
