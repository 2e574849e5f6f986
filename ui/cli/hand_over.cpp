#include "ui/cli/hand_over.h"

#include "ui/error_text.h"

#include <QJsonDocument>
#include <QTimer>

namespace postreel {

namespace {

constexpr qint64 maxLineBytes = 64 << 20;    // a request holds a text, a token and file names
constexpr qint64 maxUnreadBytes = 64 << 20;  // a caller that is this far behind is not reading

// Events are passed on as text, so that their keys keep their order.
constexpr char eventHead[] = "{\"event\":";
constexpr qsizetype eventHeadSize = sizeof eventHead - 1;

QByteArray lineOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

RequestConnection::RequestConnection(QLocalSocket *connection, QObject *parent) : QObject(parent), m_connection(connection)
{
    m_connection->setParent(this);
    connect(m_connection, &QIODevice::readyRead, this, &RequestConnection::read);
    connect(m_connection, &QIODevice::readChannelFinished, this, [this] {
        m_gone = true;
        if (m_ended)
            deleteLater();
    });
    // Queued: reads what arrived before readyRead was connected, once asked() has a receiver.
    QMetaObject::invokeMethod(this, &RequestConnection::read, Qt::QueuedConnection);
}

void RequestConnection::read()
{
    if (m_asked || (!m_connection->canReadLine() && m_connection->bytesAvailable() < maxLineBytes))
        return;
    const QJsonObject json = QJsonDocument::fromJson(m_connection->readLine(maxLineBytes)).object();
    m_asked = true;
    if (json.contains(QLatin1String("request")))
        Q_EMIT asked(StartRequest::fromJson(json[QLatin1String("request")].toObject()));
    else
        exit(exit_code::usage);
}

void RequestConnection::send(const QByteArray &line)
{
    if (!m_gone && m_connection->bytesToWrite() < maxUnreadBytes)
        m_connection->write(line);
}

void RequestConnection::take()
{
    send(lineOf({{QStringLiteral("taken"), true}}));
    m_connection->flush();
}

void RequestConnection::rejectRequest()
{
    m_connection->disconnectFromServer();
    deleteLater();
}

Run::Output RequestConnection::output(bool wantsEvents)
{
    Run::Output output;
    if (wantsEvents)
        output.event = [this](const QByteArray &line) { send(eventHead + line.chopped(1) + "}\n"); };
    output.say = [this](const QString &text) { send(lineOf({{QStringLiteral("say"), text}})); };
    output.print = [this](const QString &text) { send(lineOf({{QStringLiteral("print"), text}})); };
    return output;
}

void RequestConnection::exit(int code)
{
    send(lineOf({{QStringLiteral("exit"), code}}));
    m_connection->flush(); // this program may end before its event loop runs again
    // The caller closes the connection when it has read this; it stays open until then.
    m_ended = true;
    if (m_gone)
        deleteLater();
}

RequestForwarder::RequestForwarder(QLocalSocket *connection, const StartRequest &request, Run::Output output, QObject *parent)
    : QObject(parent), m_connection(connection), m_output(std::move(output))
{
    m_connection->setParent(this);
    connect(m_connection, &QIODevice::readyRead, this, &RequestForwarder::read);
    connect(m_connection, &QIODevice::readChannelFinished, this, &RequestForwarder::lost);
    m_connection->write(lineOf({{QStringLiteral("request"), request.toJson()}}));
    QTimer::singleShot(silentMs, this, [this] {
        if (!m_taken && !m_over)
            Q_EMIT unanswered();
    });
    if (request.timeoutMs > 0)
        m_timeout.callAt(m_clock.monotonicMs() + request.timeoutMs + graceMs, [this] { return m_clock.monotonicMs(); },
                         [this] { timeIsUp(); });
}

void RequestForwarder::timeIsUp()
{
    read();
    if (std::exchange(m_over, true))
        return;
    m_output.say(sentence(Error{.kind = ErrorKind::TimedOut}, QString()));
    EventWriter events(m_output.event);
    m_hasEvents ? events.resume() : events.hello();
    events.summary({.exit = exit_code::timedOut});
    Q_EMIT finished(exit_code::timedOut);
}

void RequestForwarder::read()
{
    while (!m_over && m_connection->canReadLine())
        take(m_connection->readLine().chopped(1));
}

void RequestForwarder::take(const QByteArray &line)
{
    if (line.startsWith(eventHead)) {
        m_hasEvents = true;
        if (m_output.event)
            m_output.event(line.mid(eventHeadSize, line.size() - eventHeadSize - 1) + '\n');
        return;
    }
    const QJsonObject json = QJsonDocument::fromJson(line).object();
    if (json.contains(QLatin1String("taken"))) {
        m_taken = true;
    } else if (json.contains(QLatin1String("say"))) {
        m_output.say(json[QLatin1String("say")].toString());
    } else if (json.contains(QLatin1String("print"))) {
        if (m_output.print)
            m_output.print(json[QLatin1String("print")].toString());
    } else if (json.contains(QLatin1String("exit"))) {
        m_over = true;
        Q_EMIT finished(json[QLatin1String("exit")].toInt());
    }
}

void RequestForwarder::lost()
{
    read();
    if (std::exchange(m_over, true))
        return;
    if (!m_taken)
        return Q_EMIT requestRejected();
    m_output.say(tr("The running Postreel quit before it told the outcome. Start it again: it continues where it "
                     "was."));
    Q_EMIT finished(exit_code::unknown);
}

} // namespace postreel
