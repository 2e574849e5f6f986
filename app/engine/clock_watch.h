// Notices from the clocks that the computer slept, or that its clock was set.
#pragma once

#include "app/base/clock.h"

#include <QObject>
#include <QTimer>

namespace postreel {

class ClockWatch final : public QObject
{
    Q_OBJECT
public:
    // `clock` outlives it.
    explicit ClockWatch(const Clock &clock);

    // Looks every 5 s from now on.
    void start();
    // Looks now.
    void look();

Q_SIGNALS:
    // The wall clock went on while the monotonic one stood still: a sleep, or a clock that was set forward, after which
    // looking again does no harm.
    void slept();
    void wentBack(); // the wall clock was set back; connections stand
    void looked();   // each time, after the above

private:
    const Clock &m_clock;
    QTimer m_timer;
    qint64 m_gapMs = 0; // wall minus monotonic at the last look
};

} // namespace postreel
