// Holds the speed limits of the user, the timetable, "Slow down" and the command line, applies the one in force, and
// tracks the recent speed of the link, a quarter of which is the limit of "Slow down".
#pragma once

#include "app/base/clock.h"
#include "app/base/wall_timer.h"
#include "app/engine/views.h"
#include "app/store/settings.h"
#include "app/engine/best_speed.h"
#include "app/engine/speed_limit.h"

#include <QObject>
#include <functional>

namespace postreel {

class SpeedLimitController final : public QObject
{
    Q_OBJECT
public:
    // Both must outlive it. `runLimit`: see setRunLimit().
    SpeedLimitController(Settings &settings, Clock &clock, qint64 runLimit);

    // Loads the stored limits once the profile is open. Changes made before are then applied to the stored limits.
    void open();

    // In bytes per second; 0: none. The first three are stored; a plain limit or a timetable ends the limit of this
    // run.
    void setPlainLimit(qint64 bytesPerSecond);
    void setTimetable(const QVector<TimetableRow> &rows);
    void slowDown(bool slow);
    void setRunLimit(qint64 bytesPerSecond);
    // Applies the limit that counts now. Call it when the clock or its time zone may have jumped; otherwise a timer
    // does.
    void apply();

    // Reports the present speed of all uploads together.
    void noteSpeed(qint64 bytesPerSecond);
    // The best recent speed, or the one stored by an earlier run, in bytes per second; 0: not known.
    qint64 linkSpeed() const;
    // Stores the speed for the next run if it differs enough from the stored one.
    void saveLinkSpeed();

    void showIn(StatusView &status) const;

Q_SIGNALS:
    void inForce(qint64 bytesPerSecond); // emitted by each apply(), for Throttle::setLimit(); 0: no limit
    void changed();                      // what showIn() fills in has changed
    void linkSpeedNoted(qint64 bytesPerSecond);
    void linkSpeedChanged(); // by enough to change estimated times

private:
    void change(const std::function<void()> &edit);

    Settings &m_settings;
    Clock &m_clock;
    SpeedLimits m_limits;
    LimitInForce m_inForce;
    bool m_isOpen = false;
    QVector<std::function<void()>> m_early; // changes made before the profile was open
    WallTimer m_timer;          // until the limit changes
    BestSpeed m_speed;
    qint64 m_savedSpeed = 0;
    qint64 m_reportedSpeed = 0;
};

} // namespace postreel
