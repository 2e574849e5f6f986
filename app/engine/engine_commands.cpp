// What a person or a script asks of the engine, Post by Post.
#include "app/engine/engine_core.h"

#include "app/base/log.h"

#include <algorithm>

namespace postreel {

void EngineCore::createPost(const NewPost &wanted, std::function<void(Result<QString>)> done)
{
    if (!m_maker) // the profile could not be opened
        return done(Error{.kind = ErrorKind::Storage, .subject = m_options.profile});
    if (const QString same = withOnceKey(wanted.onceKey); !same.isEmpty()) {
        continuePost(same, wanted);
        return done(same);
    }
    const QVector<MadePost> all = knownSince(wanted.askedAtMs);
    if (const Post *same = wanted.continueSame ? sameUnfinished(wanted, all) : nullptr) {
        continuePost(same->id, wanted);
        return done(same->id);
    }
    if (waitForSame(wanted, done))
        return;
    m_beingMade.append({wanted, {}});
    m_maker->make(wanted, this, [this, wanted, done](const Result<MadePost> &made) {
        const auto self = std::find_if(m_beingMade.begin(), m_beingMade.end(),
                                       [&](const BeingMade &one) { return sameWish(one.wanted, wanted); });
        const QVector<std::function<void()>> repeats = self->repeats;
        m_beingMade.erase(self);
        answerCreated(wanted, made, done);
        for (const std::function<void()> &repeat : repeats)
            repeat();
    });
}

// A call that repeats one whose Post is not recorded yet has to find it recorded.
bool EngineCore::waitForSame(const NewPost &wanted, const std::function<void(Result<QString>)> &done)
{
    if (!wanted.continueSame)
        return false;
    for (BeingMade &one : m_beingMade) {
        if (!sameWish(one.wanted, wanted))
            continue;
        one.repeats.append([this, wanted, done] { createPost(wanted, done); });
        return true;
    }
    return false;
}

void EngineCore::answerCreated(const NewPost &wanted, const Result<MadePost> &made,
                               const std::function<void(Result<QString>)> &done)
{
    if (!made) {
        // Two calls with one key at the same moment: the database let the first of them in.
        const QString same = withOnceKey(wanted.onceKey);
        if (same.isEmpty())
            return done(made.error());
        continuePost(same, wanted);
        return done(same);
    }
    const QString id = made->post.id;
    addPublisher(made->post);
    for (const Upload &upload : made->uploads)
        addUploader(upload);
    m_feed->created(made->post, m_accounts.value(made->post.account).view.label, made->uploads);
    publish(id);
    done(id);
    if (!m_pausedAll)
        startUploads(id);
    if (wanted.submit)
        submit(id, wanted.undoMs, wanted.atMs);
}

// The Post of this key; empty: there is none.
QString EngineCore::withOnceKey(const QString &key) const
{
    if (key.isEmpty())
        return {};
    for (const Publisher *post : m_publishers)
        if (post->record().onceKey == key)
            return post->record().id;
    for (const MadePost &posted : m_posted)
        if (posted.post.onceKey == key)
            return posted.post.id;
    return {};
}

void EngineCore::continuePost(const QString &postId, const NewPost &wanted)
{
    if (Publisher *post = publisher(postId))
        goOnWith(*post, wanted);
    publish(postId);
}

// The same Post was asked for again: whatever holds it up and needs no decision is set going.
void EngineCore::goOnWith(Publisher &post, const NewPost &wanted)
{
    const QString id = post.record().id;
    const NewMedia media = wanted.media.value(0);
    for (Uploader *upload : uploadersOf(id)) {
        if (media.fix.value_or(false) && !upload->record().fix)
            upload->change([](Upload &record) { record.fix = true; });
        const bool asks = upload->record().state == UploadState::NeedsFix;
        if (asks && media.fix.value_or(false) && upload->record().offer.kind != CureKind::None)
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
        resume(id);
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

// What waits for a time is tried by a person's word: all of it, or only where credit may have been bought by now.
void EngineCore::tryNow(const QString &postId, bool everyWait)
{
    const auto meant = [everyWait](WaitReason reason) {
        return reason == WaitReason::UsageCap || (everyWait && reason != WaitReason::Metered);
    };
    for (Uploader *upload : uploadersOf(postId))
        if (upload->record().state == UploadState::Waiting && meant(upload->record().reason))
            upload->handle(event::Due{});
    Publisher *post = publisher(postId);
    if (post && post->record().state == PostState::Waiting && meant(post->record().reason))
        post->handle(post_event::Due{});
}

void EngineCore::attach(const QString &postId, const QVector<NewMedia> &media,
                        std::function<void(Result<QString>)> done)
{
    const Publisher *post = publisher(postId);
    if (!post)
        return done(Result<QString>(ErrorKind::Usage));
    const QVector<Uploader *> held = uploadersOf(postId);
    const int position = held.isEmpty() ? 0 : held.last()->record().position + 1;
    m_maker->add(post->record(), media, position, this,
                 [this, postId, done](const Result<QVector<Upload>> &uploads) {
                     if (!uploads)
                         return done(uploads.error());
                     for (const Upload &upload : *uploads)
                         addUploader(upload);
                     publish(postId);
                     done(postId);
                     if (!m_pausedAll)
                         startUploads(postId);
                 });
}

void EngineCore::dropUpload(const QString &uploadId)
{
    Uploader *upload = uploader(uploadId);
    const QString postId = upload->record().postId;
    if (upload->record().state != UploadState::Cancelled)
        upload->handle(event::Cancel{});
    m_uploadStore.remove(uploadId);
    letGo(upload);
    touch(postId);
}

void EngineCore::detach(const QString &uploadId)
{
    const Uploader *upload = uploader(uploadId);
    if (!upload)
        return;
    const Upload media = upload->record();
    for (const Uploader *other : uploadersOf(media.postId)) // its subtitles and cover go along
        if (other->record().parentId == media.id)
            dropUpload(other->record().id);
    dropUpload(media.id);
}

// Another account, another part, or a media that was cancelled: a new upload takes its place.
void EngineCore::replaceUpload(Uploader *old, Upload wish)
{
    const QString oldId = old->record().id;
    wish.id = newId();
    wish.createdAtMs = m_clock.wallMs();
    if (!m_uploadStore.save({}, wish, std::nullopt))
        return; // the old one stays
    dropUpload(oldId);
    addUploader(wish);
    for (Uploader *other : uploadersOf(wish.postId))
        if (other->record().parentId == oldId)
            other->change([&](Upload &child) { child.parentId = wish.id; });
    for (QString &successor : m_successors)
        if (successor == oldId)
            successor = wish.id;
    m_successors.insert(oldId, wish.id);
    if (m_coversWanted.contains(oldId))
        m_coversWanted.insert(wish.id, m_coversWanted.take(oldId));
}

void EngineCore::setAccount(const QString &postId, const QString &account)
{
    Publisher *post = publisher(postId);
    if (!post || post->record().account == account || post->record().state != PostState::Draft)
        return;
    post->change([&](Post &record) { record.account = account; });
    for (Uploader *upload : uploadersOf(postId)) {
        Upload wish = wishOf(upload->record());
        wish.account = account;
        replaceUpload(upload, wish);
    }
    startUploads(postId);
}

void EngineCore::restorePost(const QString &postId)
{
    Publisher *post = publisher(postId);
    if (!post || post->record().state != PostState::Cancelled || !canEdit(post->record()))
        return;
    post->handle(post_event::Edit{});
    for (Uploader *upload : uploadersOf(postId))
        if (upload->record().state == UploadState::Cancelled)
            replaceUpload(upload, wishOf(upload->record()));
    startUploads(postId);
}

void EngineCore::removePost(const QString &postId)
{
    Publisher *post = publisher(postId);
    if (post ? isUnderWay(post->record().state) || post->record().state == PostState::Draft
             : !m_posted.contains(postId))
        return;
    for (const Uploader *upload : uploadersOf(postId))
        dropUpload(upload->record().id);
    const MadePost posted = m_posted.take(postId);
    for (const Upload &upload : posted.uploads)
        m_uploadStore.remove(upload.id);
    m_postStore.remove(postId);
    if (post)
        letGo(post);
    m_touched.remove(postId);
    Q_EMIT postRemoved(postId);
}

void EngineCore::submit(const QString &postId, qint64 undoMs, qint64 atMs)
{
    Publisher *post = publisher(postId);
    if (!post || post->record().state != PostState::Draft)
        return;
    const qint64 now = m_clock.wallMs();
    const qint64 until = atMs > now ? atMs : (undoMs > 0 ? now + undoMs : 0);
    post->handle(post_event::Submit{until, atMs});
}

void EngineCore::pause(const QString &postId)
{
    Publisher *post = publisher(postId);
    if (!post)
        return;
    if (canPause(post->record().state))
        post->handle(post_event::Pause{});
    for (Uploader *upload : uploadersOf(postId))
        if (canPause(upload->record().state) && upload->record().state != UploadState::Paused)
            upload->handle(event::Pause{});
}

void EngineCore::resume(const QString &postId)
{
    Publisher *post = publisher(postId);
    if (!post)
        return;
    for (Uploader *upload : uploadersOf(postId))
        if (upload->record().state == UploadState::Paused)
            upload->handle(event::Resume{});
    if (post->record().state == PostState::Paused)
        post->handle(post_event::Resume{});
    else
        tryNow(postId, true);
    startUploads(postId);
}

void EngineCore::retry(const QString &postId)
{
    Publisher *post = publisher(postId);
    if (!post)
        return;
    m_transport->askAgain(post->record().account);
    recheckMedia(postId);
    if (post->record().state == PostState::Failed)
        return post->handle(post_event::Retry{});
    tryNow(postId, true);
    for (Uploader *upload : uploadersOf(postId))
        if (upload->record().state == UploadState::Failed)
            upload->handle(event::Retry{});
}

// From the next segment on; those that are on their way arrive first.
void EngineCore::sendFirst(const QString &postId)
{
    if (Publisher *post = publisher(postId))
        post->change([this](Post &record) { record.sendFirstAtMs = m_clock.wallMs(); });
}

void EngineCore::pauseAll(bool paused)
{
    m_pausedAll = paused;
    const QStringList ids = m_publishers.keys();
    for (const QString &id : ids) {
        const PostState state = publisher(id)->record().state;
        if (!isUnderWay(state) && state != PostState::Draft)
            continue;
        paused ? pause(id) : resume(id);
    }
    touch({});
}

} // namespace postreel
