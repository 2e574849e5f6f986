// The files on their way into drafts: those that are being checked, copied or attached.
// Invariant: a file goes into the draft that it was dropped on, whichever is open by then, and a Post that was submitted
// meanwhile waits for it; if it cannot be added, the Post stays a draft and a message says so.
#pragma once

#include "app/engine/engine.h"

#include <QHash>
#include <QPointer>

namespace postreel {

class MessageArea;
class MessageBar;
class QueueModel;

class DraftDrops : public QObject
{
    Q_OBJECT
public:
    // `messages`: shows errors. `composerMessages`: shows that a Post waits for its files. `posts`: finds Posts by id.
    // All must outlive it.
    DraftDrops(Engine &engine, MessageArea &messages, MessageArea &composerMessages, const QueueModel &posts, QObject *parent);

    // Announces a drop of `files` files on `draft`; empty: on the open one, which has no id yet.
    void expect(int drop, int files, const QString &draft);
    // The open draft has its id now.
    void draftRecorded(const QString &draft);
    // The open draft was left: what was dropped on it before it had an id gets a draft of its own.
    void openDraftLeft();
    // `files` of the drop are checked. `open`: id of the open draft. `account`: for a draft of their own.
    void take(int drop, const QStringList &files, const QString &open, const QString &account);
    // All files of the drop are checked; `whole`: none was refused.
    void end(int drop, bool whole);

    // Whether files are on their way to the Post.
    bool areExpectedBy(const QString &postId) const { return filesExpected(postId) > 0 || m_adding.contains(postId); }
    // Returns whether X takes them in one Post; otherwise shows a message that offers one Post per file.
    bool takes(const QVector<UploadView> &uploads, const QStringList &files);
    void attach(const QString &postId, const QStringList &files);

    // Submits a draft once its files are checked; the engine waits until they are added. `undoMs` as in EnginePosts::submit().
    void submit(const QString &postId, int undoMs);
    // Says that a submitted Post waits for its files, and offers to undo that.
    void offerUndo(const QString &postId);
    // The user has taken the Post back.
    void onTakenBack(const QString &postId) { m_submitWhenChecked.remove(postId); }
    // To be called for every change that the engine reports.
    void postChanged(const PostView &post);

Q_SIGNALS:
    void filesForOpenDraft(const QStringList &files);
    void oneEachRequested(const QStringList &files);
    void undoRequested(const QString &postId);
    // The files are added and the Undo pause runs; `bar` said that the Post waits.
    void undoPauseBegan(postreel::MessageBar *bar, const QString &postId);

private:
    struct Drop
    {
        QString draft; // empty: the open one, which has no id yet
        int files = 0;
        bool apart = false; // these files get a draft of their own
        bool whole = true;  // all accepted files went into the draft
    };

    int filesExpected(const QString &postId) const;
    void makeDraft(const QStringList &files, const QString &account);
    void notAttached(const QString &postId, const QStringList &files, const Error &error);

    Engine &m_engine;
    MessageArea &m_messages;
    MessageArea &m_composerMessages;
    const QueueModel &m_posts;
    QHash<int, Drop> m_drops;                           // by number
    QHash<QString, int> m_submitWhenChecked;            // Posts to submit once their files are checked, with their undoMs
    QHash<QString, int> m_adding;                       // number of files being attached, by Post
    QHash<QString, QPointer<MessageBar>> m_leavesLater; // submitted Posts that wait for files, with the bar that says so
};

} // namespace postreel
