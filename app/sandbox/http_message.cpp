#include "app/sandbox/http_message.h"

#include <QDateTime>
#include <QLocale>

namespace postreel::sandbox {

namespace {

struct Named
{
    int status;
    const char *phrase;
};

constexpr Named phrases[] = {
    {100, "Continue"},
    {200, "OK"},
    {201, "Created"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {411, "Length Required"},
    {413, "Payload Too Large"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {425, "Too Early"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
    {507, "Insufficient Storage"},
};

} // namespace

QByteArray HttpHead::header(const char *name) const
{
    for (const HttpHeader &candidate : headers)
        if (candidate.name.compare(name, Qt::CaseInsensitive) == 0)
            return candidate.value;
    return {};
}

bool HttpHead::has(const char *name) const
{
    for (const HttpHeader &candidate : headers)
        if (candidate.name.compare(name, Qt::CaseInsensitive) == 0)
            return true;
    return false;
}

QByteArray HttpHead::contentType() const
{
    const QByteArray whole = header("Content-Type");
    const qsizetype end = whole.indexOf(';');
    return (end < 0 ? whole : whole.left(end)).trimmed().toLower();
}

QByteArray HttpHead::path() const
{
    const qsizetype end = target.indexOf('?');
    return QByteArray::fromPercentEncoding(end < 0 ? target : target.left(end));
}

QByteArray HttpHead::query() const
{
    const qsizetype start = target.indexOf('?');
    return start < 0 ? QByteArray() : target.mid(start + 1);
}

QByteArray reasonPhrase(int status)
{
    for (const Named &named : phrases)
        if (named.status == status)
            return named.phrase;
    return "Status";
}

QByteArray httpDate(qint64 wallMs)
{
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(wallMs, Qt::UTC);
    return QLocale::c().toString(moment, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss")).toLatin1() + " GMT";
}

QByteArray headBytes(const HttpResponse &answer, qint64 wallMs)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + reasonPhrase(answer.status) +
                      "\r\nDate: " + httpDate(wallMs) + "\r\n";
    if (answer.bodyBytes() > 0)
        head += "Content-Type: " + answer.contentType + "\r\n";
    // A 204 has no body and, by RFC 9110, no Content-Length.
    if (answer.status != 204)
        head += "Content-Length: " + QByteArray::number(answer.bodyBytes()) + "\r\n";
    for (const HttpHeader &header : answer.headers)
        head += header.name + ": " + header.value + "\r\n";
    if (answer.close)
        head += "Connection: close\r\n";
    return head + "\r\n";
}

} // namespace postreel::sandbox
