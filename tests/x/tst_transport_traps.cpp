// What Qt's network does by itself or hides, each on a real socket, in clear text and over TLS.
#include "tests/support/raw_server.h"
#include "tests/x/transport_fixture.h"

#include <QSet>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {
using Act = RawServer::Act;
constexpr qint64 mebibyte = 1 << 20;
} // namespace

class TestTransportTraps : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aPostIsNeverRepeated_data();
    void aPostIsNeverRepeated();
    void aRefusalBehindATakenRequestIsNoAnswer_data();
    void aRefusalBehindATakenRequestIsNoAnswer();
    void aRedirectIsNotFollowed_data();
    void aRedirectIsNotFollowed();
    void askingForAPasswordChangesNothing_data();
    void askingForAPasswordChangesNothing();
    void progressIsOfTheBodyAndNeverBack();
    void anEarlyRefusalIsNeverASuccess_data();
    void anEarlyRefusalIsNeverASuccess();
    void aBrokenAnswer_data();
    void aBrokenAnswer();
    void http2IsNotOffered();
    void aStatusDoesNotQueueBehindSegments();
    void aPostGetsAFreshConnection();
    void notReached_data();
    void notReached();

private:
    // A server of the wanted kind, and a fixture that trusts it.
    std::unique_ptr<RawServer> serve(bool tls) { return std::make_unique<RawServer>(tls ? &m_tls : nullptr); }
    void trust(TransportFixture &fixture) { QVERIFY(fixture.transport->trust(m_tls.certificatePath())); }
    TlsFiles m_tls;
};

void TestTransportTraps::initTestCase()
{
    QVERIFY(m_tls.make());
}

void TestTransportTraps::aPostIsNeverRepeated_data()
{
    QTest::addColumn<bool>("tls");
    QTest::addColumn<QString>("end");
    QTest::addColumn<int>("bodyBytes");
    for (const bool tls : {false, true})
        for (const char *end : {"close", "reset", "close, then refuse"})
            for (const int bytes : {2, 3'000'000})
                QTest::addRow("%s, %s, %d bytes", tls ? "TLS" : "plain", end, bytes)
                    << tls << QString::fromLatin1(end) << bytes;
}

void TestTransportTraps::aPostIsNeverRepeated()
{
    QFETCH(bool, tls);
    QFETCH(QString, end);
    QFETCH(int, bodyBytes);
    const std::unique_ptr<RawServer> server = serve(tls);
    server->onWhole = [&](RawConnection &c, const WireRequest &) {
        if (end.endsWith(QLatin1String("refuse")))
            server->close();
        if (end == QLatin1String("reset"))
            c.reset();
        else
            c.close();
    };
    TransportFixture fixture;
    trust(fixture);
    const Request posts[] = {segment(QByteArray(bodyBytes, 'x')), initialize(), createPost()};
    for (const Request &post : posts) {
        if (!server->isListening())
            break; // that end is for the first request alone
        const qsizetype before = server->requests().size();
        const int answers = static_cast<int>(fixture.completed.size());
        fixture.send(server->base(), post);
        QVERIFY(fixture.wait(answers + 1));
        QCOMPARE(fixture.answer(answers).outcome, RequestOutcome::NoAnswer);
        QCOMPARE(server->requests().size() - before, 1);
        QVERIFY(server->requests().last().whole());
    }
}

void TestTransportTraps::aRefusalBehindATakenRequestIsNoAnswer_data()
{
    QTest::addColumn<bool>("tls");
    QTest::newRow("plain") << false;
    QTest::newRow("TLS") << true;
}

// A connection that was kept alive takes the POST, dies, and the server is gone: X may have made the Post.
void TestTransportTraps::aRefusalBehindATakenRequestIsNoAnswer()
{
    QFETCH(bool, tls);
    const std::unique_ptr<RawServer> server = serve(tls);
    server->onWhole = [](RawConnection &c, const WireRequest &) { c.answer(200, "{}"); };
    TransportFixture fixture;
    trust(fixture);
    fixture.send(server->base(), initialize());
    QVERIFY(fixture.wait(1));
    const QUrl base = server->base();
    server->onWhole = [&](RawConnection &c, const WireRequest &) {
        server->close();
        c.reset();
    };
    fixture.send(base, initialize());
    QVERIFY(fixture.wait(2));
    QCOMPARE(server->requests().size(), 2);
    QCOMPARE(fixture.answer(1).outcome, RequestOutcome::NoAnswer);
}

void TestTransportTraps::aRedirectIsNotFollowed_data()
{
    QTest::addColumn<int>("http");
    QTest::addColumn<bool>("post");
    for (const int http : {300, 301, 302, 303, 305, 307, 308})
        for (const bool post : {true, false})
            QTest::addRow("%d of a %s", http, post ? "POST" : "GET") << http << post;
}

void TestTransportTraps::aRedirectIsNotFollowed()
{
    QFETCH(int, http);
    QFETCH(bool, post);
    RawServer other;
    RawServer server;
    server.onWhole = [&](RawConnection &c, const WireRequest &) {
        c.answer(http, {}, {"Location: " + other.base().toEncoded() + "/elsewhere"});
    };
    TransportFixture fixture;
    fixture.send(server.base(), post ? createPost() : statusOf(QStringLiteral("1")));
    QVERIFY(fixture.wait());
    QCOMPARE(fixture.answer().outcome, RequestOutcome::Answered);
    QCOMPARE(fixture.answer().http, http);
    QVERIFY(!fixture.answer().succeeded());
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(other.connections(), 0); // so the token did not go there either
}

void TestTransportTraps::askingForAPasswordChangesNothing_data()
{
    QTest::addColumn<int>("http");
    QTest::addColumn<QByteArray>("challenge");
    QTest::newRow("bearer") << 401 << QByteArray("WWW-Authenticate: Bearer realm=\"x\"");
    QTest::newRow("basic") << 401 << QByteArray("WWW-Authenticate: Basic realm=\"x\"");
    QTest::newRow("digest") << 401 << QByteArray("WWW-Authenticate: Digest realm=\"x\", nonce=\"1\"");
    QTest::newRow("proxy") << 407 << QByteArray("Proxy-Authenticate: Basic realm=\"x\"");
}

void TestTransportTraps::askingForAPasswordChangesNothing()
{
    QFETCH(int, http);
    QFETCH(QByteArray, challenge);
    RawServer server;
    server.onWhole = [&](RawConnection &c, const WireRequest &) { c.answer(http, "{}", {challenge}); };
    TransportFixture fixture;
    fixture.send(server.base(), segment());
    fixture.send(server.base(), createPost());
    QVERIFY(fixture.wait(2));
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(fixture.answer(i).outcome, RequestOutcome::Answered);
        QCOMPARE(fixture.answer(i).http, http);
    }
    QCOMPARE(server.requests().size(), 2);
}

void TestTransportTraps::progressIsOfTheBodyAndNeverBack()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(200, "{}"); };
    TransportFixture fixture;
    const Request request = segment(QByteArray(5 * mebibyte, 'x'));
    fixture.send(server.base(), request);
    QVERIFY(fixture.wait());
    QVERIFY(!fixture.progress.isEmpty());
    qint64 last = 0;
    for (const qint64 bytes : std::as_const(fixture.progress)) {
        QVERIFY(bytes >= last); // Qt ends with 0 of 0
        QVERIFY(bytes <= request.bodyBytes());
        last = bytes;
    }
    fixture.progress.clear();
    fixture.send(server.base(), statusOf(QStringLiteral("1")));
    QVERIFY(fixture.wait(2));
    QVERIFY(fixture.progress.isEmpty());
}

void TestTransportTraps::anEarlyRefusalIsNeverASuccess_data()
{
    QTest::addColumn<bool>("tls");
    QTest::addColumn<QString>("end");
    for (const bool tls : {false, true})
        for (const char *end : {"close", "reset", "read on"})
            QTest::addRow("%s, %s", tls ? "TLS" : "plain", end) << tls << QString::fromLatin1(end);
}

void TestTransportTraps::anEarlyRefusalIsNeverASuccess()
{
    QFETCH(bool, tls);
    QFETCH(QString, end);
    const std::unique_ptr<RawServer> server = serve(tls);
    server->onHead = [&](RawConnection &c, const WireRequest &) {
        c.answer(413, {}, {"Connection: close"});
        if (end == QLatin1String("close"))
            c.close();
        else if (end == QLatin1String("reset"))
            c.reset();
    };
    TransportFixture fixture;
    trust(fixture);
    fixture.send(server->base(), segment(QByteArray(8 * mebibyte, 'x')));
    QVERIFY(fixture.wait());
    const Response &answer = fixture.answer();
    const bool read = answer.outcome == RequestOutcome::Answered && answer.http == 413;
    QVERIFY(read || (answer.outcome == RequestOutcome::NoAnswer && answer.http == 0));
    if (end == QLatin1String("read on"))
        QVERIFY(read);
    QCOMPARE(server->requests().size(), 1);
}

void TestTransportTraps::aBrokenAnswer_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<int>("http"); // 0: NoAnswer
    QTest::newRow("a success cut short")
        << QByteArray("HTTP/1.1 201 C\r\nContent-Length: 99\r\n\r\n{\"data\"") << 0;
    QTest::newRow("a chunked success cut short")
        << QByteArray("HTTP/1.1 201 C\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab") << 0;
    QTest::newRow("a refusal cut short")
        << QByteArray("HTTP/1.1 400 B\r\nContent-Length: 99\r\n\r\n{\"errors\"") << 400;
    QTest::newRow("a 503 cut short") << QByteArray("HTTP/1.1 503 B\r\nContent-Length: 99\r\n\r\n<h") << 503;
    QTest::newRow("half a head") << QByteArray("HTTP/1.1 400 B\r\nContent-Le") << 0;
    QTest::newRow("half a status line") << QByteArray("HTTP/1.") << 0;
    QTest::newRow("no HTTP at all") << QByteArray("220 smtp ready\r\n\r\n") << 0;
    QTest::newRow("an empty line") << QByteArray("\r\n") << 0;
}

void TestTransportTraps::aBrokenAnswer()
{
    QFETCH(QByteArray, wire);
    QFETCH(int, http);
    RawServer server;
    server.onWhole = [&](RawConnection &c, const WireRequest &) {
        c.write(wire);
        c.close();
    };
    TransportFixture fixture;
    fixture.send(server.base(), createPost());
    QVERIFY(fixture.wait());
    QCOMPARE(fixture.answer().outcome, http == 0 ? RequestOutcome::NoAnswer : RequestOutcome::Answered);
    QCOMPARE(fixture.answer().http, http);
    QCOMPARE(server.requests().size(), 1);
}

void TestTransportTraps::http2IsNotOffered()
{
    RawServer server(&m_tls);
    QByteArray chosen = "nothing yet";
    server.onConnection = [](RawConnection &c) {
        auto *socket = qobject_cast<QSslSocket *>(c.socket());
        QSslConfiguration both = socket->sslConfiguration();
        both.setAllowedNextProtocols(
            {QSslConfiguration::ALPNProtocolHTTP2, QSslConfiguration::NextProtocolHttp1_1});
        socket->setSslConfiguration(both);
        socket->startServerEncryption();
    };
    server.onWhole = [&](RawConnection &c, const WireRequest &) {
        chosen = qobject_cast<QSslSocket *>(c.socket())->sslConfiguration().nextNegotiatedProtocol();
        c.answer(200, "{}");
    };
    TransportFixture fixture;
    trust(fixture);
    for (const Request &request : {segment(), createPost(), statusOf(QStringLiteral("1"))}) {
        const auto answers = static_cast<int>(fixture.completed.size());
        fixture.send(server.base(), request);
        QVERIFY(fixture.wait(answers + 1));
        QVERIFY2(chosen != QSslConfiguration::ALPNProtocolHTTP2, chosen.constData());
        QVERIFY(server.requests().last().line().endsWith(" HTTP/1.1"));
    }
}

void TestTransportTraps::aStatusDoesNotQueueBehindSegments()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &request) {
        if (!request.line().contains("/append")) // the segments hang
            c.answer(200, "{}");
    };
    TransportFixture fixture;
    for (int i = 0; i < 8; ++i)
        fixture.send(server.base(), segment(QByteArray(1000, 'x'), i));
    QTRY_COMPARE(server.requests().size(), 6); // as many as Qt opens
    fixture.send(server.base(), statusOf(QStringLiteral("1")));
    fixture.send(server.base(), createPost());
    QVERIFY(fixture.wait(2, 3000));
    QCOMPARE(fixture.answer(0).http, 200);
    QCOMPARE(fixture.answer(1).http, 200);
    QCOMPARE(server.requests().size(), 8);
}

void TestTransportTraps::aPostGetsAFreshConnection()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(200, "{}"); };
    TransportFixture fixture;
    const auto connectionOf = [&](const Request &request) {
        const auto answers = static_cast<int>(fixture.completed.size());
        fixture.send(server.base(), request);
        return fixture.wait(answers + 1) ? server.requests().last().connection : -1;
    };
    QSet<int> used;
    for (int i = 0; i < 4; ++i) {
        const int connection = connectionOf(createPost());
        QVERIFY(connection > 0);
        QVERIFY(!used.contains(connection));
        used << connection;
    }
    // All others go on with what is open, or every segment would pay for a handshake.
    QCOMPARE(connectionOf(segment()), connectionOf(segment()));
    QCOMPARE(connectionOf(statusOf(QStringLiteral("1"))), connectionOf(initialize()));
    QTRY_COMPARE(server.openConnections(), 2); // those of the Posts are not left open
}

void TestTransportTraps::notReached_data()
{
    QTest::addColumn<QUrl>("base");
    RawServer closed;
    const QUrl refused = closed.base();
    closed.close();
    QTest::newRow("refused") << refused;
    QUrl secure = refused;
    secure.setScheme(QStringLiteral("https"));
    QTest::newRow("refused, TLS") << secure;
    // No resolver is asked for a label of more than 63 bytes.
    QTest::newRow("no such host") << QUrl(
        QStringLiteral("http://%1.invalid").arg(QString(63, u'a').append(u'b')));
    QTest::newRow("no host") << QUrl(QStringLiteral("http:///"));
    QTest::newRow("no URL") << QUrl();
}

void TestTransportTraps::notReached()
{
    QFETCH(QUrl, base);
    TransportFixture fixture;
    fixture.send(base, createPost());
    fixture.send(base, segment());
    QVERIFY(fixture.wait(2));
    QCOMPARE(fixture.answer(0).outcome, RequestOutcome::NotReached);
    QCOMPARE(fixture.answer(1).outcome, RequestOutcome::NotReached);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestTransportTraps)
#include "tst_transport_traps.moc"
