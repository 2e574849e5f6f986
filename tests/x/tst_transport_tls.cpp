// TLS: who is trusted, who is not, and that a stranger never sees the token.
#include "tests/support/raw_server.h"
#include "tests/x/transport_desk.h"

#include <QFile>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

class TestTransportTls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aStrangerIsRefused_data();
    void aStrangerIsRefused();
    void aTrustedOneIsTalkedTo();
    void trustAddsUp();
    void theNameMustFit();
    void trustInOneIsNotTrustInAnother();
    void aServerThatSpeaksNoTls_data();
    void aServerThatSpeaksNoTls();
    void trustRefusesWhatIsNoCertificate_data();
    void trustRefusesWhatIsNoCertificate();

private:
    TlsFiles m_tls;
    TlsFiles m_other;
};

namespace {
QVector<Request> everyLane()
{
    return {segment(), createPost(), initialize(), statusOf(QStringLiteral("1"))};
}

void answerAll(RawServer &server)
{
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(200, "{}"); };
}
} // namespace

void TestTransportTls::initTestCase()
{
    QVERIFY(m_tls.make());
    QVERIFY(m_other.make(QStringLiteral("DNS:elsewhere.invalid")));
}

void TestTransportTls::aStrangerIsRefused_data()
{
    QTest::addColumn<int>("lane");
    for (int lane = 0; lane < everyLane().size(); ++lane)
        QTest::addRow("%s", qPrintable(nameOf(everyLane().at(lane).call))) << lane;
}

void TestTransportTls::aStrangerIsRefused()
{
    QFETCH(int, lane);
    RawServer server(&m_tls);
    answerAll(server);
    TransportDesk desk;
    desk.send(server.base(), everyLane().at(lane));
    QVERIFY(desk.wait());
    QCOMPARE(desk.answer().outcome, Ending::TlsFailed);
    QCOMPARE(desk.answer().http, 0);
    QVERIFY(server.connections() > 0);
    QVERIFY(server.bytes().isEmpty()); // nothing of the request, the token least of all
}

void TestTransportTls::aTrustedOneIsTalkedTo()
{
    RawServer server(&m_tls);
    answerAll(server);
    TransportDesk desk;
    QVERIFY(desk.transport->trust(m_tls.certificatePath()));
    for (const Request &request : everyLane())
        desk.send(server.base(), request);
    QVERIFY(desk.wait(4));
    for (int i = 0; i < 4; ++i)
        QCOMPARE(desk.answer(i).http, 200);
    QCOMPARE(server.requests().first().header("Authorization"), QByteArray("Bearer " + plantedToken));
}

void TestTransportTls::trustAddsUp()
{
    RawServer server(&m_tls);
    answerAll(server);
    TransportDesk desk;
    QVERIFY(desk.transport->trust(m_tls.certificatePath()));
    QVERIFY(desk.transport->trust(m_other.certificatePath())); // both, not the last one alone
    desk.send(server.base(), createPost());
    QVERIFY(desk.wait());
    QCOMPARE(desk.answer().http, 200);
}

void TestTransportTls::theNameMustFit()
{
    RawServer server(&m_other); // trusted, but for another host
    answerAll(server);
    TransportDesk desk;
    QVERIFY(desk.transport->trust(m_other.certificatePath()));
    desk.send(server.base(), createPost());
    QVERIFY(desk.wait());
    QCOMPARE(desk.answer().outcome, Ending::TlsFailed);
    QVERIFY(server.bytes().isEmpty());
}

void TestTransportTls::trustInOneIsNotTrustInAnother()
{
    RawServer server(&m_tls);
    answerAll(server);
    TransportDesk trusting;
    QVERIFY(trusting.transport->trust(m_tls.certificatePath()));
    TransportDesk desk; // --ca-file is of one transport, not of the whole process
    desk.send(server.base(), createPost());
    QVERIFY(desk.wait());
    QCOMPARE(desk.answer().outcome, Ending::TlsFailed);
}

void TestTransportTls::aServerThatSpeaksNoTls_data()
{
    QTest::addColumn<QByteArray>("greeting"); // empty: closes at once
    QTest::newRow("clear text") << QByteArray("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    QTest::newRow("noise") << QByteArray(100, '\x07');
    QTest::newRow("nothing") << QByteArray();
}

// As a captive portal does.
void TestTransportTls::aServerThatSpeaksNoTls()
{
    QFETCH(QByteArray, greeting);
    RawServer server;
    server.onConnection = [&](RawConnection &c) {
        c.write(greeting);
        if (greeting.isEmpty())
            c.close();
    };
    QUrl base = server.base();
    base.setScheme(QStringLiteral("https"));
    TransportDesk desk;
    desk.send(base, createPost());
    QVERIFY(desk.wait());
    const Ending outcome = desk.answer().outcome;
    QVERIFY(outcome == Ending::TlsFailed || outcome == Ending::NotReached); // never "X may have it"
    QVERIFY(!server.bytes().contains(plantedToken));
}

void TestTransportTls::trustRefusesWhatIsNoCertificate_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("missing") << QStringLiteral("/not/there.pem") << ErrorKind::Missing;
    QTest::newRow("empty name") << QString() << ErrorKind::Missing;
    QTest::newRow("a key") << QStringLiteral("KEY") << ErrorKind::Usage;
    QTest::newRow("a folder") << QStringLiteral("/") << ErrorKind::Usage;
}

void TestTransportTls::trustRefusesWhatIsNoCertificate()
{
    QFETCH(QString, path);
    QFETCH(ErrorKind, kind);
    if (path == QLatin1String("KEY"))
        path = m_tls.keyPath();
    TransportDesk desk;
    const Result<Done> done = desk.transport->trust(path);
    QCOMPARE(done.error().kind, kind);
    QCOMPARE(done.error().subject, path);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestTransportTls)
#include "tst_transport_tls.moc"
