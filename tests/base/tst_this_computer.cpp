// Hosts that are this computer, and those that only look like it.
#include "app/base/this_computer.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace postreel;

class TestThisComputer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hosts_data()
    {
        QTest::addColumn<bool>("here");
        for (const char *host : {"localhost", "LocalHost", "127.0.0.1", "127.1.2.3", "::1"})
            QTest::newRow(host) << true;
        for (const char *host : {"", "10.0.0.1", "0.0.0.0", "127.0.0.1.example.org", "localhost.example.org", "api.x.com", "::2"})
            QTest::newRow(*host ? host : "none") << false;
    }
    void hosts()
    {
        QFETCH(bool, here);
        const QString host = QString::fromLatin1(QTest::currentDataTag());
        QCOMPARE(isLoopbackHost(host == QLatin1String("none") ? QString() : host), here);
    }
};

POSTREEL_TEST_MAIN(TestThisComputer)
#include "tst_this_computer.moc"
