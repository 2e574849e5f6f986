#include "app/engine/media_changer.h"

namespace postreel {

MediaChanger::MediaChanger(Database &database, UploadStore &uploads, LivePosts &live, Removals &removals,
                           StorageRetry &storage, const Clock &clock)
    : m_database(database), m_uploadStore(uploads), m_live(live), m_removals(removals), m_storage(storage), m_clock(clock)
{
}

// New uploads that replace others and keep their settings; dependent uploads get the new parent.
MediaChange MediaChanger::replacing(const QVector<Uploader *> &olds,
                                    const std::function<void(Upload &)> &edit) const
{
    MediaChange change{.gone = olds, .added = {}, .changed = {}, .successors = {}};
    for (const Uploader *old : olds) {
        Upload replacement = userChoicesOf(old->record());
        edit(replacement);
        replacement.id = newId();
        replacement.createdAtMs = m_clock.wallMs();
        change.successors.insert(old->record().id, replacement.id);
        change.added.append(replacement);
    }
    for (Upload &replacement : change.added)
        replacement.parentId = change.successors.value(replacement.parentId, replacement.parentId);
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

Result<Done> MediaChanger::record(const MediaChange &change)
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

// The removed upload, still undoable, that a new upload replaces or belongs to; empty: none.
QString MediaChanger::heldWith(const Upload &upload, const MediaChange &change) const
{
    for (const QString &with : {change.successors.key(upload.id), upload.parentId})
        if (!with.isEmpty() && m_removals.holds(with))
            return with;
    return {};
}

void MediaChanger::apply(const MediaChange &change)
{
    for (const Upload &upload : change.added)
        if (const QString with = heldWith(upload, change); !with.isEmpty())
            m_removals.addUpload(upload.id, with);
    for (Uploader *upload : change.gone) {
        Q_EMIT changed(upload->record().postId);
        upload->end();
        m_live.release(upload);
    }
    for (const Upload &upload : change.added)
        m_live.add(upload, m_removals.holds(upload.id));
    for (const Upload &upload : change.changed)
        m_live.exactly(upload.id)->take(upload);
    for (auto it = change.successors.cbegin(); it != change.successors.cend(); ++it) {
        m_live.setSuccessor(it.key(), it.value());
        Q_EMIT replaced(it.key(), it.value());
    }
}

// Returns false if it could not be saved; nothing changes then.
bool MediaChanger::make(const MediaChange &change)
{
    if (const Result<Done> recorded = record(change); !recorded) {
        m_storage.onNotSaved(recorded.error());
        return false;
    }
    apply(change);
    return true;
}

// Replaces an upload for another account or trim, or one that was cancelled.
void MediaChanger::replace(Uploader *old, const Upload &replacement)
{
    make(replacing({old}, [&](Upload &upload) { upload = replacement; }));
}

void MediaChanger::remove(const QString &uploadId)
{
    Uploader *upload = m_live.uploader(uploadId);
    if (!upload || m_removals.holds(upload->record().id))
        return;
    MediaChange change{.gone = {upload}, .added = {}, .changed = {}, .successors = {}};
    for (Uploader *other : m_live.uploadersOf(upload->record().postId)) // with its subtitles and cover
        if (other->record().parentId == upload->record().id)
            change.gone.append(other);
    make(change);
}

} // namespace postreel
