// The meter: a speed that acknowledgements prove, one that falls when the next is overdue, and an estimate
// that never runs ahead of what was handed over.
#include "app/upload/meter.h"

#include <QTest>

using postreel::Meter;

class MeterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsKnownAtFirst();
    void aBurstIsNoSpeed();
    void steadySpeed_data();
    void steadySpeed();
    void speedFollowsTheLastSeconds();
    void fewSamplesAreKept();
    void overdueFalls();
    void aNewStartForgets();
    void timeLeft_data();
    void timeLeft();
    void estimate_data();
    void estimate();
    void estimateWithoutASpeed();
};

void MeterTest::nothingIsKnownAtFirst()
{
    Meter meter;
    QVERIFY(meter.isEmpty());
    QCOMPARE(meter.bytesPerSecond(0), 0);
    QCOMPARE(meter.timeLeftMs(0, 100), -1);
    meter.add(0, 0);
    QVERIFY(!meter.isEmpty());
    QCOMPARE(meter.bytesPerSecond(5000), 0);
    meter.add(0, 1000); // no time at all is no reason to divide by it
    QCOMPARE(meter.bytesPerSecond(0), 0);
}

// A limit lets the first segment out at once: 256 KiB in 20 ms were a link of 100 Mbit/s.
void MeterTest::aBurstIsNoSpeed()
{
    Meter meter;
    meter.add(0, 0);
    meter.add(20, 262'144);
    QCOMPARE(meter.bytesPerSecond(20), 0);
    QCOMPARE(meter.timeLeftMs(20, 100), -1);
    QCOMPARE(meter.bytesPerSecond(200), 1'310'720); // overdue by then
    meter.add(400, 524'288);
    QCOMPARE(meter.bytesPerSecond(400), 1'310'720);
}

void MeterTest::steadySpeed_data()
{
    QTest::addColumn<int>("stepMs");
    QTest::newRow("every 10 ms") << 10;
    QTest::newRow("every 250 ms") << 250;
    QTest::newRow("every 3 s") << 3000;
    QTest::newRow("every 30 s, longer than the window") << 30'000;
}

void MeterTest::steadySpeed()
{
    QFETCH(int, stepMs);
    Meter meter;
    for (qint64 ms = 0; ms <= 120'000; ms += stepMs)
        meter.add(ms, 500 * ms); // 500,000 bytes a second
    QCOMPARE(meter.bytesPerSecond(120'000), 500'000);
    QCOMPARE(meter.bytesPerSecond(120'000 + stepMs), 500'000); // between two acknowledgements, too
}

void MeterTest::speedFollowsTheLastSeconds()
{
    Meter meter;
    qint64 bytes = 0;
    for (qint64 ms = 0; ms < 30'000; ms += 250)
        meter.add(ms, bytes += 250'000);
    for (qint64 ms = 30'000; ms <= 60'000; ms += 250)
        meter.add(ms, bytes += 2'500);
    QCOMPARE(meter.bytesPerSecond(60'000), 10'000);
}

void MeterTest::fewSamplesAreKept()
{
    Meter meter;
    meter.add(0, 0);
    for (int i = 1; i <= 3; ++i)
        meter.add(i * 60'000, i * 6'000'000);
    QCOMPARE(meter.bytesPerSecond(180'000), 100'000);
}

void MeterTest::overdueFalls()
{
    Meter meter;
    meter.add(0, 0);
    meter.add(1000, 1'000'000);
    QCOMPARE(meter.bytesPerSecond(2500), 1'000'000); // not overdue yet
    QCOMPARE(meter.bytesPerSecond(4000), 250'000);
    QCOMPARE(meter.bytesPerSecond(100'000), 10'000);
}

void MeterTest::aNewStartForgets()
{
    Meter meter;
    meter.add(0, 0);
    meter.add(2000, 2'000'000);
    meter.add(3000, 10); // an upload that started over
    QCOMPARE(meter.bytesPerSecond(4000), 0);
    meter.add(4000, 1010);
    QCOMPARE(meter.bytesPerSecond(4000), 1000);
    meter.clear();
    QVERIFY(meter.isEmpty());
    QCOMPARE(meter.bytesPerSecond(5000), 0);
}

void MeterTest::timeLeft_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("none left") << 0ll << 0ll;
    QTest::newRow("a second's worth") << 1'000'000ll << 1000ll;
    QTest::newRow("the largest file") << 8'000'000'000ll << 8'000'000ll;
    QTest::newRow("more was shown than there is") << -5ll << 0ll;
}

void MeterTest::timeLeft()
{
    QFETCH(qint64, bytes);
    Meter meter;
    meter.add(0, 0);
    meter.add(1000, 1'000'000);
    QTEST(meter.timeLeftMs(1000, bytes), "expected");
}

void MeterTest::estimate_data()
{
    QTest::addColumn<qint64>("nowMs");
    QTest::addColumn<qint64>("bytesSent");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("just acknowledged") << 1000ll << 4'000'000ll << 0ll;
    QTest::newRow("half a second on") << 1500ll << 4'000'000ll << 500'000ll;
    QTest::newRow("never more than was handed over") << 1500ll << 30'000ll << 30'000ll;
    QTest::newRow("nothing was handed over") << 2000ll << 0ll << 0ll;
}

void MeterTest::estimate()
{
    QFETCH(qint64, nowMs);
    QFETCH(qint64, bytesSent);
    Meter meter;
    meter.add(0, 0);
    meter.add(1000, 1'000'000);
    QTEST(meter.estimate(nowMs, bytesSent), "expected");
}

void MeterTest::estimateWithoutASpeed()
{
    Meter meter;
    meter.add(0, 0);
    QCOMPARE(meter.estimate(500, 1 << 20), 0); // all of it may still be in this computer
    QCOMPARE(meter.estimate(500, 3 << 20), 1 << 20);
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(MeterTest)
#include "tst_meter.moc"
