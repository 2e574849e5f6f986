// Whose clock is X's, and times that X gives.
#include "tests/support/raw_server.h"
#include "tests/support/test_main.h"
#include "tests/x/transport_fixture.h"

using namespace postreel;
using namespace postreel::testing;

class TransportClockTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlyXTellsItsTime_data();
    void onlyXTellsItsTime();
    void otherServersTellNoTime();
    void resetsAreSeenInAnyUnit_data();
    void resetsAreSeenInAnyUnit();
    void aResetInMillisecondsIsSeenAsThat();
};

void TransportClockTest::onlyXTellsItsTime_data()
{
    QTest::addColumn<int>("http");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("told");
    QTest::newRow("an answer") << 200 << QByteArray("{\"data\":{}}") << true;
    QTest::newRow("an acknowledged segment") << 204 << QByteArray() << true;
    QTest::newRow("a Problem") << 429 << QByteArray("{\"title\":\"Too Many Requests\"}") << true;
    QTest::newRow("errors alone") << 503 << QByteArray(R"({"errors":["internal server error"]})") << true;
    QTest::newRow("Cloudflare's JSON") << 429 << QByteArray(R"({"cloudflare_error":true,"title":"Error 1015"})") << false;
    QTest::newRow("a filter's JSON") << 403 << QByteArray(R"({"status":"blocked"})") << false;
    QTest::newRow("a list of somebody's") << 503 << QByteArray(" [\"internal server error\"]") << false;
    QTest::newRow("a portal's redirect") << 302 << QByteArray("{}") << false;
    QTest::newRow("a portal's page") << 200 << QByteArray("<html>Welcome</html>") << false;
    QTest::newRow("a page of the edge") << 403 << QByteArray("<!doctype html>") << false;
    QTest::newRow("a proxy's words") << 502 << QByteArray("Bad gateway") << false;
    QTest::newRow("a bare refusal") << 413 << QByteArray() << false;
    QTest::newRow("a proxy that asks who we are") << 407 << QByteArray("{}") << false;
    QTest::newRow("a network that wants a sign-in") << 511 << QByteArray("{}") << false;
}

void TransportClockTest::onlyXTellsItsTime()
{
    QFETCH(int, http);
    QFETCH(QByteArray, body);
    QFETCH(bool, told);
    RawServer server;
    server.onWhole = [&](RawConnection &c, const WireRequest &) {
        c.answer(http, body, {"Date: Sun, 06 Nov 1994 08:49:37 GMT"});
    };
    TransportFixture fixture;
    const qint64 before = fixture.clock.serverMs();
    fixture.send(server.base(), segment());
    QVERIFY(fixture.wait());
    QCOMPARE(fixture.answer().http, http);
    QCOMPARE(fixture.clock.serverIsKnown(), told);
    QCOMPARE(fixture.clock.serverMs(), told ? qint64(784'111'777'000) : before);
}

// A host of pictures and an OAuth server have clocks of their own.
void TransportClockTest::otherServersTellNoTime()
{
    RawServer server;
    server.onWhole = [&](RawConnection &c, const WireRequest &) {
        c.answer(200, "{}", {"Date: Sun, 06 Nov 1994 08:49:37 GMT"});
    };
    TransportFixture fixture;
    int answers = 0;
    const auto count = [&](const Response &answer) { answers += answer.succeeded() ? 1 : 0; };
    fixture.transport->fetch(server.base(), &fixture.context, count);
    fixture.transport->sendForm(server.base(), "grant_type=x", {}, &fixture.context, count);
    QTRY_COMPARE(answers, 2);
    QVERIFY(!fixture.clock.serverIsKnown());
    QCOMPARE(fixture.clock.serverMs(), fixture.clock.wallMs());
}

void TransportClockTest::resetsAreSeenInAnyUnit_data()
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

void TransportClockTest::resetsAreSeenInAnyUnit()
{
    QFETCH(QByteArray, reset);
    QFETCH(QByteArray, header);
    QFETCH(qint64, afterMs);
    QFETCH(bool, perDay);
    RawServer server;
    server.onWhole = [&](RawConnection &c, const WireRequest &) {
        c.answer(429, "{}", {"Date: Sun, 06 Nov 1994 08:49:37 GMT", header + ": " + reset});
    };
    TransportFixture fixture;
    fixture.send(server.base(), segment());
    QVERIFY(fixture.wait());
    QCOMPARE(fixture.answer().rate.perDay, perDay);
    QCOMPARE(*fixture.answer().rate.resetsAtMs - 784'111'777'000, afterMs);
}

// Today's times, in which the units cannot be mistaken for each other.
void TransportClockTest::aResetInMillisecondsIsSeenAsThat()
{
    constexpr qint64 reset = 1'764'400'030; // Sat, 29 Nov 2025 07:07:10 GMT
    RawServer server;
    QList<QByteArray> resets{QByteArray::number(reset), QByteArray::number(reset) + "000",
                             QByteArray::number(reset) + "000000", QByteArray::number(reset) + "000000000"};
    server.onWhole = [&](RawConnection &c, const WireRequest &) {
        c.answer(429, "{}", {"Date: Sat, 29 Nov 2025 07:06:40 GMT", "x-rate-limit-reset: " + resets.takeFirst()});
    };
    TransportFixture fixture;
    for (int i = 0; i < 4; ++i) {
        // An account each: the first refusal holds back the next request of its own.
        fixture.send(server.base(), segment(), QString::number(i));
        QVERIFY(fixture.wait(i + 1));
        QCOMPARE(fixture.answer(i).rate.resetsAtMs, std::optional(reset * 1000));
    }
}

POSTREEL_TEST_MAIN(TransportClockTest)
#include "tst_transport_clock.moc"
