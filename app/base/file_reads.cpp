#include "app/base/file_reads.h"

#include "app/base/unjoined_threads.h"

#include <QDir>
#include <QElapsedTimer>
#include <QHash>
#include <QMap>
#include <QPointer>
#include <QSet>
#include <QTimer>
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace postreel {

QString volumeOf(const QString &path)
{
    // "/media/me/CARD", "/home/me/Videos", "C:/Users/me", "//server/share/x"; the user's network mounts
    // of GNOME lie deeper: /run/user/1000/gvfs/smb-share:server=nas,share=films.
    const QString clean = QDir::cleanPath(path);
    const qsizetype folders = clean.contains(QLatin1String("/gvfs/")) ? 5 : 3;
    const QStringList parts = clean.section(u'/', 0, -2).split(u'/', Qt::SkipEmptyParts);
    return parts.mid(0, folders).join(u'/');
}

// State shared by workers and callers, guarded by one mutex.
struct FileReads::Shared
{
    using Clock = std::chrono::steady_clock;
    struct Task
    {
        quint64 number = 0;
        QPointer<QObject> context;
        Job job;
    };
    struct Running
    {
        QString volume;
        Clock::time_point since;
        bool hangs = false;
    };
    struct Volume
    {
        std::deque<Task> waiting;
        int workers = 0;
        int hanging = 0; // how many of the workers hang
    };
    static constexpr int workersPerVolume = 2;

    // Works through the queue of one volume; the thread ends when nothing waits.
    static void work(const std::shared_ptr<Shared> &shared, const QString &volume)
    {
        while (auto task = shared->next(volume)) {
            Delivery delivery;
            if (task->context) // only a hint: it may go at any moment
                delivery = task->job();
            shared->deliver(std::move(*task), std::move(delivery));
        }
    }
    static void startWorker(const std::shared_ptr<Shared> &shared, const QString &name)
    {
        ++shared->volumes[name].workers;
        ++shared->workers;
        startUnjoined([shared, name] { work(shared, name); });
    }

    std::optional<Task> next(const QString &name)
    {
        const std::lock_guard lock(mutex);
        Volume &volume = volumes[name];
        if (volume.waiting.empty() || stopping || volume.workers - volume.hanging > workersPerVolume) {
            if (--volume.workers == 0)
                volumes.remove(name);
            --workers;
            idle.notify_all();
            return std::nullopt;
        }
        Task task = std::move(volume.waiting.front());
        volume.waiting.pop_front();
        running.insert(task.number, {name, Clock::now()});
        return task;
    }
    void deliver(Task task, Delivery delivery);
    bool isDelivered(quint64 number)
    {
        const std::lock_guard lock(mutex);
        return delivered.contains(number);
    }
    void forget(quint64 number)
    {
        const std::lock_guard lock(mutex);
        delivered.remove(number);
    }
    // Marks a task as hanging and lets another worker take its place.
    static void noteHanging(const std::shared_ptr<Shared> &shared, quint64 number, std::chrono::milliseconds mostMs);

    std::mutex mutex;
    std::condition_variable idle;
    QHash<QString, Volume> volumes;
    QHash<quint64, Running> running;
    QSet<quint64> delivered; // done; the result is queued to the calling thread
    int workers = 0;
    bool stopping = false;
    std::unique_ptr<Watch> watch;
};

// Lives on the thread of all contexts and knows which calls have no result yet.
class FileReads::Watch : public QObject
{
public:
    Watch(std::weak_ptr<Shared> shared, const std::function<void(const QStringList &)> &told)
        : m_shared(std::move(shared)), m_told(told)
    {
        m_since.start();
        m_timer.setParent(this);
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, &Watch::look);
    }
    void await(quint64 number, const QString &path, QObject *context, int hangsMs)
    {
        m_awaited.insert(number, {path, context, m_since.elapsed() + hangsMs, hangsMs});
        if (!m_timer.isActive() || m_timer.remainingTime() > hangsMs)
            m_timer.start(hangsMs);
    }
    void answered(quint64 number)
    {
        const Awaited ended = m_awaited.take(number);
        if (const std::shared_ptr<Shared> shared = m_shared.lock())
            shared->forget(number);
        if (m_awaited.isEmpty())
            m_timer.stop();
        if (ended.told)
            report();
    }

private:
    struct Awaited
    {
        QString path;
        QPointer<QObject> context;
        qint64 hangsAtMs = 0;
        int hangsMs = 0;
        bool told = false;
    };

    void look()
    {
        constexpr qint64 lookAgainMs = 1'000; // a context may go without notice
        const qint64 now = m_since.elapsed();
        qint64 nextMs = -1;
        bool changed = false;
        const std::shared_ptr<Shared> shared = m_shared.lock();
        if (!shared)
            return;
        for (auto it = m_awaited.begin(); it != m_awaited.end(); ++it) {
            // A task that has finished does not hang, however late this thread receives its result.
            const bool hangs = now >= it->hangsAtMs && !shared->isDelivered(it.key());
            const qint64 waitMs = now < it->hangsAtMs ? it->hangsAtMs - now : lookAgainMs;
            nextMs = nextMs < 0 ? waitMs : std::min(nextMs, waitMs);
            if (!hangs)
                continue;
            Shared::noteHanging(shared, it.key(), std::chrono::milliseconds(it->hangsMs));
            changed = changed || it->told != !it->context.isNull();
            it->told = !it->context.isNull();
        }
        if (nextMs >= 0)
            m_timer.start(static_cast<int>(nextMs));
        if (changed)
            report();
    }
    void report()
    {
        QStringList paths;
        for (const Awaited &awaited : std::as_const(m_awaited))
            if (awaited.told && awaited.context && !paths.contains(awaited.path))
                paths << awaited.path;
        if (m_told)
            m_told(paths);
    }

    const std::weak_ptr<Shared> m_shared;
    const std::function<void(const QStringList &)> &m_told;
    QElapsedTimer m_since;
    QTimer m_timer;
    QMap<quint64, Awaited> m_awaited; // by number, so in the order of the calls
};

// Delivers through the watch, which lives on the thread of all contexts: only there is known whether a context still exists.
void FileReads::Shared::deliver(Task task, Delivery delivery)
{
    const std::lock_guard lock(mutex);
    if (const Running ended = running.take(task.number); ended.hangs)
        --volumes[ended.volume].hanging;
    if (stopping)
        return;
    delivered.insert(task.number);
    QMetaObject::invokeMethod(
        watch.get(),
        [watch = watch.get(), number = task.number, context = std::move(task.context), delivery = std::move(delivery)] {
            watch->answered(number);
            if (context && delivery)
                delivery();
        },
        Qt::QueuedConnection);
}

void FileReads::Shared::noteHanging(const std::shared_ptr<Shared> &shared, quint64 number, std::chrono::milliseconds mostMs)
{
    const std::lock_guard lock(shared->mutex);
    const auto found = shared->running.find(number);
    if (found == shared->running.end() || found->hangs || Clock::now() - found->since < mostMs)
        return;
    Volume &volume = shared->volumes[found->volume];
    if (volume.hanging == mostHanging)
        return;
    found->hangs = true;
    ++volume.hanging;
    if (!volume.waiting.empty())
        startWorker(shared, found->volume);
}

FileReads::FileReads() : m_shared(std::make_shared<Shared>()) {}

FileReads::~FileReads()
{
    constexpr auto timeout = std::chrono::milliseconds(500);
    std::vector<std::deque<Shared::Task>> dropped; // destroyed last, after the lock is released
    std::unique_ptr<Watch> watch;                // likewise, with its undelivered results
    std::unique_lock lock(m_shared->mutex);
    m_shared->stopping = true;
    watch = std::move(m_shared->watch);
    for (Shared::Volume &volume : m_shared->volumes)
        dropped.push_back(std::exchange(volume.waiting, {}));
    m_shared->idle.wait_for(lock, timeout, [this] { return m_shared->workers == 0; });
}

void FileReads::whenHanging(std::function<void(const QStringList &paths)> told)
{
    m_told = std::move(told);
}

void FileReads::enqueue(const QString &path, QObject *context, Job job, int hangsMs)
{
    const QString name = volumeOf(path);
    const std::lock_guard lock(m_shared->mutex);
    if (!m_shared->watch)
        m_shared->watch = std::make_unique<Watch>(m_shared, m_told);
    Q_ASSERT(m_shared->watch->thread() == context->thread());
    const quint64 number = ++m_lastNumber;
    m_shared->watch->await(number, path, context, hangsMs);
    Shared::Volume &volume = m_shared->volumes[name];
    volume.waiting.push_back({number, context, std::move(job)});
    if (volume.workers - volume.hanging < Shared::workersPerVolume)
        Shared::startWorker(m_shared, name);
}

} // namespace postreel
