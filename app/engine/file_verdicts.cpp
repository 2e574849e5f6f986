#include "app/engine/file_verdicts.h"

#include "app/engine/without_ffmpeg.h"
#include "app/media/files/being_written.h"
#include "app/media/rules/inspect.h"
#include "app/media/rules/subtitle_check.h"

#include <QDateTime>
#include <memory>

namespace postreel {

namespace {

FileVerdict verdictOf(const QString &file, UploadKind kind, const VerdictTerms &terms)
{
    Inspection seen = inspectedWhole(file, kind, terms.allowance, {});
    // A recording may have written nothing usable yet: it is reported once it is complete.
    const bool unusable = seen.error.kind == ErrorKind::Empty || (!seen.error && seen.facts.mediaCategory.isEmpty());
    if (unusable && isBeingWritten(file, QDateTime::currentMSecsSinceEpoch()))
        seen.error = {.kind = ErrorKind::FileChanged, .subject = file};
    const FixPlan plan = seen.error || !FixQueue::available() ? FixPlan{} : planFix(seen, {}, terms.speeds, terms.allowance);
    return {file, seen.error, seen.facts, seen.verdict, seen.problems,
            {.kind = plan.kind, .ms = plan.estimatedMs, .bytes = plan.estimatedBytes}, isToldByHeadersAlone(seen)};
}

// The verdicts of one call, some of them still pending.
struct Verdicts
{
    QVector<FileVerdict> all; // of the files, then of the subtitles
    qsizetype films = 0;
    qsizetype toCome = 0;
};

void noteLateCues(Verdicts &verdicts)
{
    const qint64 filmMs = verdicts.films > 0 ? verdicts.all.first().facts.durationMs : -1;
    for (qsizetype i = verdicts.films; i < verdicts.all.size(); ++i)
        if (const auto late = lateCues(verdicts.all[i].facts.durationMs, filmMs))
            verdicts.all[i].problems.append(*late);
}

} // namespace

void checkFiles(const QStringList &files, const QStringList &subtitles, const VerdictTerms &terms, FileReads &reads,
                QObject *context, std::function<void(const QVector<FileVerdict> &)> done)
{
    const QStringList all = files + subtitles;
    if (all.isEmpty())
        return done({});
    const auto verdicts = std::make_shared<Verdicts>(Verdicts{QVector<FileVerdict>(all.size()), files.size(), all.size()});
    for (qsizetype i = 0; i < all.size(); ++i)
        reads.run<FileVerdict>(
            all.at(i), context,
            [file = all.at(i), kind = i < files.size() ? UploadKind::Media : UploadKind::Subtitle, terms] {
                return verdictOf(file, kind, terms);
            },
            [verdicts, i, done](const FileVerdict &verdict) {
                verdicts->all[i] = verdict;
                if (--verdicts->toCome > 0)
                    return;
                noteLateCues(*verdicts);
                done(verdicts->all);
            });
}

} // namespace postreel
