// What a person removes: it is out of sight at once, goes on at work until it cannot be taken back any more, and is removed
// for good then.
#pragma once

#include "app/engine/account_mover.h"

namespace postreel {

// All that it works with; each outlives it.
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

    // As those of Engine.
    void removeMedia(const QString &uploadId);
    void discard(const QStringList &postIds);
    void remove(const QString &postId);
    void undo(quint64 id);
    void wait(bool wait) { m_services.removals.wait(wait); }

    // Leaves out what was removed before the last run ended, as it is loaded. Errors: Storage.
    Result<Done> dropMarked(PostStore::Loaded &posts, UploadStore::Loaded &uploads);

Q_SIGNALS:
    void postRemoved(const QString &postId);
    void removalUndone(const postreel::RemovalView &back);
    void lastRemovalChanged(const postreel::RemovalView &last);

private:
    void discardOne(const QString &postId, quint64 with);
    void holdPost(const QString &postId, RemovalView::Kind kind, quint64 with = 0);
    void fitIn(const QString &postId, const Removed &back);
    void dropDoubleTracks(const QString &postId, const Removed &back);
    void removeForGood(const Removed &removed);

    const RemovalServices m_services;
};

} // namespace postreel
