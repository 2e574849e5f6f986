// TLS: who is trusted, who is not, and that a stranger never sees the token.
#include "app/x/error_mapping.h"
#include "tests/support/raw_server.h"
#include "tests/x/transport_fixture.h"

#include <QFile>
#include <QProcess>
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
    void theReasonIsNamed_data();
    void theReasonIsNamed();
    void tooOldTlsIsNamed_data();
    void tooOldTlsIsNamed();
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
    TransportFixture fixture;
    fixture.send(server.base(), everyLane().at(lane));
    QVERIFY(fixture.wait());
    QCOMPARE(fixture.answer().outcome, RequestOutcome::TlsFailed);
    QCOMPARE(fixture.answer().http, 0);
    QVERIFY(server.connections() > 0);
    QVERIFY(server.bytes().isEmpty()); // nothing of the request, the token least of all
}

void TestTransportTls::aTrustedOneIsTalkedTo()
{
    RawServer server(&m_tls);
    answerAll(server);
    TransportFixture fixture;
    QVERIFY(fixture.transport->trust(m_tls.certificatePath()));
    for (const Request &request : everyLane())
        fixture.send(server.base(), request);
    QVERIFY(fixture.wait(4));
    for (int i = 0; i < 4; ++i)
        QCOMPARE(fixture.answer(i).http, 200);
    QCOMPARE(server.requests().first().header("Authorization"), QByteArray("Bearer " + plantedToken));
}

void TestTransportTls::trustAddsUp()
{
    RawServer server(&m_tls);
    answerAll(server);
    TransportFixture fixture;
    QVERIFY(fixture.transport->trust(m_tls.certificatePath()));
    QVERIFY(fixture.transport->trust(m_other.certificatePath())); // both, not the last one alone
    fixture.send(server.base(), createPost());
    QVERIFY(fixture.wait());
    QCOMPARE(fixture.answer().http, 200);
}

void TestTransportTls::theNameMustFit()
{
    RawServer server(&m_other); // trusted, but for another host
    answerAll(server);
    TransportFixture fixture;
    QVERIFY(fixture.transport->trust(m_other.certificatePath()));
    fixture.send(server.base(), createPost());
    QVERIFY(fixture.wait());
    QCOMPARE(fixture.answer().outcome, RequestOutcome::TlsFailed);
    QVERIFY(server.bytes().isEmpty());
}

void TestTransportTls::trustInOneIsNotTrustInAnother()
{
    RawServer server(&m_tls);
    answerAll(server);
    TransportFixture trusting;
    QVERIFY(trusting.transport->trust(m_tls.certificatePath()));
    TransportFixture fixture; // --ca-file is of one transport, not of the whole process
    fixture.send(server.base(), createPost());
    QVERIFY(fixture.wait());
    QCOMPARE(fixture.answer().outcome, RequestOutcome::TlsFailed);
}

void TestTransportTls::theReasonIsNamed_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<bool>("trusted");
    QTest::addColumn<ErrorCause>("cause");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *certificate, bool trusted, ErrorCause cause, const char *words) {
        QTest::addRow("%s %s", certificate, trusted ? "trusted" : "unknown")
            << QString::fromLatin1(certificate) << trusted << cause << QString::fromLatin1(words);
    };
    row("own", false, ErrorCause::SelfSigned, "self-signed");
    row("over", true, ErrorCause::Expired, "expired");
    row("over", false, ErrorCause::Expired, "self-signed"); // both stand in the words
    row("to come", true, ErrorCause::NotYetValid, "not yet valid");
    row("of another", true, ErrorCause::OtherHost, "host name");
    row("of another", false, ErrorCause::OtherHost, "self-signed");
}

void TestTransportTls::theReasonIsNamed()
{
    QFETCH(QString, certificate);
    QFETCH(bool, trusted);
    QFETCH(ErrorCause, cause);
    QFETCH(QString, words);
    TlsFiles files;
    if (certificate == QLatin1String("over"))
        QVERIFY(files.makeFor(QStringLiteral("20200101000000Z"), QStringLiteral("20200201000000Z")));
    else if (certificate == QLatin1String("to come"))
        QVERIFY(files.makeFor(QStringLiteral("20400101000000Z"), QStringLiteral("20400201000000Z")));
    else
        QVERIFY(files.make(certificate == QLatin1String("own") ? QStringLiteral("IP:127.0.0.1")
                                                               : QStringLiteral("DNS:elsewhere.invalid")));
    RawServer server(&files);
    answerAll(server);
    TransportFixture fixture;
    if (trusted)
        QVERIFY(fixture.transport->trust(files.certificatePath()));
    fixture.send(server.base(), createPost());
    QVERIFY(fixture.wait());
    const Error error = errorOf(Call::CreatePost, fixture.answer());
    QCOMPARE(error.kind, ErrorKind::TlsFailed);
    QCOMPARE(error.cause, cause);
    QCOMPARE(error.source, ErrorSource::System);
    QVERIFY2(error.detail.contains(words, Qt::CaseInsensitive), qPrintable(error.detail));
    QVERIFY(server.bytes().isEmpty());
}

void TestTransportTls::tooOldTlsIsNamed_data()
{
    QTest::addColumn<QString>("version");
    QTest::newRow("1.0") << QStringLiteral("-tls1");
    QTest::newRow("1.1") << QStringLiteral("-tls1_1");
}

void TestTransportTls::tooOldTlsIsNamed()
{
    QFETCH(QString, version);
    QProcess server;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("OPENSSL_CONF"), QStringLiteral("/dev/null")); // a distribution may forbid old ones
    server.setProcessEnvironment(environment);
    server.start(QStringLiteral("openssl"),
                 {QStringLiteral("s_server"), version, QStringLiteral("-cipher"), QStringLiteral("DEFAULT@SECLEVEL=0"),
                  QStringLiteral("-cert"), m_tls.certificatePath(), QStringLiteral("-key"), m_tls.keyPath(),
                  QStringLiteral("-accept"), QStringLiteral("127.0.0.1:0")});
    QByteArray out;
    QTRY_VERIFY_WITH_TIMEOUT((out += server.readAllStandardOutput()).contains("ACCEPT 127.0.0.1:"), 30'000);
    const int port = out.mid(out.indexOf("127.0.0.1:") + 10).split('\n').first().trimmed().toInt();
    TransportFixture fixture;
    QVERIFY(fixture.transport->trust(m_tls.certificatePath()));
    fixture.send(QUrl(QStringLiteral("https://127.0.0.1:%1").arg(port)), createPost());
    QVERIFY(fixture.wait());
    const Error error = errorOf(Call::CreatePost, fixture.answer());
    QCOMPARE(error.kind, ErrorKind::TlsFailed);
    QVERIFY2(error.cause == ErrorCause::OldTls, qPrintable(error.detail));
    server.kill();
    server.waitForFinished();
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
    TransportFixture fixture;
    fixture.send(base, createPost());
    QVERIFY(fixture.wait());
    const RequestOutcome outcome = fixture.answer().outcome;
    QVERIFY(outcome == RequestOutcome::TlsFailed || outcome == RequestOutcome::NotReached); // never "X may have it"
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
    TransportFixture fixture;
    const Result<Done> done = fixture.transport->trust(path);
    QCOMPARE(done.error().kind, kind);
    QCOMPARE(done.error().subject, path);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestTransportTls)
#include "tst_transport_tls.moc"
