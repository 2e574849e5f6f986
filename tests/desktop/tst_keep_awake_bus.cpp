// The computer is kept awake over buses that go away, hang or were never there.
#include "app/desktop/keep_awake.h"
#include "tests/desktop/fake_services.h"
#include "tests/desktop/private_bus.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QThreadPool>

using namespace postreel;
using namespace postreel::testing;

namespace {

const QString why = QStringLiteral("Uploading 3 videos");

QList<bool> changesOf(const QSignalSpy &held)
{
    QList<bool> changes;
    for (const QVariantList &change : held)
        changes << change.first().toBool();
    return changes;
}

} // namespace

class TestKeepAwakeBus : public QObject
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

    void logindsInhibitorOutlivesTheBus()
    {
        FakeLogind logind(m_buses->system.address());
        KeepAwake keepAwake;
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
        KeepAwake keepAwake;
        QSignalSpy held(&keepAwake, &KeepAwake::heldChanged);
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
        KeepAwake keepAwake;
        QSignalSpy held(&keepAwake, &KeepAwake::heldChanged);
        QVERIFY(keepAwake.hold(why));
        // Each round opens one bus at most, and there are three to try.
        for (int round = 0; round < 4; ++round) {
            QThreadPool::globalInstance()->waitForDone();
            QCoreApplication::processEvents();
        }
        QVERIFY(!keepAwake.isHeld());
        useBuses(m_buses->system.address(), {});
        FakeLogind logind(m_buses->system.address());
        keepAwake.hold(why); // would be nothing while the first wish were still being told
        QTRY_VERIFY(keepAwake.isHeld());
        keepAwake.release();
        QCOMPARE(changesOf(held), (QList<bool>{true, false}));
    }

    // No address at all, and no bus where one would be: none is started.
    void noBusIsStarted()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        const QByteArray runtime = qgetenv("XDG_RUNTIME_DIR");
        QTemporaryDir empty;
        useBuses({}, {});
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("XDG_RUNTIME_DIR", empty.path().toUtf8());
        {
            KeepAwake keepAwake;
            keepAwake.hold(why);
            for (int round = 0; round < 4; ++round) {
                QThreadPool::globalInstance()->waitForDone();
                QCoreApplication::processEvents();
            }
            QVERIFY(!keepAwake.isHeld());
        }
        QVERIFY(QDir(empty.path()).isEmpty());
        runtime.isNull() ? qunsetenv("XDG_RUNTIME_DIR") : qputenv("XDG_RUNTIME_DIR", runtime);
    }

    void aBusThatHangsStopsNobody()
    {
        m_buses->system.hang();
        QElapsedTimer clock;
        clock.start();
        auto keepAwake = std::make_unique<KeepAwake>();
        keepAwake->hold(why);
        keepAwake->release();
        keepAwake->hold(why);
        QCoreApplication::processEvents();
        keepAwake.reset();
        const qint64 tookMs = clock.elapsed();
        m_buses->system.goOn();
        QVERIFY2(tookMs < 2000, qPrintable(QString::number(tookMs)));
        QThreadPool::globalInstance()->waitForDone();
    }

    void aBusThatHangsLaterStopsNobody()
    {
        FakeLogind logind(m_buses->system.address());
        KeepAwake keepAwake;
        keepAwake.hold(why);
        QTRY_VERIFY(keepAwake.isHeld());
        m_buses->system.hang();
        QElapsedTimer clock;
        clock.start();
        keepAwake.release();
        keepAwake.hold(why);
        keepAwake.release();
        const qint64 tookMs = clock.elapsed();
        m_buses->system.goOn();
        QVERIFY2(tookMs < 2000, qPrintable(QString::number(tookMs)));
        QTRY_COMPARE(logind.calls.size(), 2);
        QTRY_COMPARE(logind.inhibitors(), 0);
    }
};

POSTREEL_TEST_MAIN(TestKeepAwakeBus)
#include "tst_keep_awake_bus.moc"
