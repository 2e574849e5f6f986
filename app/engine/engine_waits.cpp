// What ends waits that no answer of X ends: the network, a sleep, a person's word, room on the disk.
#include "app/engine/engine_core.h"

#include "app/base/log.h"
#include "app/media/fingerprint.h"

#include <QFileInfo>
#include <QPointer>

namespace postreel {

namespace {
constexpr std::chrono::milliseconds lookAtFilesAtMost{2000};

// Timers are late by seconds on a busy computer, never by this much; a sleep shorter than it breaks nothing.
constexpr qint64 sleepMs = 20'000;
constexpr qint64 clockSetMs = 2000;

bool sendsBytes(UploadState state)
{
    return state == UploadState::Initializing || state == UploadState::Sending;
}
} // namespace

void EngineCore::endNetworkWaits(const IsOver &isOver)
{
    if (!m_hasGoneOn)
        return;
    for (Uploader *upload : std::as_const(m_uploaders)) {
        const Upload &record = upload->record();
        const bool waits = record.state == UploadState::Waiting && isOfNetwork(record.reason);
        if (waits && isOver(record.account, record.reason, record.error))
            upload->handle(event::Online{});
    }
    for (Publisher *post : std::as_const(m_publishers)) {
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
    for (const Uploader *upload : std::as_const(m_uploaders))
        add(upload->record().state == UploadState::Waiting, upload->record());
    for (const Publisher *post : std::as_const(m_publishers)) {
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

// The wall clock runs on while the computer sleeps, the monotonic one does not (or the clock was set forward: then looking
// again does no harm). A clock that went back was set, and the connections stand.
void EngineCore::pulse()
{
    const qint64 gap = m_clock.wallMs() - m_clock.monotonicMs();
    const qint64 jump = gap - std::exchange(m_clockGapMs, gap);
    if (jump > sleepMs)
        wokeUp();
    else if (jump < -clockSetMs)
        lookAtClock();
    applyLimits(); // the time of day may have jumped, or its zone
    keepSpeed();
}

void EngineCore::wokeUp()
{
    if (!m_transport)
        return;
    qCInfo(logEngine) << "the computer slept or its clock was set: connections start over";
    m_transport->dropConnections();
    applyLimits();
    lookAtClock();
    networkCameBack();
}

void EngineCore::lookAtClock()
{
    for (Uploader *upload : std::as_const(m_uploaders))
        upload->lookAtClock();
    for (Publisher *post : std::as_const(m_publishers))
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
    for (Uploader *upload : std::as_const(m_uploaders)) {
        const Upload &record = upload->record();
        if (!send && sendsBytes(record.state))
            upload->handle(event::Wait{.reason = WaitReason::Metered});
        else if (send && record.state == UploadState::Waiting && record.reason == WaitReason::Metered)
            upload->handle(event::Online{});
    }
    markChanged({});
}

// A step could not be recorded, so it is not done. Told once; then the disk is tried until it takes a record.
void EngineCore::suspendOnDiskError(const Error &error)
{
    if (m_diskTrial.isActive())
        return;
    m_trouble = error;
    m_trouble.kind = ErrorKind::Storage;
    m_trouble.subject.clear();
    m_diskTrial.start();
    Q_EMIT notice(m_trouble);
    markChanged({});
}

void EngineCore::tryDisk()
{
    if (!saveRates()) // any record will do
        return;
    m_diskTrial.stop();
    m_trouble = {};
    for (Uploader *upload : std::as_const(m_uploaders))
        upload->resumeAfterDiskError();
    for (Publisher *post : std::as_const(m_publishers))
        post->resumeAfterDiskError();
    for (const std::function<void()> &step : std::exchange(m_onceRecordable, {}))
        step();
    markChanged({});
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
            Uploader *upload = uploader(uploadId);
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
    const QVector<Uploader *> uploads = uploadersOf(postId);
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
