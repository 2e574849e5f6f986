// How files come into a Post that is there already, and how it leaves: not before they have come.
#include "app/engine/engine_core.h"

#include <QFileInfo>
#include <algorithm>

namespace postreel {

namespace {

// Each media with its tracks, and its cover behind all of them.
int placesOf(const QVector<NewMedia> &media)
{
    int places = 0;
    for (const NewMedia &one : media)
        places += 1 + static_cast<int>(one.subtitles.size()) + (one.coverMs >= 0 ? 1 : 0);
    return places;
}

// Nothing of it has left, and nobody has thrown it away.
bool takesFiles(const Post &post)
{
    return post.state == PostState::Draft || (post.state != PostState::Cancelled && canEdit(post));
}

} // namespace

int EngineCore::freePosition(const QString &postId) const
{
    int last = -1; // of those, too, that were removed and may come back to their places
    const QList<Uploader *> all = m_live.uploaders();
    for (const Uploader *upload : all)
        if (upload->record().postId == postId)
            last = std::max(last, upload->record().position);
    return m_adding.free(postId, last);
}

// The account that what comes into a Post goes to, as it is now; TooLate once it takes nothing any more.
Result<QString> EngineCore::accountToAddTo(const QString &postId, const QString &file) const
{
    const Publisher *post = m_live.publisher(postId);
    if (!post || !takesFiles(post->record()))
        return Error{.kind = ErrorKind::TooLate, .subject = QFileInfo(file).fileName()};
    return post->record().account;
}

void EngineCore::attach(const QString &postId, const QVector<NewMedia> &media,
                        std::function<void(Result<QString>)> done)
{
    const QString first = media.isEmpty() ? QString() : media.first().file;
    if (!m_live.publisher(postId) && !m_live.posted().contains(postId) && !m_removals.hasTaken(postId))
        return done(Result<QString>(ErrorKind::Usage));
    if (const Result<QString> account = accountToAddTo(postId, first); !account)
        return done(account.error());
    const auto files = static_cast<int>(media.size());
    const int position = m_adding.begin(postId, files, placesOf(media), freePosition(postId) - 1);
    markChanged(postId);
    m_maker->add(postId, media, position, [this, postId, first] { return accountToAddTo(postId, first); }, this,
                 [this, postId, files, done](const Result<QVector<Upload>> &uploads) {
                     if (uploads)
                         for (const Upload &upload : *uploads)
                             m_live.add(upload, m_removals.holds(upload.id));
                     addingEnded(postId, files, uploads.ok());
                     done(uploads ? Result<QString>(postId) : uploads.error());
                 });
}

// What was to leave with them does so now; not without one that did not come: then a person decides again.
void EngineCore::addingEnded(const QString &postId, int files, bool added)
{
    m_adding.end(postId, files);
    std::optional<FilesBeingAdded::Leaving> leaving;
    if (!added || m_adding.files(postId) == 0)
        leaving = m_adding.takeLeaving(postId);
    publish(postId);
    startUploads(postId);
    if (leaving && added)
        submit(postId, leaving->undoMs, leaving->atMs);
    Publisher *post = m_live.publisher(postId);
    if (!post)
        return;
    const bool onItsWay = post->record().state == PostState::Scheduled || post->record().state == PostState::WaitingForMedia;
    if (!added && onItsWay)
        return edit(postId);
    post->uploadChanged(); // it may have waited for this one alone
}

void EngineCore::submit(const QString &postId, qint64 undoMs, qint64 atMs)
{
    Publisher *post = m_live.publisher(postId);
    if (!post || post->record().state != PostState::Draft)
        return;
    if (m_adding.files(postId) > 0) {
        m_adding.leaveLater(postId, {undoMs, atMs});
        return publish(postId);
    }
    const qint64 now = m_clock.wallMs();
    const qint64 until = atMs > now ? atMs : (undoMs > 0 ? now + undoMs : 0);
    post->handle(post_event::Submit{until, atMs});
    if (post->record().state != PostState::Draft)
        endRemovalsIn(postId);
}

void EngineCore::edit(const QString &postId)
{
    Publisher *post = m_live.publisher(postId);
    if (m_adding.takeLeaving(postId))
        return publish(postId);
    if (!post || !canEdit(post->record()))
        return;
    if (post->record().state == PostState::Cancelled)
        return restorePost(postId);
    post->handle(post_event::Edit{});
    resumePost(postId);
}

void EngineCore::cancel(const QString &postId)
{
    Publisher *post = m_live.publisher(postId);
    m_adding.takeLeaving(postId);
    if (post && post->record().state != PostState::Posted && post->record().state != PostState::Cancelled)
        post->handle(post_event::Cancel{});
}

} // namespace postreel
