#include "ui/window/queue/group_counts.h"

namespace postreel {

void GroupCounts::put(const PostView &post)
{
    Groups groups{};
    for (const QueueGroup group : queueGroups)
        groups.at(static_cast<size_t>(group)) = belongsTo(post, group);
    Groups &before = m_groupsOf[post.id]; // all false for a new Post
    if (before == groups)
        return;
    count(before, -1);
    count(groups, +1);
    before = groups;
}

void GroupCounts::remove(const QString &postId)
{
    count(m_groupsOf.take(postId), -1);
}

void GroupCounts::count(const Groups &groups, int change)
{
    for (size_t i = 0; i < groups.size(); ++i)
        m_counts.at(i) += groups.at(i) ? change : 0;
}

} // namespace postreel
