#include "app/engine/live_posts.h"

#include <algorithm>

namespace postreel {

// Uploads first: they abort their requests through the transport.
void LivePosts::clear()
{
    qDeleteAll(std::exchange(m_uploaders, {}));
    qDeleteAll(std::exchange(m_publishers, {}));
}

void LivePosts::open(UploadServices &uploads, PostServices &posts)
{
    m_uploadServices = &uploads;
    m_postServices = &posts;
}

Uploader *LivePosts::add(const Upload &upload, bool removed)
{
    auto *uploader = new Uploader(*m_uploadServices, upload, this);
    m_uploaders.insert(upload.id, uploader);
    if (!removed)
        m_shown.insert(upload.postId, upload.id);
    connect(uploader, &Uploader::changed, this, [this, postId = upload.postId] { Q_EMIT changed(postId); });
    connect(uploader, &Uploader::progressed, this, [this, postId = upload.postId] { Q_EMIT changed(postId); });
    // Queued, so that a Post never changes state within a step of its upload.
    connect(uploader, &Uploader::stateChanged, this, [this, postId = upload.postId] {
        if (Publisher *post = publisher(postId))
            post->uploadChanged();
    }, Qt::QueuedConnection);
    Q_EMIT uploadAdded(uploader);
    Q_EMIT changed(upload.postId);
    return uploader;
}

Publisher *LivePosts::add(const Post &post)
{
    auto *publisher = new Publisher(*m_postServices, post, this);
    m_publishers.insert(post.id, publisher);
    connect(publisher, &Publisher::changed, this, &LivePosts::changed);
    Q_EMIT postAdded(publisher);
    Q_EMIT changed(post.id);
    return publisher;
}

void LivePosts::addPosted(const MadePost &posted)
{
    MadePost &kept = m_posted[posted.post.id];
    kept = posted;
    std::sort(kept.uploads.begin(), kept.uploads.end(), [](const Upload &a, const Upload &b) { return a.position < b.position; });
    Q_EMIT changed(posted.post.id);
}

void LivePosts::archive(const QString &postId)
{
    Publisher *post = publisher(postId);
    if (!post)
        return;
    MadePost posted{post->record(), {}};
    for (Uploader *upload : uploadersOf(postId)) {
        posted.uploads.append(upload->record());
        release(upload);
    }
    release(post);
    addPosted(posted);
}

void LivePosts::release(Uploader *upload)
{
    m_uploaders.remove(upload->record().id);
    m_shown.remove(upload->record().postId, upload->record().id);
    Q_EMIT uploadReleased(upload->record().id, upload->record().file);
    upload->disconnect();
    upload->deleteLater();
}

void LivePosts::release(Publisher *post)
{
    m_publishers.remove(post->record().id);
    post->disconnect();
    post->deleteLater();
}

void LivePosts::forget(const QString &postId)
{
    m_posted.remove(postId);
    if (Publisher *post = publisher(postId))
        release(post);
}

void LivePosts::setRemoved(const QString &uploadId, bool removed)
{
    const Uploader *upload = m_uploaders.value(uploadId);
    if (!upload)
        return;
    m_shown.remove(upload->record().postId, uploadId);
    if (!removed)
        m_shown.insert(upload->record().postId, uploadId);
}

MadePost LivePosts::takePost(const QString &postId, Publisher **post)
{
    m_shown.remove(postId);
    *post = m_publishers.take(postId);
    return m_posted.take(postId);
}

void LivePosts::setSuccessor(const QString &uploadId, const QString &successor)
{
    for (QString &later : m_successors)
        if (later == uploadId)
            later = successor;
    m_successors.insert(uploadId, successor);
}

QVector<Uploader *> LivePosts::uploadersOf(const QString &postId) const
{
    QVector<Uploader *> found;
    const QStringList ids = m_shown.values(postId);
    for (const QString &id : ids)
        found.append(m_uploaders.value(id));
    std::sort(found.begin(), found.end(),
              [](const Uploader *a, const Uploader *b) { return a->record().position < b->record().position; });
    return found;
}

QVector<Upload> liveUploadsOf(const LivePosts &live, const QString &postId)
{
    QVector<Upload> uploads;
    for (const Uploader *upload : live.uploadersOf(postId))
        if (upload->record().state != UploadState::Cancelled)
            uploads.append(upload->record());
    return uploads;
}

QString LivePosts::withOnceKey(const QString &key, const QString &account) const
{
    if (key.isEmpty())
        return {};
    for (const Publisher *post : m_publishers)
        if (post->record().onceKey == key && post->record().account == account)
            return post->record().id;
    for (const MadePost &posted : m_posted)
        if (posted.post.onceKey == key && posted.post.account == account)
            return posted.post.id;
    return {};
}

QStringList LivePosts::postsOf(const QString &account) const
{
    QStringList ids;
    for (const Publisher *post : m_publishers)
        if (post->record().account == account)
            ids << post->record().id;
    for (const MadePost &posted : m_posted)
        if (posted.post.account == account)
            ids << posted.post.id;
    return ids;
}

QSet<QString> LivePosts::postedIds(const QString &account) const
{
    QSet<QString> ids;
    const auto add = [&](const Post &post) {
        if (post.account == account)
            for (const PostPart &part : post.parts)
                if (!part.postedId.isEmpty())
                    ids.insert(part.postedId);
    };
    for (const Publisher *post : m_publishers)
        add(post->record());
    for (const MadePost &posted : m_posted)
        add(posted.post);
    return ids;
}

QVector<MadePost> LivePosts::knownSince(qint64 atMs) const
{
    QVector<MadePost> all;
    for (const Publisher *post : m_publishers)
        all.append(MadePost{post->record(), liveUploadsOf(*this, post->record().id)});
    for (const MadePost &posted : m_posted)
        if (atMs > 0 && posted.post.activityAtMs >= atMs)
            all.append(posted);
    return all;
}

} // namespace postreel
