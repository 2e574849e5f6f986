#include "ui/cli/long_timer.h"

#include <QTimer>
#include <algorithm>
#include <chrono>

namespace postreel {

void callAfter(qint64 ms, QObject *context, const std::function<void()> &done)
{
    constexpr qint64 longestMs = 20LL * 24 * 60 * 60 * 1000;
    const qint64 slice = std::min(ms, longestMs);
    QTimer::singleShot(std::chrono::milliseconds(slice), context, [rest = ms - slice, context, done] {
        rest > 0 ? callAfter(rest, context, done) : done();
    });
}

} // namespace postreel
