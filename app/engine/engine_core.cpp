#include "app/engine/engine_core.h"

#include "app/base/log.h"
#include "app/engine/account_repair.h"
#include "app/engine/file_verdicts.h"

#include <QDir>
#include <algorithm>

namespace postreel {

EngineCore::~EngineCore()
{
    if (m_built.transport) {
        saveRates();
        m_speedLimits.saveLinkSpeed();
    }
    // Uploads first: they abort their requests through the transport.
    m_queue.live.clear();
    qDeleteAll(m_queue.removals.takePosts());
}

void EngineCore::open()
{
    const QString path = QDir(m_options.profile).filePath(QStringLiteral("postreel.sqlite"));
    const Result<Database::Opened> database = m_profile.database.open(path);
    if (!database)
        return Q_EMIT openFailed(database.error());
    if (!database->putAside.isEmpty())
        Q_EMIT notice(Error{.kind = ErrorKind::PutAside, .detail = database->because, .source = ErrorSource::System, .subject = database->putAside});
    build();
    if (!m_options.caFile.isEmpty())
        if (const Result<Done> trusted = m_built.transport->trust(m_options.caFile); !trusted)
            return Q_EMIT openFailed(trusted.error());
    if (const Result<Done> loaded = load(); !loaded)
        return Q_EMIT openFailed(loaded.error());
    m_views.flush();
    Q_EMIT opened();
    m_clockWatch.start();
    m_signIns.setOpen();
    if (!m_options.waitsForAccounts)
        resume();
}

Result<Done> EngineCore::load()
{
    Result<PostStore::Loaded> asked = m_profile.posts.loadAll();
    if (!asked)
        return asked.error();
    PostStore::Loaded loaded = asked.take();
    Result<UploadStore::Loaded> read = m_profile.uploads.loadAll();
    if (!read)
        return read.error();
    UploadStore::Loaded media = read.take();
    if (const Result<Done> dropped = m_posts.removals.dropMarked(loaded, media); !dropped)
        return dropped;
    const Result<bool> accountsWhole = m_accounts.load();
    if (!accountsWhole)
        return accountsWhole.error();
    if (m_queue.unreadable.setAside(loaded, media, *accountsWhole))
        Q_EMIT notice(UnreadableRows::notice());
    QVector<Upload> uploads = media.uploads;
    const Result<Done> repaired =
        repairAccounts(loaded.posts, uploads, m_profile.database, m_profile.uploads, m_clock);
    if (!repaired)
        return repaired;
    if (!m_queue.unreadable.keepsAllFiles())
        if (const Result<Done> dropped = m_profile.uploads.removeOrphans(); !dropped)
            return dropped;
    show(loaded.posts, uploads);
    return Done{};
}

void EngineCore::show(const QVector<Post> &posts, const QVector<Upload> &uploads)
{
    QHash<QString, MadePost> posted;
    for (const Post &post : posts)
        if (post.state == PostState::Posted)
            posted.insert(post.id, {post, {}});
        else
            m_queue.live.add(post);
    for (const Upload &upload : uploads)
        if (const auto of = posted.find(upload.postId); of == posted.end()) {
            if (m_queue.live.publisher(upload.postId))
                m_queue.live.add(upload, false);
        } else if (upload.state == UploadState::Ready || m_queue.unreadable.keepsAllFiles()) {
            of->uploads.append(upload);
        } else { // it was added too late to be part of the Post
            m_profile.uploads.remove(upload.id);
        }
    for (const MadePost &one : std::as_const(posted))
        m_queue.live.addPosted(one);
    if (m_queue.unreadable.keepsAllFiles())
        return;
    QStringList ids;
    const QList<Uploader *> all = m_queue.live.uploaders();
    for (const Uploader *upload : all)
        ids << upload->record().id;
    m_built.fixQueue->keepOnly(ids);
    m_copies->keepOnly(filesNeeded());
}

// After a start: each upload and Post continues in the state in which it was saved. Nothing else may reach them
// before: a request sent by then would be taken for one of an earlier run, and repeated.
void EngineCore::resume()
{
    m_signIns.useEarlyTokens(); // what continues finds its account
    if (m_queue.pauses.all()) // the program may have been killed before all Posts were paused
        m_posts.commands.holdAll();
    for (Uploader *upload : m_queue.live.uploaders()) {
        // Also those of a Failed Post: their uploads continue, so that a retry finds them ready.
        if (m_queue.live.publisher(upload->record().postId)->record().state != PostState::Cancelled)
            upload->handle(event::Restored{});
        else if (upload->record().state != UploadState::Cancelled) // the program ended while it was being cancelled
            upload->handle(event::Cancel{});
    }
    for (Publisher *post : m_queue.live.publishers()) {
        const PostState state = post->record().state;
        if (!isUnderWay(state) && state != PostState::Draft)
            continue;
        post->handle(post_event::Restored{});
        m_posts.commands.startUploads(post->record().id);
    }
    m_network.start();
    m_signIns.start();
}

// The files of all uploads that are not archived.
QStringList EngineCore::filesNeeded() const
{
    QStringList files;
    const QList<Uploader *> all = m_queue.live.uploaders();
    for (const Uploader *upload : all)
        files << upload->record().file;
    return files;
}

void EngineCore::showThumbnails(const QStringList &uploadIds)
{
    m_thumbnails.setShown(uploadIds);
    for (const QString &id : uploadIds)
        if (const Uploader *live = m_queue.live.uploader(id))
            m_thumbnails.request(live->record());
    for (const MadePost &posted : m_queue.live.posted())
        for (const Upload &upload : posted.uploads)
            m_thumbnails.request(upload);
}

void EngineCore::checkFiles(const QStringList &files, const QStringList &subtitles, const QString &account,
                            std::function<void(const QVector<FileVerdict> &)> done)
{
    const FixSpeeds speeds = m_built.fixQueue ? m_built.fixQueue->speeds() : FixSpeeds{};
    postreel::checkFiles(files, subtitles, {m_allowances.of(account), speeds}, m_reads, this, std::move(done));
}

void EngineCore::wokeUp()
{
    if (!m_built.transport)
        return;
    qCInfo(logEngine) << "the computer slept or its clock was set: connections start over";
    m_built.transport->dropConnections();
    m_speedLimits.apply();
    checkClock();
    m_network.onBack();
}

void EngineCore::checkClock()
{
    for (Uploader *upload : m_queue.live.uploaders())
        upload->checkClock();
    for (Publisher *post : m_queue.live.publishers())
        post->checkClock();
}

bool EngineCore::saveRates()
{
    return m_profile.settings.setDocument(Settings::Document::Rates, m_built.transport->rates().toJson()).ok();
}

} // namespace postreel
