// The body that can be read once, and the throttle that deals out its bytes.
#include "app/x/one_shot_body.h"
#include "app/x/throttle.h"
#include "tests/support/raw_server.h"
#include "tests/x/transport_fixture.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <algorithm>
#include <memory>
#include <vector>

using namespace postreel;
using namespace postreel::testing;

namespace {
constexpr qint64 kibibyte = 1024;

// Takes all that a body serves, whenever it says so; counts it.
class Taker : public QObject
{
public:
    explicit Taker(qint64 bytes) : body({QByteArray(bytes, 'x')})
    {
        connect(&body, &QIODevice::readyRead, this, [this] { taken += body.readAll().size(); });
    }
    OneShotBody body;
    qint64 taken = 0;
};

qint64 takenBy(const std::vector<std::unique_ptr<Taker>> &takers)
{
    qint64 taken = 0;
    for (const auto &one : takers)
        taken += one->taken;
    return taken;
}
} // namespace

class TestOneShotBody : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void servesThePiecesInOrder_data();
    void servesThePiecesInOrder();
    void whatWasReadIsNeverServedAgain();
    void isTouchedByTheFirstByte();
    void letsGoOfWhatWasServed();
    void throttledServesItsBudget();
    void grantsThatWereNotUsedCount();
    void throttlingMayChangeMidWay();
    void theThrottleKeepsItsLimit_data();
    void theThrottleKeepsItsLimit();
    void lateTimersDoNotLowerTheRate();
    void whatIsMadeUpForIsNoBurst();
    void theThrottleIsSharedFairly();
    void whatOneCannotUseAnotherGets();
    void theLimitMayChangeMidWay();
    void bodiesMayGoWhileThrottled();
    void aLimitHoldsOnTheWire();
};

void TestOneShotBody::servesThePiecesInOrder_data()
{
    QTest::addColumn<qint64>("step");
    for (const qint64 step : {1, 2, 3, 7, 100})
        QTest::addRow("%lld at a time", static_cast<long long>(step)) << step;
}

void TestOneShotBody::servesThePiecesInOrder()
{
    QFETCH(qint64, step);
    OneShotBody body({"", "abc", QByteArray(), "d", "efgh\0i", ""});
    QVERIFY(body.isSequential());
    QVERIFY(body.isReadable());
    QByteArray all;
    while (!body.atEnd()) {
        QCOMPARE(body.bytesAvailable(), 8 - all.size());
        const QByteArray part = body.read(step);
        QVERIFY(!part.isEmpty());
        all += part;
    }
    QCOMPARE(all, QByteArray("abcdefgh"));
    QCOMPARE(body.bytesAvailable(), qint64(0));
    char c = 0;
    QCOMPARE(body.read(&c, 1), qint64(-1));
    QVERIFY(OneShotBody({}).atEnd());
}

void TestOneShotBody::whatWasReadIsNeverServedAgain()
{
    OneShotBody body({"abcdef"});
    QCOMPARE(body.read(3), QByteArray("abc"));
    QVERIFY(!body.reset());
    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression(QStringLiteral("Cannot call seek on a sequential device")));
    QVERIFY(!body.seek(0));
    QCOMPARE(body.readAll(), QByteArray("def"));
    QVERIFY(body.readAll().isEmpty());
}

void TestOneShotBody::isTouchedByTheFirstByte()
{
    OneShotBody body({"ab"});
    QVERIFY(!body.touched());
    body.setThrottled(true);
    QVERIFY(body.read(1).isEmpty());
    QVERIFY(!body.touched());
    body.setThrottled(false);
    QCOMPARE(body.read(1), QByteArray("a"));
    QVERIFY(body.touched());
}

void TestOneShotBody::letsGoOfWhatWasServed()
{
    QByteArray piece(1 << 20, 'x');
    OneShotBody body({piece, "tail"});
    QVERIFY(!piece.isDetached()); // shared, not copied
    QCOMPARE(body.read(piece.size()).size(), piece.size());
    QVERIFY(piece.isDetached());
}

void TestOneShotBody::throttledServesItsBudget()
{
    OneShotBody body({"abcdef"});
    QSignalSpy ready(&body, &QIODevice::readyRead);
    body.setThrottled(true);
    QCOMPARE(body.bytesAvailable(), qint64(0));
    char c = 0;
    QCOMPARE(body.read(&c, 1), qint64(0)); // not yet, which is not the end
    QVERIFY(!body.atEnd());
    QCOMPARE(body.addBudget(2), qint64(2));
    QCOMPARE(ready.size(), 1);
    QCOMPARE(body.bytesAvailable(), qint64(2));
    QCOMPARE(body.readAll(), QByteArray("ab"));
    QCOMPARE(body.addBudget(100), qint64(4)); // no more than there is
    QCOMPARE(body.readAll(), QByteArray("cdef"));
    QVERIFY(body.atEnd());
    QCOMPARE(body.read(&c, 1), qint64(-1));
    QCOMPARE(body.addBudget(1), qint64(0));
}

void TestOneShotBody::grantsThatWereNotUsedCount()
{
    OneShotBody body({"abcdef"});
    body.setThrottled(true);
    QCOMPARE(body.addBudget(3), qint64(3));
    QCOMPARE(body.addBudget(3), qint64(0)); // a stuck connection heaps up nothing
    QCOMPARE(body.addBudget(4), qint64(1));
    QCOMPARE(body.readAll(), QByteArray("abcd"));
    QCOMPARE(body.addBudget(-5), qint64(0));
}

void TestOneShotBody::throttlingMayChangeMidWay()
{
    OneShotBody body({"abcdefghij"});
    QSignalSpy ready(&body, &QIODevice::readyRead);
    QCOMPARE(body.addBudget(5), qint64(0)); // it is not throttled
    body.setThrottled(true);
    body.addBudget(2);
    QCOMPARE(body.readAll(), QByteArray("ab"));
    body.addBudget(2);
    body.setThrottled(true); // a new limit: what was granted under the old one is void
    QVERIFY(body.readAll().isEmpty());
    const qsizetype before = ready.size();
    body.setThrottled(false);
    QCOMPARE(ready.size(), before + 1); // or the reader would wait for ever
    QCOMPARE(body.readAll(), QByteArray("cdefghij"));
    body.setThrottled(false);
    QCOMPARE(ready.size(), before + 1);
}

void TestOneShotBody::theThrottleKeepsItsLimit_data()
{
    QTest::addColumn<int>("bodies");
    QTest::addColumn<qint64>("limit");
    QTest::newRow("one") << 1 << 400 * kibibyte;
    QTest::newRow("six") << 6 << 400 * kibibyte;
    QTest::newRow("fifty") << 50 << 400 * kibibyte;
    QTest::newRow("more than bytes") << 500 << qint64(2000);
}

void TestOneShotBody::theThrottleKeepsItsLimit()
{
    QFETCH(int, bodies);
    QFETCH(qint64, limit);
    Throttle throttle;
    throttle.setLimit(limit);
    std::vector<std::unique_ptr<Taker>> takers;
    for (int i = 0; i < bodies; ++i) {
        takers.push_back(std::make_unique<Taker>(2 * limit));
        throttle.add(&takers.back()->body);
    }
    QElapsedTimer timer;
    timer.start();
    qint64 worst = 0;
    QVERIFY(QTest::qWaitFor(
        [&] {
            // Never ahead of the time by more than two deals, however long it runs.
            worst = std::max(worst, takenBy(takers) - limit * timer.elapsed() / 1000);
            return timer.elapsed() >= 600;
        },
        5000));
    QVERIFY2(worst <= limit / 5 + 1, qPrintable(QString::number(worst)));
    QVERIFY2(takenBy(takers) >= limit / 4, qPrintable(QString::number(takenBy(takers)))); // and it is used
}

// As on a busy computer: each turn of the event loop takes longer than the time between two deals.
void TestOneShotBody::lateTimersDoNotLowerTheRate()
{
    constexpr qint64 limit = 400 * kibibyte;
    Throttle throttle;
    throttle.setLimit(limit);
    Taker taker(100 * limit);
    throttle.add(&taker.body);
    QTimer busy;
    connect(&busy, &QTimer::timeout, this, [] { QThread::msleep(140); });
    busy.start(0);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(QTest::qWaitFor([&] { return timer.elapsed() >= 2000; }, 10'000));
    const qint64 due = limit * timer.elapsed() / 1000;
    QVERIFY2(taker.taken * 100 >= due * 85, qPrintable(QString::number(100 * taker.taken / due)));
    QVERIFY2(taker.taken <= due + limit / 5, qPrintable(QString::number(100 * taker.taken / due)));
}

void TestOneShotBody::whatIsMadeUpForIsNoBurst()
{
    constexpr qint64 limit = 400 * kibibyte;
    Throttle throttle;
    throttle.setLimit(limit);
    QThread::msleep(600); // a pause without a body
    Taker taker(100 * limit);
    throttle.add(&taker.body);
    QCoreApplication::processEvents();
    QVERIFY2(taker.taken > 0 && taker.taken <= limit / 5, qPrintable(QString::number(taker.taken)));
}

void TestOneShotBody::theThrottleIsSharedFairly()
{
    Throttle throttle;
    throttle.setLimit(600 * kibibyte);
    std::vector<std::unique_ptr<Taker>> takers;
    for (int i = 0; i < 6; ++i) {
        takers.push_back(std::make_unique<Taker>(10'000 * kibibyte));
        throttle.add(&takers.back()->body);
    }
    QTRY_VERIFY(takenBy(takers) >= 200 * kibibyte);
    const auto [least, most] = std::minmax_element(
        takers.cbegin(), takers.cend(), [](const auto &a, const auto &b) { return a->taken < b->taken; });
    QVERIFY((*least)->taken >= (*most)->taken * 9 / 10);
}

void TestOneShotBody::whatOneCannotUseAnotherGets()
{
    Throttle throttle;
    throttle.setLimit(500 * kibibyte);
    OneShotBody stuck({QByteArray(1000 * kibibyte, 'x')}); // nobody reads it
    Taker hungry(10'000 * kibibyte);
    throttle.add(&stuck);
    throttle.add(&hungry.body);
    Throttle half; // what it would get if the other one kept its part
    half.setLimit(250 * kibibyte);
    Taker modest(10'000 * kibibyte);
    half.add(&modest.body);
    QTRY_VERIFY(hungry.taken >= 250 * kibibyte);
    QVERIFY2(hungry.taken * 2 >= modest.taken * 3, qPrintable(QString::number(modest.taken)));
}

void TestOneShotBody::theLimitMayChangeMidWay()
{
    Throttle throttle;
    throttle.setLimit(50 * kibibyte);
    QCOMPARE(throttle.limit(), 50 * kibibyte);
    Taker one(400 * kibibyte);
    Taker other(400 * kibibyte);
    throttle.add(&one.body);
    throttle.add(&other.body);
    QTRY_VERIFY(one.taken + other.taken > 10 * kibibyte);
    QVERIFY(one.taken + other.taken < 60 * kibibyte);
    throttle.setLimit(2000 * kibibyte); // faster
    QTRY_VERIFY(one.taken + other.taken > 400 * kibibyte);
    throttle.setLimit(0);                              // none
    QCOMPARE(one.taken + other.taken, 800 * kibibyte); // at once
    throttle.setLimit(-7);
    QCOMPARE(throttle.limit(), qint64(0));

    // And from none to one, while a body is on its way.
    Throttle late;
    OneShotBody third({QByteArray(400 * kibibyte, 'x')});
    late.add(&third);
    QCOMPARE(third.read(1000).size(), 1000);
    late.setLimit(100 * kibibyte);
    QVERIFY(third.readAll().isEmpty());
    QTRY_VERIFY(third.bytesAvailable() > 0);
    QVERIFY(third.bytesAvailable() <= 20 * kibibyte);
}

void TestOneShotBody::bodiesMayGoWhileThrottled()
{
    Throttle throttle;
    throttle.setLimit(1000 * kibibyte);
    auto going = std::make_unique<Taker>(10'000 * kibibyte);
    Taker meddling(10'000 * kibibyte);
    Taker staying(100 * kibibyte);
    throttle.add(&going->body);
    throttle.add(&meddling.body);
    throttle.add(&staying.body);
    connect(&meddling.body, &QIODevice::readyRead, &meddling, [&going] { going.reset(); }); // within a deal
    QTRY_COMPARE(staying.taken, 100 * kibibyte);
    QVERIFY(!going);
}

void TestOneShotBody::aLimitHoldsOnTheWire()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(200, "{}"); };
    TransportFixture fixture;
    constexpr qint64 limit = 300 * kibibyte;
    fixture.transport->throttle().setLimit(limit);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 3; ++i)
        fixture.send(server.base(), segment(QByteArray(100 * kibibyte, 'x'), i));
    const quint64 post = fixture.send(server.base(), createPost()); // not throttled
    QVERIFY(fixture.wait(1));
    QVERIFY(timer.elapsed() < 500);
    QCOMPARE(fixture.completed.first().first, post);
    QVERIFY(fixture.wait(4));
    QVERIFY2(timer.elapsed() > 750 && timer.elapsed() < 2500, qPrintable(QString::number(timer.elapsed())));
    for (const WireRequest &request : server.requests())
        QVERIFY(request.whole());
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestOneShotBody)
#include "tst_one_shot_body.moc"
