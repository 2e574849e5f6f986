#include "app/sandbox/http_connection.h"

#include "app/sandbox/fault_play.h"
#include "app/sandbox/socket_reset.h"

#include <QSslSocket>
#include <limits>

namespace postreel::sandbox {

namespace {
constexpr int trickleMs = 50;
// Bytes of an endless head per trickle step. Must be slower than loopback: Qt reads headers of an unencrypted
// connection byte by byte, and a faster server would keep that loop, and thus its whole thread, busy for
// ever.
constexpr qint64 endlessStep = 16 * 1024;
constexpr int lingerMs = 2000; // without data from the client
constexpr int longestLingerMs = 60'000;
constexpr int lastBytesMs = 5;          // interval of polling for the last bytes of a disconnected client
constexpr qint64 unknownCallStep = 256; // bytes fed at a time until the body has shown its command
constexpr qint64 defaultDelayMs = 3000;
constexpr qint64 defaultLagSecs = 20;
} // namespace

HttpConnection::HttpConnection(SandboxState &world, QTcpSocket *socket, int number, QObject *parent)
    : QObject(parent), m_world(world), m_socket(socket), m_number(number)
{
    m_socket->setParent(this);
    m_port = new LinkPort(
        m_world.link, *m_socket, [this](const char *data, qsizetype size) { return receive(data, size); },
        this);
    connect(m_port, &LinkPort::roomMade, this, &HttpConnection::pump);
    connect(m_socket, &QAbstractSocket::disconnected, this, &HttpConnection::clientGone);
    m_trickle.setInterval(trickleMs);
    connect(&m_trickle, &QTimer::timeout, this, &HttpConnection::trickle);
    m_linger.setInterval(lingerMs);
    m_linger.setSingleShot(true);
    connect(&m_linger, &QTimer::timeout, this, &HttpConnection::end);
}

HttpConnection::~HttpConnection()
{
    if (m_exchange)
        m_exchange->log(0, {});
    // QObject deletes children after the members are gone: none of them may call back into this object then.
    m_socket->disconnect(this);
    delete m_port;
}

qsizetype HttpConnection::receive(const char *data, qsizetype size)
{
    if (m_mode == Mode::Lingering && !m_lingersUntil.hasExpired()) // the client is still sending its body
        m_linger.start();
    if (m_mode == Mode::Lingering || m_mode == Mode::Dead)
        return size;
    const qsizetype used = m_parser.feed(data, size, *this);
    if (m_mode == Mode::Open && m_parser.refusal() != 0 && !m_source) {
        const HttpResponse refusal = bareProblem(m_parser.refusal(), QLatin1String(m_parser.reason()));
        m_keepAlive = false;
        deliver(refusal);
        return size;
    }
    if (m_mode == Mode::Lingering || m_mode == Mode::Dead)
        return size;
    return used;
}

void HttpConnection::onHead(const HttpHead &head)
{
    m_exchange = std::make_unique<Exchange>(m_world, head, m_number);
    m_faults.clear();
    m_armed = false;
    m_bodySeen = 0;
    m_bodyCounted = 0;
    m_keepAlive = head.keepAlive;
    if (m_exchange->callKnown())
        armFaults();
    if (m_mode != Mode::Open)
        return;
    if (m_exchange->skipsBody() || (head.expectsContinue && m_exchange->verdict()))
        answerEarly();
    else if (head.expectsContinue)
        m_port->send("HTTP/1.1 100 Continue\r\n\r\n");
}

void HttpConnection::armFaults()
{
    m_armed = true;
    m_faults = m_world.spec.faults.faultsForNext(m_exchange->call());
    if (const Fault *lag = armed(FaultAction::Lag))
        m_exchange->setTimelineLag(lag->byte == Fault::nowhere ? defaultLagSecs : lag->byte);
    const qint64 length = m_exchange->head().contentLength;
    for (const Fault &fault : std::as_const(m_faults)) {
        if (!fault.strikesInBody() || fault.strikesAt(length) > m_bodySeen)
            continue;
        faultsForNext(fault);
        return;
    }
}

const Fault *HttpConnection::armed(FaultAction action) const
{
    for (const Fault &fault : m_faults)
        if (fault.action == action)
            return &fault;
    return nullptr;
}

void HttpConnection::onBody(const char *data, qsizetype size)
{
    qsizetype used = 0;
    while (used < size && m_mode == Mode::Open && !m_source) {
        qint64 step = size - used;
        if (!m_exchange->callKnown())
            step = std::min(step, unknownCallStep);
        for (const Fault &fault : std::as_const(m_faults))
            if (fault.strikesInBody())
                step = std::min(step, fault.strikesAt(m_exchange->head().contentLength) - m_bodySeen);
        if (m_exchange->callKnown())
            step = std::min(step, m_world.spec.faults.wearLeft(m_exchange->call()));
        takeBody(data + used, step);
        used += step;
    }
}

void HttpConnection::takeBody(const char *data, qsizetype size)
{
    m_exchange->feed(data, size);
    m_bodySeen += size;
    if (m_exchange->callKnown() && !m_armed)
        armFaults();
    if (m_mode == Mode::Open && wornOut())
        return;
    for (const Fault &fault : std::as_const(m_faults)) {
        if (m_mode != Mode::Open || !fault.strikesInBody() ||
            fault.strikesAt(m_exchange->head().contentLength) != m_bodySeen)
            continue;
        faultsForNext(fault);
        return;
    }
    if (m_mode == Mode::Open && m_exchange->skipsBody())
        answerEarly();
}

// Also counts the bytes that arrived before the call was known.
bool HttpConnection::wornOut()
{
    if (!m_exchange->callKnown())
        return false;
    const qint64 counted = std::exchange(m_bodyCounted, m_bodySeen);
    const std::optional<Fault> fault = m_world.spec.faults.wear(m_exchange->call(), m_bodySeen - counted);
    if (fault)
        faultsForNext(*fault);
    return fault.has_value();
}

void HttpConnection::answerEarly()
{
    m_keepAlive = false;
    deliver(*m_exchange->verdict());
}

void HttpConnection::faultsForNext(const Fault &hit)
{
    const Fault fault = hit; // a copy: the list that holds `hit` may be cleared
    if (fault.action == FaultAction::Early) {
        const HttpResponse answer = faultAnswer(fault, m_exchange->head(), 0, false, m_world.nowMs() / 1000);
        m_exchange->log(answer.status, faultName(fault));
        ResponseSource source(answer, m_world.nowMs());
        m_socket->write(source.next(source.total()));
        m_socket->flush();
        return end();
    }
    m_exchange->log(0, faultName(fault));
    if (fault.action == FaultAction::Reset || fault.action == FaultAction::Wear)
        return reset();
    if (fault.action != FaultAction::Stall)
        return end();
    m_mode = Mode::Dead;
    m_port->pause();
}

void HttpConnection::onEnd()
{
    if (m_mode != Mode::Open)
        return;
    m_port->pause();
    if (m_source) // responded early; that response is still being sent
        return;
    m_exchange->bodyEnded();
    if (!m_armed)
        armFaults();
    if (m_mode != Mode::Open)
        return;
    for (const Fault &fault : std::as_const(m_faults))
        if (fault.strikesInBody()) // strikes at the end of the body, or its offset is beyond the end
            return faultsForNext(fault);
    handle();
}

void HttpConnection::handle()
{
    for (const Fault &fault : std::as_const(m_faults)) {
        if (!replacesHandling(fault))
            continue;
        const bool tls = qobject_cast<QSslSocket *>(m_socket) != nullptr;
        HttpResponse answer =
            faultAnswer(fault, m_exchange->head(), m_socket->localPort(), tls, m_world.nowMs() / 1000);
        m_exchange->log(answer.status, faultName(fault));
        return answered(answer);
    }
    m_exchange->finish([this](const HttpResponse &answer) { answered(answer); });
}

// Sends the response after the think time and the delay of a Delay fault.
void HttpConnection::answered(const HttpResponse &answer)
{
    qint64 wait = isApiCall(m_exchange->call()) ? static_cast<qint64>(m_world.spec.thinkMs) : 0;
    if (const Fault *delay = armed(FaultAction::Delay))
        wait += delay->byte == Fault::nowhere ? defaultDelayMs : delay->byte;
    if (wait <= 0)
        return deliver(answer);
    QTimer::singleShot(std::chrono::milliseconds(wait), Qt::PreciseTimer, m_exchange.get(),
                       [this, answer] { deliver(answer); });
}

void HttpConnection::deliver(const HttpResponse &given)
{
    if (m_mode != Mode::Open)
        return;
    HttpResponse answer = given;
    QString names;
    for (const Fault &fault : std::as_const(m_faults)) {
        answer = applyFault(answer, fault);
        names = faultName(fault);
    }
    const bool swallowed = armed(FaultAction::Swallow) != nullptr;
    if (m_exchange)
        m_exchange->log(swallowed || armed(FaultAction::Mute) ? 0 : answer.status, names);
    if (swallowed)
        return end();
    if (armed(FaultAction::Mute))
        return;
    answer.close = !m_keepAlive;
    answer.headOnly = m_exchange && m_exchange->head().method == "HEAD";
    m_source = std::make_unique<ResponseSource>(
        answer, m_world.nowMs(),
        armed(FaultAction::EndlessHeaders) ? ResponseSource::Kind::EndlessHeaders : ResponseSource::Kind::Plain);
    if (const Fault *half = armed(FaultAction::Half)) {
        m_source->cutAt(half->byte >= 0 ? half->byte : m_source->total() / 2);
        m_keepAlive = false;
    }
    if (armed(FaultAction::Slow) || armed(FaultAction::EndlessHeaders))
        m_trickle.start();
    else
        pump();
}

void HttpConnection::trickle()
{
    if (m_source && !m_source->atEnd() && m_port->room() > 0)
        m_port->send(m_source->next(armed(FaultAction::Slow) ? 1 : std::min(m_port->room(), endlessStep)));
    if (m_source && m_source->atEnd()) {
        m_trickle.stop();
        pump();
    }
}

void HttpConnection::pump()
{
    if (m_trickle.isActive())
        return;
    while (m_source && !m_source->atEnd() && m_port->room() > 0)
        m_port->send(m_source->next(m_port->room()));
    if (m_source && m_source->atEnd()) {
        m_source.reset();
        sent();
    }
    if (m_mode == Mode::Closing && m_port->drained())
        m_socket->disconnectFromHost();
}

// The whole response has been handed to the link.
void HttpConnection::sent()
{
    const bool whole = m_parser.done();
    m_exchange.reset();
    m_faults.clear();
    if (m_keepAlive && whole) {
        m_parser.next();
        m_port->resume();
        return;
    }
    if (whole) {
        m_mode = Mode::Closing;
        return;
    }
    // Closing with unread bytes would send a TCP reset, which discards the response on its way.
    m_mode = Mode::Lingering;
    m_lingersUntil.setRemainingTime(longestLingerMs);
    m_linger.start();
    m_port->resume();
}

void HttpConnection::end()
{
    m_mode = Mode::Dead;
    m_socket->disconnectFromHost();
    if (m_socket->state() == QAbstractSocket::UnconnectedState)
        Q_EMIT over();
}

void HttpConnection::reset()
{
    m_mode = Mode::Dead;
    resetOnClose(m_socket->socketDescriptor());
    m_socket->abort();
}

// Bytes that the client's kernel accepted before the client died still arrive, and are still handled.
void HttpConnection::clientGone()
{
    if (m_mode == Mode::Open && !m_port->exhausted() && !m_source && !(m_exchange && m_parser.done())) {
        m_world.link.wake();
        QTimer::singleShot(lastBytesMs, this, &HttpConnection::clientGone);
        return;
    }
    m_mode = Mode::Dead;
    Q_EMIT over();
}

} // namespace postreel::sandbox
