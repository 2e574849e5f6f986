// The transport on real sockets: what stands on the wire, what is read from an answer, who is told.
#include "tests/support/raw_server.h"
#include "tests/x/transport_desk.h"

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
    void onlyXTellsItsTime_data();
    void onlyXTellsItsTime();
    void otherServersTellNoTime();
    void resetsAreSeenInAnyUnit_data();
    void resetsAreSeenInAnyUnit();
    void aResetInMillisecondsIsSeenAsThat();
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
    TransportDesk desk;
    desk.send(server.base(), statusOf(QStringLiteral("9223372036854775807")));
    QVERIFY(desk.wait());
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
    TransportDesk desk;
    const QByteArray bytes = QByteArray("\0\r\n\r\n\xff", 6).repeated(100'000);
    const Request sent = segment(bytes);
    desk.send(server.base(), sent);
    QVERIFY(desk.wait());
    const WireRequest &request = server.requests().first();
    QCOMPARE(request.line(), QByteArray("POST /2/media/upload/1/append HTTP/1.1"));
    QCOMPARE(request.header("Content-Type"), sent.contentType);
    QCOMPARE(request.length(), sent.bodyBytes());
    QCOMPARE(request.body, sent.body.at(0) + bytes + sent.body.at(2));
    QVERIFY(request.header("Transfer-Encoding").isEmpty());
    QVERIFY(request.header("Expect").isEmpty());
    QCOMPARE(desk.answer().http, 204);
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
    TransportDesk desk;
    QUrl base = server.base();
    base.setPath(path);
    desk.send(base, createPost());
    QVERIFY(desk.wait());
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
    TransportDesk desk;
    for (const Request &request : {segment(), createPost(), statusOf(QStringLiteral("1"))})
        desk.send(server.base(), request);
    QVERIFY(desk.wait(3));
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(desk.answer(i).outcome, Ending::Answered);
        QCOMPARE(desk.answer(i).http, http);
        QCOMPARE(desk.answer(i).body, body);
        QVERIFY(!desk.answer(i).overlong);
        QCOMPARE(desk.answer(i).succeeded(), http < 300);
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
    TransportDesk desk;
    desk.send(server.base(), segment());
    QVERIFY(desk.wait());
    QCOMPARE(desk.answer().retryAfterMs, retryAfter);
    QCOMPARE(desk.answer().rate.limit, limit);
    QCOMPARE(desk.answer().rate.remaining, remaining);
    QCOMPARE(desk.answer().rate.resetsAtMs, resetsAt);
}

void TestTransport::retryAfterDatesCountByTheServersClock()
{
    // This computer's clock is years off; the two dates of one answer are not.
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) {
        c.answer(503, {},
                 {"Date: Sun, 06 Nov 1994 08:49:37 GMT", "Retry-After: Sun, 06 Nov 1994 08:51:37 GMT"});
    };
    TransportDesk desk;
    desk.send(server.base(), segment());
    QVERIFY(desk.wait());
    QCOMPARE(desk.answer().retryAfterMs, std::optional<qint64>(120'000));
}

void TestTransport::theServersTimeIsLearned()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &request) {
        c.answer(200, {},
                 request.line().contains("=1 ") ? QByteArrayList{"Date: Sun, 06 Nov 1994 08:49:37 GMT"}
                                                : QByteArrayList{"Date: tomorrow"});
    };
    TransportDesk desk;
    desk.send(server.base(), statusOf(QStringLiteral("1")));
    QVERIFY(desk.wait(1));
    QCOMPARE(desk.clock.serverMs(), qint64(784'111'777'000));
    desk.send(server.base(), statusOf(QStringLiteral("2")));
    QVERIFY(desk.wait(2));
    QCOMPARE(desk.clock.serverMs(), qint64(784'111'777'000)); // an unreadable date changes nothing
}

void TestTransport::onlyXTellsItsTime_data()
{
    QTest::addColumn<int>("http");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("told");
    QTest::newRow("an answer") << 200 << QByteArray("{\"data\":{}}") << true;
    QTest::newRow("an acknowledged segment") << 204 << QByteArray() << true;
    QTest::newRow("a Problem") << 429 << QByteArray("{\"title\":\"Too Many Requests\"}") << true;
    QTest::newRow("errors alone") << 503 << QByteArray(" [\"internal server error\"]") << true;
    QTest::newRow("a portal's redirect") << 302 << QByteArray("{}") << false;
    QTest::newRow("a portal's page") << 200 << QByteArray("<html>Welcome</html>") << false;
    QTest::newRow("a page of the edge") << 403 << QByteArray("<!doctype html>") << false;
    QTest::newRow("a proxy's words") << 502 << QByteArray("Bad gateway") << false;
    QTest::newRow("a bare refusal") << 413 << QByteArray() << false;
    QTest::newRow("a proxy that asks who we are") << 407 << QByteArray("{}") << false;
    QTest::newRow("a network that wants a sign-in") << 511 << QByteArray("{}") << false;
}

void TestTransport::onlyXTellsItsTime()
{
    QFETCH(int, http);
    QFETCH(QByteArray, body);
    QFETCH(bool, told);
    RawServer server;
    server.onWhole = [&](RawConnection &c, const WireRequest &) {
        c.answer(http, body, {"Date: Sun, 06 Nov 1994 08:49:37 GMT"});
    };
    TransportDesk desk;
    const qint64 before = desk.clock.serverMs();
    desk.send(server.base(), segment());
    QVERIFY(desk.wait());
    QCOMPARE(desk.answer().http, http);
    QCOMPARE(desk.clock.serverIsKnown(), told);
    QCOMPARE(desk.clock.serverMs(), told ? qint64(784'111'777'000) : before);
}

// A host of pictures and an OAuth server have clocks of their own.
void TestTransport::otherServersTellNoTime()
{
    RawServer server;
    server.onWhole = [&](RawConnection &c, const WireRequest &) {
        c.answer(200, "{}", {"Date: Sun, 06 Nov 1994 08:49:37 GMT"});
    };
    TransportDesk desk;
    int answers = 0;
    const auto count = [&](const Answer &answer) { answers += answer.succeeded() ? 1 : 0; };
    desk.transport->fetch(server.base(), &desk.context, count);
    desk.transport->sendForm(server.base(), "grant_type=x", {}, &desk.context, count);
    QTRY_COMPARE(answers, 2);
    QVERIFY(!desk.clock.serverIsKnown());
    QCOMPARE(desk.clock.serverMs(), desk.clock.wallMs());
}

void TestTransport::resetsAreSeenInAnyUnit_data()
{
    QTest::addColumn<QByteArray>("reset");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<qint64>("afterMs"); // the Date of the answer
    QTest::addColumn<bool>("perDay");
    const QByteArray plain = "x-rate-limit-reset";
    const QByteArray daily = "x-user-limit-24hour-remaining: 0\r\nx-user-limit-24hour-reset";
    constexpr qint64 date = 784'111'777;
    constexpr qint64 quarter = 900;
    const auto number = [](qint64 value) { return QByteArray::number(value); };
    QTest::newRow("seconds") << number(date + 60) << plain << qint64(60'000) << false;
    QTest::newRow("far") << number(date + 10 * quarter) << plain << quarter * 1000 << false;
    QTest::newRow("the year 9999") << number(253'402'300'799 / 10) << plain << quarter * 1000 << false;
    QTest::newRow("of a day") << number(date + 10 * quarter) << daily << quarter * 10'000 << true;
    QTest::newRow("of a day, far") << number(date + 1000 * quarter) << daily << qint64(86'400'000) << true;
}

void TestTransport::resetsAreSeenInAnyUnit()
{
    QFETCH(QByteArray, reset);
    QFETCH(QByteArray, header);
    QFETCH(qint64, afterMs);
    QFETCH(bool, perDay);
    RawServer server;
    server.onWhole = [&](RawConnection &c, const WireRequest &) {
        c.answer(429, "{}", {"Date: Sun, 06 Nov 1994 08:49:37 GMT", header + ": " + reset});
    };
    TransportDesk desk;
    desk.send(server.base(), segment());
    QVERIFY(desk.wait());
    QCOMPARE(desk.answer().rate.perDay, perDay);
    QCOMPARE(*desk.answer().rate.resetsAtMs - 784'111'777'000, afterMs);
}

// Today's times, in which the units cannot be mistaken for each other.
void TestTransport::aResetInMillisecondsIsSeenAsThat()
{
    constexpr qint64 reset = 1'764'400'030; // Sat, 29 Nov 2025 07:07:10 GMT
    RawServer server;
    QList<QByteArray> resets{QByteArray::number(reset), QByteArray::number(reset) + "000",
                             QByteArray::number(reset) + "000000", QByteArray::number(reset) + "000000000"};
    server.onWhole = [&](RawConnection &c, const WireRequest &) {
        c.answer(429, "{}", {"Date: Sat, 29 Nov 2025 07:06:40 GMT", "x-rate-limit-reset: " + resets.takeFirst()});
    };
    TransportDesk desk;
    for (int i = 0; i < 4; ++i) {
        // An account each: the first refusal holds back the next request of its own.
        desk.send(server.base(), segment(), QString::number(i));
        QVERIFY(desk.wait(i + 1));
        QCOMPARE(desk.answer(i).rate.resetsAtMs, std::optional(reset * 1000));
    }
}

void TestTransport::theHandlerRunsQueuedAndOnce()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(200, "{}"); };
    TransportDesk desk;
    bool inSend = true;
    int calls = 0;
    for (const char *account : {"me", "nobody"})
        desk.transport->send(server.base(), QLatin1String(account), createPost(), &desk.context,
                             [&](const Answer &) {
                                 QVERIFY(!inSend);
                                 ++calls;
                             });
    inSend = false;
    QTRY_COMPARE(calls, 2);
    bool inAbort = true;
    RawServer silent;
    const quint64 number = desk.transport->send(silent.base(), QStringLiteral("me"), createPost(),
                                                &desk.context, [&](const Answer &answer) {
                                                    QVERIFY(!inAbort);
                                                    QCOMPARE(answer.outcome, Ending::Aborted);
                                                    ++calls;
                                                });
    QTRY_COMPARE(silent.requests().size(), 1);
    desk.transport->abort(number);
    desk.transport->abort(number); // twice is once
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
    TransportDesk desk;
    int calls = 0;
    auto context = std::make_unique<QObject>();
    for (const char *account : {"me", "nobody"})
        desk.transport->send(
            server.base(), QLatin1String(account), segment(QByteArray(500'000, 'x')), context.get(),
            [&](const Answer &) { ++calls; }, [&](qint64) { ++calls; });
    context.reset();
    QTRY_COMPARE(server.requests().size(), 1); // it still goes its way
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(200); };
    desk.send(server.base(), createPost()); // behind it
    QVERIFY(desk.wait());
    QCOMPARE(calls, 0);
}

void TestTransport::withoutATokenNothingLeaves()
{
    RawServer server;
    TransportDesk desk;
    desk.send(server.base(), createPost(), QStringLiteral("nobody"));
    QVERIFY(desk.wait());
    QCOMPARE(desk.answer().outcome, Ending::NoToken);
    QCOMPARE(server.connections(), 0);
}

void TestTransport::aLateTokenStillSends()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(200); };
    TransportDesk desk;
    desk.tokens.holdBack = true;
    desk.send(server.base(), createPost());
    QCoreApplication::processEvents();
    QCOMPARE(server.connections(), 0);
    desk.tokens.release();
    QVERIFY(desk.wait());
    QCOMPARE(desk.answer().http, 200);
    QCOMPARE(desk.tokens.asked, QStringList{QStringLiteral("me")});
}

void TestTransport::eachBaseGetsItsOwnRequestsAlone()
{
    RawServer one;
    RawServer other;
    for (RawServer *server : {&one, &other})
        server->onWhole = [](RawConnection &c, const WireRequest &) { c.answer(200); };
    TransportDesk desk;
    for (int i = 0; i < 4; ++i)
        desk.send((i % 2 == 0 ? one : other).base(), statusOf(QString::number(i)));
    QVERIFY(desk.wait(4));
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
    TransportDesk desk;
    desk.transport->setPatience({.quietMs = 3000, .finalizeMs = 3000, .firstRate = 64 << 20});
    desk.send(server.base(), createPost());
    QTRY_COMPARE(open.size(), 1);
    desk.send(server.base(), createPost()); // a fresh connection for it must not take the first one's away
    QTRY_COMPARE(open.size(), 2);
    for (RawConnection *connection : std::as_const(open))
        connection->answer(201, "{}");
    QVERIFY(desk.wait(2));
    QCOMPARE(desk.answer(0).outcome, Ending::Answered);
    QCOMPARE(desk.answer(1).outcome, Ending::Answered);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestTransport)
#include "tst_transport.moc"
