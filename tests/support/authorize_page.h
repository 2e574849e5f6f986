// A person and a browser at an authorize page, over real sockets.
// Invariant: each wait is bounded.
#pragma once

#include <QTcpSocket>
#include <QTest>
#include <QUrl>

namespace postreel::testing {

inline constexpr int pageMs = 15'000;

// What a server answers to the request, until it closes. "Host: @" stands for its host and port.
inline QByteArray askServer(const QUrl &server, const QByteArray &request)
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(server.port()));
    if (!socket.waitForConnected(pageMs))
        qFatal("the server takes no connection");
    const QByteArray host = "Host: " + server.authority().toLatin1() + "\r\n";
    socket.write(QByteArray(request).replace("Host: @\r\n", host));
    QByteArray answer;
    while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(pageMs))
        answer += socket.readAll();
    return answer + socket.readAll();
}

// Opens the sandbox's authorize page and chooses; answers where the browser is sent, empty when it is nowhere.
inline QUrl chooseAt(const QUrl &authorize, const QString &user = QStringLiteral("ada"), bool allow = true)
{
    QByteArray form = authorize.query(QUrl::FullyEncoded).toLatin1();
    form += "&user=" + user.toUtf8() + "&choice=" + (allow ? "allow" : "deny");
    const QByteArray answer =
        askServer(authorize, "POST " + authorize.path().toLatin1() +
                                 " HTTP/1.1\r\nHost: @\r\nConnection: close\r\nContent-Type: "
                                 "application/x-www-form-urlencoded\r\nContent-Length: " +
                                 QByteArray::number(form.size()) + "\r\n\r\n" + form);
    for (const QByteArray &row : answer.left(answer.indexOf("\r\n\r\n")).split('\n'))
        if (row.startsWith("Location: "))
            return QUrl::fromEncoded(row.mid(10).trimmed());
    return {};
}

// What the browser does with the redirect, while the event loop of the test runs.
inline bool resumeFrom(const QUrl &url)
{
    QTcpSocket socket;
    socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
    socket.write("GET " + url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    return QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, pageMs);
}

} // namespace postreel::testing
