// What changes several records at once: account, media, removal. Each is one transaction, then the objects follow.
#include "app/engine/engine_core.h"

#include "app/base/log.h"

#include <algorithm>

namespace postreel {

// New uploads in the place of others, with all that was said of those; what hangs on them follows.
EngineCore::MediaChange EngineCore::replacing(const QVector<Uploader *> &olds,
                                              const std::function<void(Upload &)> &edit) const
{
    MediaChange change{.gone = olds, .added = {}, .changed = {}, .successors = {}};
    for (const Uploader *old : olds) {
        Upload wish = wishOf(old->record());
        edit(wish);
        wish.id = newId();
        wish.createdAtMs = m_clock.wallMs();
        change.successors.insert(old->record().id, wish.id);
        change.added.append(wish);
    }
    for (Upload &wish : change.added)
        wish.parentId = change.successors.value(wish.parentId, wish.parentId);
    const QString postId = olds.isEmpty() ? QString() : olds.first()->record().postId;
    for (const Uploader *other : m_live.uploadersOf(postId)) {
        Upload child = other->record();
        if (olds.contains(other) || !change.successors.contains(child.parentId))
            continue;
        child.parentId = change.successors.value(child.parentId);
        change.changed.append(child);
    }
    return change;
}

Result<Done> EngineCore::record(const MediaChange &change)
{
    return m_database.transaction([&]() -> Result<Done> {
        for (const Uploader *upload : change.gone)
            if (const Result<Done> removed = m_uploadStore.remove(upload->record().id); !removed)
                return removed;
        for (const Upload &upload : change.changed)
            if (const Result<Done> saved = m_uploadStore.save(m_live.exactly(upload.id)->record(), upload, std::nullopt);
                !saved)
                return saved;
        for (const Upload &upload : change.added)
            if (!heldWith(upload, change).isEmpty())
                if (const Result<Done> marked = m_removals.store().mark({upload.id}); !marked)
                    return marked;
        return m_uploadStore.add(change.added);
    });
}

// Of a new upload: the one that a person removed and may still take back in whose place it comes, or on which it hangs.
QString EngineCore::heldWith(const Upload &upload, const MediaChange &change) const
{
    for (const QString &with : {change.successors.key(upload.id), upload.parentId})
        if (!with.isEmpty() && m_removals.holds(with))
            return with;
    return {};
}

void EngineCore::carryOut(const MediaChange &change)
{
    for (const Upload &upload : change.added)
        if (const QString with = heldWith(upload, change); !with.isEmpty())
            m_removals.addUpload(upload.id, with);
    for (Uploader *upload : change.gone) {
        markChanged(upload->record().postId);
        upload->end();
        m_live.release(upload);
    }
    for (const Upload &upload : change.added)
        m_live.add(upload, m_removals.holds(upload.id));
    for (const Upload &upload : change.changed)
        m_live.exactly(upload.id)->take(upload);
    for (auto it = change.successors.cbegin(); it != change.successors.cend(); ++it) {
        m_live.setSuccessor(it.key(), it.value());
        if (m_coversWanted.contains(it.key()))
            m_coversWanted.insert(it.value(), m_coversWanted.take(it.key()));
    }
}

// False: it could not be recorded, so all is as it was.
bool EngineCore::make(const MediaChange &change)
{
    if (const Result<Done> recorded = record(change); !recorded) {
        m_storage.onNotSaved(recorded.error());
        return false;
    }
    carryOut(change);
    return true;
}

// Another account, another part, or a media that was cancelled: a new upload takes its place.
void EngineCore::replaceUpload(Uploader *old, const Upload &wish)
{
    make(replacing({old}, [&](Upload &upload) { upload = wish; }));
}

void EngineCore::detach(const QString &uploadId)
{
    Uploader *upload = m_live.uploader(uploadId);
    if (!upload || m_removals.holds(upload->record().id))
        return;
    MediaChange change{.gone = {upload}, .added = {}, .changed = {}, .successors = {}};
    for (Uploader *other : m_live.uploadersOf(upload->record().postId)) // its subtitles and cover go along
        if (other->record().parentId == upload->record().id)
            change.gone.append(other);
    make(change);
}

void EngineCore::setAccount(const QString &postId, const QString &wanted)
{
    const QString moved = m_accounts.movedTo(wanted);
    const QString account = moved.isEmpty() ? wanted : moved;
    Publisher *post = m_live.publisher(postId);
    if (!post || post->record().account == account || post->record().state != PostState::Draft)
        return;
    const bool keyTaken = !m_live.withOnceKey(post->record().onceKey, account).isEmpty();
    const MediaChange change = replacing(m_live.uploadersOf(postId), [&](Upload &wish) { wish.account = account; });
    const auto edit = [&](Post &record) {
        record.account = account;
        if (keyTaken) // there, it stands for another Post
            record.onceKey.clear();
    };
    if (!post->change(edit, [&] { return record(change); }))
        return;
    carryOut(change);
    startUploads(postId);
}

void EngineCore::restorePost(const QString &postId)
{
    Publisher *post = m_live.publisher(postId);
    if (!post || post->record().state != PostState::Cancelled || !canEdit(post->record()))
        return;
    QVector<Uploader *> cancelled = m_live.uploadersOf(postId);
    cancelled.removeIf([](const Uploader *upload) { return upload->record().state != UploadState::Cancelled; });
    const MediaChange change =
        replacing(cancelled, [&](Upload &wish) { wish.account = post->record().account; });
    if (!post->handle(post_event::Edit{}, [&] { return record(change); }))
        return;
    carryOut(change);
    startUploads(postId);
}

// After a start: an upload for another account than its Post's is one for nobody; a new one takes its place before
// anything is sent. Where the Post may stand on X, its media is how it is recognised.
Result<Done> EngineCore::repairAccounts(const QVector<Post> &posts, QVector<Upload> &uploads)
{
    QHash<QString, QString> accounts;
    for (const Post &post : posts)
        if (post.state != PostState::Posted && !mayStandOnX(post))
            accounts.insert(post.id, post.account);
    const QVector<Upload> before = uploads;
    QHash<QString, QString> successors;
    for (Upload &upload : uploads) {
        const QString account = accounts.value(upload.postId, upload.account);
        if (account == upload.account || upload.state == UploadState::Cancelled)
            continue;
        Upload wish = wishOf(upload);
        wish.account = account;
        wish.id = newId();
        wish.createdAtMs = m_clock.wallMs();
        successors.insert(upload.id, wish.id);
        upload = wish;
    }
    if (successors.isEmpty())
        return Done{};
    qCInfo(logEngine) << "uploads for another account than their Post's start over:" << successors.size();
    return m_database.transaction([&]() -> Result<Done> {
        for (qsizetype i = 0; i < uploads.size(); ++i) {
            Upload &upload = uploads[i];
            upload.parentId = successors.value(upload.parentId, upload.parentId);
            const bool isNew = upload.id != before.at(i).id;
            if (isNew)
                if (const Result<Done> gone = m_uploadStore.remove(before.at(i).id); !gone)
                    return gone;
            if (const Result<Done> saved = m_uploadStore.save(isNew ? Upload{} : before.at(i), upload, std::nullopt); !saved)
                return saved;
        }
        return Done{};
    });
}

} // namespace postreel
