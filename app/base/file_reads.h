// Threads for file operations that may block for as long as a card or a share does, and reports of files that hang.
// Invariant: the destructor takes at most half a second; a read that is stuck in the kernel is left behind.
#pragma once

#include <QObject>
#include <QStringList>
#include <functional>
#include <memory>

namespace postreel {

// Runs blocking file work on its own threads. Files on one volume (judged by the first folders of the path, without touching
// it) share two threads. A thread that hangs no longer counts, up to mostHanging, so a stalled share delays its own files
// alone, and one stalled file no other.
class FileReads
{
public:
    FileReads();
    ~FileReads(); // drops what has not begun
    Q_DISABLE_COPY_MOVE(FileReads)

    static constexpr int mostHanging = 8; // per volume
    static constexpr int hangsAfterMs = 2'000;
    // For work that takes long on a file that responds, such as looking at every frame.
    static constexpr int longWorkMs = 60'000;

    // Runs `work` on a worker thread, then `done` with its result on the calling thread, from the event loop. All calls, all
    // contexts and the end of this object belong to one thread. `done` is never called once `context` or this object is gone.
    // Results may arrive in another order than the calls. `hangsMs`: time after which the file is reported as hanging.
    template <typename R>
    void run(const QString &path, QObject *context, std::function<R()> work, std::function<void(R)> done,
             int hangsMs = hangsAfterMs)
    {
        enqueue(path, context, [work = std::move(work), done = std::move(done)]() -> Delivery {
            return [done, result = work()] { done(result); };
        }, hangsMs);
    }

    // Calls `told` on the calling thread whenever the set of hanging paths changes: with each path once, in the order of the
    // calls, or with none once all have finished or nobody waits for them any more.
    void whenHanging(std::function<void(const QStringList &paths)> told);

private:
    using Delivery = std::function<void()>;
    using Job = std::function<Delivery()>;
    struct Shared;
    class Watch;

    void enqueue(const QString &path, QObject *context, Job job, int hangsMs);
    std::shared_ptr<Shared> m_shared; // outlives this object while a worker is stuck
    std::function<void(const QStringList &)> m_told;
    quint64 m_lastNumber = 0;
};

// Names the volume of a path, judged by its text alone.
QString volumeOf(const QString &path);

} // namespace postreel
