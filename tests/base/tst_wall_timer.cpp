// Waits for a time of day and for a while, as the clock of the computer is set.
#include "app/base/wall_timer.h"
#include "tests/support/fake_clock.h"
#include "tests/support/test_timeout.h"

#include <QTest>
#include <QThread>

#include <atomic>

using namespace postreel;
using postreel::testing::FakeClock;

namespace {
constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;
} // namespace

class WallTimerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aWhileEndsWithEitherClock_data();
    void aWhileEndsWithEitherClock();
    void aDateStaysADate();
    void tellsWhatIsLeft();
    void goesAlongToAnotherThread();

private:
    // Whether it calls now; a timer of no length runs before the second round ends.
    static bool calls(WallTimer &timer, const bool &called)
    {
        timer.lookNow();
        for (int i = 0; i < 3 && !called; ++i)
            QTest::qWait(1);
        return called;
    }
};

void WallTimerTest::aWhileEndsWithEitherClock_data()
{
    QTest::addColumn<qint64>("set");    // how the clock is set while it waits
    QTest::addColumn<qint64>("passes"); // until it calls
    QTest::newRow("not set") << qint64(0) << 15 * minute;
    QTest::newRow("back by hours") << -5 * hour << 15 * minute;
    QTest::newRow("back by days") << -30 * day << 15 * minute;
    QTest::newRow("forward by minutes, or a sleep") << 10 * minute << 5 * minute;
    QTest::newRow("forward by hours, or a sleep") << 5 * hour << qint64(0);
}

void WallTimerTest::aWhileEndsWithEitherClock()
{
    QFETCH(qint64, set);
    QFETCH(qint64, passes);
    FakeClock clock;
    WallTimer timer;
    bool called = false;
    timer.callAfter(clock, 15 * minute, [&] { called = true; });
    clock.sleep(set);
    if (passes > 0) {
        clock.advance(passes - 1);
        QVERIFY(!calls(timer, called));
        clock.advance(1);
    }
    QVERIFY(calls(timer, called));
    QVERIFY(!timer.leftMs());
}

void WallTimerTest::aDateStaysADate()
{
    FakeClock clock;
    WallTimer timer;
    bool called = false;
    timer.callAt(clock.wallMs() + hour, [&] { return clock.wallMs(); }, [&] { called = true; });
    clock.sleep(-5 * hour);
    clock.advance(hour);
    QVERIFY(!calls(timer, called));
    QCOMPARE(timer.leftMs(), std::optional(5 * hour));
    clock.sleep(5 * hour); // set right again
    QVERIFY(calls(timer, called));
}

void WallTimerTest::tellsWhatIsLeft()
{
    FakeClock clock;
    WallTimer timer;
    QVERIFY(!timer.leftMs());
    timer.callAfter(clock, hour, [] {});
    clock.advance(10 * minute);
    QCOMPARE(timer.leftMs(), std::optional(50 * minute));
    clock.sleep(-3 * day);
    QCOMPARE(timer.leftMs(), std::optional(50 * minute));
    clock.sleep(4 * day);
    QCOMPARE(timer.leftMs(), std::optional(qint64(0)));
    timer.stop();
    QVERIFY(!timer.leftMs());
}

void WallTimerTest::goesAlongToAnotherThread()
{
    QThread thread;
    auto *owner = new QObject;
    auto *timer = new WallTimer(owner);
    owner->moveToThread(&thread);
    connect(&thread, &QThread::finished, owner, &QObject::deleteLater);
    thread.start();
    const SystemClock clock;
    std::atomic<bool> called = false;
    QMetaObject::invokeMethod(owner, [&] { timer->callAfter(clock, 1, [&] { called = true; }); });
    const bool inTime = QTest::qWaitFor([&] { return called.load(); }, postreel::testing::timeoutMs);
    thread.quit();
    thread.wait();
    QVERIFY(inTime);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(WallTimerTest)
#include "tst_wall_timer.moc"
