// The part of Run about Posts that existed before the call.
#include "ui/cli/run.h"

#include "ui/cli/run_words.h"
#include "ui/cli/standing.h"

namespace postreel {

// The engine continues a Post that its user already has, instead of a new one of this run.
void Run::replacePost(const QString &id, const QString &inItsPlace)
{
    if (m_over || m_posts.removeAll(id) == 0 || m_posts.contains(inItsPlace))
        return;
    trackPost(inItsPlace);
    if (!m_recording)
        settle();
}

void Run::reportCreated(const PostView &post)
{
    m_told << QStringLiteral("created") % post.id;
    m_events.write({.name = QStringLiteral("created"), .postId = post.id, .fields = createdFields(post)});
    for (const EngineEvent &wait : waitsOf(post)) // the wait began in an earlier call and was reported there
        report(wait);
}

// Reports what the Post needs from the user; an earlier call may have reported the same.
void Run::reportStanding(const PostView &post)
{
    for (const EngineEvent &event : needsOf(post))
        if (!m_told.contains(event.name % (event.uploadId.isEmpty() ? event.postId : event.uploadId)))
            report(event);
    showMessageOnce(post.id, pausedText(post));
}

} // namespace postreel
