#include "app/base/unjoined_threads.h"

#include <QCoreApplication>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace postreel {

namespace {

struct Count
{
    std::mutex mutex;
    std::condition_variable changed;
    int atWork = 0;
};

// Never destroyed: a thread may decrement it after main() has returned.
Count &count()
{
    static Count *const shared = new Count;
    return *shared;
}

// Gives threads that are about to end the time to do so before QCoreApplication's destructor goes on.
void waitAMoment()
{
    constexpr int momentMs = 2000;
    unjoinedEnded(QDeadlineTimer(momentMs));
}

} // namespace

void startUnjoined(std::function<void()> work)
{
    static std::once_flag waits;
    std::call_once(waits, [] { qAddPostRoutine(waitAMoment); });
    {
        const std::lock_guard lock(count().mutex);
        ++count().atWork;
    }
    std::thread([work = std::move(work)]() mutable {
        work();
        work = nullptr; // what it holds is destroyed before it counts as ended
        const std::lock_guard lock(count().mutex);
        --count().atWork;
        count().changed.notify_all();
    }).detach();
}

bool unjoinedEnded(QDeadlineTimer until)
{
    std::unique_lock lock(count().mutex);
    const auto ended = [] { return count().atWork == 0; };
    if (until.isForever())
        count().changed.wait(lock, ended);
    return count().changed.wait_for(lock, std::chrono::milliseconds(until.remainingTime()), ended);
}

} // namespace postreel
