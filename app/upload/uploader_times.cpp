// Timers of an upload: waits, expiry of the media, changes of the clock, recovery after a disk error; and the
// progress shown.
#include "app/upload/uploader.h"

#include "app/upload/silent_pause.h"

#include <algorithm>

namespace postreel {

namespace {
constexpr qint64 heldLookMs = 5000;
constexpr qint64 clockSlackMs = 2000;
constexpr qint64 longestRateWaitMs = 901'000; // a window of X, and a second
} // namespace

void Uploader::wake(qint64 atMs)
{
    if (atMs > 0)
        m_timer.callAfter(m_services.clock, atMs - m_services.clock.wallMs(), [this] { handle(event::Due{}); });
}

void Uploader::watchExpiry(qint64 notBeforeMs)
{
    if (m_record.expiresAtMs <= 0)
        return;
    m_timer.callAt(std::max(m_record.expiresAtMs, notBeforeMs), [this] { return m_services.clock.serverMs(); }, [this] {
        if (m_services.isHeld(m_record)) // its Post may be on X: the media key is needed to find it
            return watchExpiry(m_services.clock.serverMs() + heldLookMs);
        expire();
    });
}

// A wait for the next time that X's limit leaves for a poll is told once it is long; the time is kept for its end.
void Uploader::askStatus(qint64 afterMs)
{
    RateLimitTracker &rates = m_services.transport.rates();
    const qint64 now = m_services.clock.serverMs();
    if (m_pollAtMs > now + afterMs + longestRateWaitMs) // a clock was set meanwhile
        dropPoll();
    if (m_pollAtMs == 0)
        m_pollAtMs = rates.pollAt(m_record.account, Call::Status, now + afterMs, now);
    const qint64 delayMs = m_pollAtMs - now;
    // A FINALIZE that was refused may only be decided by the next STATUS, so that one does not pass through another state.
    if (delayMs > afterMs + longestSilentPauseMs && !m_record.finalizeRefused) {
        const event::Wait wait{.reason = WaitReason::RateLimit, .untilAtMs = m_services.clock.wallMs() + delayMs};
        return soon([this, wait] { handle(wait); }); // the step that asked for this is announced first
    }
    m_timer.callAfter(m_services.clock, delayMs, [this] {
        m_pollAtMs = 0;
        send(StatusCall(m_record.mediaId), [this](const Result<MediaStatus> &status) {
            // X still waits for the FINALIZE, which was lost on its way.
            const bool unfinished = status && !isOfAnother(*status) && status->name == QLatin1String("uploading");
            return unfinished && m_record.state == UploadState::Finalizing ? handle(event::StatusUnknown{}) : readStatus(status);
        });
    });
}

void Uploader::dropPoll()
{
    if (m_pollAtMs > 0)
        m_services.transport.rates().dropPoll(m_record.account, Call::Status, std::exchange(m_pollAtMs, 0));
}

bool Uploader::isUserCommand(const UploadEvent &said)
{
    return std::holds_alternative<event::Pause>(said) || std::holds_alternative<event::Resume>(said) ||
           std::holds_alternative<event::Cancel>(said) || std::holds_alternative<event::Retry>(said) ||
           std::holds_alternative<event::Fix>(said) || std::holds_alternative<event::SendAnyway>(said);
}

void Uploader::resumeAfterDiskError()
{
    if (!std::exchange(m_stuck, false))
        return;
    ++m_step; // requests of the lost step are sent again
    m_timer.stop();
    m_sender.abortAll();
    const UploadState before = m_record.state;
    for (const UploadEvent &event : std::exchange(m_unsavedEvents, {})) {
        if (m_stuck) // failed again
            m_unsavedEvents.append(event);
        else if (step(m_record, event, m_services.clock.wallMs())) // otherwise a duplicate command
            handle(event);
    }
    if (!m_stuck && m_record.state == before) // a new state has already started its commands
        handle(event::Restored{});
}

void Uploader::checkClock()
{
    const std::optional<qint64> left = m_timer.leftMs();
    const qint64 now = m_services.clock.wallMs();
    const bool waits = m_record.state == UploadState::Waiting && m_record.untilAtMs > 0;
    if (waits && left && m_record.untilAtMs > now + *left + clockSlackMs) // clock set back: move the recorded end, too
        change([&](Upload &record) {
            record.waitSinceAtMs = std::min(record.waitSinceAtMs, now);
            record.untilAtMs = now + *left;
        });
    m_timer.lookNow();
}

qint64 Uploader::expiresAt(qint64 afterMs) const
{
    return afterMs > 0 ? m_services.clock.serverMs() + afterMs : 0;
}

// Whether X's earlier data of this upload no longer counts.
bool Uploader::restarted(const Upload &before) const
{
    return before.mediaId != m_record.mediaId || m_record.ackedBytes() < before.ackedBytes();
}

void Uploader::countShown(const Upload &before)
{
    // Segments in flight may be lost when Sending ends: from then on only acknowledged bytes are shown.
    const bool stops = before.state == UploadState::Sending && m_record.state != UploadState::Sending;
    if (restarted(before) || stops)
        m_shownBytes = m_record.ackedBytes();
    m_shownBytes = std::max(m_shownBytes, m_record.ackedBytes());
}

void Uploader::showProgress()
{
    if (m_record.state != UploadState::Sending) // segments in flight may not arrive
        return;
    const qint64 estimate = m_record.ackedBytes()
        + m_meter.estimate(m_services.clock.monotonicMs(), m_sender.bytesSent() * 95 / 100);
    m_shownBytes = std::max(m_shownBytes, std::min(estimate, m_record.totalBytes()));
    if (m_sender.bytesSent() > 0) // the estimate also grows with time, without new bytes handed to a socket
        m_progress.start();
    Q_EMIT progressed(m_record.id);
}

} // namespace postreel
