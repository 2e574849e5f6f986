// Commands of a user or script for a saved Post: submit, wait, continue, edit.
// A command that does not fit the state of the Post does nothing.
#pragma once

#include "app/engine/allowances.h"
#include "app/engine/media_changer.h"
#include "app/engine/post_views.h"

namespace postreel {

// The services that the commands use; each must outlive them.
struct CommandServices
{
    LivePosts &live;
    FilesBeingAdded &adding;
    Pauses &pauses;
    StorageRetry &storage;
    Removals &removals;
    MediaChanger &changer;
    const Allowances &allowances;
    const AccountBook &accounts;
    PostViews &views;
    const Clock &clock;
};

class PostCommands final : public QObject
{
    Q_OBJECT
public:
    explicit PostCommands(const CommandServices &services);

    // Sends the Post after `undoMs`, or at `atMs` (wall clock; 0: immediately), but not before files being added are
    // part of it.
    void submit(const QString &postId, qint64 undoMs, qint64 atMs);
    void edit(const QString &postId);
    void cancel(const QString &postId);
    void setText(const QString &postId, int part, const QString &text);
    void setAccount(const QString &postId, const QString &account);

    void pause(const QString &postId);
    void resume(const QString &postId);
    void pauseAll(bool paused);
    // Pauses all Posts without storing "Pause all": completes a pauseAll(true) that a kill interrupted.
    void holdAll();

    void retry(const QString &postId);
    void sendFirst(const QString &postId);
    // The user's answer to AskPerson: whether the Post is on X.
    void decideOutcome(const QString &postId, bool posted);

    // The same Post was requested again: continues whatever stops it and needs no decision.
    void continuePost(const QString &postId, const NewPost &wanted);
    void startUploads(const QString &postId);
    void retryUploads(const QString &postId);
    void cancelUploads(const QString &postId);

Q_SIGNALS:
    void askingAgain(const QString &account); // requests that X refused for the whole account may be sent again

private:
    void restorePost(const QString &postId);
    void savePause();
    void resumePost(const QString &postId);
    void continueWith(Publisher &post, const NewPost &wanted);
    void tryNow(const QString &postId, bool everyWait);
    void recheckMedia(const QString &postId);

    const CommandServices m_services;
};

} // namespace postreel
