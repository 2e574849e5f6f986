// What an upload does about its file: looks at it, mends it, looks again.
#include "app/upload/uploader.h"

#include "app/media/content_type.h"
#include "app/media/fingerprint.h"

namespace postreel {

namespace {

Verdict verdictFor(Tier tier, const Inspection &seen, Allowance allowance)
{
    if (allowance.tier != tier) // what X said, it said to the tier that is known
        allowance = {.tier = tier};
    return judge(seen.facts, seen.streams, seen.fingerprint.size, limitsFor(allowance)).verdict;
}

// Whether the user's subscription makes a difference to this file.
bool tierMatters(const Inspection &seen, const Allowance &allowance)
{
    return !seen.facts.mediaCategory.isEmpty()
        && verdictFor(Tier::Default, seen, allowance) != verdictFor(Tier::Premium, seen, allowance);
}

// What a cured file was made of may be away by now, but not another one. Blocks.
Result<Fingerprint> sentFileNow(const Upload &upload)
{
    if (!upload.mended.isEmpty() && upload.original.valid()) {
        const Result<Fingerprint> original = fingerprintOf(upload.file);
        const bool changed = original ? !sameFile(*original, upload.original)
                                      : original.error().kind == ErrorKind::FileChanged;
        if (changed)
            return Error{.kind = ErrorKind::FileChanged, .subject = upload.file};
    }
    return fingerprintOf(upload.sentFile());
}

// A cured file is no good any more when what it was made of has changed. Blocks.
Inspection inspectedNow(const Upload &upload, const Allowance &allowance)
{
    Inspection seen;
    if (!upload.mended.isEmpty())
        if (const Result<Fingerprint> now = sentFileNow(upload); !now && now.error().kind == ErrorKind::FileChanged)
            seen.error = now.error();
    return seen.error ? seen : inspect(upload.sentFile(), upload.kind, allowance);
}

} // namespace

void Uploader::check()
{
    m_services.reads.run<Inspection>(
        m_record.sentFile(), this,
        [record = m_record, allowance = m_services.allowanceOf(m_record.account)] {
            return inspectedNow(record, allowance);
        },
        [this, step = m_step](const Inspection &seen) {
            if (step != m_step)
                return;
            if (seen.error)
                return handle(event::FileBad{seen.error});
            if (!seen.wantsScan)
                return subscribed(seen);
            show(seen); // what headers tell, while every frame is looked at
            scan(seen);
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
                subscribed(whole);
        },
        FileReads::longWorkMs);
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
        return judged(seen);
    show(seen); // as far as it is known
    m_services.learnTier(m_record.account, this, [this, seen, step = m_step] {
        if (step != m_step)
            return;
        Inspection known = seen;
        const Judgement judgement = postreel::judge(seen.facts, seen.streams, seen.fingerprint.size,
                                          limitsFor(m_services.allowanceOf(m_record.account)));
        known.verdict = judgement.verdict;
        known.problems = judgement.problems;
        known.broken = judgement.broken;
        judged(known);
    });
}

CureOffer Uploader::offerFor(const Inspection &seen) const
{
    if (m_record.kind != UploadKind::Subtitle && !Cures::available()) // text is mended without a tool
        return {};
    const CurePlan plan = planCure(seen, wish(), m_services.cures.speeds(), m_services.allowanceOf(m_record.account));
    return {.kind = plan.kind, .ms = plan.estimatedMs, .bytes = plan.estimatedBytes};
}

void Uploader::judged(const Inspection &seen)
{
    event::FileOk ok{seen.fingerprint, seen.facts, seen.verdict, seen.problems, {}};
    if (ok.facts.mediaType.isEmpty()) { // what X is told if the person insists
        ok.facts.mediaType = mediaTypeBySuffix(m_record.file);
        ok.facts.mediaCategory = categoryFor(ok.facts.mediaType);
    }
    const bool mended = !m_record.mended.isEmpty();
    const bool trims = m_record.trims() && !mended;
    if (seen.verdict == Verdict::Ready && !trims)
        return handle(ok);
    if (!mended) {
        m_seen = seen;
        ok.offer = offerFor(seen);
    }
    handle(event::FileNeedsFix{ok});
}

CureWish Uploader::wish() const
{
    CureWish wish{.startMs = m_record.trimStartMs, .endMs = m_record.trimEndMs};
    if (m_record.outByAtMs > 0)
        wish.withinMs = std::max<qint64>(1, m_record.outByAtMs - m_services.clock.wallMs() - m_services.cures.queueMs());
    return wish;
}

void Uploader::setOutBy(qint64 atMs)
{
    change([&](Upload &record) { record.outByAtMs = atMs; });
    if (m_record.state != UploadState::NeedsFix || !m_record.mended.isEmpty())
        return;
    m_services.reads.run<Inspection>(
        m_record.file, this,
        [file = m_record.file, kind = m_record.kind, allowance = m_services.allowanceOf(m_record.account), before = m_seen] {
            return inspectedWhole(file, kind, allowance, before);
        },
        [this, step = m_step](const Inspection &seen) {
            if (step != m_step || seen.error)
                return;
            m_seen = seen;
            change([&](Upload &record) { record.offer = offerFor(seen); });
        },
        FileReads::longWorkMs);
}

void Uploader::mend()
{
    m_cure = {.kind = m_record.offer.kind};
    m_services.cures.mend({.id = m_record.id,
                           .file = m_record.file,
                           .kind = m_record.kind,
                           .wish = wish(),
                           .allowance = m_services.allowanceOf(m_record.account),
                           .seen = m_seen,
                           .estimatedMs = m_record.offer.ms,
                           .expected = m_record.fingerprint},
                          this,
                          [this, step = m_step](const CureProgress &progress) {
                              if (step == m_step)
                                  tellCure(progress);
                          },
                          [this, step = m_step](const Result<QString> &file) {
                              if (step != m_step)
                                  return;
                              if (file)
                                  handle(event::FixDone{*file});
                              else
                                  handle(event::FixFailed{file.error()});
                          });
}

void Uploader::tellCure(const CureProgress &progress)
{
    m_cure = progress;
    Q_EMIT fixing(m_record.id, progress.kind, progress.percent, progress.leftMs);
    Q_EMIT changed(m_record.id);
}

// Paused, it goes on later; cancelled, nothing of it is wanted any more.
void Uploader::leaveCure()
{
    m_cure = {};
    if (m_record.state == UploadState::Paused)
        m_services.cures.stop(m_record.id);
    else if (m_record.state != UploadState::Checking)
        m_services.cures.forget(m_record.id);
}

void Uploader::stopFixing()
{
    if (m_record.state == UploadState::Fixing)
        handle(event::FixFailed{Error{.kind = ErrorKind::Aborted, .subject = m_record.file}});
}

void Uploader::recheck(bool beforeFinalize)
{
    m_services.reads.run<Result<Fingerprint>>(
        m_record.file, this, [record = m_record] { return sentFileNow(record); },
        [this, beforeFinalize, step = m_step](const Result<Fingerprint> &now) {
            if (step != m_step)
                return;
            // A cured file does not come back by itself; a retry makes it anew.
            const bool gone = !now && !m_record.mended.isEmpty() && !beforeFinalize;
            const bool changed = now ? !sameFile(*now, m_record.fingerprint)
                                     : gone || now.error().kind == ErrorKind::FileChanged;
            if (changed)
                return handle(event::FileChanged{Error{.kind = ErrorKind::FileChanged, .subject = m_record.file}});
            if (beforeFinalize) // X has every byte, so a file that is away is no matter any more
                return finalize();
            if (!now)
                return handle(event::FileAway{Error{.kind = ErrorKind::FileAway, .subject = m_record.file}});
            handle(event::FileSame{*now});
        });
}

} // namespace postreel
