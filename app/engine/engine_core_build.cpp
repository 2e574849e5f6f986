// Builds the parts of the engine and connects their signals.
#include "app/engine/engine_core.h"
#include "app/engine/upload_problems.h"

#include <QDir>
#include <limits>

namespace postreel {

namespace {

QJsonObject toJson(const FixSpeeds &speeds)
{
    return {{QStringLiteral("pixels"), speeds.pixelsPerSecond},
            {QStringLiteral("copied"), speeds.copiedBytesPerSecond},
            {QStringLiteral("sound"), speeds.soundPerSecond}};
}

FixSpeeds speedsFrom(const QJsonObject &json)
{
    FixSpeeds speeds;
    const auto take = [&json](const char *name, qint64 &speed) {
        if (const qint64 told = json[QLatin1String(name)].toInteger(); told > 0)
            speed = told;
    };
    take("pixels", speeds.pixelsPerSecond);
    take("copied", speeds.copiedBytesPerSecond);
    take("sound", speeds.soundPerSecond);
    return speeds;
}

QString lockFolder(const EngineOptions &options)
{
    return options.refreshLockFolder.isEmpty() ? TokenRefresh::usualLockFolder() : options.refreshLockFolder;
}

} // namespace

EngineCore::EngineCore(const EngineOptions &options)
    : m_options(options),
      m_copies(new RemoteFileFetcher(QDir(options.profile).filePath(QStringLiteral("copied")), this)),
      m_sessions(m_clock, *options.keychain, lockFolder(options)),
      m_accounts(m_profile.accounts, m_sessions, options.profile),
      m_allowances(m_profile.settings, m_sessions, m_accounts, m_clock),
      m_queue(options, m_profile, m_clock),
      m_storage([this] { return saveRates(); }), // any record serves as a test
      m_speedLimits(m_profile.settings, m_clock, options.limitBytesPerSecond),
      m_views({.live = m_queue.live,
               .removals = m_queue.removals,
               .adding = m_queue.adding,
               .pauses = m_queue.pauses,
               .speedLimits = m_speedLimits,
               .thumbnails = m_thumbnails,
               .accounts = m_accounts,
               .storage = m_storage,
               .settings = m_profile.settings,
               .clock = m_clock},
              options.sandbox, [this](const QString &account) { return m_signIns.lacksToken(account); }),
      m_posts(options, {.profile = m_profile,
                        .queue = m_queue,
                        .accounts = m_accounts,
                        .allowances = m_allowances,
                        .storage = m_storage,
                        .views = m_views,
                        .reads = m_reads,
                        .clock = m_clock}),
      m_network(m_queue.live, m_accounts, m_profile.settings, options.asksPerson),
      m_signIns({.clock = m_clock,
                 .settings = m_profile.settings,
                 .sessions = m_sessions,
                 .accounts = m_accounts,
                 .allowances = m_allowances,
                 .live = m_queue.live,
                 .unreadable = m_queue.unreadable,
                 .network = m_network,
                 .mover = m_posts.mover},
                options.profile),
      m_clockWatch(m_clock)
{
    // As children they move to the engine thread.
    for (QObject *each : std::initializer_list<QObject *>{&m_sessions, &m_accounts, &m_allowances, &m_queue.live,
                                                          &m_queue.removals, &m_storage, &m_speedLimits, &m_thumbnails,
                                                          &m_views, &m_network, &m_signIns, &m_clockWatch})
        each->setParent(this);
    m_posts.setParent(this);
    connectState();
    connectAccounts();
    connectPosts();
}

void EngineCore::connectState()
{
    m_reads.whenHanging([this](const QStringList &paths) { m_views.setHangingFiles(paths); });
    connect(&m_thumbnails, &Thumbnails::made, &m_views, &PostViews::markChanged);
    connect(&m_views, &PostViews::flushing, &m_network, &NetworkController::lookForHosts);
    connect(&m_network, &NetworkController::changed, &m_views, [this] { m_views.markChanged({}); });
    connect(&m_network, &NetworkController::reachedAgain, &m_signIns, &SignInController::askAgain);
    connect(&m_clockWatch, &ClockWatch::slept, this, &EngineCore::wokeUp);
    connect(&m_clockWatch, &ClockWatch::wentBack, this, &EngineCore::checkClock);
    connect(&m_clockWatch, &ClockWatch::looked, &m_speedLimits, [this] {
        m_speedLimits.apply(); // the time of day or its zone may have jumped
        m_speedLimits.saveLinkSpeed();
    });
    connect(&m_storage, &StorageRetry::failed, this, [this](const Error &error) {
        Q_EMIT notice(error);
        m_views.markChanged({});
    });
    connect(&m_storage, &StorageRetry::recovered, this, [this] {
        for (Uploader *upload : m_queue.live.uploaders())
            upload->resumeAfterDiskError();
        for (Publisher *post : m_queue.live.publishers())
            post->resumeAfterDiskError();
        m_views.markChanged({});
    });
}

void EngineCore::connectAccounts()
{
    connect(&m_accounts, &AccountBook::changed, this, &EngineCore::accountChanged);
    connect(&m_accounts, &AccountBook::gone, this, &EngineCore::accountGone);
    connect(&m_accounts, &AccountBook::keychainSaid, this, &EngineCore::keychainSaid);
    connect(&m_accounts, &AccountBook::viewChanged, this, [this](const QString &account) {
        const QStringList posts = m_queue.live.postsOf(account);
        for (const QString &post : posts)
            m_views.markChanged(post);
    });
    connect(&m_signIns, &SignInController::signInEnded, this, &EngineCore::signInEnded);
    connect(&m_signIns, &SignInController::strayAnswer, this, &EngineCore::strayAnswer);
    connect(&m_signIns, &SignInController::accountChanged, this, &EngineCore::accountChanged);
    connect(&m_signIns, &SignInController::notice, this, &EngineCore::notice);
    connect(&m_posts.mover, &AccountMover::moved, this, [this](const QString &to) {
        m_signIns.signedIn(to);
        m_network.online(to);
    });
}

void EngineCore::connectPosts()
{
    // A change of an upload or a Post reaches the window through its view.
    connect(&m_queue.live, &LivePosts::changed, &m_views, &PostViews::markChanged);
    connect(&m_views, &PostViews::postChanged, this, &EngineCore::postChanged);
    connect(&m_views, &PostViews::statusChanged, this, &EngineCore::statusChanged);
    connect(&m_queue.live, &LivePosts::uploadAdded, this, &EngineCore::onUploadAdded);
    connect(&m_queue.live, &LivePosts::uploadReleased, this, &EngineCore::onUploadReleased);
    connect(&m_queue.live, &LivePosts::postAdded, this, &EngineCore::onPostAdded);
    connect(&m_queue.removals, &Removals::lastChanged, this, &EngineCore::lastRemovalChanged);
    connect(&m_posts.removals, &PostRemover::lastRemovalChanged, this, &EngineCore::lastRemovalChanged);
    connect(&m_posts.removals, &PostRemover::removalUndone, this, &EngineCore::removalUndone);
    connect(&m_posts.removals, &PostRemover::postRemoved, this, &EngineCore::postRemoved);
    connect(&m_posts.mover, &AccountMover::postContinued, this, &EngineCore::postContinued);
    connect(&m_posts.mover, &AccountMover::postRemoved, this, &EngineCore::postRemoved);
    connect(&m_posts.films, &FilmController::notice, this, &EngineCore::notice);
    connect(&m_posts.creation, &PostCreation::created, this, [this](const Post &post, const QVector<Upload> &uploads) {
        m_built.feed->created(post, m_accounts.view(post.account).label, uploads);
    });
}

void EngineCore::build()
{
    m_queue.pauses.open();
    buildTransport();
    m_signIns.open(*m_built.transport);
    m_built.scheduler = std::make_unique<SegmentScheduler>(m_profile.settings);
    buildFixQueue();
    m_built.frames = std::make_unique<Frames>(QDir(m_options.profile).filePath(QStringLiteral("cache")));
    m_thumbnails.setFrames(*m_built.frames);
    buildUploadServices();
    buildPostServices();
    m_queue.live.open(*m_built.uploadServices, *m_built.postServices);
    m_built.maker = std::make_unique<PostMaker>(m_clock, m_profile.posts, m_profile.uploads, m_profile.settings, m_reads, *m_built.frames,
                                                QDir(m_options.profile).filePath(QStringLiteral("cache/covers")), nullptr);
    m_posts.open(*m_built.transport, *m_built.frames, *m_built.maker);
    m_built.feed = std::make_unique<EventFeed>();
    connect(m_built.feed.get(), &EventFeed::happened, this, &EngineCore::onEvent);
}

void EngineCore::buildTransport()
{
    m_built.transport = std::make_unique<Transport>(m_clock, m_sessions);
    m_sessions.attach(*m_built.transport);
    m_accounts.setTransport(*m_built.transport);
    m_allowances.setTransport(*m_built.transport);
    connect(&m_speedLimits, &SpeedLimitController::inForce, &m_built.transport->throttle(), &Throttle::setLimit);
    connect(&m_speedLimits, &SpeedLimitController::changed, &m_views, [this] { m_views.markChanged({}); });
    // Nothing else updates the estimates of a file that waits for a decision.
    connect(&m_speedLimits, &SpeedLimitController::linkSpeedChanged, &m_views, [this] {
        for (const Uploader *upload : m_queue.live.uploaders())
            if (upload->record().state == UploadState::NeedsFix)
                m_views.markChanged(upload->record().postId);
    });
    m_speedLimits.open();
    m_built.transport->rates().restore(m_profile.settings.document(Settings::Document::Rates), m_clock.serverMs());
    connect(m_built.transport.get(), &Transport::rateLimitMet, this, &EngineCore::saveRates);
    m_network.open(*m_built.transport);
}

void EngineCore::buildFixQueue()
{
    m_built.fixQueue = std::make_unique<FixQueue>(QDir(m_options.profile).filePath(QStringLiteral("cache/fixes")), m_reads);
    FixQueue &queue = *m_built.fixQueue;
    m_views.setFixQueue(queue);
    queue.setSpeeds(speedsFrom(m_profile.settings.document(Settings::Document::FixSpeeds)));
    queue.setLinkSpeed(m_speedLimits.linkSpeed());
    connect(&queue, &FixQueue::speedsMeasured, this, [this, &queue] {
        m_profile.settings.setDocument(Settings::Document::FixSpeeds, toJson(queue.speeds()));
    });
    connect(&m_speedLimits, &SpeedLimitController::linkSpeedNoted, &queue,
            [&queue](qint64 bytesPerSecond) { queue.setLinkSpeed(bytesPerSecond); });
}

void EngineCore::buildUploadServices()
{
    const auto isSubmitted = [this](const Upload &upload) {
        const Publisher *post = m_queue.live.publisher(upload.postId);
        return post && isUnderWay(post->record().state) && post->record().state != PostState::Paused;
    };
    const auto postMayBeOnX = [this](const Upload &upload) {
        const Publisher *post = m_queue.live.publisher(upload.postId);
        return post && mayBeOnX(post->record());
    };
    const auto learnTier = [this](const QString &account, QObject *context, std::function<void()> then) {
        m_allowances.learn(account, context, std::move(then));
    };
    m_built.uploadServices = std::make_unique<UploadServices>(UploadServices{
        .clock = m_clock,
        .transport = *m_built.transport,
        .store = m_profile.uploads,
        .settings = m_profile.settings,
        .reads = m_reads,
        .scheduler = *m_built.scheduler,
        .fixQueue = *m_built.fixQueue,
        .forcedForm = m_options.form,
        .apiBaseOf = [this](const QString &account) { return m_accounts.apiBaseOf(account); },
        .isSubmitted = isSubmitted,
        .postMayBeOnX = postMayBeOnX,
        .priorityOf = [this](const Upload &upload) { return priorityOf(upload); },
        .maySend = [this] { return m_network.maySend(); },
        .allowanceOf = [this](const QString &account) { return m_allowances.of(account); },
        .learnTier = learnTier,
        .applyLimit = [this](const Upload &upload, const Error &error) { return m_allowances.applyRefusal(upload, error); },
        .isPaused = [this](const Upload &upload) { return m_queue.pauses.hold(upload.postId); },
        .syncing = [this] { return m_profile.database.syncing(); }});
}

void EngineCore::buildPostServices()
{
    LivePosts &live = m_queue.live;
    const auto suspectUploads = [&live](const QString &id, const QStringList &mediaIds, bool reupload) {
        for (Uploader *upload : live.uploadersOf(id))
            if (upload->record().state == UploadState::Ready && mediaIds.contains(upload->record().mediaId))
                upload->handle(event::MediaSuspect{reupload});
    };
    m_built.postServices = std::make_unique<PostServices>(PostServices{
        .clock = m_clock,
        .transport = *m_built.transport,
        .store = m_profile.posts,
        .apiBaseOf = [this](const QString &account) { return m_accounts.apiBaseOf(account); },
        .uploadsOf = [&live](const QString &id) { return liveUploadsOf(live, id); },
        .startUploads = [this](const QString &id) { m_posts.commands.startUploads(id); },
        .retryUploads = [this](const QString &id) { m_posts.commands.retryUploads(id); },
        .cancelUploads = [this](const QString &id) { m_posts.commands.cancelUploads(id); },
        .suspectUploads = suspectUploads,
        .postedIds = [&live](const QString &account) { return live.postedIds(account); },
        .recheckFiles = [this](const QString &id, std::function<void(bool)> then) { m_posts.media.recheckFiles(id, std::move(then)); },
        .isPaused = [this](const QString &id) { return m_queue.pauses.hold(id); },
        .awaitsFiles = [this](const QString &id) { return m_queue.adding.files(id) > 0; }});
}

void EngineCore::onUploadAdded(Uploader *upload)
{
    m_built.feed->follow(upload, [this](const Upload &checked) { return problemsOf(checked, m_queue.live); });
    connect(upload, &Uploader::changed, &m_thumbnails, [this, upload] { m_thumbnails.request(upload->record()); });
    connect(upload, &Uploader::stateChanged, this, [this, upload](const QString &, UploadState from, UploadState) {
        if (from == UploadState::Checking && upload->record().kind == UploadKind::Media)
            reportLateCues(upload->record());
    });
    connect(upload, &Uploader::notSaved, &m_storage, [this](const QString &, const Error &error) { m_storage.onNotSaved(error); });
    m_thumbnails.request(upload->record());
}

void EngineCore::onUploadReleased(const QString &uploadId, const QString &file)
{
    m_built.fixQueue->forget(uploadId);
    // Queued: the upload that replaces it may need the same file.
    QMetaObject::invokeMethod(this, [this, file] {
        if (!m_queue.unreadable.keepsAllFiles() && !filesNeeded().contains(file))
            m_copies->discard(file);
    }, Qt::QueuedConnection);
}

void EngineCore::onPostAdded(Publisher *post)
{
    m_built.feed->follow(
        post,
        [this](const QString &account, const QString &postedId) { return statusUrl(m_accounts.apiBaseOf(account), postedId); },
        [this](const QString &postId) {
            QStringList files;
            for (const Upload &upload : liveUploadsOf(m_queue.live, postId))
                if (upload.kind == UploadKind::Media)
                    files << upload.file;
            return files;
        });
    // Queued, so that the other receivers get the signal first.
    connect(post, &Publisher::stateChanged, this,
            [this](const QString &id, PostState, PostState to) {
                if (to != PostState::Posted)
                    return;
                for (const Upload &upload : liveUploadsOf(m_queue.live, id))
                    m_allowances.onPosted(upload);
                m_queue.live.archive(id);
            }, Qt::QueuedConnection);
    connect(post, &Publisher::failed, this, [this](const QString &id, const Error &error) {
        for (const Upload &upload : liveUploadsOf(m_queue.live, id))
            m_allowances.applyRefusal(upload, error);
    });
    connect(post, &Publisher::notSaved, &m_storage, [this](const QString &, const Error &error) { m_storage.onNotSaved(error); });
    connect(post, &Publisher::warned, this, [this](const QString &, const Error &error) { Q_EMIT notice(error); });
}

// Subtitle tracks are often checked before their video is checked or trimmed.
void EngineCore::reportLateCues(const Upload &film)
{
    const QVector<Uploader *> all = m_queue.live.uploadersOf(film.postId);
    for (const Uploader *other : all) {
        const Upload &track = other->record();
        const bool known = track.state != UploadState::Queued && track.state != UploadState::Checking;
        if (track.kind != UploadKind::Subtitle || track.parentId != film.id || !known)
            continue;
        if (const QVector<Problem> problems = problemsOf(track, m_queue.live); problems.size() > track.problems.size())
            m_built.feed->verdict(track, problems);
    }
}

// Removed uploads that still continue come after all others.
SendPriority EngineCore::priorityOf(const Upload &upload) const
{
    if (m_queue.removals.holds(upload.id))
        return {.queuedAtMs = std::numeric_limits<qint64>::max()};
    const Publisher *post = m_queue.live.publisher(upload.postId);
    if (!post)
        return {};
    return {.sendFirstAtMs = post->record().sendFirstAtMs,
            .submitted = isUnderWay(post->record().state),
            .queuedAtMs = post->record().createdAtMs};
}

void EngineCore::onEvent(const EngineEvent &event)
{
    if (event.name != QLatin1String("needs") || event.fields.value(QLatin1String("action")) != QLatin1String("signin"))
        return Q_EMIT happened(event);
    EngineEvent told = event;
    const Publisher *post = m_queue.live.publisher(event.postId);
    if (const Error why = post ? m_signIns.lacksToken(post->record().account) : Error{})
        told.error = why;
    Q_EMIT happened(told);
}

} // namespace postreel
