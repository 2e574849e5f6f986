#include "app/x/reachability.h"

#include "app/base/this_computer.h"

#include <QTcpSocket>
#include <QTimer>
#include <utility>

namespace postreel {

namespace {

constexpr int connectsWithinMs = 3000; // else nobody is there, even if the system still waits

} // namespace

bool endsWithConnection(WaitReason reason, const Error &error)
{
    return reason == WaitReason::Offline || (reason == WaitReason::Proxy && error.kind == ErrorKind::ProxyFailed);
}

// Probes one API base again and again.
class Reachability::Probe final : public QObject
{
public:
    Probe(Reachability &owner, const QUrl &base) : m_owner(owner), m_base(base)
    {
        m_socket.setProxy(QNetworkProxy::NoProxy); // the proxy itself is probed, if there is one
        m_pause.setSingleShot(true);
        m_limit.setSingleShot(true);
        m_limit.setInterval(connectsWithinMs);
        connect(&m_pause, &QTimer::timeout, this, &Probe::look);
        connect(&m_limit, &QTimer::timeout, this, &Probe::pause);
        connect(&m_socket, &QTcpSocket::errorOccurred, this, &Probe::pause);
        connect(&m_socket, &QTcpSocket::connected, this, [this] {
            m_owner.answered(m_base);
            pause();
        });
    }

    void pause()
    {
        rest();
        m_pause.start(static_cast<int>(m_owner.paceOf(m_base).nextMs()));
    }
    void rest()
    {
        m_pause.stop();
        m_limit.stop();
        m_socket.abort();
    }

private:
    void look()
    {
        m_limit.start();
        m_owner.m_findPeer(m_base, this, [this](const Peer &hop) {
            const bool inTime = m_limit.isActive() && m_socket.state() == QTcpSocket::UnconnectedState;
            if (inTime && hop.port != 0)
                m_socket.connectToHost(hop.host, hop.port);
        });
    }

    Reachability &m_owner;
    const QUrl m_base;
    QTimer m_pause;
    QTimer m_limit;
    QTcpSocket m_socket;
};

Reachability::Reachability(FindPeer findPeer, qint64 firstMs, QObject *parent)
    : QObject(parent), m_findPeer(std::move(findPeer)), m_firstMs(firstMs)
{
}

Reachability::~Reachability() = default;

void Reachability::lookFor(const QSet<QUrl> &bases)
{
    std::erase_if(m_probes, [&bases](const auto &probe) { return !bases.contains(probe.first); });
    for (const QUrl &base : bases) {
        std::unique_ptr<Probe> &probe = m_probes[base];
        if (probe)
            continue;
        probe = std::make_unique<Probe>(*this, base);
        if (!isHeld(base))
            probe->pause();
    }
}

void Reachability::proven(const QUrl &base)
{
    paceOf(base).proven();
}

void Reachability::setNetworkGone(bool gone)
{
    if (std::exchange(m_networkGone, gone) == gone)
        return;
    for (const auto &[base, probe] : m_probes)
        if (!isLoopbackHost(base.host()))
            gone ? probe->rest() : probe->pause();
}

bool Reachability::isHeld(const QUrl &base) const
{
    return m_networkGone && !isLoopbackHost(base.host());
}

ProbePace &Reachability::paceOf(const QUrl &base)
{
    const auto known = m_paces.find(base);
    return known != m_paces.end() ? *known : *m_paces.insert(base, ProbePace(m_firstMs));
}

// Queued, as a receiver may call lookFor({}) at once, which destroys the probe.
void Reachability::answered(const QUrl &base)
{
    paceOf(base).answered();
    QMetaObject::invokeMethod(this, [this, base] { Q_EMIT reachable(base); }, Qt::QueuedConnection);
}

} // namespace postreel
