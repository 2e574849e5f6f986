#include "app/engine/engine_core.h"

#include "app/base/log.h"

#include <QDir>
#include <algorithm>

namespace postreel {

namespace {
constexpr int viewsEveryMs = 100; // at most ten snapshots a second
}

EngineCore::EngineCore(const EngineOptions &options)
    : m_options(options),
      m_copies(new RemoteFileFetcher(QDir(options.profile).filePath(QStringLiteral("copied")), this)),
      m_removals(m_database, m_clock, options.undoRemovalMs),
      m_sessions(m_clock, *options.keychain,
                 options.refreshLockFolder.isEmpty() ? Renewal::usualLockFolder() : options.refreshLockFolder),
      m_accounts(m_accountStore, m_sessions, options.profile),
      m_allowances(m_settings, m_sessions, m_accounts, m_clock),
      m_unreadable(options.profile),
      m_speedLimits(m_settings, m_clock, options.limitBytesPerSecond)
{
    m_sessions.setParent(this); // goes along to the engine thread, as those below
    m_accounts.setParent(this);
    m_allowances.setParent(this);
    connectAccounts();
    m_removals.setParent(this);
    connect(&m_removals, &Removals::lastChanged, this, &EngineCore::lastRemovalChanged);
    connect(&m_removals, &Removals::over, this, &EngineCore::removeForGood);
    m_flush.setParent(this);
    m_flush.setSingleShot(true);
    m_flush.setInterval(viewsEveryMs);
    connect(&m_flush, &QTimer::timeout, this, &EngineCore::flush);
    m_speedLimits.setParent(this);
    m_reads.whenHanging([this](const QStringList &paths) {
        m_hangingFiles = paths;
        markChanged({});
    });
    m_thumbnails.setParent(this);
    connect(&m_thumbnails, &Thumbnails::made, this, &EngineCore::markChanged);
    m_live.setParent(this);
    connectLivePosts();
    connectClock();
    connectStorage();
}

EngineCore::~EngineCore()
{
    if (m_transport) {
        saveRates();
        m_speedLimits.saveLinkSpeed();
    }
    // Uploads first: they end their requests through the transport.
    m_live.clear();
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
    m_clockWatch.start();
    m_isOpen = true;
    if (!m_options.waitsForAccounts)
        resume();
}

void EngineCore::buildTransport()
{
    m_transport = std::make_unique<Transport>(m_clock, m_sessions);
    m_sessions.attach(*m_transport);
    m_accounts.setTransport(*m_transport);
    m_allowances.setTransport(*m_transport);
    openSpeedLimits();
    m_transport->rates().restore(m_settings.rates(), m_clock.serverMs());
    connect(m_transport.get(), &Transport::limitMet, this, &EngineCore::saveRates);
    buildReachability();
}

void EngineCore::openSpeedLimits()
{
    connect(&m_speedLimits, &SpeedLimitController::inForce, m_transport.get(), &Transport::setLimit);
    connect(&m_speedLimits, &SpeedLimitController::changed, this, [this] { markChanged({}); });
    connect(&m_speedLimits, &SpeedLimitController::linkSpeedNoted, this,
            [this](qint64 bytesPerSecond) { m_fixQueue->setLinkSpeed(bytesPerSecond); });
    // A file that needs a decision lies still: nothing else would tell again when it could be with X.
    connect(&m_speedLimits, &SpeedLimitController::linkSpeedChanged, this, [this] {
        for (const Uploader *upload : m_live.uploaders())
            if (upload->record().state == UploadState::NeedsFix)
                markChanged(upload->record().postId);
    });
    m_speedLimits.open();
}

void EngineCore::buildUploadServices()
{
    const auto base = [this](const QString &account) { return apiBaseOf(account); };
    const auto wanted = [this](const Upload &upload) {
        const Publisher *post = m_live.publisher(upload.postId);
        return post && isUnderWay(post->record().state) && post->record().state != PostState::Paused;
    };
    const auto held = [this](const Upload &upload) {
        const Publisher *post = m_live.publisher(upload.postId);
        return post && mayStandOnX(post->record());
    };
    m_uploadServices = std::make_unique<UploadServices>(UploadServices{
        m_clock, *m_transport, m_uploadStore, m_settings, m_reads, *m_order, m_options.form, base, wanted, held,
        [this](const Upload &upload) { return placeOf(upload); }, [this] { return maySend(); },
        *m_fixQueue, [this](const QString &account) { return m_allowances.of(account); },
        [this](const QString &account, QObject *context, std::function<void()> then) {
            m_allowances.learn(account, context, std::move(then));
        },
        [this](const Upload &upload, const Error &error) { return m_allowances.applyRefusal(upload, error); },
        [this](const Upload &upload) { return m_pauses.hold(upload.postId); }, [this] { return m_database.syncing(); }});
}

void EngineCore::build()
{
    m_pauses.open();
    buildTransport();
    buildSignIn();
    m_order = std::make_unique<SendOrder>(m_settings);
    buildFixQueue();
    m_frames = std::make_unique<Frames>(QDir(m_options.profile).filePath(QStringLiteral("cache")));
    m_thumbnails.setFrames(*m_frames);
    buildUploadServices();
    m_postServices = std::make_unique<PostServices>(PostServices{
        m_clock, *m_transport, m_postStore,
        [this](const QString &account) { return apiBaseOf(account); },
        [this](const QString &id) { return m_live.liveUploadsOf(id); },
        [this](const QString &id) { startUploads(id); },
        [this](const QString &id) {
            for (Uploader *upload : m_live.uploadersOf(id))
                if (upload->record().state == UploadState::Failed)
                    upload->handle(event::Retry{});
                else if (upload->record().state == UploadState::Paused && !m_pauses.hold(id)) // while the Post had failed
                    upload->handle(event::Resume{});
        },
        [this](const QString &id) {
            for (Uploader *upload : m_live.uploadersOf(id))
                if (upload->record().state != UploadState::Cancelled)
                    upload->handle(event::Cancel{});
        },
        [this](const QString &id, const QStringList &mediaIds, bool reupload) {
            for (Uploader *upload : m_live.uploadersOf(id))
                if (upload->record().state == UploadState::Ready && mediaIds.contains(upload->record().mediaId))
                    upload->handle(event::Doubted{reupload});
        },
        [this](const QString &account) { return m_live.postedIds(account); },
        [this](const QString &id, std::function<void(bool)> then) { lookAtFiles(id, std::move(then)); },
        [this](const QString &id) { return m_pauses.hold(id); },
        [this](const QString &id) { return m_adding.files(id) > 0; }});
    m_maker = std::make_unique<PostMaker>(m_clock, m_postStore, m_uploadStore, m_settings, m_reads, *m_frames,
                                          QDir(m_options.profile).filePath(QStringLiteral("cache/covers")), nullptr);
    m_live.open(*m_uploadServices, *m_postServices);
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
    const Result<bool> accountsWhole = m_accounts.load();
    if (!accountsWhole)
        return accountsWhole.error();
    if (m_unreadable.setAside(loaded, media, *accountsWhole))
        Q_EMIT notice(UnreadableRows::notice());
    QVector<Upload> uploads = media.uploads;
    if (const Result<Done> repaired = repairAccounts(loaded.posts, uploads); !repaired)
        return repaired;
    if (!m_unreadable.keepsAllFiles())
        if (const Result<Done> dropped = m_uploadStore.removeOrphans(); !dropped)
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
            m_live.add(post);
    for (const Upload &upload : uploads)
        if (const auto of = posted.find(upload.postId); of == posted.end()) {
            if (m_live.publisher(upload.postId))
                m_live.add(upload, false);
        } else if (upload.state == UploadState::Ready || m_unreadable.keepsAllFiles()) {
            of->uploads.append(upload);
        } else { // it came too late to be posted with it
            m_uploadStore.remove(upload.id);
        }
    for (const MadePost &one : std::as_const(posted))
        m_live.addPosted(one);
    if (m_unreadable.keepsAllFiles())
        return;
    QStringList ids;
    const QList<Uploader *> all = m_live.uploaders();
    for (const Uploader *upload : all)
        ids << upload->record().id;
    m_fixQueue->keepOnly(ids);
    m_copies->keepOnly(filesNeeded());
}

// After a start: each upload and each Post goes on in the state it was saved in. Nothing else reaches them before: a request
// that had left by then would be taken for one of an earlier run, and made again.
void EngineCore::resume()
{
    for (const std::function<void()> &use : std::exchange(m_tokensEarly, {})) // what goes on finds its account
        use();
    if (m_pauses.all()) // a kill may have come between the word and the last Post that it was for
        holdAll();
    for (Uploader *upload : m_live.uploaders()) {
        // Those of a Failed Post, too: what was being sent goes on, so that a retry finds it ready.
        if (m_live.publisher(upload->record().postId)->record().state != PostState::Cancelled)
            upload->handle(event::Restored{});
        else if (upload->record().state != UploadState::Cancelled) // the program ended in the midst of it
            upload->handle(event::Cancel{});
    }
    for (Publisher *post : m_live.publishers()) {
        const PostState state = post->record().state;
        if (!isUnderWay(state) && state != PostState::Draft)
            continue;
        post->handle(post_event::Restored{});
        startUploads(post->record().id);
    }
    m_isResumed = true;
    const QStringList accounts = m_accounts.keys();
    for (const QString &account : accounts) // those that came before the profile was open
        if (m_sessions.has(account))
            signedIn(account);
}

void EngineCore::connectLivePosts()
{
    connect(&m_live, &LivePosts::changed, this, &EngineCore::markChanged);
    connect(&m_live, &LivePosts::uploadAdded, this, &EngineCore::onUploadAdded);
    connect(&m_live, &LivePosts::postAdded, this, &EngineCore::onPostAdded);
    connect(&m_live, &LivePosts::uploadReleased, this, [this](const QString &uploadId, const QString &file) {
        m_fixQueue->forget(uploadId);
        // Later: the upload that takes its place may need the same file.
        QMetaObject::invokeMethod(this, [this, file] {
            if (!m_unreadable.keepsAllFiles() && !filesNeeded().contains(file))
                m_copies->discard(file);
        }, Qt::QueuedConnection);
    });
}

void EngineCore::onUploadAdded(Uploader *upload)
{
    m_feed->follow(upload, [this](const Upload &checked) { return problemsOf(checked); });
    connect(upload, &Uploader::changed, this, [this, upload] { m_thumbnails.request(upload->record()); });
    connect(upload, &Uploader::stateChanged, this, [this, upload](const QString &, UploadState from, UploadState) {
        if (from == UploadState::Checking && upload->record().kind == UploadKind::Media)
            reportLateCues(upload->record());
    });
    connect(upload, &Uploader::notSaved, &m_storage, [this](const QString &, const Error &error) { m_storage.onNotSaved(error); });
    m_thumbnails.request(upload->record());
}

void EngineCore::onPostAdded(Publisher *post)
{
    m_feed->follow(
        post,
        [this](const QString &account, const QString &postedId) { return statusUrl(apiBaseOf(account), postedId); },
        [this](const QString &postId) {
            QStringList files;
            for (const Upload &upload : m_live.liveUploadsOf(postId))
                if (upload.kind == UploadKind::Media)
                    files << upload.file;
            return files;
        });
    // Queued, so that all is told of it first.
    connect(post, &Publisher::stateChanged, this,
            [this](const QString &id, PostState, PostState to) {
                if (to != PostState::Posted)
                    return;
                onPosted(id);
                m_live.archive(id);
            }, Qt::QueuedConnection);
    connect(post, &Publisher::failed, this,
            [this](const QString &id, const Error &error) { onPostRefused(id, error); });
    connect(post, &Publisher::notSaved, &m_storage, [this](const QString &, const Error &error) { m_storage.onNotSaved(error); });
    connect(post, &Publisher::warned, this, [this](const QString &, const Error &error) { Q_EMIT notice(error); });
}

// By uploads that are not done with.
QStringList EngineCore::filesNeeded() const
{
    QStringList files;
    const QList<Uploader *> all = m_live.uploaders();
    for (const Uploader *upload : all)
        files << upload->record().file;
    return files;
}

void EngineCore::startUploads(const QString &postId)
{
    if (m_pauses.hold(postId))
        return;
    for (Uploader *upload : m_live.uploadersOf(postId))
        if (upload->record().state == UploadState::Queued)
            upload->handle(event::Start{});
}

} // namespace postreel
