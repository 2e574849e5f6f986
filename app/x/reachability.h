// Tells when a host answers again: opens a plain TCP connection to it every few seconds while something waits for it. Sends
// nothing, so that it costs none of X's limits.
// Invariant: no timer runs and no socket is open while nothing waits; a host that takes connections, though no request gets
// through to it, is looked at less and less often.
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

// How long it is from one look at a host to the next.
class ProbePace
{
public:
    static constexpr qint64 firstMs = 3000;
    static constexpr qint64 longestMs = 30'000; // as long as the ladder of retries waits for it in the end

    explicit ProbePace(qint64 first = firstMs) : m_firstMs(first), m_nextMs(first) {}
    qint64 nextMs() const { return m_nextMs; }
    // It took a connection, so what waits is tried. That may fail all the same.
    void answered() { m_nextMs = std::min(2 * m_nextMs, longestMs); }
    // A request got through.
    void proven() { m_nextMs = m_firstMs; }

private:
    qint64 m_firstMs;
    qint64 m_nextMs;
};

// Whether a wait for this reason, because of this error, may be over once a connection can be made. A limit of X's is not,
// and neither is what a connection says nothing of: a portal, a certificate, a proxy that is there and refuses.
bool endsWithConnection(WaitReason reason, const Error &error);

class Reachability final : public QObject
{
    Q_OBJECT
public:
    // Calls `then` with where connections for an API base go to, unless `context` is gone by then.
    using FindPeer = std::function<void(const QUrl &base, QObject *context, std::function<void(const Peer &)> then)>;

    explicit Reachability(FindPeer findPeer, qint64 firstMs = ProbePace::firstMs, QObject *parent = nullptr);
    ~Reachability() override;

    // Looks whether these API bases answer, from now on, and at no others.
    void lookFor(const QSet<QUrl> &bases);
    // A request got through to it: the next time that it is away, it is looked at as often as the first time.
    void proven(const QUrl &base);
    // The system says that there is no network at all: only what runs on this computer is looked at.
    void setNetworkGone(bool gone);

Q_SIGNALS:
    void reachable(const QUrl &base); // out of the event loop

private:
    class Probe;
    ProbePace &paceOf(const QUrl &base);
    void answered(const QUrl &base);
    bool isHeld(const QUrl &base) const;

    const FindPeer m_findPeer;
    const qint64 m_firstMs;
    QHash<QUrl, ProbePace> m_paces; // they outlive the waits: what fails again begins another one
    std::map<QUrl, std::unique_ptr<Probe>> m_probes;
    bool m_networkGone = false;
};

} // namespace postreel
