// The one gate to X: the only owner of QNetworkAccessManagers. One POST here is one request on the wire.
// Invariant: the token goes to the account's own API base alone; no redirect is followed, no TLS error
// ignored, no request repeated by itself.
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

    // Trusts the certificates of a PEM file besides the system's; to be called before the first request, since an
    // open connection keeps the trust that it began with. Errors: Missing, Usage (no certificate in it).
    Result<Done> trust(const QString &pemFile);

    // Reaches this API base directly, whatever proxy is set: the built-in sandbox.
    void bypassProxy(const QUrl &apiBase) { m_proxies.exempt(apiBase); }

    using Handler = std::function<void(const Response &)>;
    using Progress = std::function<void(qint64 bytesSent)>; // of the body, given to the socket: an estimate

    // Sends one request and calls `done` exactly once, queued, unless `context` is gone by then.
    // Answers a number for abort().
    quint64 send(const QUrl &apiBase, const QString &account, const Request &request, QObject *context, Handler done,
                 Progress progress = {});
    // Opens up to `connections` for segments, so that the first ones do not wait for it. Sends nothing.
    void preconnect(const QUrl &apiBase, int connections);
    // Calls `then` with where connections for an API base go to, unless `context` is gone by then.
    void findPeer(const QUrl &apiBase, QObject *context, std::function<void(const Peer &)> then);
    // Sends a form to an endpoint of an OAuth server, on a connection of its own and without any account's token.
    // `basic`: "ID:SECRET" for HTTP Basic, base64; empty: none. An endpoint that isFitForSecrets() does not allow
    // is not asked: NotReached.
    quint64 sendForm(const QUrl &endpoint, const QByteArray &form, const QByteArray &basic, QObject *context,
                     Handler done);
    // A file that anybody may have, such as a picture of a user, from an address like those; without any token.
    quint64 fetch(const QUrl &url, QObject *context, Handler done);
    // Ends a request; its handler still gets RequestOutcome::Aborted.
    void abort(quint64 number);
    // Takes all connections for dead, as after a sleep: requests on their way end as NoAnswer or NotReached, the
    // next ones open new connections.
    void dropConnections();

    // Bytes per second of all segments together; 0: no limit. Other calls are too small to matter.
    void setLimit(qint64 bytesPerSecond) { m_throttle.setLimit(bytesPerSecond); }

    static constexpr qint64 maxAnswerBytes = 4 << 20;

    // How long nothing may move; for the requests to come.
    void setStallPolicy(const StallPolicy::Limits &limits) { m_stallPolicy = StallPolicy(limits); }

    // X's limits as known; what they hold back completes as RequestOutcome::BlockedByRateLimit and does not leave.
    RateLimitTracker &rates() { return m_rates; }
    // X suspends and locks accounts for all calls: after the first such answer of an account its requests land with
    // that answer and do not leave, until this is called or an hour is over.
    void askAgain(const QString &account) { m_locked.remove(account); }

Q_SIGNALS:
    // An account's requests reach X again, after one that did not.
    void backOnline(const QString &account);
    // A limit of X was met: what is known of them is worth keeping.
    void limitMet();

private:
    friend class PendingRequest;
    QNetworkAccessManager *managerFor(Call call);
    quint64 sendTokenless(const QUrl &url, const Request &request, const QByteArray &authorization, QObject *context,
                          Handler done);
    void start(quint64 number, const QUrl &url, const Request &request, const QByteArray &authorization);
    void leave(quint64 number, const QUrl &url, const Request &request, const QByteArray &authorization);
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
        PendingRequest *request = nullptr; // null: it waits for its token, or has landed
        bool completed = false;      // its handler is queued
        std::optional<qint64> serverOffsetMs = std::nullopt; // by the Date of its answer
        KnownSecret token;        // that it carries: the answer may repeat it
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
    // Two, since six connections per host and manager are shared by all that goes through it, and a STATUS must
    // not queue behind segments. A Create Post has one of its own, made for it.
    QNetworkAccessManager m_segments;
    QNetworkAccessManager m_calls;
    QHash<quint64, Pending> m_pending;
    quint64 m_lastNumber = 0;
};

} // namespace postreel
