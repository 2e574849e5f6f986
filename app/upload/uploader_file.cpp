// What an upload does with its file, and its timers: checks and fixes; waits, expiry of the media, changes of the clock,
// recovery after a disk error.
#include "app/upload/uploader.h"

#include "app/media/files/being_written.h"
#include "app/media/files/fingerprint.h"
#include "app/media/probe/content_type.h"
#include "app/upload/sent_file.h"
#include "app/upload/silent_pause.h"

#include <algorithm>

namespace postreel {

namespace {

constexpr qint64 quietLookMs = 1000;
constexpr qint64 lookBeforeFinalizeMs = 2000;
constexpr qint64 fileLookStepMs = 1000; // each check for a missing file comes this much later after the previous one
constexpr qint64 longestFileLookMs = 5000;
constexpr qint64 heldLookMs = 5000;
constexpr qint64 clockSlackMs = 2000;
constexpr qint64 longestRateWaitMs = 901'000; // a window of X, and a second

Verdict verdictFor(Tier tier, const Inspection &seen, Allowance allowance)
{
    if (allowance.tier != tier) // X's limits were stated for the known tier
        allowance = {.tier = tier};
    return evaluate(seen.facts, seen.streams, seen.fingerprint.size, limitsFor(allowance)).verdict;
}

// Whether the user's subscription makes a difference for this file.
bool tierMatters(const Inspection &seen, const Allowance &allowance)
{
    return !seen.facts.mediaCategory.isEmpty()
        && verdictFor(Tier::Default, seen, allowance) != verdictFor(Tier::Premium, seen, allowance);
}

} // namespace

void Uploader::check()
{
    m_services.reads.run<Inspection>(
        m_record.sentFile(), this,
        [record = m_record, allowance = m_services.allowanceOf(m_record.account), now = m_services.clock.wallMs()] {
            return inspectedNow(record, allowance, now);
        },
        [this, step = m_step](const Inspection &seen) {
            if (step != m_step)
                return;
            if (seen.error.kind == ErrorKind::FileChanged && m_record.fixedFile.isEmpty()) // or it changed while read
                return handle(event::StillWritten{});
            if (seen.error)
                return handle(event::FileBad{seen.error});
            if (!seen.wantsScan)
                return applySubscription(withChosenSound(seen));
            recordVerdict(seen); // shows what the headers tell, while every frame is scanned
            scan(seen);
        });
}

void Uploader::awaitQuiet()
{
    m_timer.callAt(m_services.clock.monotonicMs() + quietLookMs, [this] { return m_services.clock.monotonicMs(); }, [this] {
        m_services.reads.run<bool>(
            m_record.file, this, [file = m_record.file, now = m_services.clock.wallMs()] { return isBeingWritten(file, now); },
            [this, step = m_step](bool written) {
                if (step == m_step)
                    written ? awaitQuiet() : handle(event::Due{});
            });
    });
}

// Records and reports nothing until the file is back: that may take days.
void Uploader::awaitFile()
{
    m_fileLookMs = std::min(m_fileLookMs + fileLookStepMs, longestFileLookMs);
    m_timer.callAt(m_services.clock.monotonicMs() + m_fileLookMs, [this] { return m_services.clock.monotonicMs(); }, [this] {
        m_services.reads.run<FileNow>(
            m_record.file, this, [record = m_record] { return sentFileNow(record); }, [this, step = m_step](const FileNow &now) {
                if (step == m_step)
                    now.isThere() ? handle(event::Due{}) : awaitFile();
            });
    });
}

void Uploader::scan(const Inspection &seen)
{
    m_services.reads.run<Inspection>(
        m_record.sentFile(), this,
        [file = m_record.sentFile(), seen, allowance = m_services.allowanceOf(m_record.account)] {
            return scanned(file, seen, allowance);
        },
        [this, step = m_step](const Inspection &whole) {
            if (step == m_step)
                applySubscription(withChosenSound(whole));
        },
        FileReads::longWorkMs);
}

// The inspection with the sound track that the user has chosen.
Inspection Uploader::withChosenSound(const Inspection &seen) const
{
    return withSound(seen, m_record.fixedFile.isEmpty() ? m_record.soundStream : -1, m_services.allowanceOf(m_record.account));
}

void Uploader::recordVerdict(const Inspection &seen)
{
    change([&](Upload &record) {
        record.facts = seen.facts;
        record.verdict = seen.verdict;
        record.problems = seen.problems;
    });
}

// Completes the verdict for this user: asks X for the subscription only where it makes a difference.
void Uploader::applySubscription(const Inspection &seen)
{
    const Allowance before = m_services.allowanceOf(m_record.account);
    if (m_record.kind != UploadKind::Media || !tierMatters(seen, before))
        return onEvaluated(seen);
    recordVerdict(seen); // the verdict known so far
    m_services.learnTier(m_record.account, this, [this, seen, step = m_step] {
        if (step != m_step)
            return;
        Inspection known = seen;
        const Evaluation evaluation = postreel::evaluate(seen.facts, seen.streams, seen.fingerprint.size,
                                          limitsFor(m_services.allowanceOf(m_record.account)));
        known.verdict = evaluation.verdict;
        known.problems = evaluation.problems;
        known.broken = evaluation.broken;
        onEvaluated(known);
    });
}

FixOffer Uploader::offerFor(const Inspection &seen) const
{
    if (m_record.kind != UploadKind::Subtitle && !FixQueue::available()) // text is fixed without ffmpeg
        return {};
    const FixPlan plan = planFix(seen, fixRequest(), m_services.fixQueue.speeds(), m_services.allowanceOf(m_record.account));
    return {.kind = plan.kind, .ms = plan.estimatedMs, .bytes = plan.estimatedBytes};
}

void Uploader::onEvaluated(const Inspection &seen)
{
    event::FileOk ok{seen.fingerprint, seen.facts, seen.verdict, seen.problems, {}};
    if (ok.facts.mediaType.isEmpty()) { // sent to X if the user chooses "send anyway"
        ok.facts.mediaType = mediaTypeBySuffix(m_record.file);
        ok.facts.mediaCategory = categoryFor(ok.facts.mediaType);
    }
    const bool isFixed = !m_record.fixedFile.isEmpty();
    if (isFixed) { // so that the user can still choose another track
        ok.facts.sounds = m_record.facts.sounds;
        ok.facts.sound = m_record.facts.sound;
    }
    const bool changes = m_record.changes() && !isFixed;
    if (seen.verdict == Verdict::Ready && !changes)
        return handle(ok);
    if (!isFixed) {
        m_inspection = seen;
        ok.offer = offerFor(seen);
    }
    handle(event::FileNeedsFix{ok});
}

FixRequest Uploader::fixRequest() const
{
    FixRequest request{.startMs = m_record.trimStartMs, .endMs = m_record.trimEndMs, .soundStream = m_record.soundStream};
    if (m_record.deadlineAtMs > 0)
        request.withinMs = std::max<qint64>(1, m_record.deadlineAtMs - m_services.clock.wallMs() - m_services.fixQueue.queueMs());
    return request;
}

void Uploader::setDeadline(qint64 atMs)
{
    change([&](Upload &record) { record.deadlineAtMs = atMs; });
    if (m_record.state != UploadState::NeedsFix || !m_record.fixedFile.isEmpty())
        return;
    m_services.reads.run<Inspection>(
        m_record.file, this,
        [file = m_record.file, kind = m_record.kind, allowance = m_services.allowanceOf(m_record.account), before = m_inspection] {
            return inspectedWhole(file, kind, allowance, before);
        },
        [this, step = m_step](const Inspection &seen) {
            if (step != m_step || seen.error)
                return;
            m_inspection = withChosenSound(seen);
            change([&](Upload &record) { record.offer = offerFor(*m_inspection); });
        },
        FileReads::longWorkMs);
}

void Uploader::fix()
{
    m_fix = {.kind = m_record.offer.kind};
    m_services.fixQueue.fix({.id = m_record.id,
                           .file = m_record.file,
                           .kind = m_record.kind,
                           .request = fixRequest(),
                           .allowance = m_services.allowanceOf(m_record.account),
                           .seen = m_inspection,
                           .estimatedMs = m_record.offer.ms,
                           .expected = m_record.fingerprint},
                          this,
                          [this, step = m_step](const FixProgress &progress) {
                              if (step == m_step)
                                  reportFix(progress);
                          },
                          [this, step = m_step](const Result<QString> &file) {
                              if (step != m_step)
                                  return;
                              file ? handle(event::FixDone{*file}) : fixFailed(file.error());
                          });
}

void Uploader::fixFailed(const Error &error)
{
    if (error.kind != ErrorKind::FileChanged)
        return handle(event::FixFailed{error});
    m_services.reads.run<bool>(
        m_record.file, this, [file = m_record.file, before = m_record.fingerprint] { return hasGrown(file, before); },
        [this, error, step = m_step](bool grew) {
            if (step == m_step)
                handle(event::FixFailed{error, grew});
        });
}

void Uploader::reportFix(const FixProgress &progress)
{
    m_fix = progress;
    Q_EMIT fixing(m_record.id, progress.kind, progress.percent, progress.leftMs);
    Q_EMIT changed(m_record.id);
}

// A paused fix continues later; the partial result of one that is no longer wanted is removed.
void Uploader::leaveFix()
{
    m_fix = {};
    if (m_record.state == UploadState::Paused)
        m_services.fixQueue.stop(m_record.id);
    else if (m_record.state != UploadState::Checking)
        m_services.fixQueue.forget(m_record.id);
}

void Uploader::stopFixing()
{
    if (m_record.state == UploadState::Fixing)
        handle(event::FixFailed{Error{.kind = ErrorKind::Aborted, .subject = m_record.file}});
}

void Uploader::recheck(bool beforeFinalize)
{
    const auto over = std::make_shared<bool>(false);
    // Limited, so that a hanging share does not block FINALIZE: the file is checked once more before Create Post.
    if (beforeFinalize)
        m_timer.callAt(m_services.clock.monotonicMs() + lookBeforeFinalizeMs, [this] { return m_services.clock.monotonicMs(); },
                       [this, over] {
                           *over = true;
                           finalize();
                       });
    m_services.reads.run<FileNow>(
        m_record.file, this, [record = m_record] { return sentFileNow(record); },
        [this, beforeFinalize, over, step = m_step](const FileNow &now) {
            if (step != m_step || *over)
                return;
            m_timer.stop();
            // The fixed file does not come back: it is made again, as for a file that has grown.
            if (now.isFixGone && !beforeFinalize)
                return handle(fileChanged(true));
            if (isAnother(now.print))
                return handle(fileChanged(now.grew));
            if (beforeFinalize) // X has every byte, so a missing file no longer matters
                return finalize();
            if (!now.print)
                return handle(event::FileAway{Error{.kind = ErrorKind::FileAway, .subject = m_record.file}});
            handle(event::FileSame{*now.print});
        });
}

bool Uploader::isAnother(const Result<Fingerprint> &now) const
{
    return now ? !sameFile(*now, m_record.fingerprint) : now.error().kind == ErrorKind::FileChanged;
}

event::FileChanged Uploader::fileChanged(bool grew) const
{
    return {Error{.kind = ErrorKind::FileChanged, .subject = m_record.file}, grew};
}

void Uploader::checkFile(std::function<void(const std::optional<event::FileChanged> &)> then)
{
    m_services.reads.run<FileNow>(
        m_record.file, this, [record = m_record] { return sentFileNow(record); },
        [this, step = m_step, then = std::move(then)](const FileNow &now) {
            const bool changed = step == m_step && now.print.error().kind == ErrorKind::FileChanged;
            then(changed ? std::optional(fileChanged(now.grew)) : std::nullopt);
        });
}

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
        if (m_services.postMayBeOnX(m_record)) // its Post may be on X: the media key is needed to find it
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

} // namespace postreel
