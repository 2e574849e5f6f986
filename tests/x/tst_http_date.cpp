// Dates of HTTP, wherever on earth the computer stands.
#include "app/x/http_date.h"

#include <QTest>
#include <ctime>

using namespace postreel;

class TestHttpDate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void cleanup();
};

void TestHttpDate::reads_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("seconds"); // -1: unreadable
    for (const char *zone : {"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"}) {
        const auto row = [zone](const char *text, qint64 seconds) {
            QTest::addRow("%s: %s", zone, text) << QByteArray(zone) << QByteArray(text) << seconds;
        };
        row("Sun, 06 Nov 1994 08:49:37 GMT", 784111777);
        row(" Thu, 01 Jan 1970 00:00:00 GMT ", 0);
        row("Tue, 29 Feb 2028 23:59:59 GMT", 1835481599);
        // Hours that local clocks skip or have twice are none of X's concern.
        row("Sun, 31 Mar 2024 02:30:00 GMT", 1711852200);
        row("Sun, 10 Mar 2024 02:30:00 GMT", 1710037800);
        row("Sun, 27 Oct 2024 02:30:00 GMT", 1729996200);
        row("", -1);
        row("120", -1);
        row("yesterday", -1);
        row("Sun, 31 Feb 2024 02:30:00 GMT", -1);
        row("2024-03-31T02:30:00Z", -1);
        row("Sun, 06 Nov 1994 08:49:37 +0100", -1);
        row("Sun, 06 Nov 1994 24:49:37 GMT", -1);
    }
}

void TestHttpDate::reads()
{
    QFETCH(QByteArray, zone);
    QFETCH(QByteArray, text);
    QFETCH(qint64, seconds);
    qputenv("TZ", zone);
    tzset();
    const QDateTime date = httpDate(text);
    QCOMPARE(date.isValid(), seconds >= 0);
    if (seconds >= 0)
        QCOMPARE(date.toSecsSinceEpoch(), seconds);
}

void TestHttpDate::cleanup()
{
    qunsetenv("TZ");
    tzset();
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestHttpDate)
#include "tst_http_date.moc"
