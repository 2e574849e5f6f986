// Changes several uploads of a Post at once: new media, another account, another trim, a removal. Each change is
// saved in one transaction before the objects follow.
#pragma once

#include "app/engine/live_posts.h"
#include "app/engine/removals.h"
#include "app/engine/storage_retry.h"
#include "app/store/database.h"
#include "app/store/upload_store.h"

#include <QHash>
#include <QObject>

namespace postreel {

// A change to the uploads of a Post.
struct MediaChange
{
    QVector<Uploader *> gone; // uploads whose records are removed
    QVector<Upload> added;    // new uploads
    QVector<Upload> changed;  // the changed records
    QHash<QString, QString> successors; // replacements of uploads in `gone`, by their ids
};

class MediaChanger final : public QObject
{
    Q_OBJECT
public:
    // All must outlive it.
    MediaChanger(Database &database, UploadStore &uploads, LivePosts &live, Removals &removals, StorageRetry &storage,
                 const Clock &clock);

    // New uploads that replace others of one Post, each edited by `edit`.
    MediaChange replacing(const QVector<Uploader *> &olds, const std::function<void(Upload &)> &edit) const;
    // Saves the change; may run within another transaction. Call apply() after that is committed. Errors: Storage.
    Result<Done> record(const MediaChange &change);
    void apply(const MediaChange &change);
    // Saves and applies the change. Returns false if it could not be saved; nothing changes then.
    bool make(const MediaChange &change);

    // Replaces an upload by a new one, for another trim, sound track or account, or after it was cancelled.
    void replace(Uploader *old, const Upload &replacement);
    // Removes an upload with its subtitle tracks and cover; cannot be undone.
    void remove(const QString &uploadId);

Q_SIGNALS:
    void changed(const QString &postId);
    void replaced(const QString &uploadId, const QString &successor);

private:
    QString heldWith(const Upload &upload, const MediaChange &change) const;

    Database &m_database;
    UploadStore &m_uploadStore;
    LivePosts &m_live;
    Removals &m_removals;
    StorageRetry &m_storage;
    const Clock &m_clock;
};

} // namespace postreel
