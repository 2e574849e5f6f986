// A relay between an uploader and a sandbox that stops at each APPEND, before X can have read it.
// Invariant: `onAppend` has returned before the index it was told leaves for the sandbox.
#pragma once

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QUrl>
#include <functional>

namespace postreel::testing {

class AppendRelay
{
public:
    // `onAppend` runs on the relay's own thread.
    AppendRelay(const QUrl &to, std::function<void(int index)> onAppend)
        : m_to(to), m_onAppend(std::move(onAppend))
    {
        m_thread.start();
        m_server = new QTcpServer;
        m_server->moveToThread(&m_thread);
        QMetaObject::invokeMethod(
            m_server, [this] { listen(); }, Qt::BlockingQueuedConnection);
    }
    ~AppendRelay()
    {
        m_server->deleteLater();
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(AppendRelay)

    QUrl base() const
    {
        QUrl url = m_to;
        url.setPort(m_port);
        return url;
    }

private:
    void listen()
    {
        if (!m_server->listen(QHostAddress::LocalHost))
            qFatal("the relay cannot listen");
        m_port = m_server->serverPort();
        QObject::connect(m_server, &QTcpServer::newConnection, m_server, [this] {
            while (QTcpSocket *client = m_server->nextPendingConnection())
                pair(client);
        });
    }
    void pair(QTcpSocket *client)
    {
        auto *server = new QTcpSocket(client);
        server->connectToHost(m_to.host(), static_cast<quint16>(m_to.port()));
        auto seen = std::make_shared<QByteArray>();
        QObject::connect(client, &QTcpSocket::readyRead, server, [this, client, server, seen] {
            const QByteArray bytes = client->readAll();
            look(*seen, bytes);
            server->write(bytes);
        });
        QObject::connect(server, &QTcpSocket::readyRead, client,
                         [client, server] { client->write(server->readAll()); });
        QObject::connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        QObject::connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    }
    // Tells each index once its digits are there; keeps as much as a name may be torn into.
    void look(QByteArray &seen, const QByteArray &bytes)
    {
        static const QByteArray name = "name=\"segment_index\"\r\n\r\n";
        seen += bytes;
        for (;;) {
            const qsizetype at = seen.indexOf(name);
            const qsizetype end = at < 0 ? -1 : seen.indexOf("\r\n", at + name.size());
            if (end < 0) {
                seen = at < 0 ? seen.right(name.size()) : seen.mid(at);
                return;
            }
            m_onAppend(seen.mid(at + name.size(), end - at - name.size()).toInt());
            seen.remove(0, end);
        }
    }

    QUrl m_to;
    std::function<void(int index)> m_onAppend;
    QThread m_thread;
    QTcpServer *m_server;
    quint16 m_port = 0;
};

} // namespace postreel::testing
