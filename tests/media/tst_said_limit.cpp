// X's words for a limit, as several servers say them.
#include "app/media/said_limit.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace postreel;

class TestSaidLimit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void words_data();
    void words();
};

void TestSaidLimit::words_data()
{
    QTest::addColumn<QString>("said");
    QTest::addColumn<qint64>("durationMs");
    QTest::addColumn<qint64>("bytes");
    const auto row = [](const char *said, qint64 durationMs, qint64 bytes) {
        QTest::newRow(said) << QString::fromUtf8(said) << durationMs << bytes;
    };
    row("You are not allowed to post a video longer than 2 minutes.", 120'000, 0);
    row("not allowed to post a video longer than 140 seconds", 140'000, 0);
    row("Duration too long, maximum:140000, actual:210000 (MediaId: snf:1)", 140'000, 0);
    row("The video exceeds the maximum duration of 2.5 minutes", 150'000, 0);
    row("File size exceeds 536870912 bytes.", 0, 536'870'912);
    row("The media exceeds the 512 MB limit", 0, 512'000'000);
    row("file larger than 1,073,741,824 bytes", 0, 1'073'741'824);
    row("maximum file size is 5 MB", 0, 5'000'000);
    row("Your media IDs are invalid", 0, 0);
    row("Too Many Requests: exceeds 15", 0, 0);
    row("longer than 0 seconds", 0, 0);
    row("exceeds 99999999999999999999 bytes", 0, 0);
    row("", 0, 0);
}

void TestSaidLimit::words()
{
    QFETCH(QString, said);
    const SaidLimit limit = limitIn(said);
    QTEST(limit.durationMs, "durationMs");
    QTEST(limit.bytes, "bytes");
    QCOMPARE(static_cast<bool>(limit), limit != SaidLimit{});
}

POSTREEL_TEST_MAIN(TestSaidLimit)
#include "tst_said_limit.moc"
