#include "app/engine/files_being_added.h"

#include <algorithm>

namespace postreel {

int FilesBeingAdded::free(const QString &postId, int last) const
{
    return std::max(last, m_posts.value(postId).lastKept) + 1;
}

int FilesBeingAdded::begin(const QString &postId, int files, int places, int last)
{
    const int first = free(postId, last);
    OfPost &post = m_posts[postId];
    post.files += files;
    post.lastKept = first + places - 1;
    return first;
}

void FilesBeingAdded::end(const QString &postId, int files)
{
    const auto post = m_posts.find(postId);
    if (post == m_posts.end())
        return;
    post->files -= files;
    if (post->files <= 0 && !post->leaving)
        m_posts.erase(post);
}

void FilesBeingAdded::deferSubmit(const QString &postId, const DeferredSubmit &leaving)
{
    m_posts[postId].leaving = leaving;
}

std::optional<FilesBeingAdded::DeferredSubmit> FilesBeingAdded::takeDeferredSubmit(const QString &postId)
{
    const auto post = m_posts.find(postId);
    if (post == m_posts.end())
        return std::nullopt;
    const std::optional<DeferredSubmit> leaving = std::exchange(post->leaving, std::nullopt);
    if (post->files <= 0)
        m_posts.erase(post);
    return leaving;
}

int FilesBeingAdded::leaving() const
{
    return static_cast<int>(std::count_if(m_posts.cbegin(), m_posts.cend(),
                                          [](const OfPost &post) { return post.leaving.has_value(); }));
}

} // namespace postreel
