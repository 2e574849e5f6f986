// The transport on real sockets: what stands on the wire, what is read from an answer, who is told.
#include "tests/support/raw_server.h"
#include "tests/x/transport_fixture.h"

#include <QTest>

using namespace postreel;
using namespace postreel::testing;

class TestTransport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aGetOnTheWire();
    void aPostOnTheWire();
    void aBaseMayHaveAPath_data();
    void aBaseMayHaveAPath();
    void anAnswerIsReadWhole_data();
    void anAnswerIsReadWhole();
    void headersAreRead_data();
    void headersAreRead();
    void retryAfterDatesCountByTheServersClock();
    void theServersTimeIsLearned();
    void theHandlerRunsQueuedAndOnce();
    void aGoneContextIsNotCalled();
    void withoutATokenNothingLeaves();
    void aLateTokenStillSends();
    void eachBaseGetsItsOwnRequestsAlone();
    void twoPostsAtOnceBothGetTheirAnswers();
};

void TestTransport::aGetOnTheWire()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(200, "{}"); };
    TransportFixture fixture;
    fixture.send(server.base(), statusOf(QStringLiteral("9223372036854775807")));
    QVERIFY(fixture.wait());
    QCOMPARE(server.requests().size(), 1);
    const WireRequest &request = server.requests().first();
    QCOMPARE(request.line(), QByteArray("GET /2/media/upload?media_id=9223372036854775807 HTTP/1.1"));
    QCOMPARE(request.header("Authorization"), QByteArray("Bearer " + plantedToken));
    QCOMPARE(request.header("Accept"), QByteArray("application/json"));
    QCOMPARE(request.header("User-Agent"), QByteArray("Postreel/" POSTREEL_VERSION));
    QVERIFY(request.header("Cookie").isEmpty());
    QVERIFY(request.header("Upgrade").isEmpty()); // trap 7: no HTTP/2
    QVERIFY(request.header("HTTP2-Settings").isEmpty());
}

void TestTransport::aPostOnTheWire()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(204); };
    TransportFixture fixture;
    const QByteArray bytes = QByteArray("\0\r\n\r\n\xff", 6).repeated(100'000);
    const Request sent = segment(bytes);
    fixture.send(server.base(), sent);
    QVERIFY(fixture.wait());
    const WireRequest &request = server.requests().first();
    QCOMPARE(request.line(), QByteArray("POST /2/media/upload/1/append HTTP/1.1"));
    QCOMPARE(request.header("Content-Type"), sent.contentType);
    QCOMPARE(request.length(), sent.bodyBytes());
    QCOMPARE(request.body, sent.body.at(0) + bytes + sent.body.at(2));
    QVERIFY(request.header("Transfer-Encoding").isEmpty());
    QVERIFY(request.header("Expect").isEmpty());
    QCOMPARE(fixture.answer().http, 204);
}

void TestTransport::aBaseMayHaveAPath_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("none") << QString() << QByteArray("POST /2/tweets HTTP/1.1");
    QTest::newRow("slash") << QStringLiteral("/") << QByteArray("POST /2/tweets HTTP/1.1");
    QTest::newRow("folder") << QStringLiteral("/x") << QByteArray("POST /x/2/tweets HTTP/1.1");
    QTest::newRow("folder and slash") << QStringLiteral("/x/y/") << QByteArray("POST /x/y/2/tweets HTTP/1.1");
}

void TestTransport::aBaseMayHaveAPath()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, line);
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(201, "{}"); };
    TransportFixture fixture;
    QUrl base = server.base();
    base.setPath(path);
    fixture.send(base, createPost());
    QVERIFY(fixture.wait());
    QCOMPARE(server.requests().first().line(), line);
}

void TestTransport::anAnswerIsReadWhole_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<int>("http");
    QTest::addColumn<QByteArray>("body");
    const QByteArray big(300'000, 'b');
    QTest::newRow("empty") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") << 200
                           << QByteArray();
    QTest::newRow("204 without a length")
        << QByteArray("HTTP/1.1 204 No Content\r\n\r\n") << 204 << QByteArray();
    QTest::newRow("chunked")
        << QByteArray("HTTP/1.1 201 C\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
        << 201 << QByteArray("abcde");
    QTest::newRow("100 first")
        << QByteArray("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na") << 200
        << QByteArray("a");
    QTest::newRow("big") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" + big) << 200
                         << big;
    for (const int http : {202, 301, 400, 401, 402, 403, 404, 405, 407, 409, 410,
                           413, 415, 418, 422, 429, 431, 500, 501, 502, 503, 504})
        QTest::addRow("%d", http) << QByteArray("HTTP/1.1 " + QByteArray::number(http) +
                                                " Said\r\nContent-Length: 2\r\n\r\n{}")
                                  << http << QByteArray("{}");
}

void TestTransport::anAnswerIsReadWhole()
{
    QFETCH(QByteArray, wire);
    QFETCH(int, http);
    QFETCH(QByteArray, body);
    RawServer server;
    server.onWhole = [&](RawConnection &c, const WireRequest &) { c.write(wire); };
    TransportFixture fixture;
    for (const Request &request : {segment(), createPost(), statusOf(QStringLiteral("1"))})
        fixture.send(server.base(), request);
    QVERIFY(fixture.wait(3));
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(fixture.answer(i).outcome, RequestOutcome::Answered);
        QCOMPARE(fixture.answer(i).http, http);
        QCOMPARE(fixture.answer(i).body, body);
        QVERIFY(!fixture.answer(i).overlong);
        QCOMPARE(fixture.answer(i).succeeded(), http < 300);
    }
    QCOMPARE(server.requests().size(), 3);
}

void TestTransport::headersAreRead_data()
{
    using Number = std::optional<qint64>;
    QTest::addColumn<QByteArrayList>("rows");
    QTest::addColumn<Number>("retryAfter");
    QTest::addColumn<Number>("limit");
    QTest::addColumn<Number>("remaining");
    QTest::addColumn<Number>("resetsAt");
    constexpr qint64 yearMs = 365LL * 24 * 3600 * 1000;
    QTest::newRow("none") << QByteArrayList{} << Number() << Number() << Number() << Number();
    QTest::newRow("all") << QByteArrayList{"Retry-After: 3", "x-rate-limit-limit: 1875",
                                           "x-rate-limit-remaining: 0", "x-rate-limit-reset: 1790000000"}
                         << Number(3000) << Number(1875) << Number(0) << Number(1'790'000'000'000);
    QTest::newRow("other case") << QByteArrayList{"retry-after:  3 ", "X-Rate-Limit-Limit: 5"} << Number(3000)
                                << Number(5) << Number() << Number();
    QTest::newRow("not numbers") << QByteArrayList{"Retry-After: soon", "x-rate-limit-limit: many",
                                                   "x-rate-limit-remaining: -4", "x-rate-limit-reset:"}
                                 << Number() << Number() << Number() << Number();
    QTest::newRow("wild") << QByteArrayList{"Retry-After: 9223372036854775807",
                                            "x-rate-limit-reset: 9223372036854775807"}
                          << Number(yearMs) << Number() << Number() << Number(253'402'300'799'000);
    QTest::newRow("over 64 bits") << QByteArrayList{"Retry-After: 99999999999999999999"} << Number()
                                  << Number() << Number() << Number();
}

void TestTransport::headersAreRead()
{
    QFETCH(QByteArrayList, rows);
    QFETCH(std::optional<qint64>, retryAfter);
    QFETCH(std::optional<qint64>, limit);
    QFETCH(std::optional<qint64>, remaining);
    QFETCH(std::optional<qint64>, resetsAt);
    RawServer server;
    server.onWhole = [&](RawConnection &c, const WireRequest &) { c.answer(429, {}, rows); };
    TransportFixture fixture;
    fixture.send(server.base(), segment());
    QVERIFY(fixture.wait());
    QCOMPARE(fixture.answer().retryAfterMs, retryAfter);
    QCOMPARE(fixture.answer().rate.limit, limit);
    QCOMPARE(fixture.answer().rate.remaining, remaining);
    constexpr qint64 windowMs = 15 * 60 * 1000; // no window of X's resets later than it is long
    if (resetsAt)
        resetsAt = std::min(*resetsAt, fixture.clock.serverMs() + windowMs);
    QCOMPARE(fixture.answer().rate.resetsAtMs, resetsAt);
}

void TestTransport::retryAfterDatesCountByTheServersClock()
{
    // This computer's clock is years off; the two dates of one answer are not.
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) {
        c.answer(503, {},
                 {"Date: Sun, 06 Nov 1994 08:49:37 GMT", "Retry-After: Sun, 06 Nov 1994 08:51:37 GMT"});
    };
    TransportFixture fixture;
    fixture.send(server.base(), segment());
    QVERIFY(fixture.wait());
    QCOMPARE(fixture.answer().retryAfterMs, std::optional<qint64>(120'000));
}

void TestTransport::theServersTimeIsLearned()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &request) {
        c.answer(200, {},
                 request.line().contains("=1 ") ? QByteArrayList{"Date: Sun, 06 Nov 1994 08:49:37 GMT"}
                                                : QByteArrayList{"Date: tomorrow"});
    };
    TransportFixture fixture;
    fixture.send(server.base(), statusOf(QStringLiteral("1")));
    QVERIFY(fixture.wait(1));
    QCOMPARE(fixture.clock.serverMs(), qint64(784'111'777'000));
    fixture.send(server.base(), statusOf(QStringLiteral("2")));
    QVERIFY(fixture.wait(2));
    QCOMPARE(fixture.clock.serverMs(), qint64(784'111'777'000)); // an unreadable date changes nothing
}

void TestTransport::theHandlerRunsQueuedAndOnce()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(200, "{}"); };
    TransportFixture fixture;
    bool inSend = true;
    int calls = 0;
    for (const char *account : {"me", "nobody"})
        fixture.transport->send(server.base(), QLatin1String(account), createPost(), &fixture.context,
                             [&](const Response &) {
                                 QVERIFY(!inSend);
                                 ++calls;
                             });
    inSend = false;
    QTRY_COMPARE(calls, 2);
    bool inAbort = true;
    RawServer silent;
    const quint64 number = fixture.transport->send(silent.base(), QStringLiteral("me"), createPost(),
                                                   &fixture.context, [&](const Response &answer) {
                                                       QVERIFY(!inAbort);
                                                       QCOMPARE(answer.outcome, RequestOutcome::Aborted);
                                                       ++calls;
                                                   });
    QTRY_COMPARE(silent.requests().size(), 1);
    fixture.transport->abort(number);
    fixture.transport->abort(number); // twice is once
    inAbort = false;
    QTRY_COMPARE(calls, 3);
    silent.closeAll();
    QTRY_COMPARE(silent.openConnections(), 0);
    QCoreApplication::processEvents();
    QCOMPARE(calls, 3);
}

void TestTransport::aGoneContextIsNotCalled()
{
    RawServer server;
    TransportFixture fixture;
    int calls = 0;
    auto context = std::make_unique<QObject>();
    for (const char *account : {"me", "nobody"})
        fixture.transport->send(
            server.base(), QLatin1String(account), segment(QByteArray(500'000, 'x')), context.get(),
            [&](const Response &) { ++calls; }, [&](qint64) { ++calls; });
    context.reset();
    QTRY_COMPARE(server.requests().size(), 1); // it still goes its way
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(200); };
    fixture.send(server.base(), createPost()); // behind it
    QVERIFY(fixture.wait());
    QCOMPARE(calls, 0);
}

void TestTransport::withoutATokenNothingLeaves()
{
    RawServer server;
    TransportFixture fixture;
    fixture.send(server.base(), createPost(), QStringLiteral("nobody"));
    QVERIFY(fixture.wait());
    QCOMPARE(fixture.answer().outcome, RequestOutcome::NoToken);
    QCOMPARE(server.connections(), 0);
}

void TestTransport::aLateTokenStillSends()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(200); };
    TransportFixture fixture;
    fixture.tokens.holdBack = true;
    fixture.send(server.base(), createPost());
    QCoreApplication::processEvents();
    QCOMPARE(server.connections(), 0);
    fixture.tokens.release();
    QVERIFY(fixture.wait());
    QCOMPARE(fixture.answer().http, 200);
    QCOMPARE(fixture.tokens.asked, QStringList{QStringLiteral("me")});
}

void TestTransport::eachBaseGetsItsOwnRequestsAlone()
{
    RawServer one;
    RawServer other;
    for (RawServer *server : {&one, &other})
        server->onWhole = [](RawConnection &c, const WireRequest &) { c.answer(200); };
    TransportFixture fixture;
    for (int i = 0; i < 4; ++i)
        fixture.send((i % 2 == 0 ? one : other).base(), statusOf(QString::number(i)));
    QVERIFY(fixture.wait(4));
    QCOMPARE(one.requests().size(), 2);
    QCOMPARE(other.requests().size(), 2);
    QVERIFY(one.bytes().contains("media_id=0") && one.bytes().contains("media_id=2"));
    QVERIFY(other.bytes().contains("media_id=1") && other.bytes().contains("media_id=3"));
}

void TestTransport::twoPostsAtOnceBothGetTheirAnswers()
{
    RawServer server;
    QVector<RawConnection *> open;
    server.onWhole = [&](RawConnection &c, const WireRequest &) { open.append(&c); };
    TransportFixture fixture;
    fixture.transport->setStallPolicy({.quietMs = 3000, .finalizeMs = 3000, .firstRate = 64 << 20});
    fixture.send(server.base(), createPost());
    QTRY_COMPARE(open.size(), 1);
    fixture.send(server.base(), createPost()); // a fresh connection for it must not take the first one's away
    QTRY_COMPARE(open.size(), 2);
    for (RawConnection *connection : std::as_const(open))
        connection->answer(201, "{}");
    QVERIFY(fixture.wait(2));
    QCOMPARE(fixture.answer(0).outcome, RequestOutcome::Answered);
    QCOMPARE(fixture.answer(1).outcome, RequestOutcome::Answered);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestTransport)
#include "tst_transport.moc"
