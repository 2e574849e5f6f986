// The number of Posts in each group of the queue.
// Invariant: an update costs as much as has changed, not as much as there is.
#pragma once

#include "ui/window/queue/queue_filter.h"

#include <QHash>
#include <array>

namespace postreel {

class GroupCounts
{
public:
    // Adds or updates a Post.
    void put(const PostView &post);
    void remove(const QString &postId);

    int of(QueueGroup group) const { return m_counts.at(static_cast<size_t>(group)); }

private:
    using Groups = std::array<bool, queueGroups.size()>;
    void count(const Groups &groups, int change);
    QHash<QString, Groups> m_groupsOf; // by Post id
    std::array<int, queueGroups.size()> m_counts{};
};

} // namespace postreel
