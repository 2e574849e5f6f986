// Without a network service, without a bus and without Qt's plugins for them, the hint is silent. A program
// of its own, because Qt loads them once.
#include "app/desktop/network_hint.h"
#include "tests/support/test_main.h"

#include <QRegularExpression>
#include <QSignalSpy>

using namespace postreel;

class TestNetworkHintAlone : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsTold()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        QCoreApplication::setLibraryPaths({});
        NetworkHint hint;
        QSignalSpy cameBack(&hint, &NetworkHint::cameBack);
        QSignalSpy metered(&hint, &NetworkHint::meteredChanged);
        QVERIFY(!hint.start());
        QVERIFY(!hint.start());
        QVERIFY(!hint.isMetered());
        QVERIFY(cameBack.isEmpty() && metered.isEmpty());
    }
};

POSTREEL_TEST_MAIN(TestNetworkHintAlone)
#include "tst_network_hint_alone.moc"
