// What the user removes from an Engine, and gets back with Undo.
// Invariant: lives on the main thread; no call blocks.
#pragma once

#include "app/engine/views.h"

#include <QObject>

namespace postreel {

class EngineThread;

class EngineRemovals final : public QObject
{
    Q_OBJECT
public:
    // `thread`: of the engine; must outlive it.
    explicit EngineRemovals(EngineThread *thread);

    // Removals by the user, which can be undone for EngineOptions::undoRemovalMs: until then the uploads continue; afterwards, or
    // with the next start, they are final. Each is reported with lastChanged().
    void removeMedia(const QString &uploadId); // of a draft, with its subtitle tracks and cover
    // Discards drafts as one removal; empty ones leave nothing to restore. Other Posts are cancelled.
    void discard(const QStringList &postIds);
    void remove(const QString &postId);    // from the list; only if it has ended. A Post on X stays there
    void undo(quint64 id);          // id of a RemovalView; ignored if it is not the last one
    void keepUndo(bool keep);              // while true, undo does not expire

Q_SIGNALS:
    void lastChanged(const postreel::RemovalView &last); // id 0: nothing can be undone any more
    void undone(const postreel::RemovalView &back);      // restored; after EnginePosts::changed(), before lastChanged()

private:
    EngineThread *m_thread;
};

} // namespace postreel
