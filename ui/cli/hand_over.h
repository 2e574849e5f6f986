// How a second start hands its request to the program that runs for the profile, and gets its lines back.
// One JSON object per line: {"request":…} there; {"taken":true}, {"event":…}, {"say":…}, {"print":…} and last {"exit":N}
// back.
// Invariant: the request, and with it the token, goes over the user-only local socket alone. Nothing was done of one that
// is not told to be taken.
#pragma once

#include "ui/cli/run.h"
#include "ui/cli/start_request.h"

#include <QLocalSocket>
#include <QObject>
#include <optional>

namespace postreel {

// The side that runs: one caller. Deletes itself and its connection when both have ended.
class RequestConnection : public QObject
{
    Q_OBJECT
public:
    // Takes over the connection.
    RequestConnection(QLocalSocket *connection, QObject *parent);

    // Before anything is done of the request.
    void take();
    // This program ends: the second one has to ask the next owner of the profile.
    void rejectRequest();
    // For the Run that works for this caller. A caller that went away is no reason to stop it.
    Run::Output output(bool wantsEvents);
    void exit(int code);

Q_SIGNALS:
    void asked(const postreel::StartRequest &request);

private:
    void read();
    void send(const QByteArray &line);

    QLocalSocket *m_connection;
    bool m_asked = false;
    bool m_gone = false;  // the caller is
    bool m_ended = false; // it has its exit code
};

// The second start.
class RequestForwarder : public QObject
{
    Q_OBJECT
public:
    // A program that takes the request at once is alive; one that does not for so long may be stopped.
    static constexpr int silentMs = 10'000;

    // Takes over the connection, and sends the request at once.
    RequestForwarder(QLocalSocket *connection, const StartRequest &request, Run::Output output, QObject *parent = nullptr);

Q_SIGNALS:
    void finished(int exitCode);
    // Instead of finished(): the program that was asked left before it took the request.
    void requestRejected();
    // Once, after silentMs: it has not taken the request yet. It may still do so, or end.
    void unanswered();

private:
    void read();
    void take(const QByteArray &line);
    void lost();

    QLocalSocket *m_connection;
    Run::Output m_output;
    bool m_taken = false;
    bool m_over = false;
};

} // namespace postreel
