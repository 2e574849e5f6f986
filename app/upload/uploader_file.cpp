// What an upload does about its file: looks at it, fixes it, looks again.
#include "app/upload/uploader.h"

#include "app/media/being_written.h"
#include "app/media/content_type.h"
#include "app/media/fingerprint.h"

#include <algorithm>

namespace postreel {

namespace {

constexpr qint64 quietLookMs = 1000;
constexpr qint64 lookBeforeFinalizeMs = 2000;
constexpr qint64 fileLookStepMs = 1000; // each look for a file that is away comes that much later after the one before it
constexpr qint64 longestFileLookMs = 5000;

Verdict verdictFor(Tier tier, const Inspection &seen, Allowance allowance)
{
    if (allowance.tier != tier) // what X said, it said to the tier that is known
        allowance = {.tier = tier};
    return evaluate(seen.facts, seen.streams, seen.fingerprint.size, limitsFor(allowance)).verdict;
}

// Whether the user's subscription makes a difference to this file.
bool tierMatters(const Inspection &seen, const Allowance &allowance)
{
    return !seen.facts.mediaCategory.isEmpty()
        && verdictFor(Tier::Default, seen, allowance) != verdictFor(Tier::Premium, seen, allowance);
}

// What goes up, as it is on the disk now.
struct FileNow
{
    Result<Fingerprint> print; // FileChanged: what a fixed file was made of is another by now
    bool grew = false;         // changed, but for what is behind its old end it is the same
    bool isFixGone = false;    // the fixed file is away, and what it was made of is here and the same

    // Or something else that is no wait for it any more.
    bool isThere() const { return print || isFixGone || print.error().kind == ErrorKind::FileChanged; }
};

// What a fixed file was made of may be away by now, but not another one. Blocks.
FileNow sentFileNow(const Upload &upload)
{
    const bool isFixed = !upload.fixedFile.isEmpty() && upload.original.valid();
    const Fingerprint &source = isFixed ? upload.original : upload.fingerprint;
    const Result<Fingerprint> now = fingerprintOf(upload.file);
    const bool changed = now ? !sameFile(*now, source) : now.error().kind == ErrorKind::FileChanged;
    if (changed)
        return {Error{.kind = ErrorKind::FileChanged, .subject = upload.file}, hasGrown(upload.file, source)};
    FileNow seen{isFixed ? fingerprintOf(upload.sentFile()) : now};
    seen.isFixGone = isFixed && now && !seen.print;
    return seen;
}

// A fixed file is no good any more when what it was made of has changed. Blocks.
Inspection inspectedNow(const Upload &upload, const Allowance &allowance, qint64 nowMs)
{
    Inspection seen;
    if (!upload.fixedFile.isEmpty()) {
        if (const FileNow now = sentFileNow(upload); now.print.error().kind == ErrorKind::FileChanged)
            seen.error = now.print.error();
    } else if (isBeingWritten(upload.file, nowMs)) {
        seen.error = {.kind = ErrorKind::FileChanged, .subject = upload.file};
    }
    return seen.error ? seen : inspect(upload.sentFile(), upload.kind, allowance);
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
            if (seen.error.kind == ErrorKind::FileChanged && m_record.fixedFile.isEmpty()) // also while it was being read
                return handle(event::StillWritten{});
            if (seen.error)
                return handle(event::FileBad{seen.error});
            if (!seen.wantsScan)
                return subscribed(wanted(seen));
            show(seen); // what headers tell, while every frame is looked at
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

// Nothing is recorded and told until it is there again: a file may be away for days.
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
                subscribed(wanted(whole));
        },
        FileReads::longWorkMs);
}

// With the sound track that the person has chosen.
Inspection Uploader::wanted(const Inspection &seen) const
{
    return withSound(seen, m_record.fixedFile.isEmpty() ? m_record.soundStream : -1, m_services.allowanceOf(m_record.account));
}

void Uploader::show(const Inspection &seen)
{
    change([&](Upload &record) {
        record.facts = seen.facts;
        record.verdict = seen.verdict;
        record.problems = seen.problems;
    });
}

// The verdict for this user: X is asked who that is only where it makes a difference.
void Uploader::subscribed(const Inspection &seen)
{
    const Allowance before = m_services.allowanceOf(m_record.account);
    if (m_record.kind != UploadKind::Media || !tierMatters(seen, before))
        return evaluated(seen);
    show(seen); // as far as it is known
    m_services.learnTier(m_record.account, this, [this, seen, step = m_step] {
        if (step != m_step)
            return;
        Inspection known = seen;
        const Evaluation evaluation = postreel::evaluate(seen.facts, seen.streams, seen.fingerprint.size,
                                          limitsFor(m_services.allowanceOf(m_record.account)));
        known.verdict = evaluation.verdict;
        known.problems = evaluation.problems;
        known.broken = evaluation.broken;
        evaluated(known);
    });
}

FixOffer Uploader::offerFor(const Inspection &seen) const
{
    if (m_record.kind != UploadKind::Subtitle && !FixQueue::available()) // text is fixed without a tool
        return {};
    const FixPlan plan = planFix(seen, wish(), m_services.fixQueue.speeds(), m_services.allowanceOf(m_record.account));
    return {.kind = plan.kind, .ms = plan.estimatedMs, .bytes = plan.estimatedBytes};
}

void Uploader::evaluated(const Inspection &seen)
{
    event::FileOk ok{seen.fingerprint, seen.facts, seen.verdict, seen.problems, {}};
    if (ok.facts.mediaType.isEmpty()) { // what X is told if the person insists
        ok.facts.mediaType = mediaTypeBySuffix(m_record.file);
        ok.facts.mediaCategory = categoryFor(ok.facts.mediaType);
    }
    const bool isFixed = !m_record.fixedFile.isEmpty();
    if (isFixed) { // there another track can still be chosen
        ok.facts.sounds = m_record.facts.sounds;
        ok.facts.sound = m_record.facts.sound;
    }
    const bool changes = m_record.changes() && !isFixed;
    if (seen.verdict == Verdict::Ready && !changes)
        return handle(ok);
    if (!isFixed) {
        m_seen = seen;
        ok.offer = offerFor(seen);
    }
    handle(event::FileNeedsFix{ok});
}

FixRequest Uploader::wish() const
{
    FixRequest wish{.startMs = m_record.trimStartMs, .endMs = m_record.trimEndMs, .soundStream = m_record.soundStream};
    if (m_record.deadlineAtMs > 0)
        wish.withinMs = std::max<qint64>(1, m_record.deadlineAtMs - m_services.clock.wallMs() - m_services.fixQueue.queueMs());
    return wish;
}

void Uploader::setOutBy(qint64 atMs)
{
    change([&](Upload &record) { record.deadlineAtMs = atMs; });
    if (m_record.state != UploadState::NeedsFix || !m_record.fixedFile.isEmpty())
        return;
    m_services.reads.run<Inspection>(
        m_record.file, this,
        [file = m_record.file, kind = m_record.kind, allowance = m_services.allowanceOf(m_record.account), before = m_seen] {
            return inspectedWhole(file, kind, allowance, before);
        },
        [this, step = m_step](const Inspection &seen) {
            if (step != m_step || seen.error)
                return;
            m_seen = wanted(seen);
            change([&](Upload &record) { record.offer = offerFor(*m_seen); });
        },
        FileReads::longWorkMs);
}

void Uploader::fix()
{
    m_fix = {.kind = m_record.offer.kind};
    m_services.fixQueue.fix({.id = m_record.id,
                           .file = m_record.file,
                           .kind = m_record.kind,
                           .wish = wish(),
                           .allowance = m_services.allowanceOf(m_record.account),
                           .seen = m_seen,
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

// Paused, it goes on later; cancelled, nothing of it is wanted any more.
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
    if (beforeFinalize) // it is looked at once more before Create Post, so a share that hangs keeps nothing
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
            if (now.isFixGone && !beforeFinalize) // it does not come back by itself: it is made again, as of one that grew
                return handle(fileChanged(true));
            if (isAnother(now.print))
                return handle(fileChanged(now.grew));
            if (beforeFinalize) // X has every byte, so a file that is away is no matter any more
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

void Uploader::lookAtFile(std::function<void(const std::optional<event::FileChanged> &)> then)
{
    m_services.reads.run<FileNow>(
        m_record.file, this, [record = m_record] { return sentFileNow(record); },
        [this, step = m_step, then = std::move(then)](const FileNow &now) {
            const bool changed = step == m_step && now.print.error().kind == ErrorKind::FileChanged;
            then(changed ? std::optional(fileChanged(now.grew)) : std::nullopt);
        });
}

} // namespace postreel
