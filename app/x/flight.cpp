#include "app/x/flight.h"

#include "app/x/http_date.h"
#include "app/x/transport.h"

#include <QDateTime>

namespace postreel {

namespace {

std::optional<qint64> numberIn(const QNetworkReply &reply, const char *header)
{
    bool isNumber = false;
    const qint64 value = reply.rawHeader(header).trimmed().toLongLong(&isNumber);
    return isNumber && value >= 0 ? std::optional(value) : std::nullopt;
}

// Seconds or an HTTP date (RFC 9110, 10.2.3), as milliseconds from now; a year at most, so that a wild
// number cannot overflow.
std::optional<qint64> retryAfterIn(const QNetworkReply &reply)
{
    constexpr qint64 yearSeconds = 365LL * 24 * 3600;
    if (const std::optional<qint64> seconds = numberIn(reply, "Retry-After"))
        return std::min(*seconds, yearSeconds) * 1000;
    const QDateTime date = httpDate(reply.rawHeader("Retry-After"));
    if (!date.isValid())
        return std::nullopt;
    return std::clamp<qint64>(QDateTime::currentDateTimeUtc().msecsTo(date), 0, yearSeconds * 1000);
}

RateHeaders rateIn(const QNetworkReply &reply)
{
    RateHeaders rate{.limit = numberIn(reply, "x-rate-limit-limit"),
                     .remaining = numberIn(reply, "x-rate-limit-remaining"),
                     .resetsAtMs = std::nullopt};
    constexpr qint64 year9999Seconds = 253'402'300'799;
    if (const std::optional<qint64> seconds = numberIn(reply, "x-rate-limit-reset"))
        rate.resetsAtMs = std::min(*seconds, year9999Seconds) * 1000;
    return rate;
}

} // namespace

Flight::Flight(QNetworkReply *reply, OneShotBody *body, qint64 stallLimitMs, QObject *parent)
    : QObject(parent), m_reply(reply), m_body(body)
{
    m_reply->setParent(this);
    if (m_body)
        m_body->setParent(this);
    m_started.start();
    m_stall.setSingleShot(true);
    m_stall.setInterval(static_cast<int>(stallLimitMs));
    connect(&m_stall, &QTimer::timeout, this, [this] {
        m_stalled = true;
        m_reply->abort();
    });
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this](qint64 sent, qint64 total) {
        if (total <= 0) // Qt ends with (0, 0)
            return;
        m_stall.start();
        Q_EMIT handed(sent);
    });
    connect(m_reply, &QIODevice::readyRead, this, &Flight::collect);
    connect(m_reply, &QNetworkReply::finished, this, &Flight::finish);
    m_stall.start();
}

void Flight::abort()
{
    m_aborted = true;
    m_reply->abort();
}

void Flight::collect()
{
    m_stall.start();
    m_received += m_reply->read(Transport::maxAnswerBytes + 1 - m_received.size());
    if (m_received.size() <= Transport::maxAnswerBytes || m_overlong)
        return;
    m_overlong = true; // no answer of X is that long; what came is dropped
    m_received.clear();
    m_reply->abort();
}

void Flight::finish()
{
    m_stall.stop();
    if (!m_overlong && m_reply->isOpen())
        m_received += m_reply->read(Transport::maxAnswerBytes - m_received.size());
    Q_EMIT landed(readAnswer());
}

Outcome Flight::outcome() const
{
    // A status that arrived counts, even if the connection broke behind it.
    const bool hasStatus = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() > 0;
    const bool wholeBody = m_reply->error() == QNetworkReply::NoError || m_overlong;
    if (m_aborted)
        return Outcome::Aborted;
    if (m_stalled)
        return Outcome::Stalled;
    switch (m_reply->error()) {
    case QNetworkReply::SslHandshakeFailedError:
        return Outcome::TlsFailed;
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
        return Outcome::NotReached;
    default: // an open list of Qt's; what counts is whether a status came
        break;
    }
    // From 400 on Qt has an error for the status itself, which is no trouble of the connection.
    const bool statusError = m_reply->error() >= QNetworkReply::ContentAccessDenied;
    if (hasStatus && (wholeBody || statusError))
        return Outcome::Answered;
    if (m_body && !m_body->touched())
        return Outcome::NotReached;
    return Outcome::NoAnswer;
}

Answer Flight::readAnswer() const
{
    Answer answer;
    answer.outcome = outcome();
    answer.ms = m_started.elapsed();
    if (m_reply->error() != QNetworkReply::NoError)
        answer.networkWords = m_reply->errorString();
    if (answer.outcome != Outcome::Answered)
        return answer;
    answer.http = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.body = m_received;
    answer.overlong = m_overlong;
    answer.retryAfterMs = retryAfterIn(*m_reply);
    answer.rate = rateIn(*m_reply);
    return answer;
}

} // namespace postreel
