// The computer is kept awake over a real bus, with services as logind and the sessions have them.
#include "app/base/unjoined_threads.h"
#include "app/desktop/sleep_inhibitor.h"
#include "tests/desktop/fake_services.h"
#include "tests/desktop/held_changes.h"
#include "tests/desktop/private_bus.h"
#include "tests/support/test_main.h"


using namespace postreel;
using namespace postreel::testing;

namespace {
constexpr int longMs = 30'000;
}

class TestSleepInhibitor : public QObject
{
    Q_OBJECT

    std::unique_ptr<PrivateBuses> m_buses;

private Q_SLOTS:
    void init()
    {
        if (!PrivateBus::isInstalled())
            QSKIP("dbus-daemon is not installed");
        m_buses = std::make_unique<PrivateBuses>();
        QVERIFY(m_buses->run());
    }

    void cleanup() { m_buses.reset(); }

    void logindIsAskedFirst()
    {
        FakeLogind logind(m_buses->system.address());
        FakeScreenSaver screenSaver(m_buses->session.address());
        QVERIFY(logind.isThere() && screenSaver.isThere());
        SleepInhibitor keepAwake;
        QSignalSpy held(&keepAwake, &SleepInhibitor::heldChanged);

        QVERIFY(keepAwake.hold(why));
        QVERIFY(!keepAwake.isHeld()); // it asks, it does not wait
        QTRY_VERIFY(keepAwake.isHeld());
        const QVariantList asked{QStringLiteral("sleep:idle"), QStringLiteral("Postreel"), why,
                                 QStringLiteral("block")};
        QCOMPARE(logind.calls, QList<QVariantList>{asked});
        QCOMPARE(logind.inhibitors(), 1);

        keepAwake.hold(QStringLiteral("once more")); // held already: nobody is asked
        keepAwake.release();
        QVERIFY(!keepAwake.isHeld());
        QTRY_COMPARE(logind.inhibitors(), 0);
        QCOMPARE(changesOf(held), (QList<bool>{true, false}));
        QCOMPARE(logind.calls.size(), 1);
        QVERIFY(screenSaver.calls.isEmpty());
    }

    void itCanBeHeldAgain()
    {
        FakeLogind logind(m_buses->system.address());
        SleepInhibitor keepAwake;
        for (int round = 1; round <= 3; ++round) {
            keepAwake.hold(why);
            QTRY_COMPARE(logind.inhibitors(), 1);
            QTRY_VERIFY(keepAwake.isHeld());
            keepAwake.release();
            QTRY_COMPARE(logind.inhibitors(), 0);
            QCOMPARE(logind.calls.size(), round);
        }
    }

    // A converter that still runs must not keep the computer awake for us.
    void aChildProcessDoesNotInheritIt()
    {
        FakeLogind logind(m_buses->system.address());
        SleepInhibitor keepAwake;
        keepAwake.hold(why);
        QTRY_VERIFY(keepAwake.isHeld());
        QProcess child;
        child.start(QStringLiteral("cat"));
        QVERIFY(child.waitForStarted());
        keepAwake.release();
        QTRY_COMPARE(logind.inhibitors(), 0);
        QCOMPARE(child.state(), QProcess::Running);
        child.closeWriteChannel();
        QVERIFY(child.waitForFinished());
    }

    void releaseBeforeTheAnswer()
    {
        FakeLogind logind(m_buses->system.address());
        logind.isSlow = true;
        SleepInhibitor keepAwake;
        QSignalSpy held(&keepAwake, &SleepInhibitor::heldChanged);
        keepAwake.hold(why);
        QTRY_COMPARE(logind.calls.size(), 1);
        keepAwake.release();
        logind.answerAll();
        QCOMPARE(logind.inhibitors(), 1); // on its way
        QTRY_COMPARE(logind.inhibitors(), 0);
        QVERIFY(!keepAwake.isHeld());
        QVERIFY(held.isEmpty());
    }

    void releaseBeforeTheAnswerOfASession()
    {
        FakeScreenSaver screenSaver(m_buses->session.address());
        screenSaver.isSlow = true;
        SleepInhibitor keepAwake;
        QSignalSpy held(&keepAwake, &SleepInhibitor::heldChanged);
        keepAwake.hold(why);
        QTRY_COMPARE(screenSaver.calls.size(), 1);
        keepAwake.release();
        screenSaver.answerAll();
        QCOMPARE(screenSaver.inhibitors(), 1);
        QTRY_COMPARE(screenSaver.inhibitors(), 0);
        QCOMPARE(screenSaver.givenBack, QList<uint>{101});
        QVERIFY(!keepAwake.isHeld());
        QVERIFY(held.isEmpty());
    }

    void releaseAndHoldBeforeTheAnswer()
    {
        FakeLogind logind(m_buses->system.address());
        logind.isSlow = true;
        SleepInhibitor keepAwake;
        QSignalSpy held(&keepAwake, &SleepInhibitor::heldChanged);
        keepAwake.hold(why);
        QTRY_COMPARE(logind.calls.size(), 1);
        keepAwake.release();
        keepAwake.hold(why);
        logind.answerAll();
        QTRY_VERIFY(keepAwake.isHeld());
        QCOMPARE(logind.inhibitors(), 1);
        QCOMPARE(logind.calls.size(), 1);
        QCOMPARE(changesOf(held), QList<bool>{true});
    }

    void releaseBeforeTheBusIsOpen()
    {
        FakeLogind logind(m_buses->system.address());
        SleepInhibitor keepAwake;
        keepAwake.hold(why);
        keepAwake.release();
        QVERIFY(unjoinedEnded(QDeadlineTimer(longMs)));
        QCoreApplication::processEvents();
        // The wish of another object comes after what the first one would have sent.
        SleepInhibitor other;
        other.hold(why);
        QTRY_VERIFY(other.isHeld());
        QCOMPARE(logind.calls.size(), 1);
        keepAwake.hold(why);
        QTRY_VERIFY(keepAwake.isHeld());
    }

    void theEndReleases_data()
    {
        QTest::addColumn<bool>("beforeTheAnswer");
        QTest::newRow("while held") << false;
        QTest::newRow("before the answer") << true;
    }

    void theEndReleases()
    {
        QFETCH(bool, beforeTheAnswer);
        FakeLogind logind(m_buses->system.address());
        logind.isSlow = beforeTheAnswer;
        auto keepAwake = std::make_unique<SleepInhibitor>();
        keepAwake->hold(why);
        QTRY_COMPARE(logind.calls.size(), 1);
        if (!beforeTheAnswer)
            QTRY_VERIFY(keepAwake->isHeld());
        keepAwake.reset();
        logind.answerAll();
        QTRY_COMPARE(logind.inhibitors(), 0);
    }

    void theEndReleasesInASession_data() { theEndReleases_data(); }

    void theEndReleasesInASession()
    {
        QFETCH(bool, beforeTheAnswer);
        FakeScreenSaver screenSaver(m_buses->session.address());
        screenSaver.isSlow = beforeTheAnswer;
        auto keepAwake = std::make_unique<SleepInhibitor>();
        keepAwake->hold(why);
        QTRY_COMPARE(screenSaver.calls.size(), 1);
        if (!beforeTheAnswer)
            QTRY_VERIFY(keepAwake->isHeld());
        keepAwake.reset();
        screenSaver.answerAll();
        QTRY_COMPARE(screenSaver.inhibitors(), 0);
    }

    void withoutLogindTheSessionIsAsked()
    {
        FakeScreenSaver screenSaver(m_buses->session.address());
        FakeSessionManager sessionManager(m_buses->session.address());
        SleepInhibitor keepAwake;
        QSignalSpy held(&keepAwake, &SleepInhibitor::heldChanged);
        keepAwake.hold(why);
        QTRY_VERIFY(keepAwake.isHeld());
        QCOMPARE(screenSaver.calls, QList<QVariantList>{QVariantList({QStringLiteral("Postreel"), why})});
        keepAwake.release();
        QTRY_COMPARE(screenSaver.inhibitors(), 0);
        QCOMPARE(screenSaver.givenBack, QList<uint>{101});
        QCOMPARE(changesOf(held), (QList<bool>{true, false}));
        QVERIFY(sessionManager.calls.isEmpty());
    }

    void withoutAScreenSaverTheSessionManagerIsAsked()
    {
        FakeSessionManager sessionManager(m_buses->session.address());
        SleepInhibitor keepAwake;
        keepAwake.hold(why);
        QTRY_VERIFY(keepAwake.isHeld());
        const QVariantList asked{QStringLiteral("Postreel"), 0u, why, 12u}; // 4: suspend, 8: idle
        QCOMPARE(sessionManager.calls, QList<QVariantList>{asked});
        keepAwake.release();
        QTRY_COMPARE(sessionManager.inhibitors(), 0);
        QCOMPARE(sessionManager.givenBack, QList<uint>{101});
    }

    void withoutASystemBusTheSessionIsAsked()
    {
        useBuses({}, m_buses->session.address());
        FakeScreenSaver screenSaver(m_buses->session.address());
        SleepInhibitor keepAwake;
        keepAwake.hold(why);
        QTRY_VERIFY(keepAwake.isHeld());
        QCOMPARE(screenSaver.inhibitors(), 1);
    }

    void refusedByLogindTheSessionIsAsked()
    {
        FakeLogind logind(m_buses->system.address());
        logind.refusal = QStringLiteral("org.freedesktop.DBus.Error.AccessDenied");
        FakeScreenSaver screenSaver(m_buses->session.address());
        SleepInhibitor keepAwake;
        keepAwake.hold(why);
        QTRY_VERIFY(keepAwake.isHeld());
        QCOMPARE(logind.calls.size(), 1);
        QCOMPARE(screenSaver.inhibitors(), 1);
    }

    void aServiceThatAppearsLaterIsAsked()
    {
        FakeScreenSaver screenSaver(m_buses->session.address());
        screenSaver.refusal = QStringLiteral("org.freedesktop.DBus.Error.Failed");
        SleepInhibitor keepAwake;
        keepAwake.hold(why);
        QTRY_COMPARE(screenSaver.calls.size(), 1); // refused, and logind is not there
        FakeLogind logind(m_buses->system.address());
        QTRY_VERIFY(keepAwake.isHeld());
        QCOMPARE(logind.inhibitors(), 1);
    }

    void aServiceThatAppearsLaterIsNotAskedWithoutNeed()
    {
        FakeScreenSaver screenSaver(m_buses->session.address());
        SleepInhibitor keepAwake;
        keepAwake.hold(why);
        QTRY_VERIFY(keepAwake.isHeld());
        keepAwake.release();
        QTRY_COMPARE(screenSaver.inhibitors(), 0);
        FakeLogind logind(m_buses->system.address());
        // The wish of another object comes after what the first one would have sent.
        SleepInhibitor other;
        other.hold(why);
        QTRY_VERIFY(other.isHeld());
        QCOMPARE(logind.calls.size(), 1);
    }

    void aSessionServiceThatStartsAnewIsAskedAnew()
    {
        auto screenSaver = std::make_unique<FakeScreenSaver>(m_buses->session.address());
        SleepInhibitor keepAwake;
        QSignalSpy held(&keepAwake, &SleepInhibitor::heldChanged);
        keepAwake.hold(why);
        QTRY_VERIFY(keepAwake.isHeld());
        screenSaver.reset();
        QTRY_VERIFY(!keepAwake.isHeld());
        screenSaver = std::make_unique<FakeScreenSaver>(m_buses->session.address());
        QTRY_VERIFY(keepAwake.isHeld());
        QCOMPARE(screenSaver->inhibitors(), 1);
        QCOMPARE(changesOf(held), (QList<bool>{true, false, true}));
    }

    // Its answer comes when nobody waits for it any more: the end of the connection gives it back.
    void whatASessionGrantsTooLateIsNotKept()
    {
        FakeScreenSaver screenSaver(m_buses->session.address());
        screenSaver.refusal = QStringLiteral("org.freedesktop.DBus.Error.NoReply");
        screenSaver.grantsTooLate = true;
        FakeSessionManager sessionManager(m_buses->session.address());
        SleepInhibitor keepAwake;
        keepAwake.hold(why);
        QTRY_VERIFY(keepAwake.isHeld());
        QTRY_COMPARE(screenSaver.inhibitors(), 0);
        QCOMPARE(screenSaver.calls.size(), 1);
        QCOMPARE(sessionManager.inhibitors(), 1);
    }
};

POSTREEL_TEST_MAIN(TestSleepInhibitor)
#include "tst_sleep_inhibitor.moc"
