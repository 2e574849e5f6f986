#include "app/media/range_reader.h"

#include "app/base/unjoined_threads.h"
#include "app/media/file_check.h"

#include <QDir>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QThread>
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

namespace postreel {

namespace {

// What an error of the open file means to a file that was there before.
Error whileSending(Error error, const QString &path)
{
    if (error.kind == ErrorKind::Missing)
        error.kind = ErrorKind::FileAway;
    else if (error.kind == ErrorKind::NotAFile)
        error.kind = ErrorKind::FileChanged;
    else if (error.kind == ErrorKind::Unreadable && !QFile::exists(path))
        error.kind = ErrorKind::FileAway; // the card was pulled in the midst of reading
    return error;
}

bool isStill(const QFile &file, const Fingerprint &expected)
{
    return stampOf(file) == FileStamp{.size = expected.size, .mtimeMs = expected.mtimeMs};
}

} // namespace

Result<QVector<QByteArray>> readRange(const QString &path, const Fingerprint &expected, qint64 offset, qint64 length)
{
    if (offset < 0 || length < 0 || offset > expected.size || length > expected.size - offset)
        return {ErrorKind::Usage, fileNameOf(path)};
    const auto file = openRegularFile(path);
    if (!file)
        return whileSending(file.error(), path);
    if (!isStill(**file, expected))
        return {ErrorKind::FileChanged, fileNameOf(path)};
    QVector<QByteArray> pieces;
    for (qint64 done = 0; done < length; done += readPieceBytes) {
        const qint64 part = std::min(readPieceBytes, length - done);
        const auto bytes = readBytes(**file, offset + done, part);
        if (!bytes)
            return whileSending(bytes.error(), path);
        if (bytes->size() != part)
            return {ErrorKind::FileChanged, fileNameOf(path)};
        pieces.append(*bytes);
    }
    if (!isStill(**file, expected))
        return {ErrorKind::FileChanged, fileNameOf(path)};
    return pieces;
}

QString volumeOf(const QString &path)
{
    // "/media/me/CARD", "/home/me/Videos", "C:/Users/me", "//server/share/x"; the user's network mounts
    // of GNOME lie deeper: /run/user/1000/gvfs/smb-share:server=nas,share=films.
    const QString clean = QDir::cleanPath(path);
    const qsizetype folders = clean.contains(QLatin1String("/gvfs/")) ? 5 : 3;
    const QStringList parts = clean.section(u'/', 0, -2).split(u'/', Qt::SkipEmptyParts);
    return parts.mid(0, folders).join(u'/');
}

struct FileReads::Shared
{
    struct Task
    {
        QueuedCalls::Sender calls;
        QPointer<QObject> context;
        Job job;
    };
    struct Volume
    {
        std::deque<Task> waiting;
        int workers = 0;
    };
    static constexpr int workersPerVolume = 2;

    // Works off one volume until nothing waits; the thread ends then.
    static void work(const std::shared_ptr<Shared> &shared, const QString &volume)
    {
        while (auto task = shared->next(volume)) {
            if (task->context) // a hint: it may go at any moment
                task->calls.send(std::move(task->context), task->job());
        }
    }
    std::optional<Task> next(const QString &name)
    {
        const std::lock_guard lock(mutex);
        Volume &volume = volumes[name];
        if (volume.waiting.empty() || stopping) {
            if (--volume.workers == 0)
                volumes.remove(name);
            --workers;
            idle.notify_all();
            return std::nullopt;
        }
        Task task = std::move(volume.waiting.front());
        volume.waiting.pop_front();
        return task;
    }

    std::mutex mutex;
    std::condition_variable idle;
    QHash<QString, Volume> volumes;
    int workers = 0;
    bool stopping = false;
};

FileReads::FileReads() : m_shared(std::make_shared<Shared>()) {}

FileReads::~FileReads()
{
    constexpr auto patience = std::chrono::milliseconds(500);
    m_answers.reset();
    std::vector<std::deque<Shared::Task>> dropped; // destroyed last, without the lock
    std::unique_lock lock(m_shared->mutex);
    m_shared->stopping = true;
    for (Shared::Volume &volume : m_shared->volumes)
        dropped.push_back(std::exchange(volume.waiting, {}));
    m_shared->idle.wait_for(lock, patience, [this] { return m_shared->workers == 0; });
}

void FileReads::enqueue(const QString &path, QObject *context, Job job)
{
    Q_ASSERT(QThread::currentThread() == context->thread());
    if (!m_answers)
        m_answers.emplace();
    const QString name = volumeOf(path);
    const std::lock_guard lock(m_shared->mutex);
    Shared::Volume &volume = m_shared->volumes[name];
    volume.waiting.push_back({m_answers->sender(), context, std::move(job)});
    if (volume.workers == Shared::workersPerVolume)
        return;
    ++volume.workers;
    ++m_shared->workers;
    startUnjoined([shared = m_shared, name] { Shared::work(shared, name); });
}

} // namespace postreel
