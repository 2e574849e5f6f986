#include "app/base/unjoined_threads.h"

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

// Never destroyed: a thread may count itself out after main() has returned.
Count &count()
{
    static Count *const shared = new Count;
    return *shared;
}

} // namespace

void startUnjoined(std::function<void()> work)
{
    {
        const std::lock_guard lock(count().mutex);
        ++count().atWork;
    }
    std::thread([work = std::move(work)]() mutable {
        work();
        work = nullptr; // what it holds goes before it counts as ended
        const std::lock_guard lock(count().mutex);
        --count().atWork;
        count().changed.notify_all();
    }).detach();
}

bool unjoinedEnded(QDeadlineTimer until)
{
    std::unique_lock lock(count().mutex);
    const auto ended = [] { return count().atWork == 0; };
    return count().changed.wait_for(lock, std::chrono::milliseconds(until.remainingTime()), ended);
}

} // namespace postreel
