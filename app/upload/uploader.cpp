#include "app/upload/uploader.h"

#include "app/base/log.h"
#include "app/media/files/file_check.h"
#include "app/upload/segment_plan.h"
#include "app/upload/wire_form_choice.h"
#include "app/x/call_sender.h"

namespace postreel {

namespace {
constexpr int progressMs = 100;
constexpr qint64 unknownLookMs = 60'000; // retry interval while X's time is unknown
constexpr qint64 finishWhileWaitingMs = 600'000; // a slow segment may still arrive while the upload waits

// Whether X is asked for the media in this state, or may be again after it.
bool mayPoll(UploadState state)
{
    return state == UploadState::Finalizing || state == UploadState::Processing || state == UploadState::Waiting;
}

// Whether X itself refuses, and not for the form of the request ("Missing media field in JSON"). A 404 may come from an
// outage.
bool isRefusedByX(const Error &error)
{
    const bool aboutForm = error.http == 404 || error.http == 405 || error.detail.contains(QLatin1String("media field"), Qt::CaseInsensitive);
    return error.source == ErrorSource::X && error.http >= 400 && error.http < 500 && !aboutForm;
}
} // namespace

Uploader::Uploader(UploadServices &services, const Upload &saved, QObject *parent)
    : QObject(parent), m_services(services), m_record(saved),
      m_sender(services, [this]() -> const Upload & { return m_record; },
               [this](const Upload &next) { return keep(next, Sync::Later); }, this),
      m_shown(saved)
{
    m_progress.setSingleShot(true);
    m_progress.setInterval(progressMs);
    connect(&m_progress, &QTimer::timeout, this, &Uploader::showProgress);
    connect(&m_sender, &SegmentSender::progressed, this, [this] {
        if (!m_progress.isActive())
            m_progress.start();
    });
    connect(&m_sender, &SegmentSender::happened, this, &Uploader::handle);
    connect(&m_sender, &SegmentSender::fileDiffers, this, [this] { recheck(false); });
    connect(&m_sender, &SegmentSender::notSaved, this, [this](const Error &error) {
        m_sender.abortAll();
        suspendOnDiskError(error);
    });
    connect(&m_sender, &SegmentSender::acked, this, [this](int index, qint64 ms) {
        handle(event::Acked{m_record.mediaId, index, ms});
    });
    connect(&m_sender, &SegmentSender::retrying, this, [this](int index, int nextTry, const Error &error, qint64 ms) {
        Q_EMIT retrying(m_record.id, index, nextTry, error, ms);
        Q_EMIT changed(m_record.id);
    });
}

Uploader::~Uploader() = default;

void Uploader::handle(const UploadEvent &event)
{
    if (m_ended)
        return;
    if (!m_unsavedEvents.isEmpty() && isUserCommand(event)) // keeps the order of the commands
        return m_unsavedEvents.append(event);
    const std::optional<UploadStep> next = step(m_record, event, m_services.clock.wallMs());
    if (!next) {
        qCWarning(logUpload) << "no entry for" << nameOf(event) << "in" << nameOf(m_record.state);
        return;
    }
    const Upload before = m_record;
    const bool onlyAcked = std::holds_alternative<event::Acked>(event) && next->upload.state == m_record.state;
    if (!keep(next->upload, onlyAcked ? Sync::Later : Sync::Now))
        return notRecorded(event);
    m_shown.onChange(before, m_record);
    if (before.state != m_record.state) {
        ++m_step;
        m_timer.stop();
        if (!mayPoll(m_record.state))
            dropPoll();
        if (before.state == UploadState::Fixing)
            leaveFix();
        if (m_record.state == UploadState::Cancelled)
            m_services.fixQueue.forget(m_record.id);
    }
    const quint64 step = m_step;
    for (const UploadCommand &command : next->commands)
        if (step == m_step) // a command may have finished immediately and changed the state
            execute(command);
    if (const auto *acked = std::get_if<event::Acked>(&event); acked && acked->index < m_record.segments.size()) {
        m_fileLookMs = 0;
        m_shown.onAcked(m_record, m_services.clock.monotonicMs());
        Q_EMIT segmentAcked(m_record.id, acked->index, m_record.segments.at(acked->index).length,
                            m_record.ackedBytes(), m_record.totalBytes());
    }
    announce(before);
}

// The step was not saved (disk full or gone), so it is not carried out and nothing is sent.
void Uploader::notRecorded(const UploadEvent &event)
{
    m_sender.abortAll();
    if (isUserCommand(event))
        m_unsavedEvents.append(event);
}

bool Uploader::keep(const Upload &next, Sync sync)
{
    if (m_ended)
        return false;
    if (next == m_record)
        return true;
    std::optional<HistoryEntry> entry;
    if (next.state != m_record.state)
        entry = HistoryEntry{.postId = next.postId,
                             .uploadId = next.id,
                             .atMs = m_services.clock.wallMs(),
                             .from = nameOf(m_record.state),
                             .to = nameOf(next.state),
                             .note = next.error.detail};
    const Result<Done> saved = m_services.store.save(m_record, next, entry, sync);
    if (!saved) {
        suspendOnDiskError(saved.error());
        return false;
    }
    m_record = next;
    return true;
}

// Work that cannot be recorded is not done: stops until resumeAfterDiskError().
void Uploader::suspendOnDiskError(const Error &error)
{
    qCCritical(logUpload) << "an upload was not saved:" << error.detail;
    m_stuck = true;
    Q_EMIT notSaved(m_record.id, error);
}

void Uploader::take(const Upload &saved)
{
    Q_ASSERT(saved.state == m_record.state);
    m_record = saved;
    Q_EMIT changed(m_record.id);
}

void Uploader::end()
{
    const Upload before = m_record;
    m_ended = true;
    ++m_step;
    m_timer.stop();
    dropPoll();
    m_progress.stop();
    m_sender.abortAll();
    if (before.state == UploadState::Fixing)
        leaveFix();
    m_services.fixQueue.forget(m_record.id);
    if (before.state == UploadState::Cancelled)
        return;
    m_record.state = UploadState::Cancelled;
    m_shown.onChange(before, m_record);
    announce(before);
}

bool Uploader::change(const std::function<void(Upload &)> &edit)
{
    Upload next = m_record;
    edit(next);
    Q_ASSERT(next.state == m_record.state);
    const bool kept = keep(next);
    Q_EMIT changed(m_record.id);
    return kept;
}

void Uploader::announce(const Upload &before)
{
    const QString id = m_record.id;
    const bool told = before.processing != m_record.processing || before.percent != m_record.percent;
    const auto reportProcessing = [&] {
        if (told && !m_record.processing.isEmpty())
            Q_EMIT processingStateChanged(id, m_record.processing, m_record.percent);
    };
    const bool ends = before.state == UploadState::Processing && m_record.state != UploadState::Processing;
    if (ends) // X's last state first, then the upload's new one
        reportProcessing();
    if (before.state != m_record.state) {
        const bool done = m_record.state == UploadState::Processing || m_record.state == UploadState::Ready;
        Q_EMIT stateChanged(id, before.state, m_record.state);
        if (before.state == UploadState::Finalizing && done)
            Q_EMIT finalized(id, m_record.mediaId);
    }
    if (!ends)
        reportProcessing();
    const bool newWait = before.state != m_record.state || before.reason != m_record.reason
        || before.untilAtMs != m_record.untilAtMs;
    if (m_record.state == UploadState::Waiting && newWait)
        Q_EMIT waiting(id, m_record.reason, m_record.untilAtMs);
    if (m_record.state == UploadState::Failed && before.state != UploadState::Failed)
        Q_EMIT failed(id, m_record.error);
    Q_EMIT changed(id);
}

void Uploader::showProgress()
{
    if (m_record.state != UploadState::Sending)
        return;
    m_shown.estimate(m_record, m_sender.bytesSent(), m_services.clock.monotonicMs());
    if (m_sender.bytesSent() > 0) // the estimate also grows with time, without new bytes handed to a socket
        m_progress.start();
    Q_EMIT progressed(m_record.id);
}

// The only check for "Pause all": whatever ends a wait, restarts or resumes an upload passes through here.
bool Uploader::mayWork(UploadCommand::Kind kind)
{
    using Kind = UploadCommand::Kind;
    const bool works = kind == Kind::Fix || kind == Kind::Initialize || kind == Kind::Send || kind == Kind::Finalize ||
                       kind == Kind::AskStatus;
    if (!works || !m_services.isPaused(m_record))
        return true;
    soon([this] { handle(event::Pause{}); });
    return false;
}

void Uploader::execute(const UploadCommand &command)
{
    using Kind = UploadCommand::Kind;
    if (!mayWork(command.kind))
        return;
    switch (command.kind) {
    case Kind::Check:
        return check();
    case Kind::Fix:
        return fix();
    case Kind::Initialize:
        if (!askedIfMetered())
            return;
        return initialize(firstForm(m_services.forcedForm,
                                    m_services.settings.formOf(m_services.apiBaseOf(m_record.account).toString())),
                          std::nullopt);
    case Kind::Recheck:
        return recheck(false);
    case Kind::Send:
        if (!askedIfMetered())
            return;
        m_shown.start(m_record, m_services.clock.monotonicMs());
        return m_sender.requestSlots();
    case Kind::Finalize:
        return recheck(true);
    case Kind::AwaitQuiet:
        return awaitQuiet();
    case Kind::AskStatus:
        return askStatus(command.value);
    case Kind::WatchExpiry:
        return watchExpiry(0);
    case Kind::Wake: case Kind::AwaitFile:
        m_sender.finishWithin(finishWhileWaitingMs);
        return command.kind == Kind::AwaitFile ? awaitFile() : wake(command.value);
    case Kind::LetFinish:
        return m_sender.finishWithin(command.value);
    case Kind::Abort:
        return m_sender.abortAll();
    }
}

// Returns false, and lets the upload wait, if the connection is metered and the user has not allowed it yet.
bool Uploader::askedIfMetered()
{
    if (m_services.maySend())
        return true;
    soon([this] { handle(event::Wait{.reason = WaitReason::Metered}); });
    return false;
}

// Runs `work` from the event loop, unless the state has changed by then.
void Uploader::soon(std::function<void()> work)
{
    QMetaObject::invokeMethod(
        this,
        [this, step = m_step, work = std::move(work)] {
            if (step == m_step)
                work();
        },
        Qt::QueuedConnection);
}

template <typename CallClass>
void Uploader::send(const CallClass &call, std::function<void(const Result<typename CallClass::Value> &)> done)
{
    sendCall(m_services.transport, m_services.apiBaseOf(m_record.account), m_record.account, call, this,
             std::function<void(const Result<typename CallClass::Value> &)>(
                 [this, step = m_step, done = std::move(done)](const Result<typename CallClass::Value> &result) {
                     if (step == m_step)
                         done(result);
                 }));
}

void Uploader::initialize(WireForm form, const std::optional<Error> &firstError)
{
    if (m_record.totalBytes() > maxUploadBytes) // the user chose "send anyway", but X's protocol cannot carry it
        return soon([this] { handle(event::Refused{Error{.kind = ErrorKind::TooBig, .subject = m_record.file}}); });
    m_sender.abortAll();
    m_sender.openConnections();
    send(InitializeCall(form, m_record.facts, m_record.totalBytes()),
         [this, form, firstError](const Result<MediaTicket> &ticket) {
             const QString base = m_services.apiBaseOf(m_record.account).toString();
             if (ticket) {
                 m_services.settings.setFormOf(base, form);
                 const qint64 proven = m_services.settings.provenChunkOf(base);
                 return handle(event::GotMediaId{ticket->mediaId, ticket->mediaKey,
                                                 expiresAt(ticket->expiresAfterMs), form,
                                                 plan::firstChunk(m_record.totalBytes(), proven)});
             }
             const std::optional<WireForm> other = formAfter(form, ticket.error(), m_services.forcedForm);
             if (other && !firstError)
                 return initialize(*other, ticket.error());
             // During an outage X answers 404 to everything: then the first error counts. A verdict of X's own in the second
             // form does not come from an outage.
             onFailed(Call::Initialize, firstError && !isRefusedByX(ticket.error()) ? *firstError : ticket.error());
         });
}

void Uploader::finalize()
{
    send(FinalizeCall(m_record.form, m_record.mediaId), [this](const Result<MediaStatus> &status) {
        if (status && isOfAnother(*status)) // so the state of this one is unknown
            return handle(event::NoAnswer{Error{.kind = ErrorKind::BadAnswer}});
        if (status)
            return readStatus(status);
        onFailed(Call::Finalize, status.error());
    });
}

// Whether a cache or proxy returned the status of another media: it is ignored.
bool Uploader::isOfAnother(const MediaStatus &status) const
{
    return !status.mediaId.isEmpty() && status.mediaId != m_record.mediaId;
}

void Uploader::readStatus(const Result<MediaStatus> &status)
{
    if (status && isOfAnother(*status)) // STATUS is sent again
        return onFailed(Call::Status, Error{.kind = ErrorKind::BadAnswer});
    if (!status) {
        const bool notFinalized = status.error().kind == ErrorKind::NotFound && m_record.state == UploadState::Finalizing;
        return notFinalized ? handle(event::StatusUnknown{}) : onFailed(Call::Status, status.error());
    }
    switch (status->state) {
    case MediaStatus::State::Ready:
        return handle(event::MediaReady{status->name, status->mediaKey, expiresAt(status->expiresAfterMs)});
    case MediaStatus::State::Processing:
        return handle(event::MediaProcessing{status->name, status->percent, status->checkAfterMs, status->mediaKey});
    case MediaStatus::State::Failed:
        return handle(event::Rejected{status->error, m_services.applyLimit(m_record, status->error)});
    }
}

void Uploader::onFailed(Call call, const Error &error)
{
    const Advice advice = classifyNow(m_services.clock, call, error, m_streak.attempts(error.kind, m_record.attempts + 1));
    switch (advice.reaction) {
    case Reaction::None:
        return;
    case Reaction::Ask:
        return handle(event::NoAnswer{error});
    case Reaction::MediaGone:
        return handle(event::MediaGone{error});
    case Reaction::Again:
    case Reaction::Wait:
        return handle(event::Wait{.reason = advice.reason,
                                  .untilAtMs = m_services.clock.wallMs() + advice.delayMs,
                                  .error = error});
    case Reaction::SignIn:
        return handle(event::NeedSignIn{error});
    case Reaction::Smaller:
    case Reaction::Final:
        break;
    }
    // A STATUS whose every response holds only `errors`, for a media that may not exist, means that it does not.
    const bool mayBeGone = m_record.state == UploadState::Finalizing || m_record.doubted;
    if (call == Call::Status && error.kind == ErrorKind::BadAnswer && mayBeGone)
        return handle(event::MediaGone{error});
    handle(event::Refused{error, m_services.applyLimit(m_record, error)});
}

// Uses X's clock alone: a local clock that was set forward would discard media that X still holds. Every response of
// X tells its time, so STATUS is requested to learn it.
void Uploader::expire()
{
    if (m_services.clock.serverIsKnown())
        return handle(event::Expired{m_services.isSubmitted(m_record)});
    send(StatusCall(m_record.mediaId), [this](const Result<MediaStatus> &) {
        const bool known = m_services.clock.serverIsKnown();
        watchExpiry(known ? 0 : m_services.clock.serverMs() + unknownLookMs);
    });
}

} // namespace postreel
