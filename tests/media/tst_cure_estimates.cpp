// Pictures and GIFs, which are tried until they are small enough; what a cure takes; what counts as a sound result.
#include "app/media/cure_check.h"
#include "app/media/cure_picture.h"
#include "app/media/cure_time.h"
#include "tests/media/planned_films.h"
#include "tests/support/test_main.h"

using namespace postreel;
using namespace postreel::testing;

namespace {

CurePlan planOf(const Inspection &seen, const CureSpeeds &speeds = {})
{
    return planCure(seen, {}, speeds, {});
}

} // namespace

class TestCureEstimates : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pictures();
    void gifs_data();
    void gifs();
    void triesEnd();
    void estimatesGrow();
    void measuredSpeedsCount();
    void whatIsWrongWithAResult_data();
    void whatIsWrongWithAResult();
    void aCopyKeepsItsFrames();
    void whatIsDecodedOfAResult();
};

void TestCureEstimates::pictures()
{
    const Inspection large = breaking(photo("image/png", 6000, 4000, 60'000'000), Measure::Bytes, Cure::Shrink, {5'000'000, 0});
    const CurePlan plan = planOf(large);
    QCOMPARE(plan.kind, CureKind::Picture);
    QCOMPARE(plan.mediaType, QStringLiteral("image/jpeg"));
    QCOMPARE(plan.goalBytes, 5'000'000);
    QCOMPARE(plan.scale, 1.0);
    QCOMPARE(plan.quality, 2);
    QVERIFY(plan.estimatedBytes <= 5'000'000);
    Inspection foreign = photo("", 600, 400, 60'000);
    foreign.facts.mediaCategory.clear();
    foreign = breaking(foreign, Measure::Content, Cure::Convert);
    QCOMPARE(planOf(foreign).kind, CureKind::Picture);
    QVERIFY(planOf(foreign).estimatedBytes < 100'000);
    // Quality first, then sides.
    CurePlan next = plan;
    QVector<int> qualities;
    for (std::optional<CurePlan> smaller = plan; smaller && smaller->scale == 1; smaller = smallerPlan(*smaller, 6'000'000))
        qualities << (next = *smaller).quality;
    QCOMPARE(qualities.first(), 2);
    QVERIFY(qualities.size() > 1 && qualities.last() <= 6);
    const auto scaled = smallerPlan(next, 10'000'000);
    QVERIFY(scaled && scaled->scale < 0.7 && scaled->scale > 0.6);
    QCOMPARE(scaled->width, int(6000 * scaled->scale));
}

void TestCureEstimates::gifs_data()
{
    QTest::addColumn<Inspection>("seen");
    QTest::addColumn<int>("keepEvery");
    QTest::addColumn<double>("scale");
    const auto broken = [](const Inspection &seen) { return breaking(seen, Measure::Bytes, Cure::Shrink); };
    QTest::newRow("too large a frame") << broken(goodGif(2560, 1080, 10, 1000, 1'000'000)) << 1 << 0.5;
    QTest::newRow("15 MB and a little") << broken(goodGif(500, 500, 50, 10'000, 15'500'000)) << 1 << 0.88;
    QTest::newRow("fast and too large") << broken(goodGif(500, 500, 200, 8'000, 24'000'000)) << 2 << 1.0;
    QTest::newRow("four times too large") << broken(goodGif(1000, 1000, 100, 5'000, 48'000'000)) << 2 << 0.71;
}

void TestCureEstimates::gifs()
{
    QFETCH(Inspection, seen);
    const CurePlan plan = planOf(seen);
    QCOMPARE(plan.kind, CureKind::Gif);
    QCOMPARE(plan.lengthMs, seen.facts.durationMs);
    QTEST(plan.keepEvery, "keepEvery");
    QTEST(std::round(plan.scale * 100) / 100, "scale");
    QVERIFY(plan.width <= 1280 && plan.height <= 1080);
    QVERIFY(plan.estimatedBytes <= 15'000'000);
}

void TestCureEstimates::triesEnd()
{
    for (const CureKind kind : {CureKind::Picture, CureKind::Gif}) {
        std::optional<CurePlan> plan = CurePlan{.kind = kind, .width = 4000, .height = 3000, .goalBytes = 1000};
        int tries = 0;
        while ((plan = smallerPlan(*plan, 20'000'000)))
            QVERIFY(++tries < 20);
    }
}

void TestCureEstimates::estimatesGrow()
{
    Inspection seen = breaking(goodFilm(), Measure::VideoCodec, Cure::Video);
    const CurePlan one = planOf(seen);
    seen.facts.durationMs *= 10;
    const CurePlan ten = planOf(seen);
    QVERIFY(ten.estimatedMs > 8 * one.estimatedMs && ten.estimatedBytes > 8 * one.estimatedBytes);
    const CurePlan fast = planOf(seen, {.pixelsPerSecond = 400'000'000});
    QVERIFY(fast.estimatedMs * 5 < ten.estimatedMs);
    const CurePlan copied = planOf(breaking(goodFilm(), Measure::Content, Cure::Remux));
    QVERIFY(copied.estimatedMs < 1000);
    QCOMPARE(copied.estimatedBytes, 30'000'000);
    seen.facts.durationMs = -1; // not known
    QVERIFY(planOf(seen).estimatedMs > 0);
}

void TestCureEstimates::measuredSpeedsCount()
{
    const Inspection seen = breaking(goodFilm(), Measure::VideoCodec, Cure::Video);
    CureSpeeds speeds;
    CurePlan plan = planOf(seen, speeds);
    // Four times as fast as was reckoned, again and again.
    const qint64 tookMs = plan.estimatedMs / 4;
    for (int i = 0; i < 10; ++i)
        speeds = measuredSpeeds(speeds, plan, seen, tookMs);
    plan = planOf(seen, speeds);
    QVERIFY(std::abs(plan.estimatedMs - tookMs) < tookMs / 10);
    QCOMPARE(measuredSpeeds(speeds, plan, seen, 0), speeds);
    QCOMPARE(measuredSpeeds(speeds, plan, seen, 400), speeds); // too short to tell
    const Inspection mkv = breaking(goodFilm(), Measure::Content, Cure::Remux);
    QVERIFY(measuredSpeeds({}, planOf(mkv), mkv, 5300).copiedBytesPerSecond < 120'000'000);
    const Inspection sound = breaking(goodFilm(), Measure::AudioCodec, Cure::Audio);
    QCOMPARE(measuredSpeeds({}, planOf(sound), sound, 2300).soundPerSecond, 30);
}

void TestCureEstimates::whatIsWrongWithAResult_data()
{
    QTest::addColumn<Inspection>("cured");
    QTest::addColumn<bool>("sound");
    QTest::newRow("all is well") << goodFilm() << true;
    Inspection seen = goodFilm();
    seen.facts.durationMs = 60'090;
    QTest::newRow("a frame longer") << seen << true;
    seen.facts.durationMs = 60'200;
    QTest::newRow("too long") << seen << false;
    seen.facts.durationMs = 59'000;
    QTest::newRow("too short") << seen << false;
    seen = goodFilm();
    seen.streams.audio.reset();
    QTest::newRow("no sound") << seen << false;
    seen = goodFilm();
    seen.streams.video.reset();
    QTest::newRow("no picture") << seen << false;
    seen = goodFilm();
    seen.facts.mediaType.clear();
    QTest::newRow("something else") << seen << false;
    seen = goodFilm();
    seen.error = {.kind = ErrorKind::Empty};
    QTest::newRow("nothing") << seen << false;
    QTest::newRow("still broken") << breaking(goodFilm(), Measure::FrameRate, Cure::SlowDown) << false;
    QTest::newRow("newly broken") << breaking(goodFilm(), Measure::Bytes, Cure::Shrink) << false;
    QTest::newRow("broken beyond mending") << breaking(goodFilm(), Measure::Gop, Cure::None) << true;
}

void TestCureEstimates::whatIsWrongWithAResult()
{
    QFETCH(Inspection, cured);
    Inspection source = breaking(goodFilm(), Measure::FrameRate, Cure::SlowDown, {60'000, 0});
    const CurePlan plan = planOf(source);
    source.broken << BrokenRule{.measure = Measure::Gop, .cure = Cure::None};
    QTEST(wrongWith(cured, source, plan).isEmpty(), "sound");
}

void TestCureEstimates::aCopyKeepsItsFrames()
{
    Inspection source = goodFilm();
    source.streams.scan.frames = 1800;
    CurePlan plan{.kind = CureKind::Remux, .mediaType = QStringLiteral("video/mp4")};
    Inspection cured = source;
    const auto isWrong = [&] { return !wrongWith(cured, source, plan).isEmpty(); };
    QVERIFY(!isWrong());
    cured.streams.scan.frames = 1799; // one that cannot be shown
    QVERIFY(!isWrong());
    cured.streams.scan.frames = 1700;
    QVERIFY(isWrong());
    plan.endMs = 58'000;
    QVERIFY(!isWrong());
    plan = {.kind = CureKind::Video, .mediaType = QStringLiteral("video/mp4"), .copiesVideo = false, .milliFps = 30'000};
    QVERIFY(!isWrong());
}

void TestCureEstimates::whatIsDecodedOfAResult()
{
    Inspection source = goodFilm();
    source.facts.durationMs = 10'000;
    CurePlan plan{.kind = CureKind::Remux, .mediaType = QStringLiteral("video/mp4"), .width = 1280, .height = 720};
    QCOMPARE(decodedPart(plan, source), DecodedPart{}); // all of it
    source.facts.durationMs = 600'000;
    QCOMPARE(decodedPart(plan, source), (DecodedPart{.tailMs = 5000, .keyFramesAlone = true}));
    plan.copiesVideo = false;
    QCOMPARE(decodedPart(plan, source), (DecodedPart{.tailMs = 5000}));
    plan.mediaType = QStringLiteral("image/gif");
    QCOMPARE(decodedPart(plan, source), DecodedPart{});
}

Q_DECLARE_METATYPE(postreel::Inspection)

POSTREEL_TEST_MAIN(TestCureEstimates)
#include "tst_cure_estimates.moc"
