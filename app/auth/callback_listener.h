// Listens on loopback for the browser to come back from the authorize page, for one attempt at a time.
// Invariant: listens only between start() and the end, and on loopback alone. Whatever anybody sends, it holds at most
// maxConnections of maxHeadBytes each, and only a response with the attempt's `state` ends the attempt.
#pragma once

#include "app/auth/authorization_response.h"
#include "app/base/result.h"

#include <QList>
#include <QObject>
#include <QTcpServer>
#include <QTimer>
#include <QUrl>

class QTcpSocket;

namespace postreel {

class CallbackListener final : public QObject
{
    Q_OBJECT
public:
    static constexpr int maxConnections = 64;
    static constexpr qint64 maxHeadBytes = 16 << 10;
    static constexpr int usualLimitMs = 10 * 60'000;

    explicit CallbackListener(QObject *parent = nullptr);
    ~CallbackListener() override;

    // Starts an attempt; a running one ends without a signal. `callback`: as registered with X, http with a port, on a loopback
    // address or on localhost (then 127.0.0.1 and ::1 are listened on). `limitMs`: after this time `answered` comes with
    // TimedOut. Errors: Usage (unsuitable callback, or no state), NotReached (another program listens on the port, which is in
    // `subject`).
    Result<Done> start(const QUrl &callback, const QByteArray &state, int limitMs = usualLimitMs);
    // Ends the attempt without a signal.
    void stop();

Q_SIGNALS:
    // Any end but WrongState ends the attempt.
    void answered(const postreel::AuthorizationResponse &answer);

private:
    bool listenOn(const QHostAddress &address, quint16 port);
    void accept(QTcpServer &server);
    void read(QTcpSocket *socket);
    void answerRequest(QTcpSocket *socket, const QByteArray &requestLine);
    void reply(QTcpSocket *socket, const QByteArray &answer);

    QString m_path;
    QByteArray m_state;
    QList<QTcpServer *> m_servers; // children
    QList<QTcpSocket *> m_open; // request head not complete yet, oldest first
    QTimer m_limit;
};

} // namespace postreel

Q_DECLARE_METATYPE(postreel::AuthorizationResponse)
