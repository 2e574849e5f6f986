#include "app/x/transport.h"

#include "app/base/log.h"
#include "app/x/response_shape.h"
#include "app/x/bodies.h"
#include "app/x/error_mapping.h"
#include "app/x/http_date.h"
#include "app/x/pending_request.h"

#include <QDateTime>
#include <QFileInfo>
#include <QHostAddress>
#include <QPointer>
#include <QRandomGenerator>
#include <QSslCertificate>

namespace postreel {

namespace {
constexpr qint64 lockedForMs = 3'600'000;
} // namespace

Transport::Transport(Clock &clock, TokenSource &tokens, QObject *parent)
    : QObject(parent), m_clock(clock), m_tokens(tokens), m_tls(QSslConfiguration::defaultConfiguration()),
      m_proxies(QProcessEnvironment::systemEnvironment(), ProxyResolver::ofSystem)
{
    for (QNetworkAccessManager *manager : {&m_segments, &m_calls}) {
        manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        m_proxies.applyTo(*manager);
    }
}

Transport::~Transport() = default;

Result<Done> Transport::trust(const QString &pemFile)
{
    const QFileInfo file(pemFile);
    if (!file.exists())
        return {ErrorKind::Missing, pemFile};
    if (!file.isFile()) // or Qt would search everything below the folder
        return {ErrorKind::Usage, pemFile};
    const QList<QSslCertificate> certificates =
        QSslCertificate::fromPath(pemFile, QSsl::Pem, QSslCertificate::PatternSyntax::FixedString);
    if (certificates.isEmpty())
        return {ErrorKind::Usage, pemFile};
    m_tls.addCaCertificates(certificates);
    return Done{};
}

QNetworkAccessManager *Transport::managerFor(Call call)
{
    switch (call) {
    case Call::Append:
        return &m_segments;
    case Call::CreatePost: // these get managers of their own
    case Call::SignIn:
        return nullptr;
    case Call::Initialize:
    case Call::Finalize:
    case Call::Status:
    case Call::Me:
    case Call::OwnPosts:
    case Call::Metadata:
    case Call::Subtitles:
        return &m_calls;
    }
    return &m_calls;
}

namespace {
// The outcome of a request without a token: whatever the reason, nothing was sent.
RequestOutcome endingWithout(ErrorKind why)
{
    if (why == ErrorKind::NotSignedIn)
        return RequestOutcome::NoToken;
    return isConnectivityError(why) ? RequestOutcome::NotReached : RequestOutcome::TokenLater;
}

// Whether the response tells X's time: something on the way (a portal, a proxy, a page of X's edge) has a clock of its own.
bool tellsXsTime(Call call, const Response &answer)
{
    const bool elsewhere = call == Call::SignIn || answer.outcome != RequestOutcome::Answered
        || (answer.http >= 300 && answer.http < 400) || answer.http == 407 || answer.http == 511;
    const ResponseShape shape = shapeOf(answer);
    const bool bareButXs = shape == ResponseShape::Empty && (answer.succeeded() || answer.rate.resetsAtMs);
    return !elsewhere && (shape == ResponseShape::Own || bareButXs);
}

QUrl urlOf(const QUrl &apiBase, const Request &request)
{
    QUrl url = apiBase;
    QString path = apiBase.path();
    if (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path % request.path);
    url.setQuery(request.query);
    return url;
}

// The credentials that plain http carries to a proxy. For a tunnel QNetworkProxy sends them, and X never sees them.
QByteArray proxyAuthorization(const ProxyChoice &proxy, const QUrl &url)
{
    return isReadByProxy(proxy, url) ? proxyCredentials(proxy) : QByteArray();
}
} // namespace

quint64 Transport::send(const QUrl &apiBase, const QString &account, const Request &request, QObject *context,
                        Handler done, Progress progress)
{
    const quint64 number = ++m_lastNumber;
    m_pending.insert(number, Pending{.account = account,
                                     .call = request.call,
                                     .bytes = request.bodyBytes(),
                                     .context = context,
                                     .done = std::move(done),
                                     .progress = std::move(progress)});
    if (const std::optional<Response> locked = answerOfLocked(account)) {
        complete(number, *locked);
        return number;
    }
    const qint64 now = m_clock.serverMs();
    if (const std::optional<qint64> held = m_rates.heldUntil(account, request.call, now)) {
        complete(number, Response{.outcome = RequestOutcome::BlockedByRateLimit, .retryAfterMs = *held - now});
        return number;
    }
    m_tokens.withToken(account, this, [this, number, apiBase, request](const Result<QByteArray> &token) {
        if (!isWanted(number))
            return;
        if (!token) {
            return complete(number, Response{.outcome = endingWithout(token.error().kind),
                                       .retryAfterMs = token.error().retryAfterMs,
                                       .cause = token.error()});
        }
        m_pending[number].token = KnownSecret(token.value());
        findProxyThenSend(number, urlOf(apiBase, request), request, "Bearer " + token.value());
    });
    return number;
}

bool Transport::isWanted(quint64 number) const
{
    const auto pending = m_pending.constFind(number);
    return pending != m_pending.cend() && !pending->completed;
}

quint64 Transport::sendForm(const QUrl &endpoint, const QByteArray &form, const QByteArray &basic, QObject *context,
                            Handler done)
{
    const Request request{.call = Call::SignIn,
                          .method = "POST",
                          .path = {},
                          .query = {},
                          .contentType = "application/x-www-form-urlencoded",
                          .body = {form}};
    return sendTokenless(endpoint, request, basic.isEmpty() ? QByteArray() : "Basic " + basic, context, std::move(done));
}

quint64 Transport::fetch(const QUrl &url, QObject *context, Handler done)
{
    return sendTokenless(url, getRequest(Call::SignIn, {}), {}, context, std::move(done));
}

quint64 Transport::sendTokenless(const QUrl &url, const Request &request, const QByteArray &authorization,
                                 QObject *context, Handler done)
{
    const quint64 number = ++m_lastNumber;
    m_pending.insert(number, Pending{.account = {},
                                     .call = request.call,
                                     .bytes = request.bodyBytes(),
                                     .context = context,
                                     .done = std::move(done),
                                     .progress = {}});
    if (isFitForSecrets(url))
        findProxyThenSend(number, url, request, authorization);
    else
        complete(number, Response{.outcome = RequestOutcome::NotReached});
    return number;
}

QNetworkRequest Transport::networkRequest(const QUrl &url, const QByteArray &authorization) const
{
    QNetworkRequest out(url);
    if (!authorization.isEmpty())
        out.setRawHeader("Authorization", authorization);
    out.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Postreel/" POSTREEL_VERSION));
    out.setRawHeader("Accept", "application/json");
    setRules(out);
    return out;
}

void Transport::setRules(QNetworkRequest &out) const
{
    // HTTP/1.1: over HTTP/2 all segments share one flow-control window, and the link stays half empty.
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    out.setSslConfiguration(m_tls);
}

void Transport::preconnect(const QUrl &apiBase, int connections)
{
    m_proxies.find(apiBase, this, [this, apiBase, connections] {
        const ProxyChoice proxy = m_proxies.known(apiBase);
        // With plain http, the proxy decides which connections it keeps.
        if (proxy.kind != ProxyChoice::Kind::Unusable && !isReadByProxy(proxy, apiBase))
            openConnections(apiBase.resolved(QUrl(QStringLiteral("/"))), connections);
    });
}

void Transport::findPeer(const QUrl &apiBase, QObject *context, std::function<void(const Peer &)> then)
{
    m_proxies.find(apiBase, context, [this, apiBase, then = std::move(then)] { then(peerOf(apiBase, m_proxies.known(apiBase))); });
}

void Transport::openConnections(const QUrl &address, int connections)
{
    // Does what QNetworkAccessManager::connectToHost() does, but with these rules: a connection is reused only by a request
    // with the same ones.
    QUrl url = address;
    url.setScheme(QStringLiteral("preconnect-") % address.scheme());
    QNetworkRequest out(url);
    setRules(out);
    for (int i = 0; i < connections; ++i) {
        QNetworkReply *reply = m_segments.get(out);
        connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    }
}

void Transport::findProxyThenSend(quint64 number, const QUrl &url, const Request &request, const QByteArray &authorization)
{
    m_proxies.find(url, this, [this, number, url, request, authorization] {
        if (!isWanted(number))
            return;
        const ProxyChoice proxy = m_proxies.known(url);
        if (proxy.kind != ProxyChoice::Kind::Unusable)
            return sendNow(number, url, request, authorization);
        complete(number, Response{.outcome = RequestOutcome::ProxyFailed,
                            .cause = {.kind = ErrorKind::ProxyUnusable, .subject = proxy.setting}});
    });
}

void Transport::sendNow(quint64 number, const QUrl &url, const Request &request, const QByteArray &authorization)
{
    const ProxyChoice proxy = m_proxies.known(url);
    QNetworkRequest out = networkRequest(url, authorization);
    if (const QByteArray credentials = proxyAuthorization(proxy, url); !credentials.isEmpty())
        out.setRawHeader("Proxy-Authorization", credentials);
    QNetworkAccessManager *shared = managerFor(request.call);
    // A call that must not be repeated needs a new connection: if X closed an idle one just now, the response would be lost.
    // Clearing the cache of a shared manager would also end the connections of its other requests.
    QNetworkAccessManager *own = shared ? nullptr : new QNetworkAccessManager;
    QNetworkAccessManager &manager = shared ? *shared : *own;
    if (own)
        m_proxies.applyTo(*own);
    QNetworkReply *reply = nullptr;
    OneShotBody *body = nullptr;
    if (request.method == "POST") {
        body = new OneShotBody(request.body);
        if (request.call == Call::Append)
            m_throttle.add(body);
        out.setHeader(QNetworkRequest::ContentTypeHeader, request.contentType);
        out.setHeader(QNetworkRequest::ContentLengthHeader, request.bodyBytes());
        out.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        reply = manager.post(out, body);
    } else {
        reply = manager.get(out);
    }
    auto *pendingRequest = new PendingRequest(reply, body, request.call, m_stallPolicy, proxy, this);
    if (own)
        own->setParent(pendingRequest); // after the reply, which is deleted first
    Pending &pending = m_pending[number];
    pending.request = pendingRequest;
    if (request.call != Call::SignIn)
        m_rates.left(pending.account, request.call, m_clock.serverMs());
    watch(number, pendingRequest, reply);
}

void Transport::watch(quint64 number, PendingRequest *pendingRequest, QNetworkReply *reply)
{
    connect(pendingRequest, &PendingRequest::bytesSent, this, [this, number](qint64 bytes) {
        const Pending pending = m_pending.value(number);
        if (pending.context && pending.progress)
            pending.progress(bytes);
    });
    connect(reply, &QNetworkReply::metaDataChanged, this, [this, number, reply] {
        const QDateTime date = httpDate(reply->rawHeader("Date"));
        if (const auto it = m_pending.find(number); it != m_pending.end() && date.isValid())
            it->serverOffsetMs = date.toMSecsSinceEpoch() - m_clock.wallMs();
    });
    connect(pendingRequest, &PendingRequest::completed, this, [this, number, pendingRequest, reply](Response answer) {
        const Pending pending = m_pending.value(number);
        const bool refused = answer.http == 401 && shapeOf(answer) != ResponseShape::Foreign;
        if (refused && pending.call != Call::SignIn)
            answer.renewable = m_tokens.refused(pending.account, reply->request().rawHeader("Authorization").mid(7));
        qCDebug(logX) << nameOf(pending.call) << "http" << answer.http << answer.ms << "ms" << answer.networkWords;
        pendingRequest->deleteLater();
        if (pending.serverOffsetMs && tellsXsTime(pending.call, answer))
            m_clock.setServerOffsetMs(*pending.serverOffsetMs);
        answer.rate = RateLimitTracker::bounded(answer.rate, m_clock.serverMs());
        learn(pending, answer);
        complete(number, answer);
    });
}

// Learns from a response, or from its absence, about the way to X, beyond the request itself.
void Transport::learn(const Pending &pending, const Response &answer)
{
    if (pending.call == Call::SignIn) // perhaps another server, and no account's limits
        return;
    const ErrorKind kind = answer.http >= 400 ? errorOf(pending.call, answer).kind : ErrorKind::None;
    if (kind == ErrorKind::AccountLocked)
        m_locked.insert(pending.account, {answer, m_clock.monotonicMs() + lockedForMs});
    if (kind != ErrorKind::UsageCapped) // a cap of the plan, which is no rate limit of a window
        m_rates.note(pending.account, pending.call, answer, m_clock.serverMs(),
                     QRandomGenerator::global()->generateDouble());
    if (m_rates.takeNewHold())
        Q_EMIT rateLimitMet();
    if (pending.call == Call::Append && answer.succeeded())
        m_stallPolicy.delivered(pending.bytes, answer.ms, pending.request && pending.request->wasThrottled());
    else if (pending.call == Call::Append && answer.outcome == RequestOutcome::Stalled)
        m_stallPolicy.gaveUp();
    if (answer.outcome == RequestOutcome::NotReached || answer.outcome == RequestOutcome::TlsFailed
        || answer.outcome == RequestOutcome::ProxyFailed)
        m_offline.insert(pending.account);
    else if (answer.succeeded() && m_offline.remove(pending.account))
        Q_EMIT backOnline(pending.account);
}

std::optional<Response> Transport::answerOfLocked(const QString &account)
{
    const auto locked = m_locked.constFind(account);
    if (locked == m_locked.cend())
        return std::nullopt;
    if (m_clock.monotonicMs() < locked->untilMs)
        return locked->answer;
    m_locked.erase(locked);
    return std::nullopt;
}

void Transport::complete(quint64 number, Response answer)
{
    // Queued: abort() finishes a reply synchronously, and a handler must never run inside its caller.
    QMetaObject::invokeMethod(
        this,
        [this, number, answer = std::move(answer)] {
            const Pending pending = m_pending.take(number);
            if (pending.context && pending.done)
                pending.done(answer);
        },
        Qt::QueuedConnection);
    if (const auto it = m_pending.find(number); it != m_pending.end()) {
        it->request = nullptr;
        it->completed = true;
    }
}

void Transport::abort(quint64 number)
{
    const auto it = m_pending.find(number);
    if (it == m_pending.end() || it->completed) // a response that has arrived is not thrown away
        return;
    if (it->request)
        return it->request->abort();
    complete(number, Response{.outcome = RequestOutcome::Aborted}); // it still waits for its token or the proxy
}

void Transport::dropConnections()
{
    const QHash<quint64, Pending> pending = m_pending;
    for (const Pending &one : pending)
        if (one.request && one.call != Call::SignIn) // they have their own connections, and a lost response may cost a sign-in
            one.request->drop();
    for (QNetworkAccessManager *manager : {&m_segments, &m_calls})
        manager->clearConnectionCache();
    m_proxies.forget();
}

} // namespace postreel
