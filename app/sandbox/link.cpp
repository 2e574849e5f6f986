#include "app/sandbox/link.h"

#include <algorithm>

namespace postreel::sandbox {

namespace {
constexpr int tickMs = 2;
constexpr qint64 leastWindow = 64 * 1024;
constexpr qint64 mostWindow = 16 * 1024 * 1024;
constexpr qint64 plainReadAhead = 1024 * 1024;
} // namespace

Link::Link(QObject *parent) : QObject(parent)
{
    m_clock.start();
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(tickMs);
    connect(&m_timer, &QTimer::timeout, this, &Link::tick);
}

void Link::apply(const LinkSpec &spec)
{
    m_spec = spec;
    m_up.setRate(spec.upMbit);
    m_down.setRate(spec.downMbit);
    m_up.start(nowNs());
    m_down.start(nowNs());
    for (LinkPort *port : std::as_const(m_ports))
        port->settingsChanged();
    wake();
}

qint64 Link::window(double megabits) const
{
    const double product = megabits * 125.0 * m_spec.rttMs;
    const qint64 open = megabits > 0 && m_spec.rttMs > 0 ? static_cast<qint64>(2 * product) : mostWindow;
    return std::clamp(open, leastWindow, mostWindow);
}

qint64 Link::readAhead() const
{
    if (!active() || !m_up.limited())
        return plainReadAhead;
    // 25 ms of the link's rate: what a late tick finds waiting is what a real bottleneck would have queued.
    return std::clamp(static_cast<qint64>(m_up.bytesPerMs() * 25), leastWindow, 4 * plainReadAhead);
}

void Link::add(LinkPort *port)
{
    m_ports.append(port);
}

void Link::remove(LinkPort *port)
{
    m_ports.removeOne(port);
}

void Link::wake()
{
    if (m_timer.isActive())
        return;
    for (LinkMeter *meter : {&m_up, &m_down}) {
        meter->advance(nowNs());
        meter->idle();
    }
    m_timer.start();
    // On an idle link, the first bytes do not wait for the timer.
    QMetaObject::invokeMethod(this, &Link::tick, Qt::QueuedConnection);
}

void Link::share(LinkMeter &meter, qint64 (LinkPort::*wanted)(qint64) const,
                 qint64 (LinkPort::*move)(qint64, qint64))
{
    const qint64 now = nowNs();
    meter.advance(now);
    while (true) {
        QList<LinkPort *> eager;
        for (LinkPort *port : std::as_const(m_ports))
            if ((port->*wanted)(now) > 0)
                eager.append(port);
        if (eager.isEmpty()) {
            meter.idle();
            return;
        }
        const qint64 granted = meter.granted();
        if (granted < 1)
            return;
        const qint64 each = std::max<qint64>(1, granted / eager.size());
        for (qsizetype i = 0; i < eager.size() && meter.granted() >= 1; ++i) {
            LinkPort *port = eager.at((i + m_first) % eager.size());
            meter.spend((port->*move)(std::min(each, (port->*wanted)(now)), now));
        }
        ++m_first;
    }
}

void Link::tick()
{
    share(m_up, &LinkPort::upWanted, &LinkPort::upMove);
    // deliverUp() calls into connections, which may close others: check each port again.
    const QList<LinkPort *> ports = m_ports;
    for (LinkPort *port : ports)
        if (m_ports.contains(port))
            port->deliverUp(nowNs());
    share(m_down, &LinkPort::downWanted, &LinkPort::downMove);
    bool busy = false;
    for (LinkPort *port : ports) {
        if (m_ports.contains(port))
            port->deliverDown(nowNs());
        busy = busy || (m_ports.contains(port) && port->busy());
    }
    if (!busy)
        m_timer.stop();
}

LinkPort::LinkPort(Link &link, QTcpSocket &socket, Receiver receiver, QObject *parent)
    : QObject(parent), m_link(link), m_socket(socket), m_receiver(std::move(receiver))
{
    m_openNs = m_link.nowNs() + m_link.rttNs();
    m_link.add(this);
    settingsChanged();
    connect(&m_socket, &QIODevice::readyRead, this, &LinkPort::readable);
    connect(&m_socket, &QIODevice::bytesWritten, this, [this] { Q_EMIT roomMade(); });
}

LinkPort::~LinkPort()
{
    m_link.remove(this);
}

void LinkPort::settingsChanged()
{
    m_socket.setReadBufferSize(m_link.readAhead());
    // Without emulation the kernel's autotuning is fastest; with it, a large kernel buffer would hide the
    // rate.
    if (m_link.active())
        m_socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption,
                                 static_cast<int>(std::min<qint64>(m_link.readAhead(), 256 * 1024)));
}

void LinkPort::readable()
{
    if (m_link.active() || !m_upFlying.empty())
        m_link.wake();
    else
        passThrough();
}

void LinkPort::resume()
{
    m_paused = false;
    if (m_delivering)
        return;
    if (m_link.active() || !m_upFlying.empty()) {
        if (!m_kept.isEmpty())
            m_link.wake();
        if (busy())
            m_link.wake();
        return;
    }
    // Queued, so that many pipelined requests do not recurse.
    QMetaObject::invokeMethod(this, &LinkPort::readable, Qt::QueuedConnection);
}

void LinkPort::passThrough()
{
    if (m_delivering)
        return;
    m_delivering = true;
    const QPointer<LinkPort> self(this);
    if (m_chunk.isEmpty())
        m_chunk.resize(256 * 1024);
    while (!m_paused && m_socket.isOpen()) {
        if (!m_kept.isEmpty()) {
            const QByteArray kept = std::exchange(m_kept, {});
            const qsizetype used = m_receiver(kept.constData(), kept.size());
            if (!self)
                return;
            if (used < kept.size())
                m_kept = kept.mid(used);
            continue;
        }
        const qint64 got = m_socket.read(m_chunk.data(), m_chunk.size());
        if (got <= 0)
            break;
        const qsizetype used = m_receiver(m_chunk.constData(), got);
        if (!self)
            return;
        if (used < got)
            m_kept = QByteArray(m_chunk.constData() + used, got - used);
    }
    m_delivering = false;
}

bool LinkPort::busy() const
{
    if (!m_upFlying.empty() && (!m_paused || m_link.nowNs() < m_upFlying.back().dueNs))
        return true;
    if (!m_downWaiting.isEmpty() || !m_downFlying.empty())
        return true;
    return m_link.active() && !m_paused && (m_socket.bytesAvailable() > 0 || !m_kept.isEmpty());
}

qint64 LinkPort::upWanted(qint64 nowNs) const
{
    if (!m_link.active() || nowNs < m_openNs)
        return 0;
    qint64 unacked = m_unackedBytes;
    for (const Acked &sent : m_unacked) {
        if (sent.atNs + m_link.rttNs() > nowNs)
            break;
        unacked -= sent.bytes;
    }
    const qint64 window = m_link.windowUp() - std::max(unacked, m_upFlyingBytes + m_kept.size());
    return std::clamp<qint64>(m_socket.bytesAvailable(), 0, std::max<qint64>(0, window));
}

qint64 LinkPort::upMove(qint64 bytes, qint64 nowNs)
{
    while (!m_unacked.empty() && m_unacked.front().atNs + m_link.rttNs() <= nowNs) {
        m_unackedBytes -= m_unacked.front().bytes;
        m_unacked.pop_front();
    }
    QByteArray got = m_socket.read(bytes);
    const qint64 size = got.size();
    if (size == 0)
        return 0;
    m_unacked.push_back({nowNs, size});
    m_unackedBytes += size;
    m_upFlying.push_back({nowNs + m_link.oneWayNs(), std::move(got)});
    m_upFlyingBytes += size;
    return size;
}

qint64 LinkPort::downWanted(qint64 nowNs) const
{
    Q_UNUSED(nowNs)
    const qint64 window = m_link.windowDown() - m_downFlyingBytes - m_socket.bytesToWrite();
    return std::clamp<qint64>(m_downWaiting.size(), 0, std::max<qint64>(0, window));
}

qint64 LinkPort::downMove(qint64 bytes, qint64 nowNs)
{
    m_downFlying.push_back({nowNs + m_link.oneWayNs(), m_downWaiting.left(bytes)});
    m_downFlyingBytes += bytes;
    m_downWaiting.remove(0, bytes);
    return bytes;
}

qint64 LinkPort::room() const
{
    const qint64 most = 256 * 1024;
    const qint64 held = m_link.active() ? m_downWaiting.size() : m_socket.bytesToWrite();
    return std::max<qint64>(0, most - held);
}

void LinkPort::send(const QByteArray &bytes)
{
    if (!m_link.active() && m_downWaiting.isEmpty() && m_downFlying.empty()) {
        m_socket.write(bytes);
        return;
    }
    m_downWaiting += bytes;
    m_link.wake();
}

// Hands requests that have crossed the link to the parser.
void LinkPort::deliverUp(qint64 nowNs)
{
    const QPointer<LinkPort> self(this);
    m_delivering = true;
    while (self && !m_paused) {
        QByteArray bytes = std::exchange(m_kept, {});
        if (bytes.isEmpty()) {
            if (m_upFlying.empty() || m_upFlying.front().dueNs > nowNs)
                break;
            bytes = std::move(m_upFlying.front().bytes);
            m_upFlying.pop_front();
            m_upFlyingBytes -= bytes.size();
        }
        const qsizetype used = m_receiver(bytes.constData(), bytes.size());
        if (self && used < bytes.size())
            m_kept = bytes.mid(used);
    }
    if (self)
        m_delivering = false;
    // Emulation was switched off meanwhile: read directly what waits in the socket.
    if (self && !m_link.active() && m_upFlying.empty())
        passThrough();
}

// Writes responses that have crossed the link to the client's socket.
void LinkPort::deliverDown(qint64 nowNs)
{
    if (m_downFlying.empty() || m_downFlying.front().dueNs > nowNs)
        return;
    while (!m_downFlying.empty() && m_downFlying.front().dueNs <= nowNs) {
        m_downFlyingBytes -= m_downFlying.front().bytes.size();
        m_socket.write(m_downFlying.front().bytes);
        m_downFlying.pop_front();
    }
    Q_EMIT roomMade();
}

} // namespace postreel::sandbox
