// Threads for work on files that may block for as long as a card or a share does, and who is told of a file that hangs.
// Invariant: its end takes at most half a second; a read that is stuck in the kernel is left behind.
#pragma once

#include <QObject>
#include <QStringList>
#include <functional>
#include <memory>

namespace postreel {

// Runs blocking file work on threads of its own. Files on one volume (told by the first folders of the path, without touching
// it) share two threads; one that hangs does not count among them, up to mostHanging, so a stalled share holds up its own
// files alone, and one stalled file no other.
class FileReads
{
public:
    FileReads();
    ~FileReads(); // what has not begun is dropped
    Q_DISABLE_COPY_MOVE(FileReads)

    static constexpr int mostHanging = 8; // per volume
    static constexpr int hangsAfterMs = 2'000;
    // Of work that takes its time with a file that answers, such as looking at every frame.
    static constexpr int longWorkMs = 60'000;

    // Runs `work` on a worker thread, then `done` with its result on the calling thread, from the event
    // loop; all calls, all contexts and the end of this object belong to one thread. `done` is never called
    // once `context` or this object is gone. Answers may come in another order than the calls.
    // `hangsMs`: how long it may take before the file is told to hang.
    template <typename R>
    void run(const QString &path, QObject *context, std::function<R()> work, std::function<void(R)> done,
             int hangsMs = hangsAfterMs)
    {
        enqueue(path, context, [work = std::move(work), done = std::move(done)]() -> Delivery {
            return [done, result = work()] { done(result); };
        }, hangsMs);
    }

    // Called on the thread of the calls with the paths that are waited for longer than they may take, each once and in the
    // order of the calls, whenever these change; with none once all have answered or nobody waits for them any more.
    void whenHanging(std::function<void(const QStringList &paths)> told);

private:
    using Delivery = std::function<void()>;
    using Job = std::function<Delivery()>;
    struct Shared;
    class Watch;

    void enqueue(const QString &path, QObject *context, Job job, int hangsMs);
    std::shared_ptr<Shared> m_shared; // outlives this object for as long as a worker is stuck
    std::function<void(const QStringList &)> m_told;
    quint64 m_lastNumber = 0;
};

// The name of the volume that a path lies on, as far as its text tells.
QString volumeOf(const QString &path);

} // namespace postreel
