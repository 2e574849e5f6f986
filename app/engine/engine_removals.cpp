#include "app/engine/engine_removals.h"

#include "app/engine/engine_thread.h"

namespace postreel {

EngineRemovals::EngineRemovals(EngineThread *thread) : m_thread(thread)
{
    connect(thread->core(), &EngineCore::lastRemovalChanged, this, &EngineRemovals::lastChanged);
    connect(thread->core(), &EngineCore::removalUndone, this, &EngineRemovals::undone);
}

void EngineRemovals::removeMedia(const QString &uploadId)
{
    m_thread->onCore([=](EngineCore &core) { core.posts().removals.removeMedia(uploadId); });
}

void EngineRemovals::discard(const QStringList &postIds) { m_thread->onCore([=](EngineCore &core) { core.posts().removals.discard(postIds); }); }
void EngineRemovals::remove(const QString &postId) { m_thread->onCore([=](EngineCore &core) { core.posts().removals.remove(postId); }); }
void EngineRemovals::undo(quint64 id) { m_thread->onCore([=](EngineCore &core) { core.posts().removals.undo(id); }); }
void EngineRemovals::keepUndo(bool keep) { m_thread->onCore([=](EngineCore &core) { core.posts().removals.wait(keep); }); }

} // namespace postreel
