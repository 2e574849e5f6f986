// One client connection: receives bytes through the emulated link, handles requests one after the other,
// sends the responses, and applies the faults of the plan.
// Invariant: at most one request is being handled; a pipelined request stays unread until the current one is
// answered.
#pragma once

#include "app/sandbox/response_source.h"
#include "app/sandbox/exchange.h"
#include "app/sandbox/http_parser.h"

#include <QDeadlineTimer>
#include <QTimer>

namespace postreel::sandbox {

class HttpConnection : public QObject, private HttpParserSink
{
    Q_OBJECT
public:
    // Takes ownership of the socket. `number` counts connections from 1.
    HttpConnection(SandboxState &world, QTcpSocket *socket, int number, QObject *parent);
    ~HttpConnection() override;

Q_SIGNALS:
    // The connection has ended; the owner deletes this object.
    void over();

private:
    enum class Mode {
        Open,
        Closing,   // close once the response has been sent
        Lingering, // responded early: discard the rest of the body, so that the client sees the response
        Dead,      // ended by a fault or by the client
    };

    qsizetype receive(const char *data, qsizetype size);
    void onHead(const HttpHead &head) override;
    void onBody(const char *data, qsizetype size) override;
    void onEnd() override;
    void takeBody(const char *data, qsizetype size);
    void answerEarly();

    // Determines the faults for this request, once its call is known.
    void armFaults();
    const Fault *armed(FaultAction action) const;
    void faultsForNext(const Fault &fault);
    // Counts the body bytes for Wear faults; true if they ended this connection.
    bool wornOut();

    void handle();
    void answered(const HttpResponse &answer);
    void deliver(const HttpResponse &answer);
    void pump();
    void trickle();
    void sent();
    void end();
    void reset();
    void clientGone();

    SandboxState &m_world;
    QTcpSocket *m_socket;
    LinkPort *m_port;
    HttpParser m_parser;
    Mode m_mode = Mode::Open;
    int m_number;
    std::unique_ptr<Exchange> m_exchange;
    QList<Fault> m_faults;
    bool m_armed = false;
    qint64 m_bodySeen = 0;
    qint64 m_bodyCounted = 0; // the part of m_bodySeen that wornOut() has counted
    std::unique_ptr<ResponseSource> m_source;
    bool m_keepAlive = true;
    QTimer m_trickle;
    QTimer m_linger;
    QDeadlineTimer m_lingersUntil;
};

} // namespace postreel::sandbox
