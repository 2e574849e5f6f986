// The system's word that the computer woke, from a logind of the test's own.
#include "app/base/unjoined_threads.h"
#include "app/desktop/sleep_notice.h"
#include "tests/desktop/fake_services.h"
#include "tests/desktop/private_bus.h"
#include "tests/support/test_main.h"

#include <QRegularExpression>
#include <QSignalSpy>

using namespace postreel;
using namespace postreel::testing;

namespace {
constexpr int longMs = 30'000;
}

class TestSleepNotice : public QObject
{
    Q_OBJECT

    std::unique_ptr<PrivateSystemBus> m_system;

    // Until it listens, which nothing tells.
    static void opened()
    {
        QVERIFY(unjoinedEnded(QDeadlineTimer(longMs)));
        QCoreApplication::processEvents();
    }

private Q_SLOTS:
    void init()
    {
        if (!PrivateBus::isInstalled())
            QSKIP("dbus-daemon is not installed");
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_system = std::make_unique<PrivateSystemBus>();
        QVERIFY(m_system->run());
    }

    void cleanup() { m_system.reset(); }

    void wakingIsToldAndFallingAsleepIsNot()
    {
        SleepNotice notice;
        QSignalSpy woke(&notice, &SleepNotice::woke);
        QVERIFY(notice.start());
        QVERIFY(notice.start()); // once is enough
        opened();
        FakeLogind logind(m_system->bus.address()); // may come later than we
        for (const bool before : {true, false, true, false, true})
            Q_EMIT logind.PrepareForSleep(before);
        QTRY_COMPARE(woke.size(), 2);
        // In order: the last one has been here when this one is.
        Q_EMIT logind.PrepareForSleep(false);
        QTRY_COMPARE(woke.size(), 3);
    }

    void theEndWhileTheBusOpens()
    {
        auto notice = std::make_unique<SleepNotice>();
        QVERIFY(notice->start());
        notice.reset();
        opened();
    }

    void theBusGoesAway()
    {
        SleepNotice notice;
        QSignalSpy woke(&notice, &SleepNotice::woke);
        QVERIFY(notice.start());
        opened();
        m_system->bus.end();
        QCoreApplication::processEvents();
        QVERIFY(woke.isEmpty());
    }

    void withoutABusNothingIsTold()
    {
        useBuses({}, {});
        SleepNotice notice;
        QSignalSpy woke(&notice, &SleepNotice::woke);
        QVERIFY(notice.start());
        opened();
        QVERIFY(woke.isEmpty());
    }
};

POSTREEL_TEST_MAIN(TestSleepNotice)
#include "tst_sleep_notice.moc"
