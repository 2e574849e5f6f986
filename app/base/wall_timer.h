// Calls back once a time of day is reached, on this computer's clock or on X's.
// Invariant: one call waits at a time, and it never comes early; after a sleep of the computer, which timers
// do not count, it comes at most a minute late.
#pragma once

#include <QTimer>
#include <functional>

namespace postreel {

class WallTimer final : public QObject
{
public:
    explicit WallTimer(QObject *parent = nullptr);

    // Calls `then` when `clock`, in milliseconds since the epoch, has reached `atMs`. Replaces what waited.
    void callAt(qint64 atMs, std::function<qint64()> clock, std::function<void()> then);
    void stop();
    // Looks at the clock now: after a sleep, which timers do not count.
    void lookNow();

private:
    void look();

    QTimer m_timer;
    qint64 m_atMs = 0;
    std::function<qint64()> m_clock;
    std::function<void()> m_then;
};

} // namespace postreel
