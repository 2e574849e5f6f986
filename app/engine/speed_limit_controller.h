// The speed limits that a person, a timetable, "Slow down" and the command line set; which of them counts now; and what the
// link carried of late, of which "Slow down" takes a quarter.
#pragma once

#include "app/base/clock.h"
#include "app/base/wall_timer.h"
#include "app/engine/views.h"
#include "app/store/settings.h"
#include "app/upload/best_speed.h"
#include "app/upload/speed_limit.h"

#include <QObject>
#include <functional>

namespace postreel {

class SpeedLimitController final : public QObject
{
    Q_OBJECT
public:
    // Both outlive it. `runLimit`: as setRunLimit().
    SpeedLimitController(Settings &settings, Clock &clock, qint64 runLimit);

    // Reads what is kept, once the profile is open. What was set before that changes what the profile holds instead of
    // replacing it.
    void open();

    // In bytes per second; 0: none. The first three are kept; a plain limit or a timetable ends a limit of the run.
    void setLimit(qint64 bytesPerSecond);
    void setTimetable(const QVector<TimetableRow> &rows);
    void slowDown(bool slow);
    void setRunLimit(qint64 bytesPerSecond);
    // Puts the limit that counts now in force. To be called when the clock or its zone may have jumped; else it looks by itself.
    void apply();

    // What all uploads together send, measured just now.
    void noteSpeed(qint64 bytesPerSecond);
    // The best speed of late, else that of the last run, in bytes per second; 0: nothing was sent yet.
    qint64 linkSpeed() const;
    // Keeps it for the next run, where it differs enough from what is kept.
    void saveLinkSpeed();

    void showIn(StatusView &status) const;

Q_SIGNALS:
    void inForce(qint64 bytesPerSecond); // each time that it was looked at
    void changed();                      // what showIn() tells
    void linkSpeedNoted(qint64 bytesPerSecond);
    void linkSpeedChanged(); // so much that times which were told for it are others now

private:
    void change(const std::function<void()> &edit);

    Settings &m_settings;
    Clock &m_clock;
    SpeedLimits m_limits;
    LimitInForce m_inForce;
    bool m_isOpen = false;
    QVector<std::function<void()>> m_early; // changes, before the profile was open
    WallTimer m_timer;          // until another limit counts
    BestSpeed m_speed;
    qint64 m_savedSpeed = 0;
    qint64 m_reportedSpeed = 0;
};

} // namespace postreel
