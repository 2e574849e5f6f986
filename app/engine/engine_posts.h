// The Posts of an Engine: creates, changes, submits, pauses and cancels them, and reports their snapshots.
// Invariant: lives on the main thread; no call blocks.
#pragma once

#include "app/base/result.h"
#include "app/engine/callback.h"
#include "app/engine/new_post.h"

#include <QObject>

namespace postreel {

class EngineThread;

class EnginePosts final : public QObject
{
    Q_OBJECT
public:
    // `thread`: of the engine; must outlive it.
    explicit EnginePosts(EngineThread *thread);

    // Creates a Post. Its uploads start immediately; the Post itself is sent after submit. `done` gets its id, or the
    // first error of its files (nothing is stored then).
    void create(const NewPost &post, QObject *context, Callback<Result<QString>> done);

    // For drafts, and Posts that wait and were not sent yet.
    void setText(const QString &postId, int part, const QString &text);
    void setAccount(const QString &postId, const QString &accountKey);
    void attach(const QString &postId, const QVector<NewMedia> &media, QObject *context, Callback<Result<QString>> done);

    // Sends a draft after `undoMs`, or at `atMs` (wall clock; 0: no schedule).
    void submit(const QString &postId, qint64 undoMs, qint64 atMs);
    void edit(const QString &postId);      // back to a draft (also for Undo); its uploads continue

    // For a Post with its uploads.
    void pause(const QString &postId);
    void resume(const QString &postId);
    void retry(const QString &postId);
    // Its uploads are sent before all others, until another Post gets this.
    void sendFirst(const QString &postId);
    void cancel(const QString &postId);
    void pauseAll();
    void resumeAll();

    // The user's answer to AskPerson: whether the Post is on X.
    void decideOutcome(const QString &postId, bool posted);

    // Last known snapshots, newest activity first.
    QVector<PostView> all() const;
    // The submitted, unfinished Posts, oldest first, as they are when the engine answers; also drafts that are submitted
    // once their files are added.
    void unfinished(QObject *context, Callback<QVector<PostView>> done);
    // The state history of a Post and its uploads, oldest first.
    void history(const QString &postId, QObject *context, Callback<QVector<HistoryEntry>> done);

Q_SIGNALS:
    void changed(const postreel::PostView &post); // also for a new one; ≤ 10 Hz per Post, besides one per command
    void removed(const QString &postId);
    // A Post duplicates another one of its user, who became known only now: that one continues, this one is removed.
    void continued(const QString &postId, const QString &inItsPlace);

private:
    void put(const PostView &post);

    QVector<PostView> m_posts;
    EngineThread *m_thread;
};

} // namespace postreel
