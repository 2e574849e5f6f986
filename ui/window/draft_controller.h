// The draft in the composer: records it with the engine, keeps it up to date, posts it, puts it away.
// Invariant: at most one draft is open; while it is being recorded everything else waits for its id, so
// no text and no file is lost between two answers.
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
    // `messages`: where refusals are told. `posts`: to find what is opened.
    DraftController(Engine &engine, Composer &composer, MessageArea &messages, const QueueModel &posts,
              QObject *parent);

    QString draft() const { return m_draft; }

    // Adds files to the open draft, recording it first when there is none.
    void attach(const QStringList &files);
    // A drop whose files are being checked: they belong to the draft that is open now, which is not posted without them.
    void expect(int drop, int files);
    void take(int drop, const QStringList &files);
    void dropEnded(int drop, bool whole);
    // A draft of its own for each file; the first one is opened when the composer is blank.
    void makeDrafts(const QStringList &files);
    // Opens a draft as soon as it is known to be one; what was open stays a draft.
    void open(const QString &postId);
    // Takes submitted Posts back; a single one is opened.
    void takeBack(const QStringList &postIds);
    // A new draft with the text and files of an old Post.
    void copy(const PostView &post);
    // Posts drafts as they are, whether or not one of them is open; all can be taken back from one bar.
    void postDrafts(const QStringList &postIds);
    // Puts drafts away; the engine tells that they can be taken back.
    void discard(const QStringList &postIds);
    // Saves the text now.
    void flush();

    // News of the engine.
    void postChanged(const PostView &post);
    void postRemoved(const QString &postId);

    // Pause before a Post leaves, 0…60 s.
    void setUndoSeconds(int seconds);
    // Whether Post asks once about media without alt text.
    void setRemindsOfAltText(bool reminds);

Q_SIGNALS:
    void cleared(); // the composer is blank, for another draft
    void draftChanged(const QString &postId); // which one is being written; empty: none that is recorded

private:
    void whenRecorded(std::function<void()> next);
    void record(const QStringList &files);
    void recorded(const Result<QString> &answer, const QStringList &files);
    void saveText(const QString &text);
    void attachNow(const QStringList &files);
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

    struct Drop
    {
        QString draft; // empty: the open one, which is not recorded yet
        int files = 0;
        bool apart = false; // that one was left before it was recorded: they make a draft of their own
        bool whole = true;  // all that came went into the draft
    };

    Engine &m_engine;
    Composer &m_composer;
    MessageArea &m_messages;
    const QueueModel &m_posts;
    TrimController *m_trims;
    DraftChecks *m_questions;
    DraftCreator *m_maker;
    UndoPostReport *m_undoReport;
    QString m_draft;     // id; empty: nothing recorded yet
    QString m_savedText; // what the engine has
    QString m_openWhenDraft;
    QVector<QPointer<UndoCountdown>> m_countdowns;
    bool m_recording = false;
    QVector<std::function<void()>> m_next; // what waits for the id
    QHash<int, Drop> m_drops;              // being looked at
    QSet<QString> m_submitWhenChecked;      // Posts that leave once all that was dropped on them was looked at
    QHash<QString, int> m_adding;          // files on their way, by Post
    QHash<QString, QPointer<MessageBar>> m_leavesLater; // Posts that wait for them, with the bar that says so
    int m_undoSeconds = 5;
};

} // namespace postreel
