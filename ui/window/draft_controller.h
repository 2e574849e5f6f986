// Controls the draft that is open in the composer: creates it in the engine, saves changes, submits it, discards it.
// Invariant: at most one draft is open. While the engine creates it, all other operations wait for its id, so that no
// text and no file is lost.
#pragma once

#include "app/engine/engine.h"

#include <QObject>
#include <functional>

namespace postreel {

class Composer;
class DraftCreator;
class DraftChecks;
class DraftDrops;
class MessageArea;
class QueueModel;
class UndoOffers;

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
    void post();
    void newDraft();
    void setDraft(const QString &postId);
    QString release();
    void closeIfOpen(const QString &postId);
    void leave();
    void clearComposer();
    void show(const PostView &post);
    void connectDrops();
    void split();
    void setMedia(const QVector<UploadView> &uploads);
    void showAccount(const PostView &post);

    Engine &m_engine;
    Composer &m_composer;
    MessageArea &m_messages;
    const QueueModel &m_posts;
    DraftChecks *m_questions;
    DraftDrops *m_drops;
    DraftCreator *m_draftCreator;
    UndoOffers *m_undoOffers;
    QString m_draft;     // id; empty: not created yet
    QString m_savedText; // last text sent to the engine
    QString m_account;   // of the open draft, as the engine last reported it
    QString m_openWhenDraft;
    bool m_creating = false;
    QVector<std::function<void()>> m_next; // operations that wait for the id
};

} // namespace postreel
