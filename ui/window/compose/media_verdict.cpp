#include "ui/window/compose/media_verdict.h"

#include "ui/error_text.h"
#include "ui/problem_text.h"
#include "ui/stage_text.h"
#include "ui/window/compose/fix_text.h"
#include "ui/window/compose/subtitle_row.h"
#include "ui/window/parts/post_actions.h"
#include "ui/window/parts/post_error_text.h"

#include <QCoreApplication>

namespace postreel {

namespace {

class Card
{
    Q_DECLARE_TR_FUNCTIONS(MediaVerdict)
};

QStringList reasonsOf(const UploadView &media)
{
    const bool fixable = canBeFixed(media) || media.state == UploadState::Fixing;
    QStringList reasons;
    for (const Problem &problem : media.problems)
        reasons << (fixable ? problemText(problem) : problemWithFix(problem)); // if fixable, the fix says at once what helps
    if (const QString steps = fixSteps(media); fixable && !steps.isEmpty())
        //: %1 are whole sentences: what a fix does
        reasons << Card::tr("The fix: %1").arg(steps);
    return reasons;
}

// The check mark means done: a file that X takes gets it once it is uploaded.
MediaVerdict readyVerdict(const UploadView &media)
{
    MediaVerdict verdict;
    if (media.headersAlone)
        verdict.glyph = Glyph::Info;
    else if (media.state == UploadState::Ready)
        verdict.glyph = Glyph::Check;
    verdict.severity = media.headersAlone ? Severity::Warning : media.state == UploadState::Ready ? Severity::Good : Severity::Quiet;
    verdict.headline = verdictText(media.verdict, media.headersAlone);
    verdict.reasons = reasonsOf(media);
    return verdict;
}

MediaVerdict ofVerdict(const UploadView &media)
{
    //: %1 is a verdict such as "X won't take this as it is"
    const QString refusal = Card::tr("%1.").arg(verdictText(media.verdict));
    switch (media.verdict) {
    case Verdict::Unknown:
        return {};
    case Verdict::Ready:
        return readyVerdict(media);
    case Verdict::MayBeRefused:
        return {Glyph::Warning, Severity::Warning, refusal, {}, reasonsOf(media)};
    case Verdict::WillBeRefused:
        return {Glyph::Warning, Severity::Bad, refusal, {}, reasonsOf(media)};
    }
    return {};
}

// The verdict on the file itself.
MediaVerdict ofFile(const UploadView &media, qint64 nowMs)
{
    if (media.state == UploadState::Fixing)
        return {Glyph::Wrench, Severity::Active, fixingText(media), {}, reasonsOf(media)};
    if (media.state == UploadState::Failed)
        return {Glyph::Warning, Severity::Bad, errorTextOf(media, nowMs), {}, {}};
    MediaVerdict verdict = ofVerdict(media);
    const bool refused = isRefusal(media.verdict);
    if (media.state == UploadState::NeedsFix && media.error && media.error.kind != ErrorKind::Aborted)
        verdict.headline = errorTextOf(media, nowMs); // the fix failed
    else if (refused && media.state == UploadState::Checking)
        verdict.notes << Card::tr("Still checking its frames…");
    else if (refused && media.wantsFfmpeg)
        verdict.notes << sentence(Error{.kind = ErrorKind::NoFfmpeg}, {}, ErrorSituation::NeedsFix);
    return verdict;
}

QString deadlineText(const UploadView &media, qint64 nowMs)
{
    if (media.deadlineAtMs <= 0 || !deadlineMatters(media))
        return {};
    const QString outBy = dateTimeText(media.deadlineAtMs, nowMs);
    if (media.fixedInMs < 0 || nowMs + media.fixedInMs <= media.deadlineAtMs)
        //: %1 is a time of day
        return Card::tr("Post no later than %1").arg(outBy);
    //: %1 and %2 are times of day
    return Card::tr("Post no later than %1, but even the quickest fix is not ready until %2")
        .arg(outBy, dateTimeText(nowMs + media.fixedInMs, nowMs));
}

// Problems other than those of the file itself: `troubles` prevent posting.
struct Beside
{
    QStringList troubles;
    QStringList warnings;
};

Beside besideIt(const QVector<UploadView> &tracks, bool fits)
{
    Beside beside;
    if (!fits)
        beside.troubles << Card::tr("X does not take it together with the media above");
    for (const UploadView &track : tracks) {
        beside.troubles << trackErrorText(track);
        beside.warnings << trackWarning(track);
    }
    beside.troubles.removeAll(QString());
    beside.warnings.removeAll(QString());
    return beside;
}

} // namespace

bool deadlineMatters(const UploadView &media)
{
    return media.state == UploadState::Queued || media.state == UploadState::Checking || canBeFixed(media);
}

MediaVerdict mediaVerdict(const UploadView &media, const QVector<UploadView> &tracks, bool fits, qint64 nowMs)
{
    MediaVerdict verdict = ofFile(media, nowMs);
    const Beside beside = besideIt(tracks, fits);
    QStringList lines = beside.troubles + beside.warnings;
    // "Ready" is true of the file, but less important than the other problems.
    const bool saysLittle = !verdict.headline.isEmpty() && media.verdict == Verdict::Ready &&
                            media.state != UploadState::Failed && media.state != UploadState::Fixing;
    if (!lines.isEmpty() && saysLittle) {
        verdict.glyph = Glyph::Warning;
        verdict.severity = Severity::Warning;
        verdict.headline = lines.takeFirst();
    }
    if (!beside.troubles.isEmpty() && verdict.severity == Severity::Warning)
        verdict.severity = Severity::Bad;
    verdict.notes = lines + verdict.notes;
    verdict.notes << deadlineText(media, nowMs);
    verdict.notes.removeAll(QString());
    if (verdict.headline.isEmpty() && !verdict.notes.isEmpty()) {
        verdict.glyph = Glyph::Clock;
        verdict.headline = verdict.notes.takeFirst();
    }
    return verdict;
}

QString accessibleVerdictText(const MediaVerdict &verdict)
{
    QString headline = verdict.headline;
    if (headline.endsWith(u'.'))
        headline.chop(1);
    QStringList all = QStringList{headline} + verdict.notes + verdict.reasons;
    all.removeAll(QString());
    return all.join(QStringLiteral(", "));
}

} // namespace postreel
