#include "app/auth/callback_listener.h"

#include "app/auth/callback_page.h"

#include <QTcpSocket>

namespace postreel {

namespace {
constexpr int headLimitMs = 20'000; // a browser sends its head at once
constexpr int backlog = 256;
} // namespace

CallbackListener::CallbackListener(QObject *parent) : QObject(parent)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        stop();
        Q_EMIT answered(AuthorizationResponse{.end = CallbackEnd::TimedOut, .code = {}, .detail = {}});
    });
}

CallbackListener::~CallbackListener()
{
    stop();
}

Result<Done> CallbackListener::start(const QUrl &callback, const QByteArray &state, int limitMs)
{
    stop();
    const QString host = callback.host();
    const bool byName = host == QLatin1String("localhost");
    const QHostAddress address(byName ? QStringLiteral("127.0.0.1") : host);
    if (callback.scheme() != QLatin1String("http") || !address.isLoopback() || callback.port() <= 0 || state.isEmpty()
        || callback.hasQuery() || callback.hasFragment())
        return {ErrorKind::Usage, callback.toString()};
    const auto port = static_cast<quint16>(callback.port());
    // For "localhost" a browser tries ::1 first if there is one: another program listening there would get the code.
    const bool free = (!byName || listenOn(QHostAddress(QHostAddress::LocalHostIPv6), port)) && listenOn(address, port);
    if (!free || m_servers.isEmpty()) {
        stop();
        return {ErrorKind::NotReached, QString::number(port)};
    }
    m_path = callback.path().isEmpty() ? QStringLiteral("/") : callback.path();
    m_state = state;
    m_limit.start(limitMs);
    return Done{};
}

// Also true if the address does not exist, as without IPv6.
bool CallbackListener::listenOn(const QHostAddress &address, quint16 port)
{
    auto *server = new QTcpServer(this);
    server->setListenBacklogSize(backlog);
    if (server->listen(address, port)) {
        connect(server, &QTcpServer::newConnection, this, [this, server] { accept(*server); });
        m_servers.append(server);
        return true;
    }
    const QAbstractSocket::SocketError error = server->serverError();
    delete server;
    return error == QAbstractSocket::SocketAddressNotAvailableError
           || error == QAbstractSocket::UnsupportedSocketOperationError;
}

void CallbackListener::stop()
{
    m_limit.stop();
    m_state.fill('\0');
    m_state.clear();
    for (QTcpServer *server : std::exchange(m_servers, {})) {
        server->close();
        server->deleteLater(); // it may be emitting one of its signals
    }
    for (QTcpSocket *socket : std::exchange(m_open, {})) // one that got its response closes by itself
        socket->abort();
}

void CallbackListener::accept(QTcpServer &server)
{
    while (QTcpSocket *socket = server.nextPendingConnection()) {
        socket->setParent(this);
        socket->setReadBufferSize(maxHeadBytes + 1);
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_open.removeOne(socket);
            socket->deleteLater();
        });
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        QTimer::singleShot(headLimitMs, socket, [socket] { socket->abort(); });
        m_open.append(socket);
        if (m_open.size() > maxConnections) // the oldest: a connection that says nothing makes room
            m_open.first()->abort();
        if (socket->bytesAvailable() > 0)
            read(socket);
    }
}

void CallbackListener::read(QTcpSocket *socket)
{
    if (!m_open.contains(socket)) { // already answered; anything else it sends is ignored
        socket->skip(socket->bytesAvailable());
        return;
    }
    const QByteArray head = socket->peek(maxHeadBytes + 1);
    if (const qsizetype end = head.indexOf("\r\n\r\n"); end >= 0)
        return answerRequest(socket, head.left(head.indexOf("\r\n")));
    if (head.size() > maxHeadBytes)
        reply(socket, CallbackPage::refusal(431));
}

void CallbackListener::answerRequest(QTcpSocket *socket, const QByteArray &requestLine)
{
    const QList<QByteArray> words = requestLine.split(' ');
    if (words.size() != 3 || !words.at(2).startsWith("HTTP/1."))
        return reply(socket, CallbackPage::refusal(400));
    const QByteArray target = words.at(1);
    const qsizetype question = target.indexOf('?');
    if ((question < 0 ? target : target.left(question)) != m_path.toUtf8())
        return reply(socket, CallbackPage::refusal(404));
    if (words.first() != "GET")
        return reply(socket, CallbackPage::refusal(405));
    const std::optional<AuthorizationResponse> answer =
        question < 0 ? std::nullopt : readCallback(target.mid(question + 1), m_state);
    if (!answer)
        return reply(socket, CallbackPage::refusal(400));
    reply(socket, CallbackPage::of(*answer));
    if (answer->end != CallbackEnd::WrongState)
        stop();
    Q_EMIT answered(*answer);
}

void CallbackListener::reply(QTcpSocket *socket, const QByteArray &answer)
{
    m_open.removeOne(socket);
    socket->skip(socket->bytesAvailable()); // unread data at the close would make the browser lose the response
    socket->write(answer);
    socket->disconnectFromHost();
}

} // namespace postreel
