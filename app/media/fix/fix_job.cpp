#include "app/media/fix/fix_job.h"

#include "app/base/log.h"
#include "app/media/files/file_check.h"
#include "app/media/files/fingerprint.h"
#include "app/media/fix/fix_check.h"
#include "app/media/fix/fix_picture.h"
#include "app/media/fix/kept_plan.h"
#include "app/media/fix/loudness.h"
#include "app/media/probe/shown_length.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <limits>

namespace postreel {

namespace {

constexpr int mostTries = 10; // each for a smaller result than the one before

FixMeter meterFor(const FixPlan &plan, const Inspection &seen, const QVector<FixPass> &passes)
{
    QVector<double> shares;
    for (const FixPass &pass : passes)
        shares << pass.share;
    const qint64 lengthMs = plan.lengthMs > 0 ? plan.lengthMs : seen.facts.durationMs;
    return {plan.kind, plan.kind == FixKind::Picture ? 0 : lengthMs, shares, plan.estimatedMs};
}

Error failure(const QString &said)
{
    return {.kind = ErrorKind::FixFailed, .detail = said};
}

// Returns what is wrong with the result, or FileChanged if the source has changed. Blocks.
Error wrongAt(const FixJob::Work &work, const QString &file)
{
    if (QFileInfo::exists(work.file) && !isUntouched(work.file, work.seen.fingerprint))
        return {ErrorKind::FileChanged};
    const Inspection fixed = inspectedWhole(file, work.kind, work.allowance, {});
    const QString wrong = wrongWith(fixed, work.seen, work.plan);
    return wrong.isEmpty() ? Error{} : failure(wrong);
}

} // namespace

Error lackOfRoom(const QString &subject, qint64 bytes)
{
    return {.kind = ErrorKind::Storage,
            .detail = QLocale().formattedDataSize(bytes),
            .subject = subject,
            .cause = ErrorCause::RoomForFix};
}

FixJob::FixJob(Work work, FileReads &reads, QObject *parent)
    : QObject(parent), m_work(std::move(work)), m_reads(reads), m_meter(m_work.plan.kind, 0, {}, 0)
{
}

QString FixJob::unfinished() const
{
    return m_work.folder % QLatin1String("/result.part");
}

FixFiles FixJob::files() const
{
    return {.source = m_work.file,
            .result = unfinished(),
            .passLog = m_work.folder % QLatin1String("/passes"),
            .palette = m_work.folder % QLatin1String("/palette"),
            .retimed = m_work.folder % QLatin1String("/retimed")};
}

void FixJob::start()
{
    m_since.start();
    if (mixesDown(m_work.plan, m_work.seen.streams) && m_work.plan.gainDb == 0)
        return measureLoudness();
    prepare();
}

void FixJob::prepare()
{
    if (m_work.plan.copiesVideo || m_work.plan.mediaType != QLatin1String("video/mp4"))
        return begin(); // takes only a moment: nothing to resume
    lookForLeft();
}

void FixJob::lookForLeft()
{
    const qint64 chunkMs = chunkMsOf(m_work.plan, m_work.seen, m_work.chunkPixels);
    const QVector<FixPass> whole = passesOf(m_work.plan, m_work.seen, files(), m_work.skills, true, {.ms = chunkMs});
    const auto work = [work = m_work, key = fixKey(m_work.seen, whole), chunkMs] {
        const FixCheckpoint left = loadCheckpoint(work.folder, key, chunkMs);
        keepPlan(work.folder, work.plan, work.seen.fingerprint);
        return left;
    };
    m_reads.run<FixCheckpoint>(m_work.folder, this, work, [this](const FixCheckpoint &left) {
        m_left = left;
        if (!m_over)
            begin();
    });
}

void FixJob::stop()
{
    m_over = true;
    if (m_run)
        m_run->stop();
}

void FixJob::begin()
{
    m_passes = passesOf(m_work.plan, m_work.seen, files(), m_work.skills, m_reserves, m_left.chunks);
    m_meter = meterFor(m_work.plan, m_work.seen, m_passes);
    // A retry repeats the last pass only: palette and statistics also suit a smaller result, chunks another index size.
    const bool again = m_tries > 0 && (m_reserves || m_left.chunks.ms > 0);
    m_pass = again || (m_left.firstPass && m_passes.size() > 1) ? m_passes.size() - 1 : 0;
    runPass();
}

void FixJob::runPass()
{
    constexpr qint64 endBytes = 200'000; // tolerance, e.g. for the index; a file that exceeds the goal by more will not fit
    const FixPass &pass = m_passes[m_pass];
    const double already = m_work.plan.lengthMs > 0 ? double(pass.fromMs) / double(m_work.plan.lengthMs) : 0;
    m_meter.beginPass(m_pass, std::min(already, 1.0));
    const bool last = m_pass + 1 == m_passes.size();
    const qint64 most = last && m_work.plan.goalBytes > 0 ? m_work.plan.goalBytes + endBytes : 0;
    const bool joins = pass.arguments.isEmpty(); // what it reports as an error would be missing in the video
    const int stallMs = m_work.stallMs + int(std::min<qint64>(pass.skipsMs, std::numeric_limits<int>::max() / 2));
    run(argumentsOf(pass), {.stallMs = stallMs, .mostBytes = most, .silent = joins},
        [this](const Result<Done> &result) { passEnded(result); });
}

QStringList FixJob::argumentsOf(const FixPass &pass) const
{
    if (!pass.arguments.isEmpty())
        return pass.arguments;
    return joinArguments(m_work.plan, m_work.seen, files(), chunksIn(m_work.folder), m_reserves);
}

void FixJob::run(const QStringList &arguments, const FixRun::Limits &limits,
                 std::function<void(const Result<Done> &)> then)
{
    m_run = new FixRun(this);
    m_run->setFolder(m_work.folder);
    // The progress of the check says nothing about the fix.
    connect(m_run, &FixRun::reported, this, [this, looks = m_pass >= m_passes.size()](const FfmpegReport &report) {
        if (m_passes.isEmpty()) // before the first pass
            return notify({.kind = m_work.plan.kind, .leftMs = m_work.plan.estimatedMs});
        m_reachedMs = report.timeMs;
        if (looks)
            return notify(m_meter.looking());
        FfmpegReport whole = report;
        if (whole.timeMs >= 0)
            whole.timeMs += m_passes[m_pass].fromMs;
        notify(m_meter.at(whole, m_since.elapsed()));
    });
    connect(m_run, &FixRun::ended, this, [this, then = std::move(then)](const Result<Done> &result) {
        m_said = m_run->said();
        m_run->deleteLater();
        m_run = nullptr;
        if (!m_over)
            then(result);
    });
    m_run->start(arguments, limits);
}

void FixJob::passEnded(const Result<Done> &result)
{
    if (!result && triesAgain(result.error()))
        return begin();
    if (!result)
        return fail(result.error());
    if (m_passes[m_pass].makesSound) {
        QFile::remove(m_work.folder % u'/' % QLatin1String(chunkSoundFile));
        QDir(m_work.folder).rename(QLatin1String(chunkSoundPart), QLatin1String(chunkSoundFile));
    }
    if (m_work.plan.goalBytes > 0 && m_pass + 2 == m_passes.size())
        QFile(m_work.folder % u'/' % QLatin1String(firstPassDone)).open(QIODevice::WriteOnly);
    if (++m_pass < m_passes.size())
        return runPass();
    const qint64 bytes = QFileInfo(unfinished()).size();
    m_reachedMs = std::numeric_limits<qint64>::max(); // its end
    if (m_work.plan.goalBytes > 0 && bytes > m_work.plan.goalBytes)
        return triesAgain({.kind = ErrorKind::TooBig}) ? begin() : end({ErrorKind::TooBig});
    const bool inOneGo = m_tries == 0 && m_left.chunks.done == 0 && !m_left.firstPass;
    m_encodedMs = inOneGo ? m_since.elapsed() : 0;
    notify(m_meter.looking());
    if (m_work.plan.copiesVideo && m_work.plan.endMs >= 0)
        return endExactly();
    if (m_work.plan.kind == FixKind::Gif)
        return finishGif();
    check();
}

// Estimated full size of a result that was given up when it became too large.
qint64 FixJob::reckonedBytes() const
{
    constexpr double sure = 0.05; // least part of the length to extrapolate from
    const qint64 bytes = QFileInfo(unfinished()).size();
    const qint64 lengthMs = m_work.plan.kind == FixKind::Gif ? m_work.plan.lengthMs : 0;
    if (lengthMs <= 0 || m_reachedMs >= lengthMs)
        return bytes;
    return qint64(double(bytes) / std::max(sure, double(m_reachedMs) / double(lengthMs)));
}

// Returns whether to retry, after changing what the retry needs.
bool FixJob::triesAgain(const Error &error)
{
    if (++m_tries > mostTries)
        return false;
    if (m_reserves && indexDidNotFit(error.detail)) {
        m_reserves = false;
        return true;
    }
    if (error.kind != ErrorKind::TooBig)
        return false;
    const auto smaller = smallerPlan(m_work.plan, reckonedBytes());
    if (smaller)
        m_work.plan = *smaller;
    return smaller.has_value();
}

// Starts over if the failure may be due to what an earlier run has left, e.g. before a power loss. An encoding pass reads
// nothing of that but the statistics of the first of two passes.
void FixJob::fail(const Error &error)
{
    const bool madeOfLeft = m_left.firstPass || (m_left.chunks.done > 0 && m_pass >= m_passes.size() - 1);
    if (error.kind != ErrorKind::FixFailed || !madeOfLeft)
        return end(error);
    qCInfo(logMedia) << "started over:" << fileNameOf(m_work.file) << error.detail;
    if (m_run) {
        m_run->stop();
        m_run->deleteLater();
    }
    m_run = nullptr;
    m_percent = 0; // everything is done again
    m_tries = 0;
    m_reserves = true;
    discardCheckpoint(m_work.folder);
    start();
}

void FixJob::endExactly()
{
    const auto work = [file = unfinished(), lengthMs = m_work.plan.lengthMs] { return trimEditLists(file, lengthMs); };
    m_reads.run<Result<Done>>(m_work.folder, this, work, [this](const Result<Done> &result) {
        if (m_over)
            return;
        if (!result)
            return end(result.error());
        check();
    });
}

// Runs both checks in parallel: one after the other, they would take a third of the time of a copy.
void FixJob::check()
{
    m_checks = 2;
    ++m_results;
    decode();
    look();
}

void FixJob::decode()
{
    const QStringList arguments =
        decodeArguments(unfinished(), m_work.plan.mediaType, decodedPart(m_work.plan, m_work.seen));
    run(arguments, {.stallMs = m_work.stallMs, .silent = true},
        [this](const Result<Done> &result) {
            if (result && mixesDown(m_work.plan, m_work.seen.streams))
                return onResult();
            checked(result.error());
        });
}

void FixJob::look()
{
    const auto work = [work = m_work, file = unfinished()] { return wrongAt(work, file); };
    m_reads.run<Error>(m_work.folder, this, work, [this, which = m_results](const Error &error) {
        if (which == m_results)
            checked(error);
    });
}

// Moves an intact result to its place once both checks have passed.
void FixJob::checked(const Error &error)
{
    if (m_over)
        return;
    if (error) {
        ++m_results;
        if (m_left.chunks.done == 0 && !m_left.firstPass)
            discardCheckpoint(m_work.folder); // else the next run would reuse the work of this one and fail again
        return fail(error);
    }
    if (--m_checks > 0)
        return;
    QFile::remove(m_work.result);
    if (!QDir().rename(unfinished(), m_work.result))
        return end(ErrorKind::Storage);
    notify(m_meter.done());
    end(m_work.result);
}

void FixJob::notify(FixProgress progress)
{
    progress.percent = std::max(progress.percent, m_percent); // a retry starts over
    m_percent = progress.percent;
    Q_EMIT progressed(progress);
}

void FixJob::end(Result<QString> result)
{
    m_over = true;
    if (m_run) // the other check of the result
        m_run->stop();
    Error error = result.error();
    if (!error)
        return Q_EMIT ended(result);
    error.subject = fileNameOf(m_work.file);
    qCInfo(logMedia) << "no fix of" << error.subject << nameOf(error.kind) << error.detail;
    if (error.kind == ErrorKind::TooBig) {
        error.detail = QCoreApplication::translate("Media", "The result is larger than X takes");
        error.source = ErrorSource::None;
    }
    if (error.kind == ErrorKind::Storage && error.cause != ErrorCause::FileSizeLimit)
        error = lackOfRoom(error.subject, m_work.plan.estimatedBytes);
    if (error.kind != ErrorKind::NoFfmpeg && error.kind != ErrorKind::Storage && error.kind != ErrorKind::FileChanged)
        error.kind = ErrorKind::FixFailed;
    Q_EMIT ended(error);
}

} // namespace postreel
