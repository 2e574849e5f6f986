// A loopback HTTP/1.1 server, plain or TLS, that does exactly what a test tells it at each point of a
// request: answer, close without an answer, reset, stall, answer early.
// Invariant: it never answers by itself, and it records every byte of every request that reached it.
#pragma once

#include "tests/support/tls_files.h"

#include <QPointer>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpServer>
#include <QUrl>
#include <functional>

namespace postreel::testing {

// One request as it stood on the wire.
struct WireRequest
{
    int connection = 0; // 1 is the first connection of the server
    QByteArray head;    // request line and headers, without the empty line
    QByteArray body;    // as much of it as had come

    QByteArray line() const { return head.left(head.indexOf("\r\n")); }
    QByteArray header(const QByteArray &name) const
    {
        const QByteArray key = name.toLower() + ':';
        for (const QByteArray &row : head.split('\n'))
            if (row.toLower().startsWith(key))
                return row.mid(key.size()).trimmed();
        return {};
    }
    qint64 length() const { return header("Content-Length").toLongLong(); }
    bool whole() const { return body.size() >= length(); }
};

class RawConnection final : public QObject
{
public:
    RawConnection(QTcpSocket *socket, int number, QObject *parent)
        : QObject(parent), m_socket(socket), m_number(number)
    {
        socket->setParent(this);
    }

    int number() const { return m_number; }
    bool isOpen() const { return m_socket->state() == QAbstractSocket::ConnectedState; }
    QTcpSocket *socket() const { return m_socket; }

    void write(const QByteArray &bytes)
    {
        m_socket->write(bytes);
        m_socket->flush();
    }
    // A whole answer; `headers` are rows such as "Retry-After: 3".
    void answer(int status, const QByteArray &body = {}, const QByteArrayList &headers = {})
    {
        QByteArray text = "HTTP/1.1 " + QByteArray::number(status) +
                          " Said\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
        for (const QByteArray &row : headers)
            text += row + "\r\n";
        write(text + "\r\n" + body);
    }
    void close() { m_socket->disconnectFromHost(); }
    void reset() { m_socket->abort(); }

private:
    QTcpSocket *m_socket;
    int m_number;
};

class RawServer final : public QTcpServer
{
public:
    using Act = std::function<void(RawConnection &, const WireRequest &)>;

    // When the head is there, the body still coming; when both are; when a connection opens.
    Act onHead;
    Act onWhole;
    std::function<void(RawConnection &)> onConnection;

    explicit RawServer(const TlsFiles *tls = nullptr)
    {
        if (tls) {
            m_certificate = tls->certificate();
            m_key = tls->key();
        }
        listen(QHostAddress::LocalHost);
    }

    bool isTls() const { return !m_key.isNull(); }
    QUrl base() const
    {
        return QUrl(QStringLiteral("%1://127.0.0.1:%2")
                        .arg(isTls() ? QStringLiteral("https") : QStringLiteral("http"))
                        .arg(serverPort()));
    }
    int connections() const { return m_connections; }
    int openConnections() const
    {
        int open = 0;
        for (const QPointer<RawConnection> &one : m_live)
            open += one && one->isOpen() ? 1 : 0;
        return open;
    }
    // Every request whose head came, whole or not, in order.
    const QVector<WireRequest> &requests() const { return m_requests; }
    // All that came in clear text on any connection.
    const QByteArray &bytes() const { return m_bytes; }
    void closeAll()
    {
        for (const QPointer<RawConnection> &one : std::as_const(m_live))
            if (one)
                one->reset();
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        QTcpSocket *socket = isTls() ? new QSslSocket : new QTcpSocket;
        socket->setSocketDescriptor(descriptor);
        auto *connection = new RawConnection(socket, ++m_connections, this);
        m_live.append(connection);
        connect(socket, &QTcpSocket::readyRead, connection, [this, connection] { take(*connection); });
        if (auto *secure = qobject_cast<QSslSocket *>(socket)) {
            secure->setLocalCertificate(m_certificate);
            secure->setPrivateKey(m_key);
            if (!onConnection)
                secure->startServerEncryption();
        }
        if (onConnection)
            onConnection(*connection);
    }

private:
    void take(RawConnection &connection)
    {
        const QByteArray fresh = connection.socket()->readAll();
        m_bytes += fresh;
        QByteArray &pending = m_pending[connection.number()];
        pending += fresh;
        while (!pending.isEmpty()) {
            int &open = m_open[connection.number()]; // 1-based place of the request whose body is coming
            if (open == 0) {
                const qsizetype end = pending.indexOf("\r\n\r\n");
                if (end < 0)
                    return;
                m_requests.append(WireRequest{connection.number(), pending.left(end), {}});
                pending.remove(0, end + 4);
                open = static_cast<int>(m_requests.size());
                if (onHead)
                    onHead(connection, m_requests.last());
            }
            WireRequest &request = m_requests[open - 1];
            const qsizetype part =
                std::min<qsizetype>(pending.size(), request.length() - request.body.size());
            request.body += pending.left(part);
            pending.remove(0, part);
            if (!request.whole())
                return;
            open = 0;
            if (onWhole)
                onWhole(connection, WireRequest(request));
        }
    }

    QSslCertificate m_certificate;
    QSslKey m_key;
    int m_connections = 0;
    QVector<QPointer<RawConnection>> m_live;
    QHash<int, QByteArray> m_pending;
    QHash<int, int> m_open;
    QVector<WireRequest> m_requests;
    QByteArray m_bytes;
};

} // namespace postreel::testing
