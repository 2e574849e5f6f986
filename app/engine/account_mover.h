// Makes what was recorded for one account another's: once X says whose a token is, what waited for that becomes theirs.
#pragma once

#include "app/engine/post_commands.h"
#include "app/store/post_store.h"

namespace postreel {

class AccountMover final : public QObject
{
    Q_OBJECT
public:
    // All outlive it.
    AccountMover(Database &database, PostStore &posts, UploadStore &uploads, LivePosts &live, AccountBook &accounts,
                 Allowances &allowances, StorageRetry &storage, PostViews &views, PostCommands &commands);
    void setTransport(Transport &transport) { m_transport = &transport; }

    // One step. A Post that repeats one which `to` has goes, and that one goes on; `draftsToo`: a draft, too. False: it could
    // not be recorded, so nothing moved.
    bool move(const QString &from, const QString &to, bool draftsToo);
    // The Post of `account` that this one repeats and that a new call would have continued; empty: none.
    QString takenUpBy(const Post &post, const QString &account, bool draftsToo) const;

Q_SIGNALS:
    void moved(const QString &to); // queued, once the token is lent to them
    void postContinued(const QString &postId, const QString &inItsPlace);
    void postRemoved(const QString &postId);

private:
    struct Move;
    Move moveOf(const QString &from, const QString &to, bool draftsToo) const;
    Result<Done> record(const Move &move);
    void apply(const Move &move);
    void continueInPlace(const Post &dropped, const QVector<Upload> &media, const QString &postId);

    Database &m_database;
    PostStore &m_postStore;
    UploadStore &m_uploadStore;
    LivePosts &m_live;
    AccountBook &m_accounts;
    Allowances &m_allowances;
    StorageRetry &m_storage;
    PostViews &m_views;
    PostCommands &m_commands;
    Transport *m_transport = nullptr;
};

} // namespace postreel
