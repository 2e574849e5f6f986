// What a person removed and may still take back: media of a draft, drafts, rows of the queue. Each goes on at work, out of
// sight, with all that it has, until its time is over.
// Invariant: what is held here is marked as removed on disk, so the next start has none of it; what was taken back has no mark.
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

// One removal: the Posts as objects or, of Posted ones, as records, and all uploads that went with it.
struct Removed
{
    RemovalView view;
    QVector<Publisher *> publishers;
    QVector<MadePost> posted;
    QStringList uploads;     // ids of those at work
    QSet<QString> paused;    // those that stood still already, by a person's word
    qint64 endsAtMs = 0;     // monotonic
    QStringList marks() const; // what stands for it on disk
    void add(const Upload &upload);
};

class Removals final : public QObject
{
    Q_OBJECT
public:
    // `undoMs`: how long each can be taken back.
    Removals(Database &database, const Clock &clock, qint64 undoMs);

    // What is told of one that is removed. Rows of the queue that are removed one after the other are one removal, and time
    // starts over. `with`: the last one, if it is that, takes it in as well; 0: none. Errors: Storage; nothing is held or
    // marked then.
    Result<Done> add(Removed removed, quint64 with = 0);
    // A draft in which nothing is left goes along with the media that was removed from it last; false: there is none.
    bool addDraft(const QString &postId, Publisher *draft);
    // An upload that takes the place of one that is held, or hangs on one: it is held, too. To be marked by the caller.
    void addUpload(const QString &uploadId, const QString &with);

    bool holds(const QString &uploadId) const;
    // Whether a Post is held, or was removed for good in this run.
    bool hasTaken(const QString &postId) const;
    RemovalView last() const;
    // The last one, if it is that: its marks are gone, and it is the caller's, who tells of it. Errors: Storage; Usage: it is not.
    Result<Removed> takeBack(quint64 id);
    // Those that are over by the caller's word, for good: whatever `which` names. `over` is told of each.
    void end(const std::function<bool(const Removed &)> &which);
    // What was taken out of a Post that leaves as it is now.
    void endIn(const QString &postId);
    // A key of --once is free again once its Post is gone.
    void endWith(const QString &onceKey, const QString &account);
    // While a person is at the Undo button no time is over; when they leave, it starts over.
    void wait(bool wait);

    RemovalStore &store() { return m_store; }
    // Objects that only this knows; before those are gone that they work with.
    QVector<Publisher *> takePosts();

Q_SIGNALS:
    void lastChanged(const postreel::RemovalView &last); // id 0: there is nothing to take back
    void over(const postreel::Removed &removed);         // marked still: to be removed for good

private:
    void schedule();
    void lookAtTime();

    RemovalStore m_store;
    const Clock &m_clock;
    const qint64 m_undoMs;
    QVector<Removed> m_removed; // oldest first
    QSet<QString> m_taken;      // Posts
    quint64 m_lastId = 0;
    bool m_waits = false;
    QTimer m_timer;
};

} // namespace postreel
