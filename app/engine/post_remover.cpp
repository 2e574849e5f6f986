#include "app/engine/post_remover.h"

#include "app/base/log.h"

#include <algorithm>

namespace postreel {

namespace {

bool saysNothing(const Post &post)
{
    return std::all_of(post.parts.cbegin(), post.parts.cend(),
                       [](const PostPart &part) { return part.text.trimmed().isEmpty(); });
}

} // namespace

PostRemover::PostRemover(const RemovalServices &services)
    : m_services(services)
{
    connect(&m_services.removals, &Removals::over, this, &PostRemover::removeForGood);
}

// Removes a media with its subtitles and cover, or only one of those.
void PostRemover::removeMedia(const QString &uploadId)
{
    const Uploader *upload = m_services.live.uploader(uploadId);
    if (!upload || m_services.removals.holds(upload->record().id))
        return;
    const Upload media = upload->record();
    const Publisher *post = m_services.live.publisher(media.postId);
    if (!post || post->record().state != PostState::Draft)
        return m_services.changer.remove(media.id);
    Removed removed{.view = {.kind = RemovalView::Kind::Media, .file = media.file, .postId = media.postId, .uploadId = media.id}};
    for (const Uploader *other : m_services.live.uploadersOf(media.postId))
        if (other->record().id == media.id || other->record().parentId == media.id)
            removed.add(other->record());
    if (const Result<Done> added = m_services.removals.add(removed); !added)
        return m_services.storage.onNotSaved(added.error());
    for (const QString &id : std::as_const(removed.uploads))
        m_services.live.setRemoved(id, true);
    m_services.views.publish(media.postId);
}

// One command is one removal.
void PostRemover::discard(const QStringList &postIds)
{
    quint64 with = 0;
    for (const QString &id : postIds) {
        const quint64 before = m_services.removals.last().id;
        discardOne(id, with);
        if (const RemovalView last = m_services.removals.last(); last.id != before && last.kind == RemovalView::Kind::Draft)
            with = last.id;
    }
}

void PostRemover::discardOne(const QString &postId, quint64 with)
{
    Publisher *post = m_services.live.publisher(postId);
    if (!post || post->record().state != PostState::Draft)
        return m_services.commands.cancel(postId);
    m_services.adding.takeDeferredSubmit(postId);
    const bool empty = saysNothing(post->record()) && m_services.live.uploadersOf(postId).isEmpty() && m_services.adding.files(postId) == 0;
    if (!empty)
        return holdPost(postId, RemovalView::Kind::Draft, with);
    // There is nothing to restore except media removed from it before.
    if (m_services.removals.addDraft(postId, post))
        m_services.live.takePost(postId, &post);
    else if (const Result<Done> gone = m_services.posts.remove(postId); gone)
        m_services.live.release(post);
    else
        return m_services.storage.onNotSaved(gone.error());
    m_services.views.forget(postId);
    Q_EMIT postRemoved(postId);
    m_services.views.markChanged({});
}

// Removes the Post from the list; on X it stays.
void PostRemover::remove(const QString &postId)
{
    const Publisher *post = m_services.live.publisher(postId);
    if (post ? isUnderWay(post->record().state) || post->record().state == PostState::Draft
             : !m_services.live.posted().contains(postId))
        return;
    holdPost(postId, RemovalView::Kind::Posts);
}

void PostRemover::holdPost(const QString &postId, RemovalView::Kind kind, quint64 with)
{
    Removed removed{.view = {.kind = kind, .posts = {*m_services.views.wholeView(postId)}}};
    for (const Uploader *upload : m_services.live.uploadersOf(postId))
        removed.add(upload->record());
    Publisher *post = m_services.live.publisher(postId);
    if (post)
        removed.publishers.append(post);
    else
        removed.posted.append(m_services.live.posted().value(postId));
    if (const Result<Done> added = m_services.removals.add(removed, with); !added)
        return m_services.storage.onNotSaved(added.error());
    m_services.live.takePost(postId, &post);
    m_services.views.forget(postId);
    Q_EMIT postRemoved(postId);
    m_services.views.markChanged({});
}

void PostRemover::undo(quint64 id)
{
    const Result<Removed> taken = m_services.removals.takeBack(id);
    if (!taken) {
        if (taken.error().kind != ErrorKind::Usage)
            m_services.storage.onNotSaved(taken.error());
        return;
    }
    QSet<QString> posts;
    for (Publisher *post : taken->publishers) {
        m_services.live.putBack(post);
        posts.insert(post->record().id);
    }
    for (const MadePost &posted : taken->posted) {
        m_services.live.addPosted(posted);
        posts.insert(posted.post.id);
    }
    for (const QString &uploadId : taken->uploads)
        if (const Uploader *upload = m_services.live.uploader(uploadId)) {
            m_services.live.setRemoved(upload->record().id, false);
            posts.insert(upload->record().postId);
        }
    for (const QString &postId : std::as_const(posts))
        reconcileRestored(postId, *taken);
    for (const QString &postId : std::as_const(posts))
        m_services.views.publish(postId);
    Q_EMIT removalUndone(taken->view);
    Q_EMIT lastRemovalChanged(m_services.removals.last());
}

// Applies what has changed since the removal: the account, "Pause all", another track of the same language.
void PostRemover::reconcileRestored(const QString &postId, const Removed &back)
{
    const auto accountNow = [&] {
        const Publisher *post = m_services.live.publisher(postId);
        return post ? post->record().account : m_services.live.posted().value(postId).post.account;
    };
    if (const QString moved = m_services.accounts.movedTo(accountNow()); !moved.isEmpty())
        m_services.mover.move(accountNow(), moved, false);
    if (!m_services.live.publisher(postId)) // already posted; or replaced by a Post of its user that it duplicates
        return;
    const QString account = accountNow();
    QVector<Uploader *> strangers;
    for (Uploader *upload : m_services.live.uploadersOf(postId)) {
        const QString parent = m_services.live.successorOf(upload->record().parentId);
        if (parent != upload->record().parentId)
            upload->change([&](Upload &record) { record.parentId = parent; });
        if (upload->record().account != account)
            strangers.append(upload);
    }
    if (!strangers.isEmpty())
        m_services.changer.make(m_services.changer.replacing(strangers, [&](Upload &replacement) { replacement.account = account; }));
    dropDoubleTracks(postId, back);
    if (m_services.pauses.hold(postId))
        return m_services.commands.pause(postId);
    for (Uploader *upload : m_services.live.uploadersOf(postId))
        if (upload->record().state == UploadState::Paused && back.uploads.contains(upload->record().id) &&
            !back.paused.contains(upload->record().id))
            upload->handle(event::Resume{});
    m_services.commands.startUploads(postId);
}

// X keeps one track per language: the restored one counts.
void PostRemover::dropDoubleTracks(const QString &postId, const Removed &back)
{
    const QVector<Uploader *> all = m_services.live.uploadersOf(postId);
    MediaChange change{.gone = {}, .added = {}, .changed = {}, .successors = {}};
    for (const Uploader *one : all)
        for (Uploader *other : all) {
            const Upload &track = one->record();
            const Upload &newer = other->record();
            const bool both = track.kind == UploadKind::Subtitle && newer.kind == UploadKind::Subtitle &&
                              track.parentId == newer.parentId && track.language == newer.language;
            if (both && back.uploads.contains(track.id) && !back.uploads.contains(newer.id))
                change.gone.append(other);
        }
    if (!change.gone.isEmpty())
        m_services.changer.make(change);
}

// The undo time is over. Records that cannot be deleted now stay marked and are removed at the next start.
void PostRemover::removeForGood(const Removed &removed)
{
    const Result<Done> gone = m_services.database.transaction([&]() -> Result<Done> {
        for (const QString &id : removed.uploads)
            if (const Result<Done> done = m_services.uploads.remove(id); !done)
                return done;
        for (const MadePost &posted : removed.posted)
            for (const Upload &upload : posted.uploads)
                if (const Result<Done> done = m_services.uploads.remove(upload.id); !done)
                    return done;
        for (const QString &id : removed.marks())
            if (const Result<Done> done = m_services.posts.remove(id); !done) // does nothing for an id of an upload
                return done;
        return m_services.removals.store().unmark(removed.marks());
    });
    for (const QString &id : removed.uploads)
        if (Uploader *upload = m_services.live.exactly(id)) {
            upload->end();
            m_services.live.release(upload);
        }
    for (Publisher *post : removed.publishers)
        m_services.live.release(post);
    if (!gone)
        m_services.storage.onNotSaved(gone.error());
    m_services.views.markChanged({});
}

// What was removed in an earlier run is neither loaded nor restored, even if a full disk prevents deleting it.
Result<Done> PostRemover::dropMarked(PostStore::Loaded &posts, UploadStore::Loaded &uploads)
{
    const Result<QSet<QString>> marked = m_services.removals.store().marked();
    if (!marked)
        return marked.error();
    if (marked->isEmpty())
        return Done{};
    const auto isGone = [&](const auto &record) { return marked->contains(record.id); };
    const auto isOfGone = [&](const auto &upload) { return isGone(upload) || marked->contains(upload.postId); };
    posts.posts.removeIf(isGone);
    posts.unreadable.removeIf(isGone);
    uploads.uploads.removeIf(isOfGone);
    uploads.unreadable.removeIf(isOfGone);
    if (const Result<Done> gone = m_services.removals.store().removeMarked(); !gone)
        qCWarning(logEngine) << "what was removed stays in the database until the next start:" << gone.error().detail;
    return Done{};
}

} // namespace postreel
