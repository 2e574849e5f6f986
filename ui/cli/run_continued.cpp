// The Posts of a call that turn out to be ones that were there before.
#include "ui/cli/run.h"

#include "ui/cli/run_words.h"
#include "ui/cli/standing.h"

namespace postreel {

// A Post of ours turned out to be one that its user has already.
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
    for (const EngineEvent &wait : waitsOf(post)) // it began in an earlier call, which was told then
        report(wait);
}

// What it wants of a person, which an earlier call was told as well.
void Run::reportStanding(const PostView &post)
{
    for (const EngineEvent &event : needsOf(post))
        if (!m_told.contains(event.name % (event.uploadId.isEmpty() ? event.postId : event.uploadId)))
            report(event);
    showMessageOnce(post.id, pausedText(post));
}

} // namespace postreel
