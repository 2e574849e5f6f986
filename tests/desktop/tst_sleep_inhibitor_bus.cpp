// The computer is kept awake over buses that go away, hang or were never there.
#include "app/base/unjoined_threads.h"
#include "app/desktop/sleep_inhibitor.h"
#include "tests/desktop/fake_services.h"
#include "tests/desktop/held_changes.h"
#include "tests/desktop/private_bus.h"
#include "tests/support/test_main.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QTemporaryDir>

using namespace postreel;
using namespace postreel::testing;

namespace {
constexpr int longMs = 30'000;
constexpr qint64 busTimeoutMs = 20'000; // who waits for a bus that hangs waits for 25 s
}

class TestSleepInhibitorBus : public QObject
{
    Q_OBJECT

    std::unique_ptr<PrivateBuses> m_buses;

    // Each round opens one bus at most.
    static void waitForThreeTries()
    {
        for (int round = 0; round <= 3; ++round) {
            QVERIFY(unjoinedEnded(QDeadlineTimer(longMs)));
            QCoreApplication::processEvents();
        }
    }

private Q_SLOTS:
    void init()
    {
        if (!PrivateBus::isInstalled())
            QSKIP("dbus-daemon is not installed");
        m_buses = std::make_unique<PrivateBuses>();
        QVERIFY(m_buses->run());
    }

    void cleanup() { m_buses.reset(); }

    void logindsInhibitorOutlivesTheBus()
    {
        FakeLogind logind(m_buses->system.address());
        SleepInhibitor keepAwake;
        keepAwake.hold(why);
        QTRY_VERIFY(keepAwake.isHeld());
        m_buses->system.end();
        QCOMPARE(logind.inhibitors(), 1);
        keepAwake.release();
        QTRY_COMPARE(logind.inhibitors(), 0);
        QVERIFY(!keepAwake.isHeld());
    }

    void theSessionsInhibitorEndsWithTheBus()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        FakeScreenSaver screenSaver(m_buses->session.address());
        SleepInhibitor keepAwake;
        QSignalSpy held(&keepAwake, &SleepInhibitor::heldChanged);
        keepAwake.hold(why);
        QTRY_VERIFY(keepAwake.isHeld());
        m_buses->session.end();
        QTRY_VERIFY(!keepAwake.isHeld());

        // A new one is found by the next wish.
        const PrivateBus later;
        useBuses({}, later.address());
        FakeScreenSaver next(later.address());
        keepAwake.hold(why);
        QTRY_VERIFY(keepAwake.isHeld());
        QCOMPARE(next.inhibitors(), 1);
        QCOMPARE(changesOf(held), (QList<bool>{true, false, true}));
    }

    void withoutAnyBusNothingHappens()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        useBuses({}, {});
        SleepInhibitor keepAwake;
        QSignalSpy held(&keepAwake, &SleepInhibitor::heldChanged);
        QVERIFY(keepAwake.hold(why));
        waitForThreeTries();
        QVERIFY(!keepAwake.isHeld());
        useBuses(m_buses->system.address(), {});
        FakeLogind logind(m_buses->system.address());
        keepAwake.hold(why); // would be nothing while the first wish were still being told
        QTRY_VERIFY(keepAwake.isHeld());
        keepAwake.release();
        QCOMPARE(changesOf(held), (QList<bool>{true, false}));
    }

    // Without an address in the environment.
    void theSessionsBusLiesInTheRuntimeFolder()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        const QByteArray before = qgetenv("XDG_RUNTIME_DIR");
        const auto restore = qScopeGuard(
            [&] { before.isNull() ? qunsetenv("XDG_RUNTIME_DIR") : qputenv("XDG_RUNTIME_DIR", before); });
        QTemporaryDir empty;
        qputenv("XDG_RUNTIME_DIR", empty.path().toUtf8());
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        FakeScreenSaver screenSaver(m_buses->session.address());
        SleepInhibitor keepAwake;
        keepAwake.hold(why);
        waitForThreeTries();
        QVERIFY(!keepAwake.isHeld());
        qputenv("XDG_RUNTIME_DIR", m_buses->session.folder().toUtf8());
        QTRY_VERIFY(keepAwake.hold(why) && keepAwake.isHeld());
        QCOMPARE(screenSaver.inhibitors(), 1);
    }

    // Nothing is told to an object that is gone.
    void theEndWhenTheBusIsOpenAndHasNotSaidSo()
    {
        FakeLogind logind(m_buses->system.address());
        auto keepAwake = std::make_unique<SleepInhibitor>();
        keepAwake->hold(why);
        QVERIFY(unjoinedEnded(QDeadlineTimer(longMs)));
        keepAwake.reset();
        SleepInhibitor other;
        other.hold(why);
        QTRY_VERIFY(other.isHeld());
        QCOMPARE(logind.calls.size(), 1);
    }

    // Ending one connection waits in QtDBus for another that opens.
    void aBusThatHangsWhileItOpensStopsNoOther()
    {
        FakeScreenSaver screenSaver(m_buses->session.address());
        auto keepAwake = std::make_unique<SleepInhibitor>();
        keepAwake->hold(why);
        QTRY_VERIFY(keepAwake->isHeld());
        m_buses->system.hang();
        SleepInhibitor other;
        other.hold(why);
        QVERIFY(!unjoinedEnded(QDeadlineTimer(0)));
        QElapsedTimer clock;
        clock.start();
        keepAwake.reset();
        const qint64 tookMs = clock.elapsed();
        m_buses->system.resume();
        QVERIFY2(tookMs < busTimeoutMs, qPrintable(QString::number(tookMs)));
        QTRY_VERIFY(other.isHeld());
    }

    void aBusThatHangsStopsNobody()
    {
        m_buses->system.hang();
        QElapsedTimer clock;
        clock.start();
        auto keepAwake = std::make_unique<SleepInhibitor>();
        keepAwake->hold(why);
        keepAwake->release();
        keepAwake->hold(why);
        QCoreApplication::processEvents();
        keepAwake.reset();
        const qint64 tookMs = clock.elapsed();
        m_buses->system.resume();
        QVERIFY2(tookMs < busTimeoutMs, qPrintable(QString::number(tookMs)));
        QVERIFY(unjoinedEnded(QDeadlineTimer(longMs)));
    }

    void aBusThatHangsLaterStopsNobody()
    {
        FakeLogind logind(m_buses->system.address());
        SleepInhibitor keepAwake;
        keepAwake.hold(why);
        QTRY_VERIFY(keepAwake.isHeld());
        m_buses->system.hang();
        QElapsedTimer clock;
        clock.start();
        keepAwake.release();
        keepAwake.hold(why);
        keepAwake.release();
        const qint64 tookMs = clock.elapsed();
        m_buses->system.resume();
        QVERIFY2(tookMs < busTimeoutMs, qPrintable(QString::number(tookMs)));
        QTRY_COMPARE(logind.calls.size(), 2);
        QTRY_COMPARE(logind.inhibitors(), 0);
    }
};

POSTREEL_TEST_MAIN(TestSleepInhibitorBus)
#include "tst_sleep_inhibitor_bus.moc"
