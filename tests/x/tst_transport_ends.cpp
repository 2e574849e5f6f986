// How a request ends when no answer comes, too much comes, or nobody wants it any more.
#include "tests/support/raw_server.h"
#include "tests/x/transport_fixture.h"

#include <QTest>
#include <QTimer>

using namespace postreel;
using namespace postreel::testing;

namespace {

constexpr qint64 mebibyte = 1 << 20;

// Writes `bytes` over and over, as fast as they are taken, 200 MiB at most.
void pour(RawConnection &connection, const QByteArray &bytes, qint64 &written)
{
    auto *timer = new QTimer(&connection);
    QObject::connect(timer, &QTimer::timeout, &connection, [&connection, bytes, &written, timer] {
        if (!connection.isOpen() || written > 200 * mebibyte)
            return timer->stop();
        if (connection.socket()->bytesToWrite() > mebibyte)
            return;
        connection.write(bytes);
        written += bytes.size();
    });
    timer->start(1);
}

} // namespace

class TestTransportEnds : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aStallIsNoAbort_data();
    void aStallIsNoAbort();
    void aTrickleIsNoStall();
    void theAnswersLengthIsBounded_data();
    void theAnswersLengthIsBounded();
    void endlessHeadersEnd_data();
    void endlessHeadersEnd();
    void aTokenThatComesAfterAnAbortSendsNothing();
    void anAnswerThatLandedOutlivesAnAbort();
    void abortsOfStrangersDoNothing();
    void droppingConnectionsEndsWhatIsOnItsWay();
    void theTransportMayGoInMidFlight();

private:
    TlsFiles m_tls;
};

void TestTransportEnds::initTestCase()
{
    QVERIFY(m_tls.make());
}

void TestTransportEnds::aStallIsNoAbort_data()
{
    QTest::addColumn<QString>("where");
    QTest::addColumn<RequestOutcome>("outcome");
    QTest::newRow("before the answer") << QStringLiteral("silent") << RequestOutcome::Stalled;
    QTest::newRow("in the head") << QStringLiteral("HTTP/1.1 200 OK\r\nConte") << RequestOutcome::Stalled;
    QTest::newRow("in the body of a success")
        << QStringLiteral("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab") << RequestOutcome::Stalled;
    // The status says that it was refused, whatever is missing of the words.
    QTest::newRow("in the body of a refusal")
        << QStringLiteral("HTTP/1.1 429 No\r\nRetry-After: 3\r\nContent-Length: 9\r\n\r\nab")
        << RequestOutcome::Answered;
    QTest::newRow("in the upload") << QStringLiteral("unread") << RequestOutcome::Stalled;
    // Nothing of the request had left: X cannot have done it.
    QTest::newRow("in the TLS handshake") << QStringLiteral("handshake") << RequestOutcome::NotReached;
}

void TestTransportEnds::aStallIsNoAbort()
{
    QFETCH(QString, where);
    QFETCH(RequestOutcome, outcome);
    const bool tls = where == QLatin1String("handshake");
    const auto server = std::make_unique<RawServer>(tls ? &m_tls : nullptr);
    bool reached = false;
    if (tls || where == QLatin1String("unread"))
        server->onConnection = [&](RawConnection &c) {
            c.socket()->setReadBufferSize(1);
            reached = true;
        };
    server->onWhole = [&](RawConnection &c, const WireRequest &) {
        reached = true;
        if (where.startsWith(QLatin1String("HTTP")))
            c.write(where.toLatin1());
    };
    TransportFixture fixture;
    const Request request =
        where == QLatin1String("unread") ? segment(QByteArray(30 * mebibyte, 'x')) : createPost();
    fixture.transport->setStallPolicy({.quietMs = 200, .finalizeMs = 200, .firstRate = 64 << 20});
    fixture.send(server->base(), request);
    QVERIFY(fixture.wait());
    QVERIFY(reached);
    QCOMPARE(fixture.answer().outcome, outcome);
    QCOMPARE(fixture.answer().http, outcome == RequestOutcome::Answered ? 429 : 0);
    QVERIFY(fixture.answer().ms >= 185);

    // The same place, but ended by us.
    reached = false;
    fixture.clock.advance(4000); // a refusal said how long nothing may leave
    fixture.transport->setStallPolicy({});
    const quint64 number = fixture.send(server->base(), request);
    QTRY_VERIFY(reached);
    fixture.transport->abort(number);
    QCOMPARE(fixture.completed.size(), 1); // queued, not within abort()
    QVERIFY(fixture.wait(2));
    QCOMPARE(fixture.answer(1).outcome, RequestOutcome::Aborted);
    QCOMPARE(fixture.answer(1).http, 0);
}

void TestTransportEnds::aTrickleIsNoStall()
{
    RawServer server;
    QTimer trickle;
    int left = 8;
    server.onWhole = [&](RawConnection &c, const WireRequest &) {
        c.write("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n");
        connect(&trickle, &QTimer::timeout, &c, [&c, &left, &trickle] {
            c.write("a");
            if (--left == 0)
                trickle.stop();
        });
        trickle.start(40);
    };
    TransportFixture fixture;
    fixture.transport->setStallPolicy({.quietMs = 200, .finalizeMs = 200, .firstRate = 64 << 20});
    fixture.send(server.base(), createPost());
    QVERIFY(fixture.wait());
    QCOMPARE(fixture.answer().outcome, RequestOutcome::Answered);
    QVERIFY(fixture.answer().ms >= 260); // longer than the limit, but never without a byte for so long
}

void TestTransportEnds::theAnswersLengthIsBounded_data()
{
    QTest::addColumn<qint64>("length"); // -1: without an end
    QTest::addColumn<bool>("overlong");
    QTest::newRow("one less") << Transport::maxAnswerBytes - 1 << false;
    QTest::newRow("as long as allowed") << Transport::maxAnswerBytes << false;
    QTest::newRow("one more") << Transport::maxAnswerBytes + 1 << true;
    QTest::newRow("much more") << 6 * Transport::maxAnswerBytes << true;
    QTest::newRow("without an end") << qint64(-1) << true;
}

void TestTransportEnds::theAnswersLengthIsBounded()
{
    QFETCH(qint64, length);
    QFETCH(bool, overlong);
    RawServer server;
    qint64 written = 0;
    server.onWhole = [&](RawConnection &c, const WireRequest &) {
        if (length >= 0)
            return c.answer(200, QByteArray(static_cast<qsizetype>(length), 'b'));
        c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        pour(c, "10000\r\n" + QByteArray(0x10000, 'b') + "\r\n", written);
    };
    TransportFixture fixture;
    fixture.send(server.base(), createPost());
    QVERIFY(fixture.wait());
    QCOMPARE(fixture.answer().outcome, RequestOutcome::Answered);
    QCOMPARE(fixture.answer().http, 200);
    QCOMPARE(fixture.answer().overlong, overlong);
    QCOMPARE(fixture.answer().body.size(), overlong ? 0 : length);
    QVERIFY(written < 60 * mebibyte); // it was cut off, not swallowed
}

void TestTransportEnds::endlessHeadersEnd_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::newRow("many") << QByteArray("X-More: " + QByteArray(4000, 'h') + "\r\n");
    QTest::newRow("one without an end") << QByteArray(4000, 'h');
}

void TestTransportEnds::endlessHeadersEnd()
{
    QFETCH(QByteArray, rows);
    RawServer server;
    qint64 written = 0;
    server.onWhole = [&](RawConnection &c, const WireRequest &) {
        c.write("HTTP/1.1 200 OK\r\n");
        pour(c, rows, written);
    };
    TransportFixture fixture;
    fixture.transport->setStallPolicy({.quietMs = 300, .finalizeMs = 300, .firstRate = 64 << 20});
    fixture.send(server.base(), createPost());
    QVERIFY(fixture.wait());
    QVERIFY(written > 0);
    QVERIFY(fixture.answer().outcome == RequestOutcome::Stalled || fixture.answer().outcome == RequestOutcome::NoAnswer);
}

void TestTransportEnds::aTokenThatComesAfterAnAbortSendsNothing()
{
    RawServer server;
    TransportFixture fixture;
    fixture.tokens.holdBack = true;
    const quint64 number = fixture.send(server.base(), createPost());
    fixture.transport->abort(number);
    QVERIFY(fixture.wait());
    QCOMPARE(fixture.answer().outcome, RequestOutcome::Aborted);
    fixture.tokens.release();
    QCoreApplication::processEvents();
    QCOMPARE(server.connections(), 0);
    QCOMPARE(fixture.completed.size(), 1);
}

void TestTransportEnds::anAnswerThatLandedOutlivesAnAbort()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(201, "{}"); };
    TransportFixture fixture;
    // Aborted by a handler that runs just before its own, when its answer is in but not yet told.
    quint64 second = 0;
    int early = 0;
    fixture.tokens.holdBack = true;
    fixture.transport->send(server.base(), QStringLiteral("nobody"), createPost(), &fixture.context,
                         [&](const Response &) {
                             fixture.transport->abort(second);
                             ++early;
                         });
    second = fixture.send(server.base(), createPost(), QStringLiteral("nobody"));
    fixture.tokens.release(); // both land in this order, queued
    QVERIFY(fixture.wait());
    QCOMPARE(early, 1);
    QCOMPARE(fixture.answer().outcome, RequestOutcome::NoToken); // what came, not "Aborted"
}

void TestTransportEnds::abortsOfStrangersDoNothing()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(200); };
    TransportFixture fixture;
    fixture.transport->abort(0);
    fixture.transport->abort(12345);
    const quint64 number = fixture.send(server.base(), createPost());
    QVERIFY(fixture.wait());
    fixture.transport->abort(number);
    QCoreApplication::processEvents();
    QCOMPARE(fixture.completed.size(), 1);
    QCOMPARE(fixture.answer().http, 200);
}

void TestTransportEnds::droppingConnectionsEndsWhatIsOnItsWay()
{
    RawServer server;
    TransportFixture fixture;
    fixture.send(server.base(), createPost());
    fixture.send(server.base(), segment());
    fixture.send(server.base(), statusOf(QStringLiteral("1")));
    QTRY_COMPARE(server.requests().size(), 3);
    fixture.transport->dropConnections(); // as after a sleep: they are dead, whether TCP knows it or not
    QVERIFY(fixture.wait(3));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(fixture.answer(i).outcome, RequestOutcome::NoAnswer);
    QTRY_COMPARE(server.openConnections(), 0);
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(200); };
    fixture.send(server.base(), createPost());
    fixture.send(server.base(), segment());
    fixture.send(server.base(), statusOf(QStringLiteral("1")));
    QVERIFY(fixture.wait(6));
    for (int i = 3; i < 6; ++i)
        QCOMPARE(fixture.answer(i).http, 200);
}

void TestTransportEnds::theTransportMayGoInMidFlight()
{
    RawServer server;
    TransportFixture fixture;
    fixture.send(server.base(), createPost());
    fixture.send(server.base(), segment(QByteArray(8 << 20, 'x')));
    fixture.send(server.base(), statusOf(QStringLiteral("1")));
    QTRY_COMPARE(server.requests().size(), 3);
    fixture.transport.reset();
    QTRY_COMPARE(server.openConnections(), 0);
    QVERIFY(fixture.completed.isEmpty());
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestTransportEnds)
#include "tst_transport_ends.moc"
