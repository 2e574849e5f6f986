// Calls back when a time of day is reached, on this computer's clock or on X's, or after a delay.
// Invariant: one call is pending at a time, and it never comes early by its clock. After a sleep of the computer, which timers
// do not count, it comes at most a minute late. A delay never gets longer, however the clock is set.
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

    // Calls `then` when `clock`, in milliseconds since the epoch, has reached `atMs`. Replaces a pending call.
    void callAt(qint64 atMs, std::function<qint64()> clock, std::function<void()> then);
    // Calls `then` when `ms` have passed by either clock: the monotonic one does not count a sleep of the computer, and the
    // wall clock can be set. `clock` has to outlive the wait. Replaces a pending call.
    void callAfter(const Clock &clock, qint64 ms, std::function<void()> then);
    void stop();
    // The rest of the wait in ms, 0 if it is over; nullopt if no call is pending.
    std::optional<qint64> leftMs() const;
    // Checks the clock from the event loop now; for use after a sleep, which timers do not count.
    void lookNow();

private:
    void begin(std::function<qint64()> left, std::function<void()> then);
    void look();

    QTimer m_timer;
    std::function<qint64()> m_left; // ms left; 0 or less: due
    std::function<void()> m_then;
};

} // namespace postreel
