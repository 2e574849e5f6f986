// Which jumps of the clock are a sleep, and which are somebody who sets it.
#include "app/engine/clock_watch.h"
#include "tests/support/fake_clock.h"

#include <QSignalSpy>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

class TestClockWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void jumps_data();
    void jumps();
};

void TestClockWatch::jumps_data()
{
    QTest::addColumn<qint64>("passed");
    QTest::addColumn<qint64>("jumped"); // of the wall clock, beyond that
    QTest::addColumn<int>("slept");
    QTest::addColumn<int>("wentBack");
    QTest::newRow("time passed") << qint64(3'600'000) << qint64(0) << 0 << 0;
    QTest::newRow("a busy computer") << qint64(5000) << qint64(19'000) << 0 << 0;
    QTest::newRow("a sleep") << qint64(5000) << qint64(25'000) << 1 << 0;
    QTest::newRow("a clock that is corrected") << qint64(5000) << qint64(-1500) << 0 << 0;
    QTest::newRow("a clock that was set back") << qint64(5000) << qint64(-60'000) << 0 << 1;
}

void TestClockWatch::jumps()
{
    QFETCH(const qint64, passed);
    QFETCH(const qint64, jumped);
    QFETCH(const int, slept);
    QFETCH(const int, wentBack);
    FakeClock clock;
    ClockWatch watch(clock);
    watch.start();
    QSignalSpy sleeps(&watch, &ClockWatch::slept);
    QSignalSpy backs(&watch, &ClockWatch::wentBack);
    QSignalSpy looks(&watch, &ClockWatch::looked);
    clock.advance(passed);
    clock.sleep(jumped);
    watch.look();
    watch.look(); // the jump is over
    QCOMPARE(sleeps.size(), slept);
    QCOMPARE(backs.size(), wentBack);
    QCOMPARE(looks.size(), 2);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestClockWatch)
#include "tst_clock_watch.moc"
