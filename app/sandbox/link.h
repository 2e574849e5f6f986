// Emulates one internet link that all connections of the sandbox share (Link), with one LinkPort per
// connection.
// Invariant: all ports together move no more than `up` and `down` allow, share what is left equally, and each
// has at most window() bytes in flight per round trip, as with TCP.
#pragma once

#include "app/sandbox/link_meter.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTcpSocket>
#include <QTimer>
#include <deque>
#include <functional>

namespace postreel::sandbox {

struct LinkSpec
{
    double rttMs = 0;    // 0…60000
    double upMbit = 0;   // 10^6 bit/s from the client, 0: no limit
    double downMbit = 0; // 10^6 bit/s to the client, 0: no limit

    bool active() const { return rttMs > 0 || upMbit > 0 || downMbit > 0; }
    friend bool operator==(const LinkSpec &, const LinkSpec &) = default;
};

class LinkPort;

class Link : public QObject
{
    Q_OBJECT
public:
    explicit Link(QObject *parent = nullptr);

    void apply(const LinkSpec &spec);
    const LinkSpec &spec() const { return m_spec; }
    bool active() const { return m_spec.active(); }

    qint64 nowNs() const { return m_clock.nsecsElapsed(); }
    qint64 oneWayNs() const { return static_cast<qint64>(m_spec.rttMs * 5e5); }
    qint64 rttNs() const { return 2 * oneWayNs(); }
    // Bytes that one connection may have unacknowledged: twice the bandwidth-delay product (what the kernel's
    // autotuning arrives at), 64 KiB to 16 MiB; 16 MiB if rate or round trip is 0.
    qint64 windowUp() const { return window(m_spec.upMbit); }
    qint64 windowDown() const { return window(m_spec.downMbit); }
    // Size of a socket's read buffer in bytes, large enough that a tick never finds it empty while the client
    // is sending.
    qint64 readAhead() const;

    void add(LinkPort *port);
    void remove(LinkPort *port);
    // Starts the ticks, because a port has work to do.
    void wake();

private:
    qint64 window(double megabits) const;
    void tick();
    void share(LinkMeter &meter, qint64 (LinkPort::*wanted)(qint64) const,
               qint64 (LinkPort::*move)(qint64, qint64));

    LinkSpec m_spec;
    QElapsedTimer m_clock;
    QTimer m_timer;
    LinkMeter m_up;
    LinkMeter m_down;
    QList<LinkPort *> m_ports;
    qsizetype m_first = 0; // rotates the port that is served first
};

class LinkPort : public QObject
{
    Q_OBJECT
public:
    // Receives the bytes that have arrived and returns how many it used; the rest is offered again after
    // resume(). May schedule the port's deletion, but not delete it immediately.
    using Receiver = std::function<qsizetype(const char *, qsizetype)>;

    LinkPort(Link &link, QTcpSocket &socket, Receiver receiver, QObject *parent);
    ~LinkPort() override;

    // Stop and resume taking bytes from the client; while paused, TCP flow control makes the client wait.
    void pause() { m_paused = true; }
    void resume();
    // Bytes that send() takes now without growing a queue.
    qint64 room() const;
    void send(const QByteArray &bytes);
    // True if nothing is on its way to the client any more, as far as this process can know.
    bool drained() const
    {
        return m_downWaiting.isEmpty() && m_downFlying.empty() && m_socket.bytesToWrite() == 0;
    }
    // True if nothing is on its way from the client any more.
    bool exhausted() const { return m_upFlying.empty() && m_socket.bytesAvailable() == 0; }
    void settingsChanged();

Q_SIGNALS:
    void roomMade();

private:
    friend class Link;
    struct Flying
    {
        qint64 dueNs;
        QByteArray bytes;
    };
    struct Acked
    {
        qint64 atNs;
        qint64 bytes;
    };

    void readable();
    void passThrough();
    qint64 upWanted(qint64 nowNs) const;
    qint64 upMove(qint64 bytes, qint64 nowNs);
    qint64 downWanted(qint64 nowNs) const;
    qint64 downMove(qint64 bytes, qint64 nowNs);
    void deliverUp(qint64 nowNs);
    void deliverDown(qint64 nowNs);
    bool busy() const;

    Link &m_link;
    QTcpSocket &m_socket;
    Receiver m_receiver;
    bool m_paused = false;
    bool m_delivering = false;
    qint64 m_openNs = 0; // end of the emulated handshake's round trip
    QByteArray m_chunk;  // read buffer of passThrough()
    QByteArray m_kept;   // offered to the receiver but not used
    std::deque<Flying> m_upFlying;
    qint64 m_upFlyingBytes = 0;
    std::deque<Acked> m_unacked; // read from the socket less than a round trip ago
    qint64 m_unackedBytes = 0;
    QByteArray m_downWaiting;
    std::deque<Flying> m_downFlying;
    qint64 m_downFlyingBytes = 0;
};

} // namespace postreel::sandbox
