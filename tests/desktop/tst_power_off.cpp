// Shutting down is asked of a logind of the test's own, and each refusal becomes a sentence.
#include "app/desktop/power_off.h"
#include "tests/desktop/fake_services.h"
#include "tests/desktop/private_bus.h"
#include "tests/support/test_main.h"


using namespace postreel;
using namespace postreel::testing;

class TestPowerOff : public QObject
{
    Q_OBJECT

    std::unique_ptr<PrivateSystemBus> m_system;
    QList<Error> m_answers;

    PowerOff::Callback noted()
    {
        return [this](const Result<Done> &result) { m_answers << result.error(); };
    }

private Q_SLOTS:
    void init()
    {
        if (!PrivateBus::isInstalled())
            QSKIP("dbus-daemon is not installed");
        m_system = std::make_unique<PrivateSystemBus>();
        QVERIFY(m_system->run());
        m_answers.clear();
    }

    void cleanup() { m_system.reset(); }

    void logindIsAsked()
    {
        FakeLogind logind(m_system->bus.address());
        PowerOff powerOff;
        powerOff.request(noted());
        QVERIFY(m_answers.isEmpty());
        QTRY_COMPARE(m_answers, QList<Error>{Error{}});
        QCOMPARE(logind.calls, QList<QVariantList>{{false}}); // no password is asked for
        powerOff.request(noted());
        QVERIFY2(m_answers.size() == 1, "never from within, with an open bus neither");
        QTRY_COMPARE(m_answers.size(), 2);
        QCOMPARE(logind.calls.size(), 2);
    }

    void requestsBeforeTheAnswerShareIt()
    {
        FakeLogind logind(m_system->bus.address());
        logind.isSlow = true;
        PowerOff powerOff;
        powerOff.request(noted());
        powerOff.request(noted());
        QTRY_COMPARE(logind.calls.size(), 1);
        powerOff.request(noted());
        logind.answerAll();
        QTRY_COMPARE(m_answers.size(), 3);
        QCOMPARE(logind.calls.size(), 1);
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("busError");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("said");
        const QString bus = QStringLiteral("org.freedesktop.DBus.Error.");
        const QString denied = QStringLiteral(
            "The computer stays on: the system does not let Postreel shut it down. The system says: Not today.");
        const QString silent =
            QStringLiteral("The system was asked to shut down but has not answered. If the computer stays on, shut it "
                           "down yourself.");
        QTest::newRow("denied") << bus + QStringLiteral("AccessDenied") << ErrorKind::Forbidden << denied;
        QTest::newRow("wants a password")
            << bus + QStringLiteral("InteractiveAuthorizationRequired") << ErrorKind::Forbidden << denied;
        QTest::newRow("no answer") << bus + QStringLiteral("NoReply") << ErrorKind::NoAnswer << silent;
        QTest::newRow("another is at it")
            << QStringLiteral("org.freedesktop.login1.OperationInProgress") << ErrorKind::Refused
            << QStringLiteral("The computer stays on: the system refused to shut down. The system says: Not today.");
    }

    void refusals()
    {
        QFETCH(QString, busError);
        FakeLogind logind(m_system->bus.address());
        logind.refusal = busError;
        PowerOff powerOff;
        powerOff.request(noted());
        QTRY_COMPARE(m_answers.size(), 1);
        QTEST(m_answers.first().kind, "kind");
        QTEST(m_answers.first().detail, "said");
    }

    void nobodyToAsk_data()
    {
        QTest::addColumn<bool>("isBusThere");
        QTest::newRow("no service") << true;
        QTest::newRow("no bus") << false;
    }

    void nobodyToAsk()
    {
        QFETCH(bool, isBusThere);
        if (!isBusThere)
            useBuses({}, {});
        PowerOff powerOff;
        powerOff.request(noted());
        QTRY_COMPARE(m_answers.size(), 1);
        QCOMPARE(m_answers.first().kind, ErrorKind::NotReached);
        QCOMPARE(m_answers.first().detail,
                 QStringLiteral("The computer stays on: this system has no service that lets a program shut it down."));
    }

    void theBusEndsBeforeTheAnswer()
    {
        FakeLogind logind(m_system->bus.address());
        logind.isSlow = true;
        PowerOff powerOff;
        powerOff.request(noted());
        QTRY_COMPARE(logind.calls.size(), 1);
        m_system->bus.end();
        QTRY_COMPARE(m_answers.size(), 1);
        QCOMPARE(m_answers.first().kind, ErrorKind::NoAnswer);
    }

    void noAnswerAfterTheEnd()
    {
        FakeLogind logind(m_system->bus.address());
        logind.isSlow = true;
        auto powerOff = std::make_unique<PowerOff>();
        powerOff->request(noted());
        QTRY_COMPARE(logind.calls.size(), 1);
        powerOff.reset();
        logind.answerAll();
        // What another one is told on the same bus comes after it.
        PowerOff other;
        other.request([](const Result<Done> &) {});
        QTRY_COMPARE(logind.calls.size(), 2);
        QVERIFY(m_answers.isEmpty());
    }
};

POSTREEL_TEST_MAIN(TestPowerOff)
#include "tst_power_off.moc"
