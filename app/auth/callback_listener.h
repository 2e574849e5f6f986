// Waits on loopback for the browser to come back from the authorize page, for one try at a time.
// Invariant: listens only between start() and the end, on loopback alone; whatever anybody sends, it holds at most
// maxConnections of maxHeadBytes each, and only an answer with the state of the try ends it.
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

    // Begins a try; one that is under way ends without a word. `callback` is what is registered with X: its host is
    // 127.0.0.1, [::1] or localhost (both), its port is listened on. Errors: Usage (no such callback), NotReached
    // (another program listens on the port, which `subject` names).
    Result<Done> start(const QUrl &callback, const QByteArray &state, int limitMs = usualLimitMs);
    // Ends the try without a word.
    void stop();

Q_SIGNALS:
    // WrongState does not end the try, all others do.
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
    QList<QTcpSocket *> m_open; // without a whole head yet, oldest first
    QTimer m_limit;
};

} // namespace postreel

Q_DECLARE_METATYPE(postreel::AuthorizationResponse)
