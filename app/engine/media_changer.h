// What changes several uploads of a Post at once: new media, another account, another cut, a removal. Each change is recorded
// in one transaction, then the objects follow.
#pragma once

#include "app/engine/live_posts.h"
#include "app/engine/removals.h"
#include "app/engine/storage_retry.h"
#include "app/store/database.h"
#include "app/store/upload_store.h"

#include <QHash>
#include <QObject>

namespace postreel {

// What becomes of the uploads of a Post in one step.
struct MediaChange
{
    QVector<Uploader *> gone; // their records are removed
    QVector<Upload> added;    // new ones
    QVector<Upload> changed;  // as they are to be
    QHash<QString, QString> successors; // of those that are gone, where there are any
};

class MediaChanger final : public QObject
{
    Q_OBJECT
public:
    // All outlive it.
    MediaChanger(Database &database, UploadStore &uploads, LivePosts &live, Removals &removals, StorageRetry &storage,
                 const Clock &clock);

    // New uploads in the place of others, all of one Post, each as `edit` leaves it.
    MediaChange replacing(const QVector<Uploader *> &olds, const std::function<void(Upload &)> &edit) const;
    // May stand within another transaction; apply() follows once that is done. Errors: Storage.
    Result<Done> record(const MediaChange &change);
    void apply(const MediaChange &change);
    // Both. False: it could not be recorded, so all is as it was.
    bool make(const MediaChange &change);

    // Another part, another sound, or what was cancelled: a new upload takes its place.
    void replace(Uploader *old, const Upload &wish);
    // For good, with its subtitle tracks and its cover.
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
