#include "app/engine/post_commands.h"

#include "app/media/rules/limit_words.h"

namespace postreel {

PostCommands::PostCommands(const CommandServices &services)
    : m_services(services)
{
}

void PostCommands::submit(const QString &postId, qint64 undoMs, qint64 atMs)
{
    Publisher *post = m_services.live.publisher(postId);
    if (!post || post->record().state != PostState::Draft)
        return;
    if (m_services.adding.files(postId) > 0) {
        m_services.adding.deferSubmit(postId, {undoMs, atMs});
        return m_services.views.publish(postId);
    }
    const qint64 now = m_services.clock.wallMs();
    const qint64 until = atMs > now ? atMs : (undoMs > 0 ? now + undoMs : 0);
    post->handle(post_event::Submit{until, atMs});
    if (post->record().state != PostState::Draft)
        m_services.removals.endIn(postId);
}

void PostCommands::edit(const QString &postId)
{
    Publisher *post = m_services.live.publisher(postId);
    if (m_services.adding.takeDeferredSubmit(postId))
        return m_services.views.publish(postId);
    if (!post || !canEdit(post->record()))
        return;
    if (post->record().state == PostState::Cancelled)
        return restorePost(postId);
    post->handle(post_event::Edit{});
    resumePost(postId);
}

void PostCommands::cancel(const QString &postId)
{
    Publisher *post = m_services.live.publisher(postId);
    m_services.adding.takeDeferredSubmit(postId);
    if (post && post->record().state != PostState::Posted && post->record().state != PostState::Cancelled)
        post->handle(post_event::Cancel{});
}

void PostCommands::setAccount(const QString &postId, const QString &wanted)
{
    const QString moved = m_services.accounts.movedTo(wanted);
    const QString account = moved.isEmpty() ? wanted : moved;
    Publisher *post = m_services.live.publisher(postId);
    if (!post || post->record().account == account || post->record().state != PostState::Draft)
        return;
    const bool keyTaken = !m_services.live.withOnceKey(post->record().onceKey, account).isEmpty();
    const MediaChange change = m_services.changer.replacing(m_services.live.uploadersOf(postId), [&](Upload &replacement) { replacement.account = account; });
    const auto edit = [&](Post &record) {
        record.account = account;
        if (keyTaken) // in that account it belongs to another Post
            record.onceKey.clear();
    };
    if (!post->change(edit, [&] { return m_services.changer.record(change); }))
        return;
    m_services.changer.apply(change);
    startUploads(postId);
}

void PostCommands::restorePost(const QString &postId)
{
    Publisher *post = m_services.live.publisher(postId);
    if (!post || post->record().state != PostState::Cancelled || !canEdit(post->record()))
        return;
    QVector<Uploader *> cancelled = m_services.live.uploadersOf(postId);
    cancelled.removeIf([](const Uploader *upload) { return upload->record().state != UploadState::Cancelled; });
    const MediaChange change =
        m_services.changer.replacing(cancelled, [&](Upload &replacement) { replacement.account = post->record().account; });
    if (!post->handle(post_event::Edit{}, [&] { return m_services.changer.record(change); }))
        return;
    m_services.changer.apply(change);
    startUploads(postId);
}

void PostCommands::pause(const QString &postId)
{
    m_services.pauses.onPaused(postId);
    Publisher *post = m_services.live.publisher(postId);
    if (!post)
        return;
    if (canPause(post->record().state))
        post->handle(post_event::Pause{});
    for (Uploader *upload : m_services.live.uploadersOf(postId))
        if (canPause(upload->record().state) && upload->record().state != UploadState::Paused)
            upload->handle(event::Pause{});
}

void PostCommands::resume(const QString &postId)
{
    m_services.pauses.onResumed(postId);
    const Publisher *post = m_services.live.publisher(postId);
    const bool isPaused = post && post->record().state == PostState::Paused;
    resumePost(postId);
    if (!isPaused)
        tryNow(postId, true);
}

void PostCommands::resumePost(const QString &postId)
{
    Publisher *post = m_services.live.publisher(postId);
    if (!post || m_services.pauses.hold(postId))
        return;
    for (Uploader *upload : m_services.live.uploadersOf(postId))
        if (upload->record().state == UploadState::Paused)
            upload->handle(event::Resume{});
    if (post->record().state == PostState::Paused)
        post->handle(post_event::Resume{});
    else
        tryNow(postId, true);
    startUploads(postId);
}

void PostCommands::pauseAll(bool paused)
{
    m_services.pauses.setAll(paused);
    savePause();
    if (paused)
        holdAll();
    const QList<Publisher *> posts = paused ? QList<Publisher *>() : m_services.live.publishers();
    for (const Publisher *post : posts)
        if (post->record().state != PostState::Cancelled) // also of a Failed one: its media continue meanwhile
            resumePost(post->record().id);
    m_services.views.markChanged({});
}

// The next start reads it: what a full disk does not take is written once there is space.
void PostCommands::savePause()
{
    const Result<Done> saved = m_services.pauses.save();
    if (saved)
        return;
    m_services.storage.onNotSaved(saved.error());
    m_services.storage.onceWritable([this] { savePause(); });
}

void PostCommands::holdAll()
{
    const QList<Publisher *> posts = m_services.live.publishers();
    for (const Publisher *post : posts)
        if (post->record().state != PostState::Cancelled)
            pause(post->record().id);
}

void PostCommands::continuePost(const QString &postId, const NewPost &wanted)
{
    if (Publisher *post = m_services.live.publisher(postId))
        continueWith(*post, wanted);
    m_services.views.publish(postId);
}

// The same Post was requested again: continues whatever stops it and needs no decision.
void PostCommands::continueWith(Publisher &post, const NewPost &wanted)
{
    const QString id = post.record().id;
    const NewMedia media = wanted.media.value(0);
    for (Uploader *upload : m_services.live.uploadersOf(id)) {
        if (media.fix.value_or(false) && !upload->record().fix)
            upload->change([](Upload &record) { record.fix = true; });
        const bool asks = upload->record().state == UploadState::NeedsFix;
        if (asks && media.fix.value_or(false) && upload->record().offer.kind != FixKind::None && !dropsContent(upload->record().problems))
            upload->handle(event::Fix{});
        else if (asks && media.sendAnyway)
            upload->handle(event::SendAnyway{.whateverIsFound = true});
    }
    switch (post.record().state) {
    case PostState::Draft:
        retry(id);
        if (wanted.submit)
            submit(id, wanted.undoMs, wanted.atMs);
        break;
    case PostState::Failed:
        retry(id);
        break;
    case PostState::Paused:
        resumePost(id);
        break;
    case PostState::WaitingForMedia:
    case PostState::Waiting:
        tryNow(id, false);
        break;
    case PostState::Scheduled:
    case PostState::Attaching:
    case PostState::Posting:
    case PostState::Unconfirmed:
    case PostState::AskPerson:
    case PostState::Posted:
    case PostState::NeedsSignIn:
    case PostState::Cancelled:
        break;
    }
}

// Ends timed waits early: all of them, or only UsageCap, where the user may have bought credit since.
void PostCommands::tryNow(const QString &postId, bool everyWait)
{
    const auto meant = [everyWait](WaitReason reason) {
        return reason == WaitReason::UsageCap || (everyWait && reason != WaitReason::Metered);
    };
    for (Uploader *upload : m_services.live.uploadersOf(postId))
        if (upload->record().state == UploadState::Waiting && meant(upload->record().reason))
            upload->handle(event::Due{});
    Publisher *post = m_services.live.publisher(postId);
    if (!post)
        return;
    const bool waits = post->record().state == PostState::Waiting || waitsToLook(post->record());
    if (waits && meant(post->record().reason))
        post->handle(post_event::Due{});
}

void PostCommands::retry(const QString &postId)
{
    Publisher *post = m_services.live.publisher(postId);
    if (!post)
        return;
    Q_EMIT askingAgain(post->record().account);
    recheckMedia(postId);
    if (post->record().state == PostState::Failed)
        return post->handle(post_event::Retry{});
    tryNow(postId, true);
    for (Uploader *upload : m_services.live.uploadersOf(postId))
        if (upload->record().state == UploadState::Failed)
            upload->handle(event::Retry{});
}

// Takes effect with the next segment; those in flight are completed first.
void PostCommands::sendFirst(const QString &postId)
{
    if (Publisher *post = m_services.live.publisher(postId))
        post->change([this](Post &record) { record.sendFirstAtMs = m_services.clock.wallMs(); });
}

void PostCommands::startUploads(const QString &postId)
{
    if (m_services.pauses.hold(postId))
        return;
    for (Uploader *upload : m_services.live.uploadersOf(postId))
        if (upload->record().state == UploadState::Queued)
            upload->handle(event::Start{});
}

void PostCommands::retryUploads(const QString &postId)
{
    for (Uploader *upload : m_services.live.uploadersOf(postId))
        if (upload->record().state == UploadState::Failed)
            upload->handle(event::Retry{});
        else if (upload->record().state == UploadState::Paused && !m_services.pauses.hold(postId)) // paused while it was Failed
            upload->handle(event::Resume{});
}

void PostCommands::cancelUploads(const QString &postId)
{
    for (Uploader *upload : m_services.live.uploadersOf(postId))
        if (upload->record().state != UploadState::Cancelled)
            upload->handle(event::Cancel{});
}

// Replaces media that X already has but that exceed a limit which it has named since, so that they are checked again.
void PostCommands::recheckMedia(const QString &postId)
{
    for (Uploader *upload : m_services.live.uploadersOf(postId))
        if (upload->record().state == UploadState::Ready && m_services.allowances.isBeyond(upload->record()))
            m_services.changer.replace(upload, userChoicesOf(upload->record()));
}

void PostCommands::setText(const QString &postId, int part, const QString &text)
{
    Publisher *post = m_services.live.publisher(postId);
    const bool editable = post && part >= 0 && part < post->record().parts.size()
                          && (post->record().state == PostState::Draft || canEdit(post->record()));
    if (editable)
        post->change([&](Post &record) { record.parts[part].text = text; });
}

void PostCommands::decideOutcome(const QString &postId, bool posted)
{
    Publisher *post = m_services.live.publisher(postId);
    if (post && post->record().state == PostState::AskPerson)
        post->handle(post_event::Decided{posted});
}

} // namespace postreel
