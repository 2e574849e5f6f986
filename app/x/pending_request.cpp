#include "app/x/pending_request.h"

#include "app/base/known_secrets.h"
#include "app/x/http_date.h"
#include "app/x/tls_trouble.h"
#include "app/x/transport.h"

#include <QDateTime>

namespace postreel {

namespace {

constexpr int probeMs = 3000;
constexpr int httpsPort = 443;
constexpr qint64 longestStatusLine = 1024;
constexpr qint64 latestSeconds = 100'000'000'000; // the year 5138; a larger number counts milliseconds, or smaller units still

std::optional<qint64> numberIn(const QNetworkReply &reply, const QByteArray &header)
{
    bool isNumber = false;
    const qint64 value = reply.rawHeader(header).trimmed().toLongLong(&isNumber);
    return isNumber && value >= 0 ? std::optional(value) : std::nullopt;
}

// Retry-After in seconds or as an HTTP date (RFC 9110, 10.2.3), in milliseconds from the date of the response; a year at most,
// so that a wild number cannot overflow.
std::optional<qint64> retryAfterIn(const QNetworkReply &reply)
{
    constexpr qint64 yearSeconds = 365LL * 24 * 3600;
    if (const std::optional<qint64> seconds = numberIn(reply, "Retry-After"))
        return std::min(*seconds, yearSeconds) * 1000;
    const QDateTime date = httpDate(reply.rawHeader("Retry-After"));
    if (!date.isValid())
        return std::nullopt;
    const QDateTime said = httpDate(reply.rawHeader("Date")); // both by the server's clock, which may differ from this one
    const QDateTime from = said.isValid() ? said : QDateTime::currentDateTimeUtc();
    return std::clamp<qint64>(from.msecsTo(date), 0, yearSeconds * 1000);
}

// An epoch in seconds, as X sends it, converted to milliseconds; some servers were seen to send milliseconds.
std::optional<qint64> epochMsIn(const QNetworkReply &reply, const QByteArray &header)
{
    const std::optional<qint64> number = numberIn(reply, header);
    if (!number)
        return std::nullopt;
    qint64 ms = *number;
    if (ms < latestSeconds)
        return ms * 1000;
    while (ms >= latestSeconds * 1000)
        ms /= 1000;
    return ms;
}

RateHeaders rateIn(const QNetworkReply &reply)
{
    RateHeaders rate{.limit = numberIn(reply, "x-rate-limit-limit"),
                     .remaining = numberIn(reply, "x-rate-limit-remaining"),
                     .resetsAtMs = epochMsIn(reply, "x-rate-limit-reset")};
    for (const char *day : {"x-user-limit-24hour", "x-app-limit-24hour"}) {
        const std::optional<qint64> resets = epochMsIn(reply, QByteArray(day) + "-reset");
        if (numberIn(reply, QByteArray(day) + "-remaining") != 0 || !resets)
            continue;
        rate.remaining = 0;
        rate.resetsAtMs = std::max(rate.resetsAtMs.value_or(0), *resets);
        rate.perDay = true;
    }
    return rate;
}

// Qt's errors that occur before a connection is established; Qt may add others.
bool neverConnected(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::ConnectionRefusedError || error == QNetworkReply::HostNotFoundError
        || error == QNetworkReply::TemporaryNetworkFailureError || error == QNetworkReply::NetworkSessionFailedError
        || error == QNetworkReply::ProxyConnectionRefusedError || error == QNetworkReply::ProxyNotFoundError
        || error == QNetworkReply::ProxyTimeoutError || error == QNetworkReply::ProxyAuthenticationRequiredError;
}

} // namespace

PendingRequest::PendingRequest(QNetworkReply *reply, OneShotBody *body, Call call, const StallPolicy &stallPolicy, ProxyChoice proxy,
               QObject *parent)
    : QObject(parent), m_reply(reply), m_body(body), m_call(call), m_stallPolicy(stallPolicy), m_proxy(std::move(proxy))
{
    m_reply->setParent(this);
    if (m_body)
        m_body->setParent(this);
    m_started.start();
    m_stall.setSingleShot(true);
    connect(&m_stall, &QTimer::timeout, this, &PendingRequest::giveUp);
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this](qint64 sent, qint64 total) {
        if (total <= 0) // Qt ends with (0, 0)
            return;
        m_bytesSent = sent;
        waitOn();
        Q_EMIT bytesSent(sent);
    });
    connect(m_reply, &QIODevice::readyRead, this, &PendingRequest::collect);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) { m_tlsErrors += errors; });
    connect(m_reply, &QNetworkReply::finished, this, &PendingRequest::finish);
    waitOn();
}

void PendingRequest::waitOn()
{
    m_stall.start(static_cast<int>(m_stallPolicy.quietMs(m_call, m_bytesSent)));
}

void PendingRequest::giveUp()
{
    m_stalled = true;
    m_reply->abort();
}

void PendingRequest::abort()
{
    m_aborted = true;
    drop();
}

void PendingRequest::drop()
{
    m_reply->abort();
    if (m_probe) // the reply has ended already
        complete();
}

void PendingRequest::collect()
{
    if (!m_answering.isValid())
        m_answering.start();
    m_bytesSent = 0; // X responds, so everything handed over has arrived
    waitOn();
    takeIn();
    if (m_overlong)
        m_reply->abort();
    else if (m_answering.elapsed() > m_stallPolicy.answerMs(m_received.size()))
        giveUp();
}

void PendingRequest::takeIn()
{
    if (m_overlong || !m_reply->isOpen())
        return;
    // Reads only what is available: read() reserves as much as it is asked for.
    const qint64 room = Transport::maxAnswerBytes + 1 - m_received.size();
    m_received += m_reply->read(std::min(room, m_reply->bytesAvailable()));
    if (m_received.size() <= Transport::maxAnswerBytes)
        return;
    m_overlong = true; // no response of X is that long; what came is dropped
    m_received.clear();
}

void PendingRequest::finish()
{
    m_stall.stop();
    takeIn();
    if (isTunnelBroken() && !m_aborted)
        return probeProxy();
    complete();
}

// Qt reports the same error for a proxy that cannot be reached, one that refuses CONNECT, and one that asks for credentials in
// a way that Qt does not know.
void PendingRequest::probeProxy()
{
    m_probe = new QTcpSocket(this);
    m_probe->setProxy(QNetworkProxy::NoProxy);
    connect(m_probe, &QTcpSocket::connected, this, &PendingRequest::askProxy);
    connect(m_probe, &QTcpSocket::readyRead, this, &PendingRequest::readProxyAnswer);
    connect(m_probe, &QTcpSocket::errorOccurred, this, &PendingRequest::complete);
    QTimer::singleShot(probeMs, this, &PendingRequest::complete);
    m_probe->connectToHost(m_proxy.proxy.hostName(), m_proxy.proxy.port());
}

void PendingRequest::askProxy()
{
    m_proxyState = ProxyState::There;
    if (m_proxy.proxy.type() != QNetworkProxy::HttpProxy)
        return complete();
    const QUrl url = m_reply->url();
    const QByteArray place = url.host(QUrl::FullyEncoded).toLatin1() % ':' % QByteArray::number(url.port(httpsPort));
    // With the credentials, if there are any: only so does it answer what the request met.
    const QByteArray credentials = proxyCredentials(m_proxy);
    const QByteArray header = credentials.isEmpty() ? QByteArray() : QByteArray("Proxy-Authorization: " % credentials % "\r\n");
    m_probe->write("CONNECT " % place % " HTTP/1.1\r\nHost: " % place % "\r\n" % header % "\r\n");
}

void PendingRequest::readProxyAnswer()
{
    const QByteArray line = m_probe->peek(longestStatusLine);
    if (!line.contains('\n') && line.size() < longestStatusLine)
        return;
    const QByteArray status = line.startsWith("HTTP/") ? line.mid(line.indexOf(' ') + 1).left(3) : QByteArray();
    if (status == "407")
        m_proxyState = ProxyState::Asks;
    else if (status.startsWith('2'))
        m_proxyState = ProxyState::LetsThrough;
    complete();
}

void PendingRequest::complete()
{
    if (!std::exchange(m_completed, true))
        Q_EMIT completed(readAnswer());
}

ErrorKind PendingRequest::proxyTrouble() const
{
    if (m_proxy.kind != ProxyChoice::Kind::Through || m_aborted)
        return ErrorKind::None;
    const bool open = isReadByProxy(m_proxy, m_reply->url());
    const int http = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (open && http == 407)
        return ErrorKind::ProxySignIn;
    const bool untouched = !m_body || !m_body->touched();
    if (http > 0 || !untouched)
        return ErrorKind::None;
    const QNetworkReply::NetworkError error = m_reply->error();
    if (m_proxyState == ProxyState::Asks || error == QNetworkReply::ProxyAuthenticationRequiredError)
        return ErrorKind::ProxySignIn;
    if (open && neverConnected(error))
        return ErrorKind::ProxyFailed;
    if (!isTunnelBroken())
        return ErrorKind::None;
    if (m_proxyState == ProxyState::Away)
        return ErrorKind::ProxyFailed;
    if (m_proxyState == ProxyState::LetsThrough) // so the host behind the proxy does not respond
        return ErrorKind::None;
    const bool ownLookup = !(m_proxy.proxy.capabilities() & QNetworkProxy::HostNameLookupCapability);
    return ownLookup && error == QNetworkReply::HostNotFoundError ? ErrorKind::None : ErrorKind::ProxyRefused;
}

// Whether no tunnel was established, for any reason but a password. Qt may add other errors.
bool PendingRequest::isTunnelBroken() const
{
    const bool tunnel = m_proxy.kind == ProxyChoice::Kind::Through && !isReadByProxy(m_proxy, m_reply->url());
    if (!tunnel || (m_body && m_body->touched()))
        return false;
    if (m_stalled) // Qt waits on if a proxy closes silently, or asks for credentials in a way that Qt only partly knows
        return m_body != nullptr || !m_answering.isValid();
    const QNetworkReply::NetworkError error = m_reply->error();
    return error == QNetworkReply::ConnectionRefusedError || error == QNetworkReply::HostNotFoundError
        || error == QNetworkReply::UnknownNetworkError || error == QNetworkReply::UnknownProxyError
        || error == QNetworkReply::ProxyConnectionRefusedError || error == QNetworkReply::ProxyConnectionClosedError
        || error == QNetworkReply::ProxyNotFoundError || error == QNetworkReply::ProxyTimeoutError;
}

RequestOutcome PendingRequest::outcome() const
{
    if (m_aborted)
        return RequestOutcome::Aborted;
    if (proxyTrouble() != ErrorKind::None)
        return RequestOutcome::ProxyFailed;
    // A success needs its whole body; from 300 on the status is enough, even if the connection broke after it.
    const int http = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QNetworkReply::NetworkError error = m_reply->error();
    if (http >= 300 || (http > 0 && (error == QNetworkReply::NoError || m_overlong)))
        return RequestOutcome::Answered;
    // Qt's error alone proves nothing: "refused" may be its second connection, after X took the request on the first.
    const bool untouched = !m_body || !m_body->touched();
    if (untouched && error == QNetworkReply::SslHandshakeFailedError)
        return RequestOutcome::TlsFailed;
    if (untouched && (m_body || neverConnected(error)))
        return RequestOutcome::NotReached;
    return m_stalled ? RequestOutcome::Stalled : RequestOutcome::NoAnswer;
}

Response PendingRequest::readAnswer() const
{
    Response answer;
    answer.outcome = outcome();
    answer.ms = m_started.elapsed();
    if (m_reply->error() != QNetworkReply::NoError)
        answer.networkWords = redactKnown(m_reply->errorString()); // may contain X's reason phrase
    if (answer.outcome == RequestOutcome::TlsFailed)
        answer.cause = tlsTrouble(m_tlsErrors, answer.networkWords);
    if (answer.outcome == RequestOutcome::ProxyFailed)
        answer.cause = {.kind = proxyTrouble(), .subject = m_proxy.where};
    if (answer.outcome != RequestOutcome::Answered)
        return answer;
    if (isReadByProxy(m_proxy, m_reply->url()))
        answer.proxy = m_proxy.where;
    answer.http = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // However the body is kept or shown later, no token that X repeats gets past this point. A short secret may stand in what
    // is read from it, such as the text of a Post: it is redacted in words that are shown (cleanWords()). An OAuth server may
    // return the same token again, which has to stay.
    answer.body = m_call == Call::SignIn ? m_received : redactLong(m_received);
    answer.contentType = redactKnown(m_reply->rawHeader("Content-Type"));
    answer.overlong = m_overlong;
    answer.retryAfterMs = retryAfterIn(*m_reply);
    answer.rate = rateIn(*m_reply);
    return answer;
}

} // namespace postreel
