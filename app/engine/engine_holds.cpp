// What a person pauses and lets go on, one Post or all of them.
#include "app/engine/engine_core.h"

namespace postreel {

void EngineCore::pause(const QString &postId)
{
    m_pauses.onPaused(postId);
    Publisher *post = m_live.publisher(postId);
    if (!post)
        return;
    if (canPause(post->record().state))
        post->handle(post_event::Pause{});
    for (Uploader *upload : m_live.uploadersOf(postId))
        if (canPause(upload->record().state) && upload->record().state != UploadState::Paused)
            upload->handle(event::Pause{});
}

void EngineCore::resume(const QString &postId)
{
    m_pauses.onResumed(postId);
    const Publisher *post = m_live.publisher(postId);
    const bool isPaused = post && post->record().state == PostState::Paused;
    resumePost(postId);
    if (!isPaused)
        tryNow(postId, true);
}

void EngineCore::resumePost(const QString &postId)
{
    Publisher *post = m_live.publisher(postId);
    if (!post || m_pauses.hold(postId))
        return;
    for (Uploader *upload : m_live.uploadersOf(postId))
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
    m_pauses.setAll(paused);
    if (paused)
        holdAll();
    const QList<Publisher *> posts = paused ? QList<Publisher *>() : m_live.publishers();
    for (const Publisher *post : posts)
        if (post->record().state != PostState::Cancelled) // of a failed one, too: its media go on meanwhile
            resumePost(post->record().id);
    markChanged({});
}

void EngineCore::holdAll()
{
    const QList<Publisher *> posts = m_live.publishers();
    for (const Publisher *post : posts)
        if (post->record().state != PostState::Cancelled)
            pause(post->record().id);
}

} // namespace postreel
