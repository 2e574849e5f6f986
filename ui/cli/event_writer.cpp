#include "ui/cli/event_writer.h"

#include "app/base/known_secrets.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonDocument>

namespace postreel {

EventWriter::EventWriter(Sink sink) : m_sink(std::move(sink)) {}

void EventWriter::hello()
{
    if (!m_sink)
        return;
    m_open = true;
    line(QStringLiteral("hello"), {{QStringLiteral("v"), version},
                                   {QStringLiteral("version"), QStringLiteral(POSTREEL_VERSION)},
                                   {QStringLiteral("pid"), QCoreApplication::applicationPid()}});
}

void EventWriter::resume()
{
    m_open = bool(m_sink);
}

void EventWriter::write(const EngineEvent &event, const QString &message)
{
    QJsonObject fields = event.fields;
    if (!event.uploadId.isEmpty() && !fields.contains(QLatin1String("upload")))
        fields[QStringLiteral("upload")] = event.uploadId;
    else if (event.uploadId.isEmpty() && !event.postId.isEmpty() && !fields.contains(QLatin1String("post")))
        fields[QStringLiteral("post")] = event.postId;
    if (!message.isEmpty())
        fields[QStringLiteral("message")] = message;
    write(event.name, fields);
}

void EventWriter::write(const QString &name, const QJsonObject &fields)
{
    if (m_open)
        line(name, fields);
}

void EventWriter::summary(const RunSummary &tally)
{
    write(QStringLiteral("summary"), {{QStringLiteral("posted"), tally.posted},
                                      {QStringLiteral("failed"), tally.failed},
                                      {QStringLiteral("waiting"), tally.waiting},
                                      {QStringLiteral("exit"), tally.exit}});
    m_open = false;
}

void EventWriter::line(const QString &name, const QJsonObject &fields)
{
    // QJsonObject sorts its keys; for a human reader, time and name should come first.
    const QJsonObject head{{QStringLiteral("event"), name}};
    const QByteArray time = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1();
    QByteArray text = "{\"t\":\"" + time + "\"," + QJsonDocument(head).toJson(QJsonDocument::Compact).mid(1);
    if (!fields.isEmpty()) {
        text.chop(1);
        text += ',' + QJsonDocument(fields).toJson(QJsonDocument::Compact).mid(1);
    }
    m_sink(redactKnown(text) + '\n');
}

} // namespace postreel
