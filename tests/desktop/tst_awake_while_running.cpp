// The computer is kept awake while something runs and while the battery allows it.
#include "app/desktop/awake_while_running.h"
#include "tests/desktop/fake_services.h"
#include "tests/desktop/private_bus.h"
#include "tests/support/test_main.h"

#include <QSignalSpy>

using namespace postreel;
using namespace postreel::testing;

class TestAwakeWhileRunning : public QObject
{
    Q_OBJECT

    static constexpr int often = 5; // ms
    std::unique_ptr<PrivateSystemBus> m_system;
    PowerState m_power;
    int m_reads = 0;

    AwakeWhileRunning::ReadPower power()
    {
        return [this](const auto &done) {
            ++m_reads;
            done(m_power);
        };
    }

private Q_SLOTS:
    void init()
    {
        if (!PrivateBus::isInstalled())
            QSKIP("dbus-daemon is not installed");
        m_system = std::make_unique<PrivateSystemBus>();
        QVERIFY(m_system->run());
        m_power = {};
        m_reads = 0;
    }

    void cleanup() { m_system.reset(); }

    void whileSomethingRuns()
    {
        FakeLogind logind(m_system->bus.address());
        AwakeWhileRunning awake(power());
        QSignalSpy held(&awake, &AwakeWhileRunning::heldChanged);
        QCOMPARE(m_reads, 0);
        awake.setRunning(true, QStringLiteral("Uploading"));
        awake.setRunning(true, QStringLiteral("Uploading"));
        QCOMPARE(m_reads, 1);
        QTRY_VERIFY(awake.isHeld());
        QCOMPARE(logind.calls.first().at(2).toString(), QStringLiteral("Uploading"));
        awake.setRunning(false);
        QVERIFY(!awake.isHeld());
        QTRY_COMPARE(logind.inhibitors(), 0);
        QCOMPARE(held.size(), 2);
    }

    void theBatteryRunsLowAndIsCharged()
    {
        FakeLogind logind(m_system->bus.address());
        m_power = {.onBattery = true, .percent = 21};
        AwakeWhileRunning awake(power(), often);
        awake.setRunning(true, QStringLiteral("Uploading"));
        QTRY_VERIFY(awake.isHeld());
        m_power.percent = 20;
        QTRY_VERIFY(!awake.isHeld());
        QTRY_COMPARE(logind.inhibitors(), 0);
        m_power.onBattery = false;
        QTRY_VERIFY(awake.isHeld());
        QCOMPARE(logind.inhibitors(), 1);
    }

    void nothingIsReadWhileNothingRuns()
    {
        AwakeWhileRunning awake(power(), often);
        awake.setRunning(true, QStringLiteral("Uploading"));
        QTRY_VERIFY(m_reads > 2);
        awake.setRunning(false);
        const int reads = m_reads;
        // A timer of the same length that began later ends later.
        QTimer later;
        QSignalSpy rounds(&later, &QTimer::timeout);
        later.start(often);
        QTRY_VERIFY(rounds.size() >= 3);
        QCOMPARE(m_reads, reads);
    }

    // A bus that was not there at first is tried again with each look.
    void aBusThatAppearsLater()
    {
        useBuses({}, {});
        AwakeWhileRunning awake(power(), often);
        awake.setRunning(true, QStringLiteral("Uploading"));
        QTRY_VERIFY(m_reads > 2);
        QVERIFY(!awake.isHeld());
        FakeLogind logind(m_system->bus.address());
        useBuses(m_system->bus.address(), {});
        QTRY_VERIFY(awake.isHeld());
        QCOMPARE(logind.inhibitors(), 1);
    }
};

POSTREEL_TEST_MAIN(TestAwakeWhileRunning)
#include "tst_awake_while_running.moc"
