#include "app/engine/media_adder.h"

#include "app/engine/draft_video.h"
#include "app/media/files/file_check.h"

#include <QFileInfo>
#include <algorithm>

namespace postreel {

namespace {

// Positions needed: each media with its tracks, and its cover after all of them.
int placesOf(const QVector<NewMedia> &media)
{
    int places = 0;
    for (const NewMedia &one : media)
        places += 1 + static_cast<int>(one.subtitles.size()) + (one.coverMs >= 0 ? 1 : 0);
    return places;
}

// Whether nothing of it was sent and it is not cancelled.
bool awaitsFiles(const Post &post)
{
    return post.state == PostState::Draft || (post.state != PostState::Cancelled && canEdit(post));
}


bool isLanguage(const QString &code)
{
    return code.size() == 2 &&
           std::all_of(code.begin(), code.end(), [](QChar c) { return c >= u'A' && c <= u'Z'; });
}

} // namespace

MediaAdder::MediaAdder(const AddingServices &services)
    : m_services(services)
{
}

int MediaAdder::freePosition(const QString &postId) const
{
    int last = -1; // including removed ones, which may get their positions back
    const QList<Uploader *> all = m_services.live.uploaders();
    for (const Uploader *upload : all)
        if (upload->record().postId == postId)
            last = std::max(last, upload->record().position);
    return m_services.adding.free(postId, last);
}

// The current account of the Post, for files added to it; TooLate if it takes no more files.
Result<QString> MediaAdder::accountToAddTo(const QString &postId, const QString &file) const
{
    const Publisher *post = m_services.live.publisher(postId);
    if (!post || !awaitsFiles(post->record()))
        return Error{.kind = ErrorKind::TooLate, .subject = QFileInfo(file).fileName()};
    return post->record().account;
}

void MediaAdder::attach(const QString &postId, const QVector<NewMedia> &media,
                        std::function<void(Result<QString>)> done)
{
    const QString first = media.isEmpty() ? QString() : media.first().file;
    if (!m_services.live.publisher(postId) && !m_services.live.posted().contains(postId) && !m_services.removals.isPostRemoved(postId))
        return done(Result<QString>(ErrorKind::Usage));
    if (const Result<QString> account = accountToAddTo(postId, first); !account)
        return done(account.error());
    const auto files = static_cast<int>(media.size());
    const int position = m_services.adding.begin(postId, files, placesOf(media), freePosition(postId) - 1);
    m_services.views.markChanged(postId);
    m_maker->add(postId, media, position, [this, postId, first] { return accountToAddTo(postId, first); }, this,
                 [this, postId, files, done](const Result<QVector<Upload>> &uploads) {
                     if (uploads)
                         for (const Upload &upload : *uploads)
                             m_services.live.add(upload, m_services.removals.holds(upload.id));
                     ended(postId, files, uploads.ok());
                     done(uploads ? Result<QString>(postId) : uploads.error());
                 });
}

// Submits the Post if that was deferred; if a file could not be added, the Post is a draft again and the user
// decides.
void MediaAdder::ended(const QString &postId, int files, bool added)
{
    m_services.adding.end(postId, files);
    std::optional<FilesBeingAdded::DeferredSubmit> leaving;
    if (!added || m_services.adding.files(postId) == 0)
        leaving = m_services.adding.takeDeferredSubmit(postId);
    m_services.views.publish(postId);
    m_services.commands.startUploads(postId);
    if (leaving && added)
        m_services.commands.submit(postId, leaving->undoMs, leaving->atMs);
    Publisher *post = m_services.live.publisher(postId);
    if (!post)
        return;
    const bool onItsWay = post->record().state == PostState::Scheduled || post->record().state == PostState::WaitingForMedia;
    if (!added && onItsWay)
        return m_services.commands.edit(postId);
    post->uploadChanged(); // it may have waited only for this file
}

void MediaAdder::addSubtitles(const QString &uploadId, const NewMedia::Subtitle &track,
                              std::function<void(Result<QString>)> done)
{
    if (!draftVideo(uploadId, m_services.live) || !isLanguage(track.language))
        return done(Result<QString>(ErrorKind::Usage));
    const QString postId = m_services.live.uploader(uploadId)->record().postId;
    const int position = m_services.adding.begin(postId, 1, 1, freePosition(postId) - 1);
    m_services.views.markChanged(postId);
    m_services.reads.run<Error>(
        track.file, this, [file = track.file] { return checkRegularFile(file).error(); },
        [this, uploadId, postId, track, position, done = std::move(done)](const Error &error) {
            const Uploader *video = draftVideo(uploadId, m_services.live); // may have been posted or removed meanwhile
            const Result<QString> added = error    ? Result<QString>(error)
                                          : !video ? Result<QString>(ErrorKind::Usage)
                                                   : takeTrack(m_maker->trackOf(video->record(), track, position));
            ended(postId, 1, added.ok());
            done(added);
        });
}

// X keeps one track per language: the newer one counts; the other is removed as if by the user, who can undo it.
Result<QString> MediaAdder::takeTrack(const Upload &track)
{
    const MediaChange change{.gone = {}, .added = {track}, .changed = {}, .successors = {}};
    Removed replaced{.view = {.kind = RemovalView::Kind::Media, .postId = track.postId}};
    for (const Uploader *other : m_services.live.uploadersOf(track.postId)) {
        const Upload &older = other->record();
        if (older.parentId != track.parentId || older.kind != UploadKind::Subtitle || older.language != track.language)
            continue;
        replaced.view.file = older.file;
        replaced.view.uploadId = older.id;
        replaced.add(older);
    }
    const Result<Done> recorded = m_services.database.transaction([&]() -> Result<Done> {
        const Result<Done> added = m_services.changer.record(change);
        return !added || replaced.uploads.isEmpty() ? added : m_services.removals.store().mark(replaced.uploads);
    });
    if (!recorded)
        return recorded.error();
    if (!replaced.uploads.isEmpty() && m_services.removals.add(replaced))
        for (const QString &id : std::as_const(replaced.uploads))
            m_services.live.setRemoved(id, true);
    m_services.changer.apply(change);
    m_services.views.publish(track.postId);
    m_services.commands.startUploads(track.postId);
    return track.id;
}

} // namespace postreel
