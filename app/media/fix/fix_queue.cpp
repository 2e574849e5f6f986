#include "app/media/fix/fix_queue.h"

#include "app/base/log.h"
#include "app/media/files/file_check.h"
#include "app/media/files/fingerprint.h"
#include "app/media/files/tool_process.h"
#include "app/media/fix/fix_job.h"
#include "app/media/fix/fix_subtitles.h"
#include "app/media/fix/fix_time.h"
#include "app/media/fix/fix_tools.h"
#include "app/media/fix/kept_plan.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QPointer>
#include <QStorageInfo>
#include <QUuid>
#include <algorithm>
#include <deque>

namespace postreel {

namespace {

// What the inspection before a fix yields.
struct Looked
{
    Inspection seen;
    FixPlan plan;
    std::optional<FfmpegFeatures> skills;
};

// Reuses the inspection from the drop if the file is unchanged: scanning every frame of a large file takes time.
Inspection inspectionOf(const FixQueue::Order &order)
{
    Inspection seen = inspectedWhole(order.file, order.kind, order.allowance, order.seen);
    if (order.request.soundStream >= 0)
        seen = withSound(std::move(seen), order.request.soundStream, order.allowance);
    if (!seen.error && order.expected.valid() && !sameFile(seen.fingerprint, order.expected))
        seen.error = {.kind = ErrorKind::FileChanged, .subject = fileNameOf(order.file)};
    return seen;
}

// `folder`: the fix's work folder, which may hold the work of an earlier run.
Looked lookedAt(const FixQueue::Order &order, const FixSpeeds &speeds, const std::optional<FfmpegFeatures> &known,
                const QString &folder)
{
    Looked looked{.seen = inspectionOf(order), .plan = {}, .skills = known};
    if (looked.seen.error)
        return looked;
    FixRequest request = order.request;
    if (request.startMs > 0)
        request.keyFrameMs = keyFrameNear(order.file, looked.seen, request.startMs);
    looked.plan = planFix(looked.seen, request, speeds, order.allowance);
    if (request.withinMs > 0 && holdsWork(folder))
        looked.plan = keptPlan(folder, looked.seen.fingerprint).value_or(looked.plan);
    const FixKind kind = looked.plan.kind; // a fix that copies the video needs no feature of ffmpeg
    if (!known && kind != FixKind::Remux && kind != FixKind::Trim && kind != FixKind::Audio)
        looked.skills = askFfmpeg();
    return looked;
}

QString suffixOf(const FixPlan &plan)
{
    if (plan.kind == FixKind::Picture)
        return QStringLiteral(".jpg");
    return plan.kind == FixKind::Gif ? QStringLiteral(".gif") : QStringLiteral(".mp4");
}

// Free disk space that a fix needs, in bytes: the result, with a margin for a wrong estimate.
qint64 roomFor(const FixPlan &plan, const Inspection &seen)
{
    constexpr qint64 spare = 50'000'000;
    qint64 most = plan.goalBytes > 0 ? plan.goalBytes : plan.estimatedBytes * 3 / 2;
    if (chunkMsOf(plan, seen, FixJob::Work{}.chunkPixels) > 0)
        most *= 2; // the chunks, and the video joined from them
    return spare + (plan.copiesVideo ? std::min(most, seen.fingerprint.size) : most);
}

constexpr qint64 quicklyRemovedBytes = 100'000'000;

qint64 bytesIn(const QString &path)
{
    qint64 bytes = QFileInfo(path).isFile() ? QFileInfo(path).size() : 0;
    const QFileInfoList files = QDir(path).entryInfoList(QDir::Files | QDir::Hidden);
    for (const QFileInfo &file : files)
        bytes += file.size();
    return bytes;
}

bool removeAll(const QString &path)
{
    return QFileInfo(path).isDir() ? QDir(path).removeRecursively() : QFile::remove(path);
}

} // namespace

struct FixQueue::JobQueue
{
    struct Job
    {
        Order order;
        QPointer<QObject> context;
        Told told;
        Ended ended;
        qint64 leftMs = 0;
    };
    JobQueue(FixQueue &fixes, const QString &where, FileReads &fileReads, FreeBytes free)
        : owner(fixes), folder(where), reads(fileReads), freeBytes(std::move(free))
    {
    }

    void startNext();
    void look();
    void begin(const Looked &looked);
    void execute(const Looked &looked);
    void over(const Result<QString> &result);
    void measure(const FixJob &done);
    void fixText();
    void answer(const Result<QString> &result);
    void endJob();
    void stop(const QString &id);
    void discard(const QString &path);
    void removeFilesOf(const QString &id);
    QString pathOf(const QString &id, const QString &suffix) const { return folder % u'/' % id % suffix; }
    QString workFolderOf(const QString &id) const { return pathOf(id, QStringLiteral(".work")); }

    FixQueue &owner;
    QString folder;
    FileReads &reads;
    FreeBytes freeBytes;
    std::deque<Job> jobs; // the first one runs
    std::unique_ptr<QObject> current; // context of the running job: drops late callbacks
    FixJob *job = nullptr; // child of `current`
    std::optional<FfmpegFeatures> skills;
};

void FixQueue::JobQueue::startNext()
{
    if (current || jobs.empty())
        return;
    current = std::make_unique<QObject>(&owner);
    if (jobs.front().order.kind == UploadKind::Subtitle)
        return fixText();
    if (available())
        return look();
    const Error error{.kind = ErrorKind::NoFfmpeg, .subject = fileNameOf(jobs.front().order.file)};
    QMetaObject::invokeMethod(current.get(), [this, error] { answer(error); }, Qt::QueuedConnection);
}

void FixQueue::JobQueue::look()
{
    const auto work = [order = jobs.front().order, speeds = owner.m_speeds, known = skills, folder = folder,
                       left = workFolderOf(jobs.front().order.id)] {
        QDir().mkpath(folder);
        return lookedAt(order, speeds, known, left);
    };
    reads.run<Looked>(jobs.front().order.file, current.get(), work, [this](const Looked &looked) { begin(looked); },
                      FileReads::longWorkMs);
}

void FixQueue::JobQueue::begin(const Looked &looked)
{
    const Order &order = jobs.front().order;
    if (looked.seen.error)
        return answer(looked.seen.error);
    skills = looked.skills;
    Error error{.subject = fileNameOf(order.file)};
    if (looked.plan.kind == FixKind::None)
        error.kind = ErrorKind::NothingToFix;
    const qint64 room = roomFor(looked.plan, looked.seen) - bytesIn(workFolderOf(order.id)); // minus existing work
    if (!error && freeBytes(folder) < room)
        error = lackOfRoom(error.subject, room);
    if (error)
        return answer(error);
    execute(looked);
}

void FixQueue::JobQueue::execute(const Looked &looked)
{
    const Order &order = jobs.front().order;
    const QString workFolder = workFolderOf(order.id);
    if (!QDir().mkpath(workFolder))
        return answer({ErrorKind::Storage, fileNameOf(order.file)});
    job = new FixJob({.file = order.file,
                       .seen = looked.seen,
                       .plan = looked.plan,
                       .allowance = order.allowance,
                       .kind = order.kind,
                       .skills = looked.skills.value_or(FfmpegFeatures{}),
                       .folder = workFolder,
                       .result = pathOf(order.id, suffixOf(looked.plan))},
                      reads, current.get());
    connect(job, &FixJob::progressed, current.get(), [this](const FixProgress &progress) {
        Job &running = jobs.front();
        if (progress.leftMs >= 0)
            running.leftMs = progress.leftMs;
        if (running.context)
            running.told(progress);
    });
    connect(job, &FixJob::ended, current.get(), [this](const Result<QString> &result) { over(result); });
    job->start();
}

void FixQueue::JobQueue::over(const Result<QString> &result)
{
    FixRequest &request = jobs.front().order.request;
    const FixPlan plan = job->work().plan;
    // A copy may have the faults of its source, which a re-encoding does not.
    const bool copiesSound = plan.copiesAudio && job->work().seen.streams.audio && job->hasMadeResult();
    const bool copies = plan.copiesVideo || copiesSound;
    const bool mayHelp = copies && !request.reencode && plan.mediaType == QLatin1String("video/mp4");
    if (result.error().kind == ErrorKind::FixFailed && mayHelp) {
        request.reencode = true;
        job->deleteLater();
        job = nullptr;
        return look();
    }
    if (result)
        measure(*job);
    answer(result);
}

void FixQueue::JobQueue::measure(const FixJob &done)
{
    const FixSpeeds speeds = measuredSpeeds(owner.m_speeds, done.work().plan, done.work().seen, done.encodedMs());
    if (speeds == owner.m_speeds)
        return;
    owner.m_speeds = speeds;
    Q_EMIT owner.speedsMeasured();
}

// Subtitles are small: read, written and done.
void FixQueue::JobQueue::fixText()
{
    const Order &order = jobs.front().order;
    const QString suffix = order.file.endsWith(QLatin1String(".vtt"), Qt::CaseInsensitive) ? QStringLiteral(".vtt")
                                                                                           : QStringLiteral(".srt");
    const auto work = [file = order.file, folder = folder, to = pathOf(order.id, suffix)] {
        QDir().mkpath(folder);
        return writeAsUtf8(file, to);
    };
    reads.run<Result<QString>>(order.file, current.get(), work, [this](const Result<QString> &result) { answer(result); });
}

void FixQueue::JobQueue::answer(const Result<QString> &result)
{
    const Job ended = std::move(jobs.front());
    jobs.pop_front();
    endJob();
    // A later try resumes this work, once the disk has space, the card is back, or the computer is less busy.
    const QString work = workFolderOf(ended.order.id);
    if (result || !holdsWork(work))
        discard(work);
    startNext();
    if (ended.context)
        ended.ended(result); // last: it may delete this object
}

void FixQueue::JobQueue::endJob()
{
    if (job)
        job->stop();
    job = nullptr;
    current.release()->deleteLater(); // deferred: a call of its own may be on the stack
}

void FixQueue::JobQueue::stop(const QString &id)
{
    const auto found = std::find_if(jobs.begin(), jobs.end(), [&id](const Job &each) { return each.order.id == id; });
    if (found == jobs.end())
        return;
    if (found == jobs.begin() && current)
        endJob();
    jobs.erase(found);
    startNext();
}

// Removing large files takes time, and a new file of the same name must not wait for it: renames them first.
void FixQueue::JobQueue::discard(const QString &path)
{
    const QString bin = folder % QLatin1String("/.discarded");
    const QString there = bin % u'/' % QUuid::createUuid().toString(QUuid::Id128);
    if (!QFileInfo::exists(path))
        return;
    if (bytesIn(path) <= quicklyRemovedBytes)
        return static_cast<void>(removeAll(path));
    QDir().mkpath(bin);
    if (!QDir().rename(path, there))
        qCInfo(logMedia) << "cannot be discarded:" << fileNameOf(path);
    reads.run<bool>(folder, &owner, [bin] { return removeAll(bin); }, [](bool) {}, FileReads::longWorkMs);
}

void FixQueue::JobQueue::removeFilesOf(const QString &id)
{
    const QStringList names = QDir(folder).entryList({id % QLatin1String(".*")}, QDir::AllEntries | QDir::NoDotAndDotDot);
    for (const QString &name : names)
        discard(folder % u'/' % name);
}

qint64 FixQueue::freeBytesOf(const QString &folder)
{
    return QStorageInfo(folder).bytesAvailable();
}

FixQueue::FixQueue(const QString &folder, FileReads &reads, const FreeBytes &freeBytes)
    : m_films(std::make_unique<JobQueue>(*this, folder, reads, freeBytes)),
      m_small(std::make_unique<JobQueue>(*this, folder, reads, freeBytes))
{
}

FixQueue::~FixQueue() = default;

void FixQueue::fix(const Order &order, QObject *context, Told told, Ended ended)
{
    JobQueue &lane = queueFor(order);
    lane.jobs.push_back({order, context, std::move(told), std::move(ended), order.estimatedMs});
    lane.startNext();
}

FixQueue::JobQueue &FixQueue::queueFor(const Order &order)
{
    const bool picture = order.seen && order.seen->facts.mediaCategory == QLatin1String("tweet_image");
    return picture || order.kind != UploadKind::Media ? *m_small : *m_films;
}

void FixQueue::stop(const QString &id)
{
    m_films->stop(id);
    m_small->stop(id);
}

void FixQueue::forget(const QString &id)
{
    stop(id);
    m_films->removeFilesOf(id); // both work in one folder
}

void FixQueue::keepOnly(const QStringList &ids)
{
    const QString &folder = m_films->folder;
    const QStringList names = QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    for (const QString &name : names)
        if (const QString id = name.section(u'.', 0, 0); !id.isEmpty() && !ids.contains(id))
            m_films->discard(folder % u'/' % name);
    m_films->discard(folder % QLatin1String("/.discarded"));
}

qint64 FixQueue::queueMs() const
{
    qint64 ms = 0;
    for (const JobQueue::Job &job : m_films->jobs)
        ms += job.leftMs;
    return ms;
}

void FixQueue::setLinkSpeed(qint64 bytesPerSecond)
{
    if (bytesPerSecond > 0)
        m_speeds.linkBytesPerSecond = bytesPerSecond;
}

bool FixQueue::available()
{
    return !toolPath(QStringLiteral("ffmpeg")).isEmpty() && !toolPath(QStringLiteral("ffprobe")).isEmpty();
}

} // namespace postreel
