#include "tests/media/good_film.h"
#include "tests/support/test_main.h"

using namespace postreel;
using namespace postreel::testing;

class TestAllowance : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tiers_data();
    void tiers();
    void whatXSaid_data();
    void whatXSaid();
    void tierOfAUser();
};

using enum Verdict;

void TestAllowance::tiers_data()
{
    QTest::addColumn<Tier>("tier");
    QTest::addColumn<qint64>("durationMs");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<Verdict>("verdict");
    const qint64 minuteMs = 60'000;
    QTest::newRow("20 min") << Tier::Default << 20 * minuteMs << 1280 << 720 << Ready;
    QTest::newRow("21 min") << Tier::Default << 21 * minuteMs << 1280 << 720 << WillBeRefused;
    QTest::newRow("21 min, Premium") << Tier::Premium << 21 * minuteMs << 1280 << 720 << Ready;
    QTest::newRow("125 min, Premium") << Tier::Premium << 125 * minuteMs << 1280 << 720 << Ready;
    QTest::newRow("126 min, Premium") << Tier::Premium << 126 * minuteMs << 1280 << 720 << WillBeRefused;
    QTest::newRow("1080p") << Tier::Default << minuteMs << 1920 << 1080 << MayBeRefused;
    QTest::newRow("1080p, Premium") << Tier::Premium << minuteMs << 1920 << 1080 << Ready;
    QTest::newRow("1080p upright, Premium") << Tier::Premium << minuteMs << 1080 << 1920 << Ready;
    QTest::newRow("4K, Premium") << Tier::Premium << minuteMs << 3840 << 2160 << MayBeRefused;
}

void TestAllowance::tiers()
{
    QFETCH(Tier, tier);
    MediaFacts facts = goodFilm();
    QFETCH(qint64, durationMs);
    facts.durationMs = durationMs;
    QFETCH(int, width);
    QFETCH(int, height);
    facts.width = width;
    facts.height = height;
    QTEST(evaluate(facts, goodStreams(), 1000, limitsFor({.tier = tier})).verdict, "verdict");
}

void TestAllowance::whatXSaid_data()
{
    QTest::addColumn<Allowance>("allowance");
    QTest::addColumn<QString>("category");
    QTest::addColumn<QString>("problems");
    const QString video = text("tweet_video");
    QTest::newRow("nothing") << Allowance{} << video << QString();
    QTest::newRow("a shorter time") << Allowance{.statedDurationMs = 140'000} << video
                                    << text("duration: 3 min / 2 min 20 s / Trim it to 2 min 20 s");
    QTest::newRow("a longer time changes nothing")
        << Allowance{.statedDurationMs = 100'000'000} << video << QString();
    QTest::newRow("fewer bytes") << Allowance{.statedBytes = 512'000'000} << video
                                 << text("bytes: 600 MB / 512 MB / Make it smaller than 512 MB");
    QTest::newRow("of videos alone") << Allowance{.statedBytes = 1} << text("tweet_gif")
                                     << text("bytes: 600 MB / 15 MB / Make it smaller than 15 MB");
}

void TestAllowance::whatXSaid()
{
    QFETCH(Allowance, allowance);
    QFETCH(QString, category);
    const MediaFacts facts{.mediaType = {}, .mediaCategory = category, .durationMs = 180'000};
    QTEST(told(evaluate(facts, {}, 600'000'000, limitsFor(allowance))), "problems");
}

void TestAllowance::tierOfAUser()
{
    QCOMPARE(tierOf(text("None"), false), Tier::Default);
    QCOMPARE(tierOf(text("Basic"), false), Tier::Default);
    QCOMPARE(tierOf(text("Premium"), false), Tier::Premium);
    QCOMPARE(tierOf(text("PremiumPlus"), false), Tier::Premium);
    QCOMPARE(tierOf({}, true), Tier::Premium);
}

POSTREEL_TEST_MAIN(TestAllowance)
#include "tst_allowance.moc"
