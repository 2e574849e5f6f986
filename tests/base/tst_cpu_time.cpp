#include "app/base/cpu_time.h"
#include "tests/support/test_main.h"
#include "tests/support/test_timeout.h"

#include <QCoreApplication>

using namespace postreel;

class TestCpuTime : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void growsWithWork();
    void ofNoProcess();
};

void TestCpuTime::growsWithWork()
{
    const std::optional<qint64> before = cpuTimeMs(QCoreApplication::applicationPid());
#ifndef Q_OS_LINUX
    QCOMPARE(before, std::nullopt);
#else
    QVERIFY(before);
    const auto later = [&] {
        for (volatile int i = 0; i < 1'000'000;)
            i = i + 1;
        return cpuTimeMs(QCoreApplication::applicationPid()).value_or(0);
    };
    QTRY_VERIFY(later() >= *before + 50);
#endif
}

void TestCpuTime::ofNoProcess()
{
    QCOMPARE(cpuTimeMs(0), std::nullopt);
    QCOMPARE(cpuTimeMs(-1), std::nullopt);
    QCOMPARE(cpuTimeMs(Q_INT64_C(1) << 40), std::nullopt);
}

POSTREEL_TEST_MAIN(TestCpuTime)
#include "tst_cpu_time.moc"
