// Calls back once a time of day is reached, on this computer's clock or on X's, or once a while has passed.
// Invariant: one call waits at a time, and it never comes early; after a sleep of the computer, which timers
// do not count, it comes at most a minute late. A while never gets longer, however the clock is set.
#pragma once

#include "app/base/clock.h"

#include <QTimer>
#include <functional>
#include <optional>

namespace postreel {

class WallTimer final : public QObject
{
public:
    explicit WallTimer(QObject *parent = nullptr);

    // Calls `then` when `clock`, in milliseconds since the epoch, has reached `atMs`. Replaces what waited.
    void callAt(qint64 atMs, std::function<qint64()> clock, std::function<void()> then);
    // Calls `then` when `ms` have passed by either clock: the monotonic one does not count a sleep of the computer, and
    // the wall clock can be set. `clock` outlives the wait. Replaces what waited.
    void callAfter(const Clock &clock, qint64 ms, std::function<void()> then);
    void stop();
    // What is left of the wait, 0 if it is over; nothing: none is waited for.
    std::optional<qint64> leftMs() const;
    // Looks at the clock now: after a sleep, which timers do not count.
    void lookNow();

private:
    void begin(std::function<qint64()> left, std::function<void()> then);
    void look();

    QTimer m_timer;
    std::function<qint64()> m_left; // ms; not above 0: it is time
    std::function<void()> m_then;
};

} // namespace postreel
