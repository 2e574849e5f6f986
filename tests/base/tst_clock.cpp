// Monotonic, wall and X's time, and what sets them apart.
#include "app/base/clock.h"
#include "tests/support/fake_clock.h"

#include <QDateTime>
#include <QTest>

using namespace postreel;
using postreel::testing::FakeClock;

class TestClock : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theOffsetMovesTheServersTimeAlone_data();
    void theOffsetMovesTheServersTimeAlone();
    void xsTimeDoesNotGoBackWithTheWallClock_data();
    void xsTimeDoesNotGoBackWithTheWallClock();
    void xsTimeIsKnownUntilTheClockJumps();
    void aSleepShowsAsAJumpOfTheWallClock();
    void theSystemsMonotonicTimeNeverGoesBack();
    void theSystemsWallTimeIsQts();
};

void TestClock::theOffsetMovesTheServersTimeAlone_data()
{
    QTest::addColumn<qint64>("offset");
    QTest::newRow("none") << qint64(0);
    QTest::newRow("ahead") << qint64(3'600'000);
    QTest::newRow("behind") << qint64(-86'400'000);
}

void TestClock::theOffsetMovesTheServersTimeAlone()
{
    QFETCH(qint64, offset);
    FakeClock clock;
    const qint64 wall = clock.wallMs();
    clock.setServerOffsetMs(offset);
    QCOMPARE(clock.serverOffsetMs(), offset);
    QCOMPARE(clock.serverMs(), wall + offset);
    QCOMPARE(clock.wallMs(), wall);
    clock.advance(500);
    QCOMPARE(clock.serverMs(), wall + offset + 500);
}

void TestClock::xsTimeDoesNotGoBackWithTheWallClock_data()
{
    QTest::addColumn<qint64>("set");
    QTest::newRow("minutes") << qint64(-600'000);
    QTest::newRow("days") << qint64(-40LL * 86'400'000);
}

void TestClock::xsTimeDoesNotGoBackWithTheWallClock()
{
    QFETCH(qint64, set);
    FakeClock clock;
    clock.setServerOffsetMs(7000);
    const qint64 server = clock.serverMs();
    clock.sleep(set);
    QCOMPARE(clock.serverMs(), server);
    clock.advance(500);
    QCOMPARE(clock.serverMs(), server + 500);
    clock.setServerOffsetMs(7000 - set); // X tells it again
    QCOMPARE(clock.serverMs(), server + 500);
    clock.sleep(-set); // set right
    QVERIFY(clock.serverMs() >= server + 500);
}

void TestClock::xsTimeIsKnownUntilTheClockJumps()
{
    FakeClock clock;
    QVERIFY(!clock.serverIsKnown());
    clock.setServerOffsetMs(0); // even if it is ours
    QVERIFY(clock.serverIsKnown());
    clock.advance(86'400'000);
    QVERIFY(clock.serverIsKnown());
    clock.sleep(900); // corrected a little
    QVERIFY(clock.serverIsKnown());
    for (const qint64 jump : {3'600'000, -3'600'000}) {
        clock.sleep(jump);
        QVERIFY(!clock.serverIsKnown());
        clock.setServerOffsetMs(5);
        QVERIFY(clock.serverIsKnown());
    }
}

void TestClock::aSleepShowsAsAJumpOfTheWallClock()
{
    FakeClock clock;
    const qint64 wall = clock.wallMs();
    const qint64 monotonic = clock.monotonicMs();
    clock.sleep(60'000);
    QCOMPARE(clock.wallMs() - wall, qint64(60'000));
    QCOMPARE(clock.monotonicMs(), monotonic);
}

void TestClock::theSystemsMonotonicTimeNeverGoesBack()
{
    const SystemClock clock;
    qint64 last = clock.monotonicMs();
    for (int i = 0; i < 10'000; ++i) {
        const qint64 now = clock.monotonicMs();
        QVERIFY(now >= last);
        last = now;
    }
}

void TestClock::theSystemsWallTimeIsQts()
{
    const SystemClock clock;
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    const qint64 wall = clock.wallMs();
    QVERIFY(wall >= before);
    QVERIFY(wall <= QDateTime::currentMSecsSinceEpoch());
    QCOMPARE(clock.serverOffsetMs(), qint64(0));
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestClock)
#include "tst_clock.moc"
