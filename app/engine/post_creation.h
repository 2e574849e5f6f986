// Creates Posts, or continues an existing one that the call repeats: with the same key of --once, or unfinished and
// with the same files, text and account.
#pragma once

#include "app/engine/account_mover.h"
#include "app/engine/unreadable_rows.h"

namespace postreel {

// The services that it uses; each must outlive it.
struct CreationServices
{
    LivePosts &live;
    Removals &removals;
    const UnreadableRows &unreadable;
    const AccountBook &accounts;
    AccountMover &mover;
    PostCommands &commands;
    PostViews &views;
    StorageRetry &storage;
};

class PostCreation final : public QObject
{
    Q_OBJECT
public:
    PostCreation(const CreationServices &services, const QString &profile);
    // Without a maker the profile is not open, and create() returns Storage.
    void setMaker(PostMaker &maker) { m_maker = &maker; }

    // As EnginePosts::create().
    void create(const NewPost &wanted, std::function<void(Result<QString>)> done);

Q_SIGNALS:
    void created(const postreel::Post &post, const QVector<postreel::Upload> &uploads);

private:
    bool waitForSame(const NewPost &wanted, const std::function<void(Result<QString>)> &done);
    void answerCreated(const NewPost &wanted, const Result<MadePost> &made,
                       const std::function<void(Result<QString>)> &done);
    void continueCreated(const NewPost &wanted, const QString &postId);

    // A Post whose files are being read, so that it is not saved yet, and the calls that repeat it.
    struct BeingMade
    {
        NewPost wanted;
        QVector<std::function<void()>> repeats;
    };

    const CreationServices m_services;
    const QString m_profile;
    PostMaker *m_maker = nullptr;
    QVector<BeingMade> m_beingMade;
};

} // namespace postreel
