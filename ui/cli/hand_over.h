// Hands the request of a second start to the program that already runs for the profile, and relays the output
// back. Protocol, one JSON object per line: {"request":…} from the second start; {"taken":true}, {"event":…},
// {"say":…}, {"print":…} and finally {"exit":N} from the running program.
// Invariant: the request, including its token, travels only over the local socket, which is restricted to the
// user. A request that was not acknowledged with "taken" has not been started.
#pragma once

#include "app/base/wall_timer.h"
#include "ui/cli/run.h"
#include "ui/cli/start_request.h"

#include <QLocalSocket>
#include <QObject>
#include <optional>

namespace postreel {

// The running program's side, for one caller. Deletes itself and the connection once the caller has gone and
// its run has ended.
class RequestConnection : public QObject
{
    Q_OBJECT
public:
    // Takes ownership of the connection.
    RequestConnection(QLocalSocket *connection, QObject *parent);

    // Acknowledges the request; call before acting on it.
    void take();
    // This program is quitting: closes the connection, so that the second start claims the profile again.
    void rejectRequest();
    // The output of the Run for this caller. The Run continues if the caller goes away.
    Run::Output output(bool wantsEvents);
    void exit(int code);

Q_SIGNALS:
    void asked(const postreel::StartRequest &request);

private:
    void read();
    void send(const QByteArray &line);

    QLocalSocket *m_connection;
    bool m_asked = false;
    bool m_gone = false;  // the caller closed the connection
    bool m_ended = false; // the exit code was sent
};

// The second start's side.
class RequestForwarder : public QObject
{
    Q_OBJECT
public:
    // A running program takes the request at once; one that has not for this long may be stopped or hanging.
    static constexpr int silentMs = 10'000;
    // The running program limits the time of the request itself; if it cannot, it is over this much later.
    static constexpr int graceMs = 2000;

    // Takes ownership of the connection and sends the request.
    RequestForwarder(QLocalSocket *connection, const StartRequest &request, Run::Output output, QObject *parent = nullptr);

Q_SIGNALS:
    void finished(int exitCode);
    // Emitted instead of finished(): the running program quit before it took the request.
    void requestRejected();
    // Emitted once, after silentMs without an acknowledgement. The running program may still take the
    // request, or end.
    void unanswered();

private:
    void read();
    void take(const QByteArray &line);
    void lost();
    void timeIsUp();

    QLocalSocket *m_connection;
    Run::Output m_output;
    bool m_taken = false;
    bool m_hasEvents = false; // at least one was relayed
    bool m_over = false;
    SystemClock m_clock;
    WallTimer m_timeout;
};

} // namespace postreel
