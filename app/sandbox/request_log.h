// The last requests, for the inspection, and all of them in the record file if there is one.
// Invariant: of the headers only Host and Content-Type are kept, and no body of the OAuth calls, so no token
// is logged.
#pragma once

#include "app/sandbox/call_name.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <deque>

namespace postreel::sandbox {

struct LoggedRequest
{
    QByteArray method;
    QByteArray path;
    QByteArray query;
    Call call = Call::Unknown;
    QByteArray contentType;
    QByteArray host;
    int status = 0; // 0: no response was sent
    qint64 bodyBytes = 0;
    int connection = 0; // number of the connection, from 1
    qint64 startedMs = 0;
    qint64 tookMs = 0;
    QJsonValue json;    // the body of a JSON request, else undefined
    QJsonObject fields; // of a form: text fields as strings, files as {bytes, filename, content_type}
    QString fault;      // action of the fault that struck; empty: none
};

class RequestLog
{
public:
    static constexpr size_t kept = 20000;

    // Appends all further requests to that file, one JSON line each; false if it cannot be opened.
    bool recordTo(const QString &path);
    void add(const LoggedRequest &request);
    // The requests with a number above `since`, oldest first.
    QJsonArray since(qint64 since) const;

private:
    struct Numbered
    {
        qint64 number;
        LoggedRequest request;
    };
    void record(const LoggedRequest &request);

    std::deque<Numbered> m_requests;
    qint64 m_last = 0;
    QFile m_file;
};

} // namespace postreel::sandbox
