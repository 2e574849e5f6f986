#include "app/media/range_reader.h"

#include "app/media/file_check.h"

#include <QDir>
#include <QHash>
#include <QMetaObject>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
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

// Where a job's answer goes, for as long as that object lives. The worker asks under the lock that the
// dying object takes in destroyed(), so no event is ever posted to a dead one.
class Addressee
{
public:
    explicit Addressee(QObject *context) : m_context(context) {}

    static std::shared_ptr<Addressee> of(QObject *context)
    {
        auto addressee = std::make_shared<Addressee>(context);
        addressee->m_watch = QObject::connect(
            context, &QObject::destroyed, context, [addressee] { addressee->forget(); },
            Qt::DirectConnection);
        return addressee;
    }
    void deliver(std::function<void()> delivery)
    {
        const std::lock_guard lock(m_mutex);
        if (m_context)
            QMetaObject::invokeMethod(m_context, std::move(delivery), Qt::QueuedConnection);
    }
    void release()
    {
        forget();
        QObject::disconnect(m_watch);
        m_watch = {}; // it holds the slot, which holds this
    }
    bool gone() const
    {
        const std::lock_guard lock(m_mutex);
        return !m_context;
    }

private:
    void forget()
    {
        const std::lock_guard lock(m_mutex);
        m_context = nullptr;
    }
    mutable std::mutex m_mutex;
    QObject *m_context;
    QMetaObject::Connection m_watch;
};

} // namespace

Result<QByteArray> readRange(const QString &path, const Fingerprint &expected, qint64 offset, qint64 length)
{
    if (offset < 0 || length < 0 || offset > expected.size || length > expected.size - offset)
        return {ErrorKind::Usage, fileNameOf(path)};
    const auto file = openRegularFile(path);
    if (!file)
        return whileSending(file.error(), path);
    if (!isStill(**file, expected))
        return {ErrorKind::FileChanged, fileNameOf(path)};
    auto bytes = readBytes(**file, offset, length);
    if (!bytes)
        return whileSending(bytes.error(), path);
    if (bytes->size() != length || !isStill(**file, expected))
        return {ErrorKind::FileChanged, fileNameOf(path)};
    return bytes;
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
        std::shared_ptr<Addressee> addressee;
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
        while (const auto task = shared->next(volume)) {
            if (!task->addressee->gone())
                shared->deliver(*task, task->job());
            task->addressee->release();
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
    void deliver(const Task &task, Delivery delivery)
    {
        const std::lock_guard lock(mutex);
        if (!stopping)
            task.addressee->deliver(std::move(delivery));
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
    std::vector<std::deque<Shared::Task>> dropped; // destroyed last, without the lock
    std::unique_lock lock(m_shared->mutex);
    m_shared->stopping = true;
    for (Shared::Volume &volume : m_shared->volumes) {
        for (const Shared::Task &task : volume.waiting)
            task.addressee->release();
        dropped.push_back(std::exchange(volume.waiting, {}));
    }
    m_shared->idle.wait_for(lock, patience, [this] { return m_shared->workers == 0; });
}

void FileReads::enqueue(const QString &path, QObject *context, Job job)
{
    const QString name = volumeOf(path);
    const std::lock_guard lock(m_shared->mutex);
    Shared::Volume &volume = m_shared->volumes[name];
    volume.waiting.push_back({Addressee::of(context), std::move(job)});
    if (volume.workers == Shared::workersPerVolume)
        return;
    ++volume.workers;
    ++m_shared->workers;
    std::thread([shared = m_shared, name] { Shared::work(shared, name); }).detach();
}

} // namespace postreel
