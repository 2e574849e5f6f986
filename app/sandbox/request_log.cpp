#include "app/sandbox/request_log.h"

#include "app/base/log.h"

#include <QJsonDocument>
#include <QUrlQuery>

namespace postreel::sandbox {

namespace {

bool isSecret(Call call)
{
    return call == Call::Token || call == Call::Revoke || call == Call::Authorize;
}

QJsonObject queryMembers(const LoggedRequest &request)
{
    QJsonObject members;
    if (isSecret(request.call))
        return members;
    const auto items = QUrlQuery(QString::fromUtf8(request.query)).queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        // The key of a page, too: it opens all pages for as long as the run lasts.
        const bool secret = name == QLatin1String("access_token") || name == QLatin1String("code") || name == QLatin1String("key");
        members[name] = secret ? QStringLiteral("[redacted]") : value;
    }
    return members;
}

} // namespace

bool RequestLog::recordTo(const QString &path)
{
    m_file.setFileName(path);
    return m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered);
}

void RequestLog::add(const LoggedRequest &request)
{
    LoggedRequest clean = request;
    if (isSecret(clean.call)) {
        clean.json = QJsonValue(QJsonValue::Undefined);
        clean.fields = {};
    }
    m_requests.push_back({++m_last, clean});
    if (m_requests.size() > kept)
        m_requests.pop_front();
    if (m_file.isOpen())
        record(clean);
}

void RequestLog::record(const LoggedRequest &request)
{
    QJsonObject line{{QStringLiteral("method"), QString::fromLatin1(request.method)},
                     {QStringLiteral("path"), QString::fromUtf8(request.path)},
                     {QStringLiteral("query"), queryMembers(request)},
                     {QStringLiteral("call"), enumName(callNames, request.call)},
                     {QStringLiteral("content_type"), QString::fromLatin1(request.contentType)},
                     {QStringLiteral("body_bytes"), request.bodyBytes},
                     {QStringLiteral("status"), request.status},
                     {QStringLiteral("connection"), request.connection},
                     {QStringLiteral("t"), request.startedMs},
                     {QStringLiteral("ms"), request.tookMs}};
    if (!request.json.isUndefined())
        line[QStringLiteral("json")] = request.json;
    if (!request.fields.isEmpty())
        line[QStringLiteral("fields")] = request.fields;
    if (!request.fault.isEmpty())
        line[QStringLiteral("fault")] = request.fault;
    const QByteArray bytes = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    if (m_file.write(bytes) != bytes.size())
        qCWarning(logSandbox) << "The record of requests cannot be written:" << m_file.errorString();
}

QJsonArray RequestLog::since(qint64 since) const
{
    QJsonArray list;
    for (const auto &[number, request] : m_requests) {
        if (number <= since)
            continue;
        QJsonObject entry{{QStringLiteral("n"), number},
                          {QStringLiteral("method"), QString::fromLatin1(request.method)},
                          {QStringLiteral("path"), QString::fromUtf8(request.path)},
                          {QStringLiteral("query"), queryMembers(request)},
                          {QStringLiteral("call"), enumName(callNames, request.call)},
                          {QStringLiteral("content_type"), QString::fromLatin1(request.contentType)},
                          {QStringLiteral("host"), QString::fromLatin1(request.host)},
                          {QStringLiteral("status"), request.status},
                          {QStringLiteral("body_bytes"), request.bodyBytes},
                          {QStringLiteral("connection"), request.connection},
                          {QStringLiteral("t"), request.startedMs},
                          {QStringLiteral("ms"), request.tookMs},
                          {QStringLiteral("fields"), request.fields},
                          {QStringLiteral("fault"), request.fault}};
        if (!request.json.isUndefined())
            entry[QStringLiteral("json")] = request.json;
        list.append(entry);
    }
    return list;
}

} // namespace postreel::sandbox
