#include "app/media/frames/thumbnail.h"

#include "app/media/files/file_check.h"
#include "app/media/frames/frame_arguments.h"
#include "app/media/frames/frame_job.h"
#include "app/media/frames/picture_shelf.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QThreadPool>
#include <algorithm>
#include <memory>

namespace postreel {

namespace {

constexpr qsizetype maxJobs = 2;
constexpr qint64 mostShelfBytes = 200'000'000;
constexpr qint64 lookThroughEveryBytes = 10'000'000;
// A filmstrip with fewer ms between two frames needs exact frames: two could have the same key frame.
constexpr qint64 keyFramesDoMs = 20'000;

QString nameFor(const QString &path, const Fingerprint &fingerprint)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const QString stamp =
        QChar(0) % QString::number(fingerprint.size) % u' ' % QString::number(fingerprint.mtimeMs);
    hash.addData((path % stamp).toUtf8());
    hash.addData(fingerprint.hash);
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace

Frames::Frames(const QString &cache, QObject *parent)
    : QObject(parent), m_folder(QDir(cache).filePath(QStringLiteral("thumbs")))
{
}

Frames::~Frames() = default;

QString Frames::shelfFile(const QString &path, const Fingerprint &fingerprint, const QString &which) const
{
    return QDir(m_folder).filePath(nameFor(path, fingerprint) % which % QLatin1String(".jpg"));
}

void Frames::request(const QString &path, const QString &mediaType, const Fingerprint &fingerprint,
                     QObject *context, ThumbnailDone done)
{
    // The size is in the name, because caches may hold smaller pictures of earlier versions.
    const QString file = shelfFile(path, fingerprint, QStringLiteral("-640"));
    // Scales first, then chooses among the small frames.
    const FrameRequest request{.path = path,
                         .mediaType = mediaType,
                         .filter = QStringLiteral("scale=w='min(640,iw)':h='min(480,ih)':"
                                                  "force_original_aspect_ratio=decrease")};
    give({.key = file, .path = path, .tries = {representativeFrame(request)}, .outFile = file, .cached = true}, context,
         [done = std::move(done)](const Result<QString> &made) { done(made ? *made : QString()); });
}

struct Frames::Strip
{
    int left = 0; // not answered yet
    bool any = false;
    Error error;
    FrameMade each;
    StripDone done;

    void take(const FilmstripFrame &frame, const Result<QString> &made)
    {
        if (made) {
            any = true;
            each({frame.index, frame.atMs, *made});
        } else {
            error = made.error();
        }
        if (--left == 0)
            done(any ? Result<Done>(Done{}) : error);
    }
};

void Frames::filmstrip(const FilmstripRequest &request, QObject *context, FrameMade each, StripDone done)
{
    if (request.durationMs <= 0 || request.count <= 0 || request.heightPx <= 0) {
        const auto refuse = [done, name = fileNameOf(request.path)] { done({ErrorKind::Usage, name}); };
        QMetaObject::invokeMethod(context, refuse, Qt::QueuedConnection);
        return;
    }
    const auto strip = std::make_shared<Strip>();
    strip->left = request.count;
    strip->each = std::move(each);
    strip->done = std::move(done);
    for (int index = 0; index < request.count; ++index) {
        const qint64 atMs = filmstripMomentMs(request, index);
        const FrameRequest frame{.path = request.path,
                              .mediaType = request.mediaType,
                              .atMs = atMs,
                              .filter = QStringLiteral("scale=w=-2:h=%1").arg(request.heightPx)};
        QVector<QStringList> tries{exactFrame(frame), lastFrameBefore(frame)};
        if (request.durationMs / request.count >= keyFramesDoMs)
            tries.prepend(keyFrameBefore(frame));
        const QString file =
            shelfFile(request.path, request.fingerprint, QStringLiteral("-%1-%2").arg(request.heightPx).arg(atMs));
        give({.key = file, .path = request.path, .tries = tries, .outFile = file, .cached = true}, context,
             [strip, index, atMs](const Result<QString> &made) { strip->take({index, atMs, {}}, made); });
    }
}

void Frames::frameAt(const QString &path, const QString &mediaType, const Fingerprint &fingerprint,
                     qint64 timeMs, QObject *context, FrameDone done)
{
    const QString file = shelfFile(path, fingerprint, QStringLiteral("@%1").arg(timeMs));
    const FrameRequest request{.path = path,
                         .mediaType = mediaType,
                         .atMs = timeMs,
                         .filter = QStringLiteral("scale=w='min(640,iw)':h=-2")};
    give({.key = file,
          .path = path,
          .tries = {exactFrame(request), lastFrameBefore(request)},
          .outFile = file,
          .cached = true,
          .urgent = true},
         context, std::move(done));
}

void Frames::extractFrame(const QString &path, const QString &mediaType, qint64 timeMs,
                          const QString &outFile, QObject *context, FrameDone done)
{
    const FrameRequest request{.path = path,
                         .mediaType = mediaType,
                         .atMs = timeMs,
                         .filter = QStringLiteral("scale=w='min(1280,iw)':h=-2")};
    add({.key = outFile % u'@' % QString::number(timeMs) % u'@' % path,
         .path = path,
         .tries = {exactFrame(request), lastFrameBefore(request)},
         .outFile = outFile},
        context, std::move(done));
}

// Answers from the cache if the picture exists there or is known to be impossible, else adds the order.
void Frames::give(const Order &order, QObject *context, FrameDone done)
{
    const auto hopeless = m_hopeless.constFind(order.key);
    const bool known = hopeless != m_hopeless.cend();
    if (!known && !touchCached(order.outFile))
        return add(order, context, std::move(done));
    const Result<QString> result = known ? Result<QString>(*hopeless) : Result<QString>(order.outFile);
    QMetaObject::invokeMethod(
        context, [done = std::move(done), result] { done(result); }, Qt::QueuedConnection);
}

void Frames::add(const Order &order, QObject *context, FrameDone done)
{
    connect(context, &QObject::destroyed, this, &Frames::dropUnwanted, Qt::UniqueConnection);
    QVector<Waiter> &waiters = m_waiters[order.key];
    waiters << Waiter{context, std::move(done)};
    if (waiters.size() > 1)
        return;
    if (order.urgent)
        m_orders.push_front(order);
    else
        m_orders.push_back(order);
    startNext();
}

void Frames::startNext()
{
    while (m_jobs.size() < maxJobs && !m_orders.empty()) {
        const Order order = m_orders.front();
        m_orders.pop_front();
        auto *job = new FrameJob(
            {.path = order.path, .arguments = order.tries.first(), .outFile = order.outFile}, this);
        m_jobs.insert(job, order);
        connect(job, &FrameJob::finished, this,
                [this, job](const Result<QString> &result) { finish(job, result); });
        job->start();
    }
}

void Frames::finish(FrameJob *job, const Result<QString> &result)
{
    Order order = m_jobs.take(job);
    job->deleteLater();
    const ErrorKind error = result.error().kind;
    if (error == ErrorKind::Unreadable && order.tries.size() > 1) {
        order.tries.removeFirst();
        m_orders.push_front(order);
        return startNext();
    }
    if (order.cached && (error == ErrorKind::Unreadable || error == ErrorKind::TimedOut))
        m_hopeless.insert(order.key, result.error());
    if (order.cached && result)
        noteMade(order.outFile);
    if (error != ErrorKind::Aborted) // it may have been requested again meanwhile
        answer(order.key, result);
    startNext();
}

void Frames::answer(const QString &key, const Result<QString> &result)
{
    const QVector<Waiter> waiters = m_waiters.take(key);
    for (const Waiter &waiter : waiters)
        if (waiter.context)
            waiter.done(result);
}

void Frames::noteMade(const QString &file)
{
    const bool first = m_newBytes < 0;
    m_newBytes += QFileInfo(file).size();
    if (!first && m_newBytes < lookThroughEveryBytes)
        return;
    m_newBytes = 0;
    QThreadPool::globalInstance()->start([folder = m_folder] { keepWithin(folder, mostShelfBytes); });
}

void Frames::dropUnwanted()
{
    const auto unwanted = [this](const QString &key) {
        const QVector<Waiter> waiters = m_waiters.value(key);
        return std::none_of(waiters.cbegin(), waiters.cend(), [](const Waiter &waiter) { return waiter.context; });
    };
    std::erase_if(m_orders, [&](const Order &order) { return unwanted(order.key); });
    for (auto job = m_jobs.cbegin(); job != m_jobs.cend(); ++job)
        if (unwanted(job->key))
            job.key()->stop();
    const QStringList keys = m_waiters.keys();
    for (const QString &key : keys)
        if (unwanted(key))
            m_waiters.remove(key);
}

} // namespace postreel
