// The only way to X, and the only owner of QNetworkAccessManagers. One POST here is one request on the wire.
// Invariant: a token is sent only to its account's own API base; no redirect is followed, no TLS error ignored, no request
// repeated by itself.
#pragma once

#include "app/base/clock.h"
#include "app/base/known_secrets.h"
#include "app/x/exchange.h"
#include "app/x/proxy_resolver.h"
#include "app/x/rate_limit_tracker.h"
#include "app/x/stall_policy.h"
#include "app/x/throttle.h"
#include "app/x/token_source.h"

#include <QHash>
#include <QNetworkAccessManager>
#include <QPointer>
#include <QSet>
#include <QSslConfiguration>
#include <QUrl>
#include <functional>

namespace postreel {

class PendingRequest;

class Transport : public QObject
{
    Q_OBJECT
public:
    Transport(Clock &clock, TokenSource &tokens, QObject *parent = nullptr);
    ~Transport() override;

    // Trusts the certificates of a PEM file besides the system's. Call it before the first request, since an open connection
    // keeps the trust that it began with. Errors: Missing, Usage (no file, or no certificate in it).
    Result<Done> trust(const QString &pemFile);

    // Reaches this API base directly, whatever proxy is set; for the built-in sandbox.
    void bypassProxy(const QUrl &apiBase) { m_proxies.exempt(apiBase); }

    using Handler = std::function<void(const Response &)>;
    using Progress = std::function<void(qint64 bytesSent)>; // bytes of the body given to the socket: an estimate

    // Sends one request and calls `done` exactly once, queued, unless `context` is gone by then. Returns a number for abort().
    quint64 send(const QUrl &apiBase, const QString &account, const Request &request, QObject *context, Handler done,
                 Progress progress = {});
    // Opens up to `connections` connections for segments in advance, so that the first ones need not wait. Sends nothing.
    void preconnect(const QUrl &apiBase, int connections);
    // Calls `then` with the TCP peer of connections for an API base, unless `context` is gone by then.
    void findPeer(const QUrl &apiBase, QObject *context, std::function<void(const Peer &)> then);
    // Sends a form to an endpoint of an OAuth server, on a connection of its own and without any account's token. `basic`:
    // "ID:SECRET" for HTTP Basic, in base64; empty: none. An endpoint that isFitForSecrets() does not allow is not contacted:
    // NotReached.
    quint64 sendForm(const QUrl &endpoint, const QByteArray &form, const QByteArray &basic, QObject *context,
                     Handler done);
    // Gets a public file, such as a user's profile picture, without any token; the same addresses are allowed.
    quint64 fetch(const QUrl &url, QObject *context, Handler done);
    // Ends a request; its handler still gets RequestOutcome::Aborted. Does nothing if the response has already arrived.
    void abort(quint64 number);
    // Treats all connections as dead, as after a sleep: requests in flight end as NoAnswer or NotReached, except those to an
    // OAuth server; the next ones open new connections.
    void dropConnections();

    // Holds back the bodies of all segments together, to which sendNow() adds them. Other calls are too small to matter.
    Throttle &throttle() { return m_throttle; }

    static constexpr qint64 maxAnswerBytes = 4 << 20;

    // How long nothing may move, for later requests.
    void setStallPolicy(const StallPolicy::Limits &limits) { m_stallPolicy = StallPolicy(limits); }

    // X's rate limits as known; a request that they hold completes as RequestOutcome::BlockedByRateLimit and is not sent.
    RateLimitTracker &rates() { return m_rates; }
    // X suspends and locks accounts for all calls: after the first such response, further requests of the account complete with
    // it and are not sent, until this is called or an hour has passed.
    void askAgain(const QString &account) { m_locked.remove(account); }

Q_SIGNALS:
    // Emitted when an account's requests reach X again, after one that did not.
    void backOnline(const QString &account);
    // Emitted when a rate limit of X was met, so that rates() is worth saving.
    void rateLimitMet();

private:
    QNetworkAccessManager *managerFor(Call call);
    quint64 sendTokenless(const QUrl &url, const Request &request, const QByteArray &authorization, QObject *context,
                          Handler done);
    void findProxyThenSend(quint64 number, const QUrl &url, const Request &request, const QByteArray &authorization);
    void sendNow(quint64 number, const QUrl &url, const Request &request, const QByteArray &authorization);
    void openConnections(const QUrl &url, int connections);
    bool isWanted(quint64 number) const;
    void watch(quint64 number, PendingRequest *pendingRequest, QNetworkReply *reply);
    void complete(quint64 number, Response answer);
    QNetworkRequest networkRequest(const QUrl &url, const QByteArray &authorization) const;
    void setRules(QNetworkRequest &out) const;

    struct Pending
    {
        QString account;
        Call call = Call::Me;
        qint64 bytes = 0; // of the body
        QPointer<QObject> context;
        Handler done;
        Progress progress;
        PendingRequest *request = nullptr; // null: waits for its token or the proxy, or has completed
        bool completed = false;      // its handler is queued
        std::optional<qint64> serverOffsetMs = std::nullopt; // by the Date of its response
        KnownSecret token;        // that it carries: the response may repeat it
    };
    void learn(const Pending &pending, const Response &answer);
    std::optional<Response> answerOfLocked(const QString &account);

    struct Locked
    {
        Response answer;
        qint64 untilMs = 0; // monotonic
    };

    Clock &m_clock;
    TokenSource &m_tokens;
    QSslConfiguration m_tls;
    StallPolicy m_stallPolicy;
    RateLimitTracker m_rates;
    QSet<QString> m_offline; // accounts whose last request did not reach X
    QHash<QString, Locked> m_locked; // by account
    Throttle m_throttle;
    ProxyResolver m_proxies;
    // Two, since six connections per host and manager are shared by all that goes through it, and a STATUS must not queue
    // behind segments. Create Post and the calls to an OAuth server get managers of their own.
    QNetworkAccessManager m_segments;
    QNetworkAccessManager m_calls;
    QHash<quint64, Pending> m_pending;
    quint64 m_lastNumber = 0;
};

} // namespace postreel
