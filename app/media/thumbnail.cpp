#include "app/media/thumbnail.h"

#include "app/media/frame_job.h"
#include "app/media/tool_process.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

namespace postreel {

namespace {

constexpr qsizetype maxJobs = 2;

// `before`: options of the input. The picture goes to standard output.
QStringList arguments(const QString &path, const QString &mediaType, const QStringList &before,
                      const QString &filter)
{
    QStringList list{QStringLiteral("-nostdin"),
                     QStringLiteral("-hide_banner"),
                     QStringLiteral("-loglevel"),
                     QStringLiteral("error"),
                     QStringLiteral("-threads"),
                     QStringLiteral("1")};
    list << inputOptions(mediaType) << before << QStringLiteral("-i") << inputFile(path);
    list << QStringLiteral("-map") << QStringLiteral("0:v:0") << QStringLiteral("-frames:v")
         << QStringLiteral("1") << QStringLiteral("-vf") << filter << QStringLiteral("-c:v")
         << QStringLiteral("mjpeg") << QStringLiteral("-q:v") << QStringLiteral("3") << QStringLiteral("-f")
         << QStringLiteral("image2pipe") << QStringLiteral("pipe:1");
    return list;
}

QString nameFor(const QString &path, const Fingerprint &fingerprint)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const QString stamp =
        QChar(0) % QString::number(fingerprint.size) % u' ' % QString::number(fingerprint.mtimeMs);
    hash.addData((path % stamp).toUtf8());
    hash.addData(fingerprint.hash);
    return QString::fromLatin1(hash.result().toHex()) % QLatin1String(".jpg");
}

} // namespace

Frames::Frames(const QString &cache, QObject *parent)
    : QObject(parent), m_folder(QDir(cache).filePath(QStringLiteral("thumbs")))
{
}

Frames::~Frames() = default;

void Frames::request(const QString &path, const QString &mediaType, const Fingerprint &fingerprint,
                         QObject *context, ThumbnailDone done)
{
    // Small first, then the most telling of the first frames: many videos begin in black.
    const QString filter = QStringLiteral("scale=w='min(320,iw)':h='min(180,ih)':force_original_aspect_ratio="
                                          "decrease,thumbnail=30,format=yuvj420p");
    const QString file = QDir(m_folder).filePath(nameFor(path, fingerprint));
    FrameDone answered = [done = std::move(done)](const Result<QString> &made) {
        done(made ? *made : QString());
    };
    if (QFile::exists(file)) {
        QMetaObject::invokeMethod(
            context, [answered, file] { answered(file); }, Qt::QueuedConnection);
        return;
    }
    add({.key = file, .path = path, .arguments = arguments(path, mediaType, {}, filter), .outFile = file},
        context, std::move(answered));
}

void Frames::extractFrame(const QString &path, const QString &mediaType, qint64 timeMs,
                              const QString &outFile, QObject *context, FrameDone done)
{
    const QStringList seek{QStringLiteral("-ss"), QStringLiteral("%1ms").arg(timeMs)};
    const QString filter = QStringLiteral("scale=w='min(1280,iw)':h=-2,format=yuvj420p");
    const QString key = outFile % u'@' % QString::number(timeMs) % u'@' % path;
    add({.key = key, .path = path, .arguments = arguments(path, mediaType, seek, filter), .outFile = outFile},
        context, std::move(done));
}

void Frames::add(const Order &order, QObject *context, FrameDone done)
{
    QVector<Waiter> &waiters = m_waiters[order.key];
    waiters << Waiter{context, std::move(done)};
    if (waiters.size() > 1)
        return;
    m_orders.push_back(order);
    startNext();
}

void Frames::startNext()
{
    while (m_jobs.size() < maxJobs && !m_orders.empty()) {
        const Order order = m_orders.front();
        m_orders.pop_front();
        auto *job =
            new FrameJob({.path = order.path, .arguments = order.arguments, .outFile = order.outFile}, this);
        m_jobs << job;
        connect(job, &FrameJob::finished, this,
                [this, job, key = order.key](const Result<QString> &result) { finish(job, key, result); });
        job->start();
    }
}

void Frames::finish(FrameJob *job, const QString &key, const Result<QString> &result)
{
    m_jobs.removeOne(job);
    job->deleteLater();
    answer(key, result);
    startNext();
}

void Frames::answer(const QString &key, const Result<QString> &result)
{
    const QVector<Waiter> waiters = m_waiters.take(key);
    for (const Waiter &waiter : waiters)
        if (waiter.context)
            waiter.done(result);
}

} // namespace postreel
