// Detects when a host is reachable again: opens a plain TCP connection to it every few seconds while something waits for it.
// Sends nothing, so that it costs none of X's rate limits.
// Invariant: no timer runs and no socket is open while nothing waits; a host that accepts connections although no request
// succeeds is probed less and less often.
#pragma once

#include "app/base/error.h"
#include "app/store/records.h"
#include "app/x/proxy_choice.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QUrl>
#include <algorithm>
#include <functional>
#include <map>
#include <memory>

namespace postreel {

// The interval between two probes of a host.
class ProbePace
{
public:
    static constexpr qint64 firstMs = 3000;
    static constexpr qint64 longestMs = 30'000; // the longest retry delay while offline, see classify.cpp

    explicit ProbePace(qint64 first = firstMs) : m_firstMs(first), m_nextMs(first) {}
    qint64 nextMs() const { return m_nextMs; }
    // It accepted a connection, so what waits is retried, which may still fail.
    void answered() { m_nextMs = std::min(2 * m_nextMs, longestMs); }
    // A request succeeded.
    void proven() { m_nextMs = m_firstMs; }

private:
    qint64 m_firstMs;
    qint64 m_nextMs;
};

// Whether a wait for this reason, because of this error, may be over once a connection can be made. Not those about which a
// connection says nothing: a rate limit, a captive portal, a certificate, a proxy that is there and refuses.
bool endsWithConnection(WaitReason reason, const Error &error);

class Reachability final : public QObject
{
    Q_OBJECT
public:
    // Calls `then` with the TCP peer of connections for an API base, unless `context` is gone by then.
    using FindPeer = std::function<void(const QUrl &base, QObject *context, std::function<void(const Peer &)> then)>;

    explicit Reachability(FindPeer findPeer, qint64 firstMs = ProbePace::firstMs, QObject *parent = nullptr);
    ~Reachability() override;

    // From now on, probes these API bases and no others.
    void lookFor(const QSet<QUrl> &bases);
    // A request to it succeeded: when it is unreachable the next time, it is probed as often as the first time.
    void proven(const QUrl &base);
    // The system says that there is no network at all: only hosts on this computer are probed.
    void setNetworkGone(bool gone);

Q_SIGNALS:
    void reachable(const QUrl &base); // from the event loop

private:
    class Probe;
    ProbePace &paceOf(const QUrl &base);
    void answered(const QUrl &base);
    bool isHeld(const QUrl &base) const;

    const FindPeer m_findPeer;
    const qint64 m_firstMs;
    QHash<QUrl, ProbePace> m_paces; // they outlive the waits, as another failure begins another wait
    std::map<QUrl, std::unique_ptr<Probe>> m_probes;
    bool m_networkGone = false;
};

} // namespace postreel
