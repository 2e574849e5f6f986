// One connection of a client: bytes in through the link, requests one after the other, answers out, and
// the faults of the scene played on the way.
// Invariant: at most one request is in work; a pipelined next one waits unread until this is answered.
#pragma once

#include "app/sandbox/answer_source.h"
#include "app/sandbox/exchange.h"
#include "app/sandbox/http_parser.h"

#include <QDeadlineTimer>
#include <QTimer>

namespace postreel::sandbox {

class HttpConnection : public QObject, private HttpParserSink
{
    Q_OBJECT
public:
    // Takes the socket over. `number` counts connections from 1.
    HttpConnection(World &world, QTcpSocket *socket, int number, QObject *parent);
    ~HttpConnection() override;

Q_SIGNALS:
    // Nothing more will come of it; the owner deletes it.
    void over();

private:
    enum class Mode {
        Open,
        Closing,   // close when the answer has left
        Lingering, // answered early: read and drop what still comes, so that the answer is seen
        Dead,      // a fault ended it, or the client is gone
    };

    qsizetype receive(const char *data, qsizetype size);
    void onHead(const HttpHead &head) override;
    void onBody(const char *data, qsizetype size) override;
    void onEnd() override;
    void takeBody(const char *data, qsizetype size);
    void answerEarly();

    // The faults that strike this request, once its call is known.
    void armFaults();
    const Fault *armed(FaultAction action) const;
    void strike(const Fault &fault);
    // Counts what came of the body; true when that was the byte that ends this connection.
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

    World &m_world;
    QTcpSocket *m_socket;
    LinkPort *m_port;
    HttpParser m_parser;
    Mode m_mode = Mode::Open;
    int m_number;
    std::unique_ptr<Exchange> m_exchange;
    QList<Fault> m_faults;
    bool m_armed = false;
    qint64 m_bodySeen = 0;
    qint64 m_bodyCounted = 0; // of it, what the wear of connections has counted
    std::unique_ptr<AnswerSource> m_source;
    bool m_keepAlive = true;
    QTimer m_trickle;
    QTimer m_linger;
    QDeadlineTimer m_lingersUntil;
};

} // namespace postreel::sandbox
