// A sandbox on a thread of its own and a client of raw sockets, for the tests of this room.
// Invariant: every wait ends within waitMs; a request is sent exactly as the test wrote it.
#pragma once

#include "app/sandbox/sandbox.h"
#include "tests/support/test_timeout.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

namespace postreel::testing {

using namespace postreel::sandbox;

constexpr int waitMs = timeoutMs;

struct RawAnswer
{
    int status = 0;                        // 0: the connection ended without an answer
    QHash<QByteArray, QByteArray> headers; // names in lower case
    QByteArray body;
    bool whole = false; // as many bytes as Content-Length says

    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    QJsonObject data() const { return json().value(QStringLiteral("data")).toObject(); }
    QString id() const { return data().value(QStringLiteral("id")).toString(); }
};

class RawClient
{
public:
    explicit RawClient(quint16 port) : m_host("Host: 127.0.0.1:" + QByteArray::number(port) + "\r\n")
    {
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        if (!m_socket.waitForConnected(waitMs))
            qFatal("The sandbox does not take a connection.");
    }

    // "Host: @" stands for the server that this is connected to.
    void send(const QByteArray &bytes)
    {
        m_socket.write(QByteArray(bytes).replace("Host: @\r\n", m_host));
        m_socket.flush();
    }
    RawAnswer read(bool headOnly = false)
    {
        while (!m_buffer.contains("\r\n\r\n") && more()) {
        }
        RawAnswer answer;
        const qsizetype end = m_buffer.indexOf("\r\n\r\n");
        if (end < 0)
            return answer;
        const QList<QByteArray> lines = m_buffer.left(end).split('\n');
        answer.status = lines.first().split(' ').value(1).toInt();
        for (const QByteArray &line : lines.mid(1))
            answer.headers[line.left(line.indexOf(':')).toLower()] =
                line.mid(line.indexOf(':') + 1).trimmed();
        m_buffer.remove(0, end + 4);
        const qint64 length = headOnly ? 0 : answer.headers.value("content-length").toLongLong();
        while (m_buffer.size() < length && more()) {
        }
        answer.whole = m_buffer.size() >= length;
        answer.body = m_buffer.left(length);
        m_buffer.remove(0, length);
        return answer;
    }
    // The server ends the connection; what it still sends is dropped.
    bool ends()
    {
        while (m_socket.state() == QAbstractSocket::ConnectedState && more()) {
        }
        return m_socket.state() != QAbstractSocket::ConnectedState;
    }
    QTcpSocket &socket() { return m_socket; }

private:
    bool more()
    {
        if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(waitMs))
            return false;
        m_buffer += m_socket.readAll();
        return true;
    }

    const QByteArray m_host;
    QTcpSocket m_socket;
    QByteArray m_buffer;
};

inline SandboxSpec specOf(const char *text)
{
    const Result<SandboxSpec> spec = SandboxSpec::parse(QString::fromUtf8(text));
    if (!spec)
        qFatal("%s", qPrintable(spec.error().detail));
    return *spec;
}

inline QByteArray request(const QByteArray &method, const QByteArray &target, const QByteArray &body = {},
                          const QByteArray &type = "application/json", const QByteArray &token = "good")
{
    QByteArray head = method + ' ' + target + " HTTP/1.1\r\nHost: @\r\n";
    if (!token.isEmpty())
        head += "Authorization: Bearer " + token + "\r\n";
    if (!body.isEmpty())
        head += "Content-Type: " + type + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    return head + "\r\n" + body;
}

struct Part
{
    QByteArray name;
    QByteArray value;
    QByteArray fileName = {};
};

constexpr const char *multipartType = "multipart/form-data; boundary=XyZ";

inline QByteArray multipart(const QList<Part> &parts)
{
    QByteArray body;
    for (const Part &part : parts) {
        body += "--XyZ\r\nContent-Disposition: form-data; name=\"" + part.name + '"';
        if (!part.fileName.isEmpty())
            body += "; filename=\"" + part.fileName + "\"\r\nContent-Type: application/octet-stream";
        body += "\r\n\r\n" + part.value + "\r\n";
    }
    return body + "--XyZ--\r\n";
}

inline QByteArray appendRequest(const QString &id, int index, const QByteArray &bytes)
{
    return request("POST", "/2/media/upload/" + id.toLatin1() + "/append",
                   multipart({{"segment_index", QByteArray::number(index)}, {"media", bytes, "blob"}}),
                   multipartType);
}

inline QByteArray initRequest(qint64 total, const QByteArray &type = "video/mp4",
                              const QByteArray &category = "tweet_video")
{
    return request("POST", "/2/media/upload/initialize",
                   "{\"media_type\":\"" + type + "\",\"total_bytes\":" + QByteArray::number(total) +
                       ",\"media_category\":\"" + category + "\"}");
}

inline QByteArray finalizeRequest(const QString &id)
{
    return request("POST", "/2/media/upload/" + id.toLatin1() + "/finalize", "{}");
}

inline QByteArray statusRequest(const QString &id)
{
    return request("GET", "/2/media/upload?command=STATUS&media_id=" + id.toLatin1());
}

class RunningSandbox
{
public:
    explicit RunningSandbox(SandboxOptions options)
    {
        if (options.folder.isEmpty())
            options.folder = m_folder.path();
        m_sandbox = new Sandbox(options);
        m_sandbox->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_sandbox, &QObject::deleteLater);
        m_thread.start();
        Result<QUrl> base = ErrorKind::None;
        QMetaObject::invokeMethod(
            m_sandbox, [this, &base] { base = m_sandbox->start(); }, Qt::BlockingQueuedConnection);
        if (!base)
            qFatal("%s", qPrintable(base.error().detail));
        m_port = static_cast<quint16>(base->port());
        m_sandbox->addToken("good", QStringLiteral("sandbox"));
    }
    explicit RunningSandbox(const char *spec = "") : RunningSandbox(optionsOf(spec)) {}
    ~RunningSandbox()
    {
        m_thread.quit();
        m_thread.wait();
    }
    static SandboxOptions optionsOf(const char *spec)
    {
        SandboxOptions options;
        options.spec = specOf(spec);
        return options;
    }

    quint16 port() const { return m_port; }
    Sandbox &sandbox() { return *m_sandbox; }
    // Runs it where the sandbox lives, before returning: for what both threads touch, such as a fake clock.
    void onThread(const std::function<void()> &work)
    {
        QMetaObject::invokeMethod(m_sandbox, work, Qt::BlockingQueuedConnection);
    }
    RawAnswer ask(const QByteArray &bytes)
    {
        RawClient client(m_port);
        client.send(bytes);
        return client.read(bytes.startsWith("HEAD"));
    }
    QJsonArray list(const char *what)
    {
        const QJsonObject body = ask(request("GET", "/sandbox/" + QByteArray(what))).json();
        const QString member =
            QByteArray(what) == "log" ? QStringLiteral("requests") : QString::fromLatin1(what);
        return body.value(member).toArray();
    }
    QJsonObject upload(const QString &id)
    {
        const QJsonArray uploads = list("uploads");
        for (const QJsonValue &upload : uploads)
            if (upload[QStringLiteral("id")].toString() == id)
                return upload.toObject();
        return {};
    }
    // A ready media made of those bytes in one segment.
    QString readyMedia(const QByteArray &bytes, const QByteArray &type = "image/png",
                       const QByteArray &category = "tweet_image")
    {
        const QString id = ask(initRequest(bytes.size(), type, category)).id();
        if (ask(appendRequest(id, 0, bytes)).status != 200 || ask(finalizeRequest(id)).status != 200)
            qFatal("The sandbox takes no media.");
        return id;
    }

private:
    QTemporaryDir m_folder;
    QThread m_thread;
    Sandbox *m_sandbox = nullptr;
    quint16 m_port = 0;
};

} // namespace postreel::testing
