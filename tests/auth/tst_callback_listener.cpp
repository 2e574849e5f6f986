// The listener for the browser's return, on real sockets, and everybody else who may knock there.
#include "app/auth/callback_listener.h"
#include "tests/support/own_port.h"
#include "app/auth/sign_in_outcome.h"

#include <QNetworkInterface>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

class TestCallbackListener : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void theAnswerEndsIt();
    void itListensOnLoopbackAloneAndOnlyWhileNeeded();
    void localhostIsBothAddresses();
    void aTakenPortIsSaid();
    void whatIsNoCallbackIsUsage_data();
    void whatIsNoCallbackIsUsage();
    void whatIsNoAnswerDisturbsNothing_data();
    void whatIsNoAnswerDisturbsNothing();
    void aHugeRequestDisturbsNothing();
    void slowBytesDisturbNothing();
    void aThousandConnectionsDisturbNothing();
    void anEarlierTrysAnswerIsSaidAndNotTaken();
    void nobodyAnswers();
    void theNextTryListensAtOnce();
    void stoppingIsSilent();

private:
    QByteArray get(const QByteArray &target) const { return exchange("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n"); }
    QByteArray exchange(const QByteArray &request, const QString &host = QStringLiteral("127.0.0.1")) const;
    bool connects(const QString &host) const;
    QUrl callback() const { return usualCallback(m_port); }

    quint16 m_port = 0;
};

namespace {
const QByteArray good = "/callback?state=the-state&code=the-code";

AuthorizationResponse answerIn(const QSignalSpy &spy, qsizetype place = 0)
{
    return spy.value(place).value(0).value<AuthorizationResponse>();
}
} // namespace

void TestCallbackListener::init()
{
    m_port = ownPort();
}

// The listener lives on this thread, so its events are served while the client waits.
QByteArray TestCallbackListener::exchange(const QByteArray &request, const QString &host) const
{
    QTcpSocket socket;
    QByteArray answer;
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&] { answer += socket.readAll(); });
    socket.connectToHost(host, m_port);
    socket.write(request);
    if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, 15'000))
        return "no end";
    return answer;
}

bool TestCallbackListener::connects(const QString &host) const
{
    QTcpSocket socket;
    socket.connectToHost(host, m_port);
    return socket.waitForConnected(2'000);
}

void TestCallbackListener::theAnswerEndsIt()
{
    CallbackListener listener;
    QSignalSpy answered(&listener, &CallbackListener::answered);
    QVERIFY(listener.start(callback(), "the-state"));
    const QByteArray page = get(good);
    QVERIFY2(page.startsWith("HTTP/1.1 200 "), page.constData());
    QVERIFY(page.endsWith("</html>\n"));
    QCOMPARE(answered.size(), 1);
    QCOMPARE(answerIn(answered).end, CallbackEnd::Code);
    QCOMPARE(answerIn(answered).code, QByteArray("the-code"));
    QVERIFY(!connects(QStringLiteral("127.0.0.1")));
}

void TestCallbackListener::itListensOnLoopbackAloneAndOnlyWhileNeeded()
{
    CallbackListener listener;
    QVERIFY(!connects(QStringLiteral("127.0.0.1")));
    QVERIFY(listener.start(callback(), "the-state"));
    QVERIFY(connects(QStringLiteral("127.0.0.1")));
    QVERIFY(!connects(QStringLiteral("::1")));
    for (const QHostAddress &address : QNetworkInterface::allAddresses())
        if (!address.isLoopback() && address.protocol() == QAbstractSocket::IPv4Protocol)
            QVERIFY2(!connects(address.toString()), qPrintable(address.toString()));
    get("/callback?error=access_denied&state=the-state");
    QVERIFY(!connects(QStringLiteral("127.0.0.1")));
}

void TestCallbackListener::localhostIsBothAddresses()
{
    CallbackListener listener;
    QSignalSpy answered(&listener, &CallbackListener::answered);
    QVERIFY(listener.start(QUrl(QStringLiteral("http://localhost:%1/callback").arg(m_port)), "the-state"));
    QVERIFY(connects(QStringLiteral("127.0.0.1")));
    QTcpServer probe;
    if (!probe.listen(QHostAddress::LocalHostIPv6))
        QSKIP("there is no IPv6 here");
    QVERIFY(exchange("GET " + good + " HTTP/1.1\r\n\r\n", QStringLiteral("::1")).startsWith("HTTP/1.1 200 "));
    QCOMPARE(answerIn(answered).end, CallbackEnd::Code);
    QVERIFY(!connects(QStringLiteral("127.0.0.1")));
}

void TestCallbackListener::aTakenPortIsSaid()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost, m_port));
    CallbackListener listener;
    const Result<Done> started = listener.start(callback(), "the-state");
    QCOMPARE(started.error().kind, ErrorKind::NotReached);
    QCOMPARE(started.error().subject, QString::number(m_port));
    other.close();
    QVERIFY(listener.start(callback(), "the-state"));
}

void TestCallbackListener::whatIsNoCallbackIsUsage_data()
{
    QTest::addColumn<QString>("url");
    for (const char *url : {"https://127.0.0.1:8737/callback", "http://10.0.0.1:8737/callback", "http://0.0.0.0:8737/c",
                            "http://127.0.0.1/callback", "http://x.com:8737/callback", "http://127.0.0.1:8737/c?a=b",
                            "http://127.0.0.1:8737/c#d", ""})
        QTest::newRow(*url ? url : "nothing") << QString::fromLatin1(url);
}

void TestCallbackListener::whatIsNoCallbackIsUsage()
{
    QFETCH(QString, url);
    CallbackListener listener;
    QCOMPARE(listener.start(QUrl(url), "the-state").error().kind, ErrorKind::Usage);
    QVERIFY(!connects(QStringLiteral("127.0.0.1")));
    QCOMPARE(listener.start(callback(), {}).error().kind, ErrorKind::Usage); // a try without a state is none
}

void TestCallbackListener::whatIsNoAnswerDisturbsNothing_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("status");
    const auto row = [](const char *name, const QByteArray &request, const char *status) {
        QTest::newRow(name) << request << QByteArray(status);
    };
    row("the icon", "GET /favicon.ico HTTP/1.1\r\n\r\n", "404");
    row("the root", "GET / HTTP/1.1\r\n\r\n", "404");
    row("a longer path", "GET /callback/?state=the-state&code=c HTTP/1.1\r\n\r\n", "404");
    row("another case", "GET /Callback?state=the-state&code=c HTTP/1.1\r\n\r\n", "404");
    row("nothing asked", "GET /callback HTTP/1.1\r\n\r\n", "400");
    row("nothing told", "GET /callback?a=b HTTP/1.1\r\n\r\n", "400");
    row("posted", "POST " + good + " HTTP/1.1\r\nContent-Length: 0\r\n\r\n", "405");
    row("posted with a body", "POST " + good + " HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody", "405");
    row("only its head", "HEAD " + good + " HTTP/1.1\r\n\r\n", "405");
    row("options", "OPTIONS " + good + " HTTP/1.1\r\nOrigin: https://evil.example\r\n\r\n", "405");
    row("no HTTP", "hello\r\n\r\n", "400");
    row("a later HTTP", "PRI * HTTP/2.0\r\n\r\n", "400");
    row("TLS", QByteArray::fromHex("1603010200010001fc0303") + "\r\n\r\n", "400");
    row("spaces", "GET   HTTP/1.1\r\n\r\n", "400");
    row("zeros", QByteArray(300, '\0') + "\r\n\r\n", "400");
}

void TestCallbackListener::whatIsNoAnswerDisturbsNothing()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, status);
    CallbackListener listener;
    QSignalSpy answered(&listener, &CallbackListener::answered);
    QVERIFY(listener.start(callback(), "the-state"));
    QCOMPARE(exchange(request).mid(0, 13), "HTTP/1.1 " + status + ' ');
    QCOMPARE(answered.size(), 0);
    QVERIFY(get(good).startsWith("HTTP/1.1 200 "));
    QCOMPARE(answered.size(), 1);
}

void TestCallbackListener::aHugeRequestDisturbsNothing()
{
    CallbackListener listener;
    QSignalSpy answered(&listener, &CallbackListener::answered);
    QVERIFY(listener.start(callback(), "the-state"));
    QVERIFY(exchange("GET /callback?" + QByteArray(1 << 20, 'a') + " HTTP/1.1\r\n\r\n") != "no end");
    QVERIFY(exchange("GET /callback HTTP/1.1\r\nX: " + QByteArray(1 << 20, 'a')) != "no end");
    QVERIFY(get(good).startsWith("HTTP/1.1 200 "));
    QCOMPARE(answered.size(), 1);
}

void TestCallbackListener::slowBytesDisturbNothing()
{
    CallbackListener listener;
    QSignalSpy answered(&listener, &CallbackListener::answered);
    QVERIFY(listener.start(callback(), "the-state"));
    QTcpSocket slow;
    slow.connectToHost(QStringLiteral("127.0.0.1"), m_port);
    const QByteArray request = "GET " + good + " HTTP/1.1\r\nHost: x\r\n\r\n";
    for (qsizetype i = 0; i < request.size() - 1; ++i) { // all but the last byte, each alone
        slow.write(request.mid(i, 1));
        QVERIFY(QTest::qWaitFor([&] { return slow.bytesToWrite() == 0; }, 5'000));
    }
    QCOMPARE(answered.size(), 0);
    QVERIFY(get("/elsewhere").startsWith("HTTP/1.1 404 "));
    slow.write(request.right(1));
    QTRY_COMPARE(answered.size(), 1);
    QCOMPARE(answerIn(answered).end, CallbackEnd::Code);
}

void TestCallbackListener::aThousandConnectionsDisturbNothing()
{
    CallbackListener listener;
    QSignalSpy answered(&listener, &CallbackListener::answered);
    QVERIFY(listener.start(callback(), "the-state"));
    std::vector<std::unique_ptr<QTcpSocket>> crowd;
    int open = 0;
    for (int i = 0; i < 1000; ++i) {
        auto socket = std::make_unique<QTcpSocket>();
        connect(socket.get(), &QTcpSocket::connected, this, [&open] { ++open; });
        socket->connectToHost(QStringLiteral("127.0.0.1"), m_port);
        socket->write("GET /callback?code=");
        crowd.push_back(std::move(socket));
        if (i % 50 == 49)
            QTRY_COMPARE_WITH_TIMEOUT(open, i + 1, 20'000);
    }
    QVERIFY(listener.findChildren<QTcpSocket *>().size() <= CallbackListener::maxConnections + 1);
    QVERIFY(get(good).startsWith("HTTP/1.1 200 "));
    QCOMPARE(answered.size(), 1);
    QCOMPARE(answerIn(answered).code, QByteArray("the-code"));
}

void TestCallbackListener::anEarlierTrysAnswerIsSaidAndNotTaken()
{
    CallbackListener listener;
    QSignalSpy answered(&listener, &CallbackListener::answered);
    QVERIFY(listener.start(callback(), "the-state"));
    QVERIFY(get("/callback?state=an-old-one&code=evil").startsWith("HTTP/1.1 400 "));
    QCOMPARE(answered.size(), 1);
    QCOMPARE(answerIn(answered).end, CallbackEnd::WrongState);
    QVERIFY(answerIn(answered).code.isEmpty());
    get(good); // it goes on
    QCOMPARE(answered.size(), 2);
    QCOMPARE(answerIn(answered, 1).code, QByteArray("the-code"));
}

void TestCallbackListener::nobodyAnswers()
{
    CallbackListener listener;
    QSignalSpy answered(&listener, &CallbackListener::answered);
    QVERIFY(listener.start(callback(), "the-state", 50));
    QTRY_COMPARE(answered.size(), 1);
    QCOMPARE(answerIn(answered).end, CallbackEnd::TimedOut);
    QVERIFY(!connects(QStringLiteral("127.0.0.1")));
}

void TestCallbackListener::theNextTryListensAtOnce()
{
    CallbackListener listener;
    QSignalSpy answered(&listener, &CallbackListener::answered);
    for (int i = 0; i < 5; ++i) {
        const QByteArray state = "state-" + QByteArray::number(i);
        QVERIFY(listener.start(callback(), "given up"));
        QVERIFY(listener.start(callback(), state));
        get("/callback?code=c&state=" + state);
        QCOMPARE(answered.size(), i + 1);
        QCOMPARE(answerIn(answered, i).end, CallbackEnd::Code);
    }
}

void TestCallbackListener::stoppingIsSilent()
{
    CallbackListener listener;
    QSignalSpy answered(&listener, &CallbackListener::answered);
    QVERIFY(listener.start(callback(), "the-state", 50));
    QTcpSocket waiting;
    waiting.connectToHost(QStringLiteral("127.0.0.1"), m_port);
    QVERIFY(waiting.waitForConnected());
    QTRY_COMPARE(listener.findChildren<QTcpSocket *>().size(), 1);
    listener.stop();
    QTRY_COMPARE(waiting.state(), QAbstractSocket::UnconnectedState);
    QVERIFY(!QTest::qWaitFor([&] { return !answered.isEmpty(); }, 200)); // longer than its limit
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestCallbackListener)
#include "tst_callback_listener.moc"
