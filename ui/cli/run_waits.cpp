// The part of Run about what existed before the call: Posts of earlier calls, and files that became
// unreachable.
#include "ui/cli/run.h"

#include "ui/cli/standing.h"

#include <QTimer>
#include <algorithm>

namespace postreel {

namespace {
// A file that is missing for less than this counts as a short disconnect; after that it is reported.
constexpr std::chrono::seconds fileComesBack{10};
} // namespace

// Takes the Posts as they were at the start, and again once the engine has resumed them.
void Run::resumeUnfinished()
{
    takeUnfinished(m_engine.posts());
    m_engine.unfinished(this, [this](const QVector<PostView> &posts) {
        if (m_over)
            return;
        takeUnfinished(posts);
        for (const PostView &post : posts)
            reportStanding(post);
        recordingEnded();
    });
}

void Run::takeUnfinished(const QVector<PostView> &posts)
{
    for (const PostView &post : posts)
        if (isUnfinished(post.state)) {
            m_views.insert(post.id, post);
            if (!m_posts.contains(post.id))
                trackPost(post.id);
        }
}

void Run::awaitFiles()
{
    const bool away = std::any_of(m_posts.cbegin(), m_posts.cend(),
                                  [this](const QString &id) { return hasFileAway(m_views.value(id)); });
    if (!away || m_ends == Ends::Never || std::exchange(m_awaiting, true))
        return;
    QTimer::singleShot(fileComesBack, this, [this] {
        m_awayIsBad = true;
        settle();
    });
}

} // namespace postreel
