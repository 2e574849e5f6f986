// What a person or a script asks of the engine, Post by Post.
#include "app/engine/engine_core.h"

#include "app/base/log.h"
#include "app/media/film_damage.h"

#include <algorithm>

namespace postreel {

void EngineCore::createPost(const NewPost &wanted, std::function<void(Result<QString>)> done)
{
    if (!m_maker) // the profile could not be opened
        return done(Error{.kind = ErrorKind::Storage, .subject = m_options.profile});
    if (const QString moved = m_accounts.movedTo(wanted.account); !moved.isEmpty()) {
        NewPost theirs = wanted; // whose it is has come out since it was asked for
        theirs.account = moved;
        return createPost(theirs, std::move(done));
    }
    endRemovalsWith(wanted.onceKey, wanted.account);
    if (const QString same = m_live.withOnceKey(wanted.onceKey, wanted.account); !same.isEmpty()) {
        continuePost(same, wanted);
        return done(same);
    }
    if (const Error unknown = m_unreadable.mayHold(wanted))
        return done(unknown);
    const QVector<MadePost> all = m_live.knownSince(wanted.askedAtMs);
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
        const QString same = m_live.withOnceKey(wanted.onceKey, wanted.account);
        if (same.isEmpty())
            return done(made.error());
        continuePost(same, wanted);
        return done(same);
    }
    const QString id = made->post.id;
    m_live.add(made->post);
    for (const Upload &upload : made->uploads)
        m_live.add(upload, m_removals.holds(upload.id));
    m_feed->created(made->post, m_accounts.view(made->post.account).label, made->uploads);
    publish(id);
    done(id);
    continueCreated(wanted, id);
}

// Under the account that its token turned out to be of, if that came out meanwhile.
void EngineCore::continueCreated(const NewPost &wanted, const QString &postId)
{
    const Publisher *made = m_live.publisher(postId);
    if (!made)
        return;
    const Post post = made->record();
    if (const QString account = m_accounts.movedTo(post.account); !account.isEmpty()) {
        const QString same = takenUpBy(post, account, wanted.continueSame);
        if (!moveAccount(post.account, account, wanted.continueSame))
            return m_storage.onceWritable([this, wanted, postId] { continueCreated(wanted, postId); });
        if (!same.isEmpty())
            return continuePost(same, wanted);
    }
    startUploads(postId);
    if (wanted.submit)
        submit(postId, wanted.undoMs, wanted.atMs);
}

void EngineCore::continuePost(const QString &postId, const NewPost &wanted)
{
    if (Publisher *post = m_live.publisher(postId))
        continueWith(*post, wanted);
    publish(postId);
}

// The same Post was asked for again: whatever holds it up and needs no decision is set going.
void EngineCore::continueWith(Publisher &post, const NewPost &wanted)
{
    const QString id = post.record().id;
    const NewMedia media = wanted.media.value(0);
    for (Uploader *upload : m_live.uploadersOf(id)) {
        if (media.fix.value_or(false) && !upload->record().fix)
            upload->change([](Upload &record) { record.fix = true; });
        const bool asks = upload->record().state == UploadState::NeedsFix;
        if (asks && media.fix.value_or(false) && upload->record().offer.kind != FixKind::None && !losesAPart(upload->record().problems))
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

// What waits for a time is tried by a person's word: all of it, or only where credit may have been bought by now.
void EngineCore::tryNow(const QString &postId, bool everyWait)
{
    const auto meant = [everyWait](WaitReason reason) {
        return reason == WaitReason::UsageCap || (everyWait && reason != WaitReason::Metered);
    };
    for (Uploader *upload : m_live.uploadersOf(postId))
        if (upload->record().state == UploadState::Waiting && meant(upload->record().reason))
            upload->handle(event::Due{});
    Publisher *post = m_live.publisher(postId);
    if (!post)
        return;
    const bool waits = post->record().state == PostState::Waiting || waitsToLook(post->record());
    if (waits && meant(post->record().reason))
        post->handle(post_event::Due{});
}

void EngineCore::retry(const QString &postId)
{
    Publisher *post = m_live.publisher(postId);
    if (!post)
        return;
    m_transport->askAgain(post->record().account);
    recheckMedia(postId);
    if (post->record().state == PostState::Failed)
        return post->handle(post_event::Retry{});
    tryNow(postId, true);
    for (Uploader *upload : m_live.uploadersOf(postId))
        if (upload->record().state == UploadState::Failed)
            upload->handle(event::Retry{});
}

// From the next segment on; those that are on their way arrive first.
void EngineCore::sendFirst(const QString &postId)
{
    if (Publisher *post = m_live.publisher(postId))
        post->change([this](Post &record) { record.sendFirstAtMs = m_clock.wallMs(); });
}

} // namespace postreel
