// Controls the draft that is open in the composer: creates it in the engine, saves changes, submits it, discards it.
// Invariant: at most one draft is open. While the engine creates it, all other operations wait for its id, so that no
// text and no file is lost.
#pragma once

#include "app/engine/engine.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <functional>

namespace postreel {

class Composer;
class DraftCreator;
class DraftChecks;
class MessageArea;
class MessageBar;
class QueueModel;
class UndoPostReport;
class TrimController;
class UndoCountdown;

class DraftController : public QObject
{
    Q_OBJECT
public:
    // `messages`: shows errors. `posts`: finds Posts by id. All must outlive it.
    DraftController(Engine &engine, Composer &composer, MessageArea &messages, const QueueModel &posts,
                    QObject *parent);

    QString draft() const { return m_draft; }

    // Adds files to the open draft; creates the draft first if there is none.
    void attach(const QStringList &files);
    // Announces a drop whose `files` files are being checked. They belong to the draft that is open now, which is not
    // submitted before dropEnded().
    void expect(int drop, int files);
    // Adds checked files to the draft that they were dropped on, even if another one is open now.
    void take(int drop, const QStringList &files);
    // All files of the drop are checked; `whole`: none was refused. Otherwise a Post that waits for them stays a draft.
    void dropEnded(int drop, bool whole);
    // Creates one draft per file; opens the first one if the composer is blank.
    void makeDrafts(const QStringList &files);
    // Opens a Post once its state is Draft. The draft open until then stays in the queue.
    void open(const QString &postId);
    // Turns submitted Posts back into drafts; a single one is opened.
    void takeBack(const QStringList &postIds);
    // Creates and opens a draft with the first text and the media of `post`.
    void copy(const PostView &post);
    // Submits those drafts that are complete, open or not; a single bar offers to undo all of them.
    void postDrafts(const QStringList &postIds);
    // Discards drafts; the engine reports that this can be undone.
    void discard(const QStringList &postIds);
    // Saves the text now, without waiting for a pause in typing.
    void flush();

    // To be called for every change that the engine reports.
    void postChanged(const PostView &post);
    void postRemoved(const QString &postId);

    // Pause before a submitted Post is sent, in seconds; clamped to 0…60.
    void setUndoSeconds(int seconds);
    // Whether submitting asks once about media without alt text.
    void setRemindsOfAltText(bool reminds);

Q_SIGNALS:
    void cleared(); // the composer is blank again
    void draftChanged(const QString &postId); // id of the open draft; empty: none, or not created yet

private:
    void whenCreated(std::function<void()> next);
    void record(const QStringList &files);
    void recorded(const Result<QString> &answer, const QStringList &files);
    void saveText(const QString &text);
    void attachNow(const QStringList &files);
    void takeNow(int drop, const QStringList &files);
    void dropEndedNow(int drop, bool whole);
    void makeDraft(const QStringList &files);
    bool takes(const QVector<UploadView> &uploads, const QStringList &files);
    int filesExpected(const QString &postId) const;
    void attachTo(const QString &postId, const QStringList &files);
    void notAttached(const QString &postId, const QStringList &files, const Error &error);
    void post();
    void offerUndo(const QStringList &postIds, bool mediaReady);
    void count(MessageBar &bar, const QStringList &postIds, bool mediaReady);
    void offerUndoWhileAdding(const QString &postId);
    void addingChanged(const PostView &post);
    void newDraft();
    void setDraft(const QString &postId);
    QString release();
    void closeIfOpen(const QString &postId);
    void leave();
    void clearComposer();
    void show(const PostView &post);
    void trim(const QString &uploadId);
    void connectMedia();
    void split();
    void setMedia(const QVector<UploadView> &uploads);
    void showAccount(const PostView &post);

    struct Drop
    {
        QString draft; // empty: the open one, which has no id yet
        int files = 0;
        bool apart = false; // the open draft was left before it had an id: these files get a draft of their own
        bool whole = true;  // all accepted files went into the draft
    };

    Engine &m_engine;
    Composer &m_composer;
    MessageArea &m_messages;
    const QueueModel &m_posts;
    TrimController *m_trimController;
    DraftChecks *m_questions;
    DraftCreator *m_draftCreator;
    UndoPostReport *m_undoReport;
    QString m_draft;     // id; empty: not created yet
    QString m_savedText; // last text sent to the engine
    QString m_account;   // of the open draft, as the engine last reported it
    QString m_openWhenDraft;
    QVector<QPointer<UndoCountdown>> m_countdowns;
    bool m_creating = false;
    QVector<std::function<void()>> m_next; // operations that wait for the id
    QHash<int, Drop> m_drops;              // drops whose files are being checked, by number
    QSet<QString> m_submitWhenChecked;      // Posts to submit once the files dropped on them are checked
    QHash<QString, int> m_adding;          // number of files being attached, by Post
    QHash<QString, QPointer<MessageBar>> m_leavesLater; // submitted Posts that wait for files, with the bar that says so
    int m_undoSeconds = 5;
};

} // namespace postreel
