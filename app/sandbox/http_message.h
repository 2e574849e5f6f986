// An HTTP request head and a response as plain values.
// Invariant: header names are compared case-insensitively and keep the order in which they arrived.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace postreel::sandbox {

struct HttpHeader
{
    QByteArray name;
    QByteArray value;
};

struct HttpHead
{
    QByteArray method;
    QByteArray target; // as sent, e.g. "/2/media/upload?command=STATUS"
    QByteArray authority; // "host:port" of a target in absolute form; else empty
    int minorVersion = 1;
    QList<HttpHeader> headers;
    qint64 contentLength = 0; // 0 when absent or chunked
    bool chunked = false;
    bool keepAlive = true;
    bool expectsContinue = false;

    // The first value of that header; empty when absent.
    QByteArray header(const char *name) const;
    bool has(const char *name) const;
    // Content-Type without parameters, in lower case.
    QByteArray contentType() const;
    // The path without the query, percent-decoded.
    QByteArray path() const;
    QByteArray query() const;
    bool hasBody() const { return chunked || contentLength > 0; }
};

struct HttpResponse
{
    int status = 200;
    QByteArray contentType = "application/json; charset=utf-8";
    QByteArray body;
    QList<HttpHeader> headers;
    // If set, the body is this range of the file instead of `body`.
    QString file;
    qint64 fileOffset = 0;
    qint64 fileLength = 0;
    bool headOnly = false; // response to HEAD: the head of a GET, no body
    bool close = false;    // the connection closes after this response

    void addHeader(const QByteArray &name, const QByteArray &value)
    {
        headers.append(HttpHeader{name, value});
    }
    qint64 bodyBytes() const { return file.isEmpty() ? body.size() : fileLength; }
};

// The reason phrase of a status; "Status" if it is not in the table.
QByteArray reasonPhrase(int status);
// Status line and headers, including Date and Content-Length, up to and including the empty line.
QByteArray headBytes(const HttpResponse &answer, qint64 wallMs);
// A date in RFC 9110 format, e.g. "Tue, 15 Nov 1994 08:12:31 GMT".
QByteArray httpDate(qint64 wallMs);

} // namespace postreel::sandbox
