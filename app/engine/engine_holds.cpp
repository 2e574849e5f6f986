// What a person pauses and lets go on, one Post or all of them.
#include "app/engine/engine_core.h"

namespace postreel {

void EngineCore::pause(const QString &postId)
{
    m_resumedAlone.remove(postId);
    Publisher *post = publisher(postId);
    if (!post)
        return;
    if (canPause(post->record().state))
        post->handle(post_event::Pause{});
    for (Uploader *upload : uploadersOf(postId))
        if (canPause(upload->record().state) && upload->record().state != UploadState::Paused)
            upload->handle(event::Pause{});
}

void EngineCore::resume(const QString &postId)
{
    if (m_pausedAll)
        m_resumedAlone.insert(postId);
    const Publisher *post = publisher(postId);
    const bool isPaused = post && post->record().state == PostState::Paused;
    resumePost(postId);
    if (!isPaused)
        tryNow(postId, true);
}

void EngineCore::resumePost(const QString &postId)
{
    Publisher *post = publisher(postId);
    if (!post || isHeld(postId))
        return;
    for (Uploader *upload : uploadersOf(postId))
        if (upload->record().state == UploadState::Paused)
            upload->handle(event::Resume{});
    if (post->record().state == PostState::Paused)
        post->handle(post_event::Resume{});
    else
        tryNow(postId, true);
    startUploads(postId);
}

void EngineCore::pauseAll(bool paused)
{
    m_pausedAll = paused;
    m_resumedAlone.clear();
    if (m_transport)
        m_settings.setPausedAll(paused);
    if (paused)
        holdAll();
    const QStringList ids = paused ? QStringList() : m_publishers.keys();
    for (const QString &id : ids)
        if (publisher(id)->record().state != PostState::Cancelled) // of a failed one, too: its media go on meanwhile
            resumePost(id);
    markChanged({});
}

void EngineCore::holdAll()
{
    const QStringList ids = m_publishers.keys();
    for (const QString &id : ids)
        if (publisher(id)->record().state != PostState::Cancelled)
            pause(id);
}

} // namespace postreel
