// Removals that the user can still undo: media of a draft, drafts, rows of the queue. They stay active but hidden
// until the undo time is over.
// Invariant: what is held here is marked as removed on disk, so that the next start does not load it; what was
// restored has no mark.
#pragma once

#include "app/base/clock.h"
#include "app/engine/post_maker.h"
#include "app/engine/views.h"
#include "app/store/removal_store.h"

#include <QObject>
#include <QTimer>
#include <optional>

namespace postreel {

class Publisher;

// One removal: Posts as objects or, if posted, as records, and all their uploads.
struct Removed
{
    RemovalView view;
    QVector<Publisher *> publishers;
    QVector<MadePost> posted;
    QStringList uploads;     // ids of those that have objects
    QSet<QString> paused;    // those that were paused before the removal
    qint64 endsAtMs = 0;     // monotonic clock
    QStringList marks() const; // the ids that are marked on disk
    void add(const Upload &upload);
};

class Removals final : public QObject
{
    Q_OBJECT
public:
    // `undoMs`: how long a removal can be undone.
    Removals(Database &database, const Clock &clock, qint64 undoMs);

    // Adds a removal. Rows of the queue that are removed one after another are joined into one removal, whose undo
    // time starts again. `with`: joins the last removal if it has this id; 0: none. Errors: Storage; nothing is held
    // or marked then.
    Result<Done> add(Removed removed, quint64 with = 0);
    // Joins an emptied draft to the last removal of its media; false: there is none, or it could not be marked.
    bool addDraft(const QString &postId, Publisher *draft);
    // Adds an upload that replaces or belongs to a held one. The caller marks it on disk.
    void addUpload(const QString &uploadId, const QString &with);

    bool holds(const QString &uploadId) const;
    // Whether a Post is held, or was deleted in this run.
    bool isPostRemoved(const QString &postId) const;
    RemovalView last() const;
    // Removes the marks of the last removal and gives it to the caller, who restores and reports it. Errors: Storage;
    // Usage: `id` is not the last one.
    Result<Removed> takeBack(quint64 id);
    // Ends the removals that `which` selects, for good; over() is emitted for each.
    void end(const std::function<bool(const Removed &)> &which);
    // Ends the removals of media from a Post that is submitted.
    void endIn(const QString &postId);
    // Ends the removals of a Post with this key of --once, which is free again then.
    void endWith(const QString &onceKey, const QString &account);
    // While true (the user is at the Undo button), no removal ends; afterwards the undo time starts again.
    void wait(bool wait);

    RemovalStore &store() { return m_store; }
    // Gives up the Post objects held here; call it before the services that they use are destroyed.
    QVector<Publisher *> takePosts();

Q_SIGNALS:
    void lastChanged(const postreel::RemovalView &last); // id 0: nothing can be undone
    void over(const postreel::Removed &removed);         // still marked: delete it

private:
    void schedule();
    void lookAtTime();

    RemovalStore m_store;
    const Clock &m_clock;
    const qint64 m_undoMs;
    QVector<Removed> m_removed; // oldest first
    QSet<QString> m_taken;      // ids of Posts held or deleted
    quint64 m_lastId = 0;
    bool m_waits = false;
    QTimer m_timer;
};

} // namespace postreel
