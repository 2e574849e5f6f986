// Records new Posts, and takes up one that is there already where the call repeats it: by a key of --once, or as an unfinished
// Post of the same files, text and account.
#pragma once

#include "app/engine/account_mover.h"
#include "app/engine/unreadable_rows.h"

namespace postreel {

// All that it works with; each outlives it.
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
    // Without it, the profile is not open, and every call ends with Storage.
    void setMaker(PostMaker &maker) { m_maker = &maker; }

    // As Engine::createPost().
    void create(const NewPost &wanted, std::function<void(Result<QString>)> done);

Q_SIGNALS:
    void created(const postreel::Post &post, const QVector<postreel::Upload> &uploads);

private:
    bool waitForSame(const NewPost &wanted, const std::function<void(Result<QString>)> &done);
    void answerCreated(const NewPost &wanted, const Result<MadePost> &made,
                       const std::function<void(Result<QString>)> &done);
    void continueCreated(const NewPost &wanted, const QString &postId);

    // A Post whose files are being read, so that it is not recorded yet, with the calls that repeat it.
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
