// Detects from the clocks that the computer slept or that its clock was changed.
#pragma once

#include "app/base/clock.h"

#include <QObject>
#include <QTimer>

namespace postreel {

class ClockWatch final : public QObject
{
    Q_OBJECT
public:
    // `clock` must outlive it.
    explicit ClockWatch(const Clock &clock);

    // Starts checking every 5 s.
    void start();
    // Checks now.
    void look();

Q_SIGNALS:
    // The wall clock advanced while the monotonic one did not: a sleep, or a clock set forward, for which reacting
    // does no harm.
    void slept();
    void wentBack(); // the wall clock was set back; connections are not affected
    void looked();   // after each check, following the signals above

private:
    const Clock &m_clock;
    QTimer m_timer;
    qint64 m_gapMs = 0; // wall clock minus monotonic clock at the last check
};

} // namespace postreel
