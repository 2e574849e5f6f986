// What a person or a script asks of a Post that is recorded: to leave, to wait, to go on, to be edited.
// What does not fit the state of the Post does nothing.
#pragma once

#include "app/engine/allowances.h"
#include "app/engine/media_changer.h"
#include "app/engine/post_views.h"

namespace postreel {

// All that the commands work with; each outlives them.
struct CommandServices
{
    LivePosts &live;
    FilesBeingAdded &adding;
    Pauses &pauses;
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

    // Leaves after `undoMs`, or at `atMs` (wall clock; 0: at once), but not before files on their way have come.
    void submit(const QString &postId, qint64 undoMs, qint64 atMs);
    void edit(const QString &postId);
    void cancel(const QString &postId);
    void setText(const QString &postId, int part, const QString &text);
    void setAccount(const QString &postId, const QString &account);

    void pause(const QString &postId);
    void resume(const QString &postId);
    void pauseAll(bool paused);
    // As pauseAll() would, for what a kill left undone.
    void holdAll();

    void retry(const QString &postId);
    void sendFirst(const QString &postId);
    // The person's answer to AskPerson: whether the Post stands on X.
    void decideOutcome(const QString &postId, bool posted);

    // The same Post was asked for again: whatever holds it up and needs no decision is set going.
    void continuePost(const QString &postId, const NewPost &wanted);
    void startUploads(const QString &postId);
    void retryUploads(const QString &postId);
    void cancelUploads(const QString &postId);

Q_SIGNALS:
    void askingAgain(const QString &account); // what X refused to all of an account may be asked again

private:
    void restorePost(const QString &postId);
    void resumePost(const QString &postId);
    void continueWith(Publisher &post, const NewPost &wanted);
    void tryNow(const QString &postId, bool everyWait);
    void recheckMedia(const QString &postId);

    const CommandServices m_services;
};

} // namespace postreel
