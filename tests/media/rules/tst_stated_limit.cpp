// X's words for a limit, as several servers say them.
#include "app/media/rules/stated_limit.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace postreel;

class TestSaidLimit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void words_data();
    void words();
    void howLongItCounts_data();
    void howLongItCounts();
    void whatIsNewTakesThePlaceOfWhatIsOld();
    void whatXTookDisprovesIt();
};

namespace {
constexpr qint64 now = 1'000'000'000'000;
constexpr qint64 day = 24LL * 3600 * 1000;
const StatedLimits twoMinutes{.durationMs = 120'000, .bytes = 9'000'000, .premium = true, .durationAtMs = now, .bytesAtMs = now};
} // namespace

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
    const StatedLimit limit = parse(said);
    QTEST(limit.durationMs, "durationMs");
    QTEST(limit.bytes, "bytes");
    QCOMPARE(static_cast<bool>(limit), limit != StatedLimit{});
}

void TestSaidLimit::howLongItCounts_data()
{
    QTest::addColumn<Tier>("tier");
    QTest::addColumn<qint64>("atMs");
    QTest::addColumn<bool>("counts");
    QTest::newRow("at once") << Tier::Premium << now << true;
    QTest::newRow("six days later") << Tier::Premium << now + 6 * day << true;
    QTest::newRow("a week later") << Tier::Premium << now + 7 * day << false;
    QTest::newRow("to another subscription") << Tier::Default << now << false;
    QTest::newRow("by a clock that was set back a little") << Tier::Premium << now - day << true;
    QTest::newRow("by a clock that was set back much") << Tier::Premium << now - 30 * day << false;
}

void TestSaidLimit::howLongItCounts()
{
    QFETCH(Tier, tier);
    QFETCH(qint64, atMs);
    QFETCH(bool, counts);
    const Allowance all{.tier = tier, .statedDurationMs = 120'000, .statedBytes = 9'000'000};
    QCOMPARE(allowedBy(twoMinutes, tier, atMs), counts ? all : Allowance{.tier = tier});
    QCOMPARE(allowedBy({}, tier, atMs), Allowance{.tier = tier});
}

void TestSaidLimit::whatIsNewTakesThePlaceOfWhatIsOld()
{
    bool news = false;
    StatedLimits next = merge(twoMinutes, {.durationMs = 60'000}, Tier::Premium, now + day, &news);
    QVERIFY(news);
    QCOMPARE(allowedBy(next, Tier::Premium, now + day).statedDurationMs, 60'000);
    QCOMPARE(allowedBy(next, Tier::Premium, now + day).statedBytes, 9'000'000);
    next = merge(next, {.durationMs = 60'000}, Tier::Premium, now + 6 * day, &news);
    QVERIFY(!news); // the same again counts for another week
    QCOMPARE(allowedBy(next, Tier::Premium, now + 10 * day).statedDurationMs, 60'000);
    QCOMPARE(allowedBy(next, Tier::Premium, now + 10 * day).statedBytes, 0); // that was said once alone
    next = merge(twoMinutes, {.durationMs = 140'000}, Tier::Default, now, &news);
    QVERIFY(news); // longer, but what counted was said of another subscription
    QCOMPARE(allowedBy(next, Tier::Default, now), (Allowance{.tier = Tier::Default, .statedDurationMs = 140'000}));
}

void TestSaidLimit::whatXTookDisprovesIt()
{
    const StatedLimits left = disproved(twoMinutes, 120'001, 9'000'000);
    QCOMPARE(left.durationMs, 0);
    QCOMPARE(left.bytes, 9'000'000);
    QCOMPARE(disproved(twoMinutes, 120'000, 9'000'001).bytes, 0);
    QCOMPARE(disproved(twoMinutes, -1, 5).durationMs, 120'000);
}

POSTREEL_TEST_MAIN(TestSaidLimit)
#include "tst_stated_limit.moc"
