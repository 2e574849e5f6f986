// Moves everything recorded for one account to another: once X says whose a token is, what was recorded for the token
// moves to its user.
#pragma once

#include "app/engine/post_commands.h"
#include "app/store/post_store.h"

namespace postreel {

class AccountMover final : public QObject
{
    Q_OBJECT
public:
    // All must outlive it.
    AccountMover(Database &database, PostStore &posts, UploadStore &uploads, LivePosts &live, AccountBook &accounts,
                 Allowances &allowances, StorageRetry &storage, PostViews &views, PostCommands &commands);
    void setTransport(Transport &transport) { m_transport = &transport; }

    // Moves everything in one transaction. A Post that duplicates one of `to` is removed, and that one continues;
    // `draftsToo`: also a draft. Returns false if it could not be saved; nothing is moved then.
    bool move(const QString &from, const QString &to, bool draftsToo);
    // The Post of `account` that this one duplicates and that a new call would have continued; empty: none.
    QString duplicateOf(const Post &post, const QString &account, bool draftsToo) const;

Q_SIGNALS:
    void moved(const QString &to); // queued, so that the token belongs to `to` by then
    void postContinued(const QString &postId, const QString &inItsPlace);
    void postRemoved(const QString &postId);

private:
    struct Move;
    Move actionOf(const QString &from, const QString &to, bool draftsToo) const;
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
