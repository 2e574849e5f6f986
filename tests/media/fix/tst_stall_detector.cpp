#include "app/media/fix/stall_detector.h"
#include "tests/support/test_main.h"

using namespace postreel;

// How much CPU time was used at each look, one per 1000 ms without a report.
using Looks = QVector<std::optional<qint64>>;

class TestStallDetector : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stallsAtALook_data();
    void stallsAtALook();
    void aReportRestarts();
};

void TestStallDetector::stallsAtALook_data()
{
    QTest::addColumn<std::optional<qint64>>("begin");
    QTest::addColumn<Looks>("looks");
    QTest::addColumn<int>("end"); // at which of them; -1: not yet
    const std::optional<qint64> known = 500;
    QTest::newRow("alone on its CPU") << known << Looks{1500} << 0;
    QTest::newRow("on many") << known << Looks{9000} << 0;
    QTest::newRow("half a CPU") << known << Looks{1000, 1500} << 1;
    QTest::newRow("a little of one") << known << Looks{510, 520, 530, 540} << -1;
    QTest::newRow("a little, then nothing") << known << Looks{510, 520, 520} << 2;
    QTest::newRow("nothing") << known << Looks{505} << 0;
    QTest::newRow("not known") << std::optional<qint64>() << Looks{700} << 0;
    QTest::newRow("not known any more") << known << Looks{std::nullopt} << 0;
}

void TestStallDetector::stallsAtALook()
{
    QFETCH(std::optional<qint64>, begin);
    QFETCH(Looks, looks);
    StallDetector detector;
    detector.restart(1000, begin);
    int end = -1;
    for (int i = 0; i < looks.size() && end < 0; ++i) {
        if (detector.isStalled(looks[i]))
            end = i;
    }
    QTEST(end, "end");
}

void TestStallDetector::aReportRestarts()
{
    StallDetector detector;
    detector.restart(1000, 0);
    QVERIFY(!detector.isStalled(900));
    detector.restart(1000, 950);
    QVERIFY(!detector.isStalled(1900));
    QVERIFY(detector.isStalled(1950));
}

POSTREEL_TEST_MAIN(TestStallDetector)
#include "tst_stall_detector.moc"
