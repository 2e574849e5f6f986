#include "app/engine/engine_core.h"

#include "app/base/log.h"

#include <QDir>
#include <algorithm>

namespace postreel {

namespace {
constexpr int viewsEveryMs = 100; // at most ten snapshots a second
constexpr int pulseMs = 5000;
constexpr int diskTrialMs = 3000;
}

EngineCore::EngineCore(const EngineOptions &options)
    : m_options(options),
      m_copies(new RemoteFileFetcher(QDir(options.profile).filePath(QStringLiteral("copied")), this)),
      m_removals(m_database, m_clock, options.undoRemovalMs),
      m_sessions(m_clock, *options.keychain,
                 options.refreshLockFolder.isEmpty() ? Renewal::usualLockFolder() : options.refreshLockFolder)
{
    m_sessions.setParent(this); // goes along to the engine thread, as those below
    applySessions();
    m_removals.setParent(this);
    connect(&m_removals, &Removals::lastChanged, this, &EngineCore::lastRemovalChanged);
    connect(&m_removals, &Removals::over, this, &EngineCore::removeForGood);
    m_flush.setParent(this);
    m_flush.setSingleShot(true);
    m_flush.setInterval(viewsEveryMs);
    connect(&m_flush, &QTimer::timeout, this, &EngineCore::flush);
    m_pulse.setParent(this);
    m_pulse.setInterval(pulseMs);
    connect(&m_pulse, &QTimer::timeout, this, &EngineCore::pulse);
    m_limits.run = appliedLimit(m_options.limitBytesPerSecond);
    m_reads.whenHanging([this](const QStringList &paths) {
        m_hangingFiles = paths;
        markChanged({});
    });
    m_diskTrial.setParent(this);
    m_diskTrial.setInterval(diskTrialMs);
    connect(&m_diskTrial, &QTimer::timeout, this, &EngineCore::tryDisk);
}

EngineCore::~EngineCore()
{
    if (m_transport) {
        saveRates();
        keepSpeed();
    }
    // Uploads first: they end their requests through the transport.
    qDeleteAll(std::exchange(m_uploaders, {}));
    qDeleteAll(std::exchange(m_publishers, {}));
    qDeleteAll(m_removals.takePosts());
}

void EngineCore::open()
{
    const QString path = QDir(m_options.profile).filePath(QStringLiteral("postreel.sqlite"));
    const Result<Database::Opened> database = m_database.open(path);
    if (!database)
        return Q_EMIT openFailed(database.error());
    if (!database->putAside.isEmpty())
        Q_EMIT notice(Error{.kind = ErrorKind::PutAside, .detail = database->because, .source = ErrorSource::System, .subject = database->putAside});
    build();
    if (!m_options.caFile.isEmpty())
        if (const Result<Done> trusted = m_transport->trust(m_options.caFile); !trusted)
            return Q_EMIT openFailed(trusted.error());
    if (const Result<Done> loaded = load(); !loaded)
        return Q_EMIT openFailed(loaded.error());
    flush();
    Q_EMIT opened();
    m_clockGapMs = m_clock.wallMs() - m_clock.monotonicMs();
    m_isOpen = true;
    if (!m_options.waitsForAccounts)
        resume();
}

void EngineCore::buildTransport()
{
    m_transport = std::make_unique<Transport>(m_clock, m_sessions);
    m_sessions.attach(*m_transport);
    m_hasGoneOn = true;
    m_pulse.start();
    for (const Account &account : std::as_const(m_accounts)) // those that came before the profile was open
        if (account.view.sandbox)
            m_transport->goDirectly(account.view.apiBase);
    openLimits();
    m_transport->rates().restore(m_settings.rates(), m_clock.serverMs());
    connect(m_transport.get(), &Transport::limitMet, this, &EngineCore::saveRates);
    buildReachability();
}

void EngineCore::buildUploadServices()
{
    const auto base = [this](const QString &account) { return apiBaseOf(account); };
    const auto wanted = [this](const Upload &upload) {
        const Publisher *post = publisher(upload.postId);
        return post && isUnderWay(post->record().state) && post->record().state != PostState::Paused;
    };
    const auto held = [this](const Upload &upload) {
        const Publisher *post = publisher(upload.postId);
        return post && mayStandOnX(post->record());
    };
    m_uploadServices = std::make_unique<UploadServices>(UploadServices{
        m_clock, *m_transport, m_uploadStore, m_settings, m_reads, *m_order, m_options.form, base, wanted, held,
        [this](const Upload &upload) { return placeOf(upload); }, [this] { return maySend(); },
        *m_fixQueue, [this](const QString &account) { return allowanceOf(account); },
        [this](const QString &account, QObject *context, std::function<void()> then) {
            learnTier(account, context, std::move(then));
        },
        [this](const Upload &upload, const Error &error) { return applyLimit(upload, error); },
        [this](const Upload &upload) { return isHeld(upload.postId); }, [this] { return m_database.syncing(); }});
}

void EngineCore::build()
{
    m_pausedAll = m_pausedAll || m_settings.pausedAll();
    buildTransport();
    buildSignIn();
    m_order = std::make_unique<SendOrder>(m_settings);
    buildFixQueue();
    m_frames = std::make_unique<Frames>(QDir(m_options.profile).filePath(QStringLiteral("cache")));
    buildUploadServices();
    m_postServices = std::make_unique<PostServices>(PostServices{
        m_clock, *m_transport, m_postStore,
        [this](const QString &account) { return apiBaseOf(account); },
        [this](const QString &id) { return liveUploadsOf(id); },
        [this](const QString &id) { startUploads(id); },
        [this](const QString &id) {
            for (Uploader *upload : uploadersOf(id))
                if (upload->record().state == UploadState::Failed)
                    upload->handle(event::Retry{});
                else if (upload->record().state == UploadState::Paused && !isHeld(id)) // while the Post had failed
                    upload->handle(event::Resume{});
        },
        [this](const QString &id) {
            for (Uploader *upload : uploadersOf(id))
                if (upload->record().state != UploadState::Cancelled)
                    upload->handle(event::Cancel{});
        },
        [this](const QString &id, const QStringList &mediaIds, bool reupload) {
            for (Uploader *upload : uploadersOf(id))
                if (upload->record().state == UploadState::Ready && mediaIds.contains(upload->record().mediaId))
                    upload->handle(event::Doubted{reupload});
        },
        [this](const QString &account) { return postedIds(account); },
        [this](const QString &id, std::function<void(bool)> then) { lookAtFiles(id, std::move(then)); },
        [this](const QString &id) { return isHeld(id); },
        [this](const QString &id) { return m_adding.files(id) > 0; }});
    m_maker = std::make_unique<PostMaker>(m_clock, m_postStore, m_uploadStore, m_settings, m_reads, *m_frames,
                                          QDir(m_options.profile).filePath(QStringLiteral("cache/covers")), nullptr);
    m_feed = std::make_unique<EventFeed>();
    connect(m_feed.get(), &EventFeed::happened, this, &EngineCore::emitEvent);
}

Result<Done> EngineCore::load()
{
    Result<PostStore::Loaded> asked = m_postStore.loadAll();
    if (!asked)
        return asked.error();
    PostStore::Loaded loaded = asked.take();
    Result<UploadStore::Loaded> read = m_uploadStore.loadAll();
    if (!read)
        return read.error();
    UploadStore::Loaded media = read.take();
    if (const Result<Done> dropped = dropRemoved(loaded, media); !dropped)
        return dropped;
    const Result<bool> accountsWhole = loadAccounts();
    if (!accountsWhole)
        return accountsWhole.error();
    setUnreadableAside(loaded, media, *accountsWhole);
    QVector<Upload> uploads = media.uploads;
    if (const Result<Done> repaired = repairAccounts(loaded.posts, uploads); !repaired)
        return repaired;
    if (!m_keepsAllFiles)
        if (const Result<Done> dropped = m_uploadStore.removeOrphans(); !dropped)
            return dropped;
    show(loaded.posts, uploads);
    return Done{};
}

void EngineCore::show(const QVector<Post> &posts, const QVector<Upload> &uploads)
{
    for (const Post &post : posts) {
        markChanged(post.id);
        if (post.state == PostState::Posted)
            m_posted.insert(post.id, {post, {}});
        else
            addPublisher(post);
    }
    for (const Upload &upload : uploads)
        if (const auto posted = m_posted.find(upload.postId); posted != m_posted.end()) {
            if (upload.state != UploadState::Ready && !m_keepsAllFiles) { // it came too late to be posted with it
                m_uploadStore.remove(upload.id);
                continue;
            }
            posted->uploads.append(upload);
        } else if (m_publishers.contains(upload.postId)) {
            addUploader(upload);
        }
    if (!m_keepsAllFiles) {
        m_fixQueue->keepOnly(m_uploaders.keys());
        m_copies->keepOnly(filesNeeded());
    }
    for (MadePost &posted : m_posted)
        std::sort(posted.uploads.begin(), posted.uploads.end(),
                  [](const Upload &a, const Upload &b) { return a.position < b.position; });
}

// After a start: each upload and each Post goes on in the state it was saved in. Nothing else reaches them before: a request
// that had left by then would be taken for one of an earlier run, and made again.
void EngineCore::resume()
{
    for (const std::function<void()> &use : std::exchange(m_tokensEarly, {})) // what goes on finds its account
        use();
    if (m_pausedAll) // a kill may have come between the word and the last Post that it was for
        holdAll();
    for (Uploader *upload : std::as_const(m_uploaders)) {
        // Those of a Failed Post, too: what was being sent goes on, so that a retry finds it ready.
        if (publisher(upload->record().postId)->record().state != PostState::Cancelled)
            upload->handle(event::Restored{});
        else if (upload->record().state != UploadState::Cancelled) // the program ended in the midst of it
            upload->handle(event::Cancel{});
    }
    for (Publisher *post : std::as_const(m_publishers)) {
        const PostState state = post->record().state;
        if (!isUnderWay(state) && state != PostState::Draft)
            continue;
        post->handle(post_event::Restored{});
        startUploads(post->record().id);
    }
    for (const Account &account : std::as_const(m_accounts)) // those that came before the profile was open
        if (m_sessions.has(account.view.key))
            signedIn(account.view.key);
}

Uploader *EngineCore::addUploader(const Upload &upload)
{
    auto *uploader = new Uploader(*m_uploadServices, upload, this);
    const QString postId = upload.postId;
    m_uploaders.insert(upload.id, uploader);
    if (!m_removals.holds(upload.id)) // else it is out of sight
        m_uploadsByPost.insert(postId, upload.id);
    m_feed->follow(uploader, [this](const Upload &checked) { return problemsOf(checked); });
    connect(uploader, &Uploader::changed, this, [this, postId, uploader] {
        markChanged(postId);
        askThumbnail(uploader->record());
    });
    connect(uploader, &Uploader::stateChanged, this, [this, uploader](const QString &, UploadState from, UploadState) {
        if (from == UploadState::Checking && uploader->record().kind == UploadKind::Media)
            reportLateCues(uploader->record());
    });
    // Queued, so that a Post never moves on in the middle of a step of its upload.
    connect(uploader, &Uploader::stateChanged, this, [this, postId] {
        if (Publisher *post = publisher(postId))
            post->uploadChanged();
    }, Qt::QueuedConnection);
    connect(uploader, &Uploader::progressed, this, [this, postId] { markChanged(postId); });
    connect(uploader, &Uploader::notSaved, this, [this](const QString &, const Error &error) { suspendOnDiskError(error); });
    markChanged(postId);
    askThumbnail(upload);
    return uploader;
}

Publisher *EngineCore::addPublisher(const Post &post)
{
    auto *publisher = new Publisher(*m_postServices, post, this);
    m_publishers.insert(post.id, publisher);
    m_feed->follow(
        publisher,
        [this](const QString &account, const QString &postedId) { return statusUrl(apiBaseOf(account), postedId); },
        [this](const QString &postId) {
            QStringList files;
            for (const Upload &upload : liveUploadsOf(postId))
                if (upload.kind == UploadKind::Media)
                    files << upload.file;
            return files;
        });
    connect(publisher, &Publisher::changed, this, [this](const QString &id) { markChanged(id); });
    // Queued, so that all is told of it first.
    connect(publisher, &Publisher::stateChanged, this,
            [this](const QString &id, PostState, PostState to) {
                if (to != PostState::Posted)
                    return;
                onPosted(id);
                archive(id);
            }, Qt::QueuedConnection);
    connect(publisher, &Publisher::failed, this,
            [this](const QString &id, const Error &error) { onPostRefused(id, error); });
    connect(publisher, &Publisher::notSaved, this, [this](const QString &, const Error &error) { suspendOnDiskError(error); });
    connect(publisher, &Publisher::warned, this, [this](const QString &, const Error &error) { Q_EMIT notice(error); });
    markChanged(post.id);
    return publisher;
}

// A Post that is Posted needs nothing but its record: no machine, timer or connection is kept for it.
void EngineCore::archive(const QString &postId)
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
    m_posted.insert(postId, posted);
    markChanged(postId);
}

// The object goes once its present call has returned; its record stays where it is.
void EngineCore::release(Uploader *upload)
{
    m_uploaders.remove(upload->record().id);
    m_uploadsByPost.remove(upload->record().postId, upload->record().id);
    m_fixQueue->forget(upload->record().id);
    // Later: the upload that takes its place may need the same file.
    QMetaObject::invokeMethod(this, [this, file = upload->record().file] {
        if (!m_keepsAllFiles && !filesNeeded().contains(file))
            m_copies->discard(file);
    }, Qt::QueuedConnection);
    upload->disconnect();
    upload->deleteLater();
}

void EngineCore::release(Publisher *post)
{
    m_publishers.remove(post->record().id);
    post->disconnect();
    post->deleteLater();
}

// By uploads that are not done with.
QStringList EngineCore::filesNeeded() const
{
    QStringList files;
    for (const Uploader *upload : m_uploaders)
        files << upload->record().file;
    return files;
}

QVector<Uploader *> EngineCore::uploadersOf(const QString &postId) const
{
    QVector<Uploader *> found;
    const QStringList ids = m_uploadsByPost.values(postId);
    for (const QString &id : ids)
        found.append(m_uploaders.value(id));
    std::sort(found.begin(), found.end(),
              [](const Uploader *a, const Uploader *b) { return a->record().position < b->record().position; });
    return found;
}

QVector<Upload> EngineCore::liveUploadsOf(const QString &postId) const
{
    QVector<Upload> uploads;
    for (const Uploader *upload : uploadersOf(postId))
        if (upload->record().state != UploadState::Cancelled)
            uploads.append(upload->record());
    return uploads;
}

QVector<MadePost> EngineCore::knownSince(qint64 atMs) const
{
    QVector<MadePost> all;
    for (const Publisher *post : m_publishers)
        all.append(MadePost{post->record(), liveUploadsOf(post->record().id)});
    for (const MadePost &posted : m_posted)
        if (atMs > 0 && posted.post.activityAtMs >= atMs)
            all.append(posted);
    return all;
}

QSet<QString> EngineCore::postedIds(const QString &account) const
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

void EngineCore::startUploads(const QString &postId)
{
    if (isHeld(postId))
        return;
    for (Uploader *upload : uploadersOf(postId))
        if (upload->record().state == UploadState::Queued)
            upload->handle(event::Start{});
}

} // namespace postreel
