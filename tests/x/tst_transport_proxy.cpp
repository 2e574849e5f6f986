// A proxy between us and X: what it reads, what it refuses, and that neither it nor X gets what is the other's.
#include "app/x/error_mapping.h"
#include "tests/support/raw_server.h"
#include "tests/x/transport_fixture.h"

#include <QTest>

using namespace postreel;
using namespace postreel::testing;

class TestTransportProxy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void aTunnelThatIsRefusedIsTheProxys_data();
    void aTunnelThatIsRefusedIsTheProxys();
    void aProxyThatIsAwayIsNamed_data();
    void aProxyThatIsAwayIsNamed();
    void whatCannotBeUsedIsNotGoneAround_data();
    void whatCannotBeUsedIsNotGoneAround();
    void plainHttpGoesThroughItsProxy();
    void aProxyThatReadsAnswersForItself_data();
    void aProxyThatReadsAnswersForItself();
    void credentialsAreThereFromTheFirstRequestOn();
    void credentialsGoToTheTunnelAlone();
    void theSandboxIsReachedDirectly();

private:
    TlsFiles m_tls;
};

namespace {
QVector<Request> everyLane()
{
    return {segment(), createPost(), initialize(), statusOf(QStringLiteral("1"))};
}

QString placeOf(const RawServer &server)
{
    return QStringLiteral("127.0.0.1:%1").arg(server.serverPort());
}

int deadPort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

// What a proxy answers the first message of NTLM with, and whether that is what it got.
const QByteArray ntlmChallenge = "TlRMTVNTUAACAAAABAAEADAAAAAFggAAMTIzNDU2NzgAAAAAAAAAAAAAAAA0AAAAQQBCAA==";
bool beginsNtlm(const QByteArray &authorization)
{
    return authorization.startsWith("NTLM ") && QByteArray::fromBase64(authorization.mid(5)).mid(8, 1) == "\x01";
}

Error errorIn(const TransportFixture &fixture, int place, Call call)
{
    return errorOf(call, fixture.answer(place));
}
} // namespace

void TestTransportProxy::initTestCase()
{
    QVERIFY(m_tls.make());
}

void TestTransportProxy::cleanup()
{
    for (const char *name : {"http_proxy", "https_proxy", "all_proxy", "no_proxy"})
        qunsetenv(name);
}

void TestTransportProxy::aTunnelThatIsRefusedIsTheProxys_data()
{
    QTest::addColumn<int>("status"); // 0: closes without an answer
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<QByteArray>("credentials");
    QTest::addColumn<ErrorKind>("kind");
    const QByteArray basic = "Proxy-Authenticate: Basic realm=\"p\"";
    QTest::newRow("407") << 407 << basic << QByteArray() << ErrorKind::ProxySignIn;
    QTest::newRow("407 of what was said") << 407 << basic << QByteArray("anna:wr0ng@") << ErrorKind::ProxySignIn;
    for (const char *way : {"NTLM", "Negotiate", "Digest realm=\"p\", nonce=\"n\"", "Bearer"})
        for (const QByteArray &credentials : {QByteArray(), QByteArray("anna:wr0ng@")})
            QTest::addRow("%s, %s", way, credentials.constData()) << 407 << "Proxy-Authenticate: " + QByteArray(way) << credentials << ErrorKind::ProxySignIn;
    QTest::newRow("407 that does not say how") << 407 << QByteArray("X-Nothing: 1") << QByteArray() << ErrorKind::ProxySignIn;
    for (const int status : {403, 404, 405, 500, 502, 503, 504})
        QTest::addRow("%d", status) << status << basic << QByteArray() << ErrorKind::ProxyRefused;
    QTest::newRow("closed") << 0 << basic << QByteArray() << ErrorKind::ProxyRefused;
}

void TestTransportProxy::aTunnelThatIsRefusedIsTheProxys()
{
    QFETCH(int, status);
    QFETCH(QByteArray, offer);
    QFETCH(QByteArray, credentials);
    QFETCH(ErrorKind, kind);
    RawServer proxy;
    proxy.onWhole = [status, offer](RawConnection &c, const WireRequest &request) {
        if (status == 0)
            return c.close();
        if (offer.endsWith("NTLM") && beginsNtlm(request.header("proxy-authorization")))
            return c.answer(status, "", {"Proxy-Authenticate: NTLM " + ntlmChallenge});
        c.answer(status, "<html>no</html>", {offer, "Connection: close"});
        c.close();
    };
    qputenv("https_proxy", "http://" + credentials + placeOf(proxy).toLatin1());
    TransportFixture fixture;
    // One that closes without a word is waited for as long as one that says nothing; so is one that goes on asking.
    fixture.transport->setStallPolicy({.quietMs = 2000, .finalizeMs = 2000, .firstRate = 64 << 20});
    const QVector<Request> lanes = status == 0 ? QVector<Request>{createPost()} : everyLane();
    for (int i = 0; i < lanes.size(); ++i) {
        fixture.send(QUrl(QStringLiteral("https://127.0.0.1:9")), lanes[i]); // nobody is there, and nobody asks
        QVERIFY2(fixture.wait(i + 1, 60'000), qPrintable(QString::number(proxy.connections())));
        const Error error = errorIn(fixture, i, lanes[i].call);
        QVERIFY2(error.kind == kind, qPrintable(nameOf(error.kind) % u' ' % nameOf(lanes[i].call) % u' ' % fixture.answer(i).networkWords));
        QCOMPARE(error.subject, placeOf(proxy));
        QCOMPARE(fixture.answer(i).outcome, RequestOutcome::ProxyFailed);
    }
    QVERIFY(proxy.requests().first().line().startsWith("CONNECT 127.0.0.1:9"));
    QVERIFY(!proxy.bytes().contains(plantedToken));
}

void TestTransportProxy::aProxyThatIsAwayIsNamed_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QUrl>("base");
    const QUrl secure(QStringLiteral("https://127.0.0.1:9"));
    QTest::newRow("tunnel") << QStringLiteral("http") << secure;
    QTest::newRow("socks") << QStringLiteral("socks5h") << secure;
    QTest::newRow("plain http") << QStringLiteral("http") << QUrl(QStringLiteral("http://127.0.0.1:9"));
    QTest::newRow("plain http over socks") << QStringLiteral("socks5") << QUrl(QStringLiteral("http://127.0.0.1:9"));
}

void TestTransportProxy::aProxyThatIsAwayIsNamed()
{
    QFETCH(QString, scheme);
    QFETCH(QUrl, base);
    const QString where = QStringLiteral("127.0.0.1:%1").arg(deadPort());
    qputenv("all_proxy", QString(scheme % QStringLiteral("://") % where).toLatin1());
    TransportFixture fixture;
    const QVector<Request> lanes = everyLane();
    for (int i = 0; i < lanes.size(); ++i) {
        fixture.send(base, lanes[i]);
        QVERIFY(fixture.wait(i + 1));
        const Error error = errorIn(fixture, i, lanes[i].call);
        QVERIFY2(error.kind == ErrorKind::ProxyFailed,
                 qPrintable(nameOf(error.kind) % u' ' % nameOf(lanes[i].call) % u' ' % fixture.answer(i).networkWords));
        QCOMPARE(error.subject, where);
    }
}

void TestTransportProxy::whatCannotBeUsedIsNotGoneAround_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("TLS to the proxy") << QByteArray("https://anna:s3cret@127.0.0.1:1");
    QTest::newRow("socks4") << QByteArray("socks4://127.0.0.1:1");
    QTest::newRow("no port") << QByteArray("http://127.0.0.1:none");
}

void TestTransportProxy::whatCannotBeUsedIsNotGoneAround()
{
    QFETCH(QByteArray, value);
    RawServer server;
    qputenv("http_proxy", value);
    TransportFixture fixture;
    fixture.send(server.base(), createPost());
    fixture.transport->preconnect(server.base(), 2);
    QVERIFY(fixture.wait());
    const Error error = errorIn(fixture, 0, Call::CreatePost);
    QCOMPARE(error.kind, ErrorKind::ProxyUnusable);
    QCOMPARE(error.subject, QStringLiteral("http_proxy"));
    QCOMPARE(server.connections(), 0);
}

void TestTransportProxy::plainHttpGoesThroughItsProxy()
{
    RawServer proxy;
    proxy.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(200, "{}"); };
    qputenv("http_proxy", proxy.base().toEncoded());
    TransportFixture fixture;
    fixture.send(QUrl(QStringLiteral("http://127.0.0.1:9")), createPost());
    QVERIFY(fixture.wait());
    QCOMPARE(fixture.answer().http, 200);
    QCOMPARE(proxy.requests().first().line(), QByteArray("POST http://127.0.0.1:9/2/tweets HTTP/1.1"));
    qputenv("no_proxy", "127.0.0.1:9");
    TransportFixture direct;
    direct.send(QUrl(QStringLiteral("http://127.0.0.1:9")), createPost());
    QVERIFY(direct.wait());
    QCOMPARE(direct.answer().outcome, RequestOutcome::NotReached);
    QCOMPARE(proxy.requests().size(), 1);
}

void TestTransportProxy::aProxyThatReadsAnswersForItself_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<ErrorSource>("source");
    QTest::newRow("407") << 407 << QByteArray("<html>") << ErrorKind::ProxySignIn << ErrorSource::None;
    QTest::newRow("its 403") << 403 << QByteArray("<html>Filtered") << ErrorKind::ProxyRefused << ErrorSource::None;
    QTest::newRow("its 403 in words") << 403 << QByteArray("Filtered") << ErrorKind::ProxyRefused << ErrorSource::Proxy;
    QTest::newRow("X's 403") << 403 << QByteArray(R"({"title":"Forbidden"})") << ErrorKind::Forbidden << ErrorSource::X;
    QTest::newRow("502 in words") << 502 << QByteArray("no route") << ErrorKind::ServerError << ErrorSource::Proxy;
}

void TestTransportProxy::aProxyThatReadsAnswersForItself()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(ErrorKind, kind);
    QFETCH(ErrorSource, source);
    RawServer proxy;
    proxy.onWhole = [&](RawConnection &c, const WireRequest &) {
        c.answer(status, body, {"Proxy-Authenticate: Basic realm=\"p\""});
    };
    qputenv("http_proxy", proxy.base().toEncoded());
    TransportFixture fixture;
    const QVector<Request> lanes = everyLane();
    for (int i = 0; i < lanes.size(); ++i) {
        fixture.send(QUrl(QStringLiteral("http://127.0.0.1:9")), lanes[i]);
        QVERIFY(fixture.wait(i + 1));
        const Error error = errorIn(fixture, i, lanes[i].call);
        QVERIFY2(error.kind == kind, qPrintable(nameOf(error.kind)));
        QCOMPARE(error.source, source);
    }
    QCOMPARE(proxy.requests().size(), lanes.size()); // none was repeated
}

void TestTransportProxy::credentialsAreThereFromTheFirstRequestOn()
{
    RawServer proxy;
    proxy.onWhole = [](RawConnection &c, const WireRequest &request) {
        const bool known = request.header("Proxy-Authorization") == "Basic " + QByteArray("an:na:s3cret").toBase64();
        c.answer(known ? 200 : 407, "{}", {"Proxy-Authenticate: Basic realm=\"p\""});
    };
    qputenv("http_proxy", "http://an%3Ana:s3cret@" + placeOf(proxy).toLatin1());
    TransportFixture fixture;
    const QVector<Request> lanes = everyLane();
    for (const Request &request : lanes)
        fixture.send(QUrl(QStringLiteral("http://127.0.0.1:9")), request);
    QVERIFY(fixture.wait(4));
    for (int i = 0; i < lanes.size(); ++i)
        QCOMPARE(fixture.answer(i).http, 200);
    QCOMPARE(proxy.requests().size(), lanes.size());
}

// A proxy that lets CONNECT through once it knows who asks, to the server behind it.
void TestTransportProxy::credentialsGoToTheTunnelAlone()
{
    RawServer server(&m_tls);
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(200, "{}"); };
    RawServer proxy;
    const auto tunnel = [&server](RawConnection &c) {
        QTcpSocket *inside = c.socket();
        auto *outside = new QTcpSocket(&c);
        outside->connectToHost(QHostAddress::LocalHost, server.serverPort());
        inside->disconnect(&c); // the bytes are no requests any more
        QObject::connect(inside, &QTcpSocket::readyRead, outside, [=] { outside->write(inside->readAll()); });
        QObject::connect(outside, &QTcpSocket::readyRead, inside, [=] { inside->write(outside->readAll()); });
    };
    proxy.onWhole = [&tunnel](RawConnection &c, const WireRequest &request) {
        if (request.header("Proxy-Authorization") != "Basic " + QByteArray("anna:s3cret").toBase64())
            return c.answer(407, {}, {"Proxy-Authenticate: Basic realm=\"p\""});
        tunnel(c);
        c.write("HTTP/1.1 200 Connected\r\n\r\n");
    };
    qputenv("https_proxy", "anna:s3cret@" + placeOf(proxy).toLatin1());
    TransportFixture fixture;
    QVERIFY(fixture.transport->trust(m_tls.certificatePath()));
    const QVector<Request> lanes = everyLane();
    for (const Request &request : lanes)
        fixture.send(server.base(), request);
    QVERIFY(fixture.wait(4));
    for (int i = 0; i < lanes.size(); ++i)
        QVERIFY2(fixture.answer(i).http == 200, qPrintable(fixture.answer(i).networkWords));
    QCOMPARE(server.requests().size(), lanes.size());
    QVERIFY(!server.bytes().contains("Proxy-Authorization"));
    QVERIFY(!proxy.bytes().contains(plantedToken));
}

void TestTransportProxy::theSandboxIsReachedDirectly()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(200, "{}"); };
    qputenv("all_proxy", "http://127.0.0.1:" + QByteArray::number(deadPort()));
    TransportFixture fixture;
    fixture.transport->bypassProxy(server.base());
    const QVector<Request> lanes = everyLane();
    for (const Request &request : lanes)
        fixture.send(server.base(), request);
    QVERIFY(fixture.wait(4));
    for (int i = 0; i < lanes.size(); ++i)
        QCOMPARE(fixture.answer(i).http, 200);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestTransportProxy)
#include "tst_transport_proxy.moc"
