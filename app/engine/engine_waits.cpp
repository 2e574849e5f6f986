// What ends waits that no answer of X ends: the network, a sleep, a person's word, room on the disk.
#include "app/engine/engine_core.h"

#include "app/base/log.h"
#include "app/media/fingerprint.h"

#include <QFileInfo>
#include <QPointer>

namespace postreel {

namespace {
constexpr std::chrono::milliseconds lookAtFilesAtMost{2000};

bool sendsBytes(UploadState state)
{
    return state == UploadState::Initializing || state == UploadState::Sending;
}
} // namespace

void EngineCore::endNetworkWaits(const IsOver &isOver)
{
    if (!m_isResumed)
        return;
    for (Uploader *upload : m_live.uploaders()) {
        const Upload &record = upload->record();
        const bool waits = record.state == UploadState::Waiting && isOfNetwork(record.reason);
        if (waits && isOver(record.account, record.reason, record.error))
            upload->handle(event::Online{});
    }
    for (Publisher *post : m_live.publishers()) {
        const Post &record = post->record();
        const bool waits = record.state == PostState::Waiting || record.state == PostState::Unconfirmed;
        if (waits && isOfNetwork(record.reason) && isOver(record.account, record.reason, record.error))
            post->handle(post_event::Online{});
    }
}

void EngineCore::online(const QString &account)
{
    endNetworkWaits([&account](const QString &of, WaitReason, const Error &) { return of == account; });
}

void EngineCore::networkCameBack()
{
    if (m_runTokens)
        m_runTokens->askAgain();
    endNetworkWaits([](const QString &, WaitReason, const Error &) { return true; });
}

void EngineCore::buildReachability()
{
    m_reachability = std::make_unique<Reachability>(
        [this](const QUrl &base, QObject *context, std::function<void(const Hop &)> then) {
            m_transport->findHop(base, context, std::move(then));
        });
    m_reachability->setNetworkGone(m_networkGone);
    connect(m_reachability.get(), &Reachability::reachable, this, &EngineCore::hostAnswers);
    connect(m_transport.get(), &Transport::backOnline, this, [this](const QString &account) {
        m_reachability->proven(apiBaseOf(account));
        online(account);
    });
}

void EngineCore::setNetworkGone(bool gone)
{
    m_networkGone = gone;
    if (m_reachability) // else the profile could not be opened
        m_reachability->setNetworkGone(gone);
}

// Those that something waits for.
void EngineCore::lookForHosts()
{
    if (!m_reachability)
        return;
    QSet<QUrl> bases;
    const auto add = [&](bool waits, const auto &record) {
        if (waits && endsWithConnection(record.reason, record.error))
            bases.insert(apiBaseOf(record.account));
    };
    for (const Uploader *upload : m_live.uploaders())
        add(upload->record().state == UploadState::Waiting, upload->record());
    for (const Publisher *post : m_live.publishers()) {
        const PostState state = post->record().state;
        add(state == PostState::Waiting || state == PostState::Unconfirmed, post->record());
    }
    bases.remove(QUrl()); // of an account that is not here in this run
    m_reachability->lookFor(bases);
}

// Tried at once, since the wait may be a long one by now.
void EngineCore::hostAnswers(const QUrl &apiBase)
{
    qCInfo(logEngine) << apiBase.host() << "takes connections again";
    m_runTokens->askAgain();
    endNetworkWaits([&](const QString &account, WaitReason reason, const Error &error) {
        return apiBaseOf(account) == apiBase && endsWithConnection(reason, error);
    });
}

void EngineCore::connectClock()
{
    m_clockWatch.setParent(this);
    connect(&m_clockWatch, &ClockWatch::slept, this, &EngineCore::wokeUp);
    connect(&m_clockWatch, &ClockWatch::wentBack, this, &EngineCore::lookAtClock);
    connect(&m_clockWatch, &ClockWatch::looked, this, [this] {
        m_speedLimits.apply(); // the time of day may have jumped, or its zone
        m_speedLimits.saveLinkSpeed();
    });
}

void EngineCore::wokeUp()
{
    if (!m_transport)
        return;
    qCInfo(logEngine) << "the computer slept or its clock was set: connections start over";
    m_transport->dropConnections();
    m_speedLimits.apply();
    lookAtClock();
    networkCameBack();
}

void EngineCore::lookAtClock()
{
    for (Uploader *upload : m_live.uploaders())
        upload->lookAtClock();
    for (Publisher *post : m_live.publishers())
        post->lookAtClock();
}

bool EngineCore::maySend()
{
    return !m_metered || m_meteredAllowed || !m_options.asksPerson || !m_settings.askWhenMetered();
}

void EngineCore::setMetered(bool metered)
{
    m_metered = metered;
    m_meteredAllowed = false; // said for the connection that was
    applyMetered();
}

void EngineCore::sendOverMetered()
{
    m_meteredAllowed = true;
    applyMetered();
}

void EngineCore::setAskWhenMetered(bool ask)
{
    m_settings.setAskWhenMetered(ask);
    applyMetered();
}

// Suspends sending uploads on a metered connection, or resumes them.
void EngineCore::applyMetered()
{
    if (!m_transport)
        return;
    const bool send = maySend();
    for (Uploader *upload : m_live.uploaders()) {
        const Upload &record = upload->record();
        if (!send && sendsBytes(record.state))
            upload->handle(event::Wait{.reason = WaitReason::Metered});
        else if (send && record.state == UploadState::Waiting && record.reason == WaitReason::Metered)
            upload->handle(event::Online{});
    }
    markChanged({});
}

void EngineCore::connectStorage()
{
    m_storage.setParent(this);
    connect(&m_storage, &StorageRetry::failed, this, [this](const Error &error) {
        Q_EMIT notice(error);
        markChanged({});
    });
    connect(&m_storage, &StorageRetry::recovered, this, [this] {
        for (Uploader *upload : m_live.uploaders())
            upload->resumeAfterDiskError();
        for (Publisher *post : m_live.publishers())
            post->resumeAfterDiskError();
        markChanged({});
    });
}

bool EngineCore::saveRates()
{
    return m_settings.setRates(m_transport->rates().toJson()).ok();
}

void EngineCore::findFile(const QString &uploadId, const QString &path, std::function<void(Result<Done>)> done)
{
    const QString file = QFileInfo(path).absoluteFilePath();
    m_reads.run<Result<Fingerprint>>(
        file, this, [file] { return fingerprintOf(file); },
        [this, uploadId, file, done](const Result<Fingerprint> &print) {
            Uploader *upload = m_live.uploader(uploadId);
            if (!print)
                return done(print.error());
            const bool waits = upload && upload->record().state == UploadState::Waiting &&
                               upload->record().reason == WaitReason::FileAway;
            if (!waits)
                return done(Error{.kind = ErrorKind::Usage, .subject = file});
            // A copy has another time; its bytes are what counts.
            const Fingerprint &wanted = upload->record().fingerprint;
            if (print->size != wanted.size || print->hash != wanted.hash)
                return done(Error{.kind = ErrorKind::FileChanged, .subject = file, .cause = ErrorCause::OtherFile});
            upload->handle(event::FileFound{file, *print});
            done(Done{});
        });
}

// A share that does not answer holds no Post up: X has every byte of its files.
void EngineCore::lookAtFiles(const QString &postId, std::function<void(bool same)> then)
{
    struct Looks
    {
        qsizetype open = 0;
        QVector<std::pair<QPointer<Uploader>, event::FileChanged>> changed;
        std::function<void(bool)> then;
    };
    const auto looks = std::make_shared<Looks>();
    looks->then = std::move(then);
    const auto end = [looks] {
        const auto callback = std::exchange(looks->then, {});
        if (!callback) // too late: the Post has left
            return;
        for (const auto &[upload, event] : std::as_const(looks->changed))
            if (upload)
                upload->handle(event);
        callback(looks->changed.isEmpty());
    };
    const QVector<Uploader *> uploads = m_live.uploadersOf(postId);
    looks->open = uploads.size();
    for (Uploader *upload : uploads)
        upload->lookAtFile([upload = QPointer<Uploader>(upload), looks, end](const std::optional<event::FileChanged> &event) {
            if (event)
                looks->changed.append({upload, *event});
            if (--looks->open == 0)
                end();
        });
    QTimer::singleShot(lookAtFilesAtMost, this, end);
}

} // namespace postreel
