// How an Engine uses the network: speed limits, and what the system reports about connection and sleep.
// Invariant: lives on the main thread; no call blocks.
#pragma once

#include "app/engine/views.h"

#include <QObject>

namespace postreel {

class EngineThread;

class EngineNetwork final : public QObject
{
    Q_OBJECT
public:
    // `thread`: of the engine; must outlive it.
    explicit EngineNetwork(EngineThread *thread);

    // Speed limits, in bytes per second; 0: none, values below leastLimit are raised to it. They apply immediately,
    // also during an upload. The first three are stored; setting a plain limit or a timetable ends the limit of this
    // run.
    void setPlainLimit(qint64 bytesPerSecond);
    void setTimetable(const QVector<TimetableRow> &rows); // invalid rows are dropped
    // true: limits uploads to a quarter of the best recent speed for an hour; false: ends that.
    void slowDown(bool slow);
    void setRunLimit(qint64 bytesPerSecond); // from the command line, for this run

    // What the system reports about network and sleep: hints, never a gate for anything else.
    void setMetered(bool metered);
    void setNetworkGone(bool gone);
    void networkCameBack();
    void wokeUp();
    // The user allows this metered connection, until the connection changes.
    void sendOverMetered();
    void setAskWhenMetered(bool ask); // stored

private:
    EngineThread *m_thread;
};

} // namespace postreel
