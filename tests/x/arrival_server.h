// A server on a thread of its own that notes by its own clock when how many bytes arrived.
// Invariant: a request is answered with 200 once it is whole, never before; what a busy test thread does late,
// this one does not note late.
#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QMutex>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <atomic>

namespace postreel::testing {

class ArrivalServer final
{
public:
    // `clock` runs already, and is read from two threads.
    explicit ArrivalServer(const QElapsedTimer &clock) : m_clock(clock)
    {
        m_server = new QTcpServer;
        m_server->listen(QHostAddress::LocalHost);
        m_port = m_server->serverPort();
        m_tick = new QTimer(m_server);
        m_tick->setTimerType(Qt::PreciseTimer);
        QObject::connect(m_tick, &QTimer::timeout, m_server,
                         [this] { m_heldUpMs = std::max(m_heldUpMs.load(), m_sinceTick.restart()); });
        m_server->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::started, m_server, [this] {
            m_sinceTick.start();
            m_tick->start(20);
        });
        QObject::connect(&m_thread, &QThread::finished, m_server, &QObject::deleteLater);
        QObject::connect(m_server, &QTcpServer::newConnection, m_server, [this] {
            while (QTcpSocket *socket = m_server->nextPendingConnection())
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { take(socket); });
        });
        m_thread.start();
    }
    ~ArrivalServer()
    {
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(ArrivalServer)

    QUrl base() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port)); }
    // Bytes that came from `fromMs` on and before `toMs`.
    qint64 arrived(qint64 fromMs, qint64 toMs) const
    {
        const QMutexLocker lock(&m_mutex);
        qint64 bytes = 0;
        for (const Arrival &one : m_arrivals)
            bytes += one.atMs >= fromMs && one.atMs < toMs ? one.bytes : 0;
        return bytes;
    }
    // When the first byte came; -1: none did yet.
    qint64 firstMs() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_arrivals.isEmpty() ? -1 : m_arrivals.first().atMs;
    }
    // The longest time in ms for which the computer let this thread wait: so much too late something may be noted.
    qint64 heldUpMs() const { return m_heldUpMs; }

private:
    struct Arrival
    {
        qint64 atMs;
        qint64 bytes;
    };
    struct Open
    {
        QByteArray head;
        qint64 left = -1; // of the body; -1: its head is coming
    };

    void take(QTcpSocket *socket)
    {
        QByteArray fresh = socket->readAll();
        {
            const QMutexLocker lock(&m_mutex);
            m_arrivals.append({m_clock.elapsed(), fresh.size()});
        }
        Open &open = m_open[socket];
        if (open.left < 0) {
            open.head += fresh;
            const qsizetype end = open.head.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            const qsizetype length = open.head.toLower().indexOf("content-length:");
            open.left = open.head.mid(length + 15, open.head.indexOf('\r', length) - length - 15).trimmed().toLongLong();
            fresh = open.head.mid(end + 4);
        }
        open.left -= fresh.size();
        if (open.left > 0)
            return;
        open = {};
        socket->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
    }

    const QElapsedTimer m_clock;
    QTcpServer *m_server;
    QTimer *m_tick; // of m_server, like it on m_thread
    QElapsedTimer m_sinceTick; // on m_thread alone
    std::atomic<qint64> m_heldUpMs = 0;
    quint16 m_port = 0;
    QThread m_thread;
    QHash<QTcpSocket *, Open> m_open; // on m_thread alone
    mutable QMutex m_mutex;
    QVector<Arrival> m_arrivals;
};

} // namespace postreel::testing
