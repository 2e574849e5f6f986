// A request in flight: watches its reply and turns the end into a Response.
// Invariant: completes exactly once; a stall and an abort are told apart by flags of its own, since Qt reports both as error 5.
#pragma once

#include "app/x/exchange.h"
#include "app/x/one_shot_body.h"
#include "app/x/proxy_choice.h"
#include "app/x/stall_policy.h"

#include <QElapsedTimer>
#include <QNetworkReply>
#include <QSslError>
#include <QTcpSocket>
#include <QTimer>
#include <functional>

namespace postreel {

class PendingRequest final : public QObject
{
    Q_OBJECT
public:
    // Takes ownership of `reply` and `body`. `body` is null for a GET.
    PendingRequest(QNetworkReply *reply, OneShotBody *body, Call call, const StallPolicy &stallPolicy, ProxyChoice proxy, QObject *parent);

    // Ends the request because nobody wants it any more: RequestOutcome::Aborted.
    void abort();
    // Ends the request because its connection is taken for dead: NoAnswer, or NotReached if nothing of it was sent.
    void drop();

    // Whether Postreel's speed limit applied to any part of it.
    bool wasThrottled() const { return m_body && m_body->wasThrottled(); }

Q_SIGNALS:
    void bytesSent(qint64 bytes);
    void completed(const postreel::Response &answer);

private:
    void collect();
    void giveUp();
    void waitOn();
    void takeIn();
    void finish();
    void probeProxy();
    void askProxy();
    void readProxyAnswer();
    void complete();
    RequestOutcome outcome() const;
    // None if there is no proxy, or the failure is not the proxy's.
    ErrorKind proxyTrouble() const;
    bool isTunnelBroken() const;
    Response readAnswer() const;

    QNetworkReply *m_reply;
    OneShotBody *m_body;
    const Call m_call;
    const StallPolicy m_stallPolicy; // as it was when the request was sent
    const ProxyChoice m_proxy;
    QList<QSslError> m_tlsErrors;
    QTimer m_stall;
    QElapsedTimer m_started;
    QElapsedTimer m_answering; // valid once the first byte of the response has arrived
    qint64 m_bytesSent = 0;
    QByteArray m_received;
    bool m_overlong = false;
    bool m_stalled = false;
    bool m_aborted = false;
    QTcpSocket *m_probe = nullptr; // checks whether the proxy is there and what it says, when Qt does not tell who refused
    enum class ProxyState {
        Away,
        There,       // reachable, but refuses or says nothing
        LetsThrough,
        Asks,        // wants a user name and a password, or other ones
    };
    ProxyState m_proxyState = ProxyState::Away; // as found by the probe
    bool m_completed = false;
};

} // namespace postreel
