// Removals by the user: hidden immediately, continued in the background while they can be undone, then deleted.
#pragma once

#include "app/engine/account_mover.h"

namespace postreel {

// The services that it uses; each must outlive it.
struct RemovalServices
{
    Database &database;
    PostStore &posts;
    UploadStore &uploads;
    Removals &removals;
    LivePosts &live;
    FilesBeingAdded &adding;
    const Pauses &pauses;
    const AccountBook &accounts;
    MediaChanger &changer;
    PostCommands &commands;
    AccountMover &mover;
    PostViews &views;
    StorageRetry &storage;
};

class PostRemover final : public QObject
{
    Q_OBJECT
public:
    explicit PostRemover(const RemovalServices &services);

    // As in EngineRemovals; wait() is keepUndo().
    void removeMedia(const QString &uploadId);
    void discard(const QStringList &postIds);
    void remove(const QString &postId);
    void undo(quint64 id);
    void wait(bool wait) { m_services.removals.wait(wait); }

    // Removes, from what was loaded, everything that was removed in an earlier run. Errors: Storage.
    Result<Done> dropMarked(PostStore::Loaded &posts, UploadStore::Loaded &uploads);

Q_SIGNALS:
    void postRemoved(const QString &postId);
    void removalUndone(const postreel::RemovalView &back);
    void lastRemovalChanged(const postreel::RemovalView &last);

private:
    void discardOne(const QString &postId, quint64 with);
    void holdPost(const QString &postId, RemovalView::Kind kind, quint64 with = 0);
    void reconcileRestored(const QString &postId, const Removed &back);
    void dropDoubleTracks(const QString &postId, const Removed &back);
    void removeForGood(const Removed &removed);

    const RemovalServices m_services;
};

} // namespace postreel
