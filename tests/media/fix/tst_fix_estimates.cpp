// Pictures and GIFs, which are tried until they are small enough; what a fix takes; what counts as a sound result.
#include "app/media/fix/fix_check.h"
#include "app/media/fix/fix_picture.h"
#include "app/media/fix/fix_time.h"
#include "tests/media/planned_films.h"
#include "tests/support/test_main.h"

using namespace postreel;
using namespace postreel::testing;

namespace {

FixPlan planOf(const Inspection &seen, const FixSpeeds &speeds = {})
{
    return planFix(seen, {}, speeds, {});
}

} // namespace

class TestFixEstimates : public QObject
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

void TestFixEstimates::pictures()
{
    const Inspection large = breaking(photo("image/png", 6000, 4000, 60'000'000), Measure::Bytes, FixStep::Shrink, {5'000'000, 0});
    const FixPlan plan = planOf(large);
    QCOMPARE(plan.kind, FixKind::Picture);
    QCOMPARE(plan.mediaType, QStringLiteral("image/jpeg"));
    QCOMPARE(plan.goalBytes, 5'000'000);
    QCOMPARE(plan.scale, 1.0);
    QCOMPARE(plan.quality, 2);
    QVERIFY(plan.estimatedBytes <= 5'000'000);
    Inspection foreign = photo("", 600, 400, 60'000);
    foreign.facts.mediaCategory.clear();
    foreign = breaking(foreign, Measure::Content, FixStep::Convert);
    QCOMPARE(planOf(foreign).kind, FixKind::Picture);
    QVERIFY(planOf(foreign).estimatedBytes < 100'000);
    // Quality first, then sides.
    FixPlan next = plan;
    QVector<int> qualities;
    for (std::optional<FixPlan> smaller = plan; smaller && smaller->scale == 1; smaller = smallerPlan(*smaller, 6'000'000))
        qualities << (next = *smaller).quality;
    QCOMPARE(qualities.first(), 2);
    QVERIFY(qualities.size() > 1 && qualities.last() <= 6);
    const auto scaled = smallerPlan(next, 10'000'000);
    QVERIFY(scaled && scaled->scale < 0.7 && scaled->scale > 0.6);
    QCOMPARE(scaled->width, int(6000 * scaled->scale));
}

void TestFixEstimates::gifs_data()
{
    QTest::addColumn<Inspection>("seen");
    QTest::addColumn<int>("keepEvery");
    QTest::addColumn<double>("scale");
    const auto broken = [](const Inspection &seen) { return breaking(seen, Measure::Bytes, FixStep::Shrink); };
    QTest::newRow("too large a frame") << broken(goodGif(2560, 1080, 10, 1000, 1'000'000)) << 1 << 0.5;
    QTest::newRow("15 MB and a little") << broken(goodGif(500, 500, 50, 10'000, 15'500'000)) << 1 << 0.88;
    QTest::newRow("fast and too large") << broken(goodGif(500, 500, 200, 8'000, 24'000'000)) << 2 << 1.0;
    QTest::newRow("four times too large") << broken(goodGif(1000, 1000, 100, 5'000, 48'000'000)) << 2 << 0.71;
}

void TestFixEstimates::gifs()
{
    QFETCH(Inspection, seen);
    const FixPlan plan = planOf(seen);
    QCOMPARE(plan.kind, FixKind::Gif);
    QCOMPARE(plan.lengthMs, seen.facts.durationMs);
    QTEST(plan.keepEvery, "keepEvery");
    QTEST(std::round(plan.scale * 100) / 100, "scale");
    QVERIFY(plan.width <= 1280 && plan.height <= 1080);
    QVERIFY(plan.estimatedBytes <= 15'000'000);
}

void TestFixEstimates::triesEnd()
{
    for (const FixKind kind : {FixKind::Picture, FixKind::Gif}) {
        std::optional<FixPlan> plan = FixPlan{.kind = kind, .width = 4000, .height = 3000, .goalBytes = 1000};
        int tries = 0;
        while ((plan = smallerPlan(*plan, 20'000'000)))
            QVERIFY(++tries < 20);
    }
}

void TestFixEstimates::estimatesGrow()
{
    Inspection seen = breaking(goodFilm(), Measure::VideoCodec, FixStep::Video);
    const FixPlan one = planOf(seen);
    seen.facts.durationMs *= 10;
    const FixPlan ten = planOf(seen);
    QVERIFY(ten.estimatedMs > 8 * one.estimatedMs && ten.estimatedBytes > 8 * one.estimatedBytes);
    const FixPlan fast = planOf(seen, {.pixelsPerSecond = 400'000'000});
    QVERIFY(fast.estimatedMs * 5 < ten.estimatedMs);
    const FixPlan copied = planOf(breaking(goodFilm(), Measure::Content, FixStep::Remux));
    QVERIFY(copied.estimatedMs < 1000);
    QCOMPARE(copied.estimatedBytes, 30'000'000);
    seen.facts.durationMs = -1; // not known
    QVERIFY(planOf(seen).estimatedMs > 0);
}

void TestFixEstimates::measuredSpeedsCount()
{
    const Inspection seen = breaking(goodFilm(), Measure::VideoCodec, FixStep::Video);
    FixSpeeds speeds;
    FixPlan plan = planOf(seen, speeds);
    // Four times as fast as was counted, again and again.
    const qint64 tookMs = plan.estimatedMs / 4;
    for (int i = 0; i < 10; ++i)
        speeds = measuredSpeeds(speeds, plan, seen, tookMs);
    plan = planOf(seen, speeds);
    QVERIFY(std::abs(plan.estimatedMs - tookMs) < tookMs / 10);
    QCOMPARE(measuredSpeeds(speeds, plan, seen, 0), speeds);
    QCOMPARE(measuredSpeeds(speeds, plan, seen, 400), speeds); // too short to tell
    const Inspection mkv = breaking(goodFilm(), Measure::Content, FixStep::Remux);
    QVERIFY(measuredSpeeds({}, planOf(mkv), mkv, 5300).copiedBytesPerSecond < 120'000'000);
    const Inspection sound = breaking(goodFilm(), Measure::AudioCodec, FixStep::Audio);
    QCOMPARE(measuredSpeeds({}, planOf(sound), sound, 2300).soundPerSecond, 30);
}

void TestFixEstimates::whatIsWrongWithAResult_data()
{
    QTest::addColumn<Inspection>("fixed");
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
    QTest::newRow("still broken") << breaking(goodFilm(), Measure::FrameRate, FixStep::SlowDown) << false;
    QTest::newRow("newly broken") << breaking(goodFilm(), Measure::Bytes, FixStep::Shrink) << false;
    QTest::newRow("broken beyond fixing") << breaking(goodFilm(), Measure::Gop, FixStep::None) << true;
}

void TestFixEstimates::whatIsWrongWithAResult()
{
    QFETCH(Inspection, fixed);
    Inspection source = breaking(goodFilm(), Measure::FrameRate, FixStep::SlowDown, {60'000, 0});
    const FixPlan plan = planOf(source);
    source.broken << BrokenRule{.measure = Measure::Gop, .fix = FixStep::None};
    QTEST(wrongWith(fixed, source, plan).isEmpty(), "sound");
}

void TestFixEstimates::aCopyKeepsItsFrames()
{
    Inspection source = goodFilm();
    source.streams.scan.frames = 1800;
    FixPlan plan{.kind = FixKind::Remux, .mediaType = QStringLiteral("video/mp4")};
    Inspection fixed = source;
    const auto isWrong = [&] { return !wrongWith(fixed, source, plan).isEmpty(); };
    QVERIFY(!isWrong());
    fixed.streams.scan.frames = 1799; // one that cannot be shown
    QVERIFY(!isWrong());
    fixed.streams.scan.frames = 1700;
    QVERIFY(isWrong());
    plan.endMs = 58'000;
    QVERIFY(!isWrong());
    plan = {.kind = FixKind::Video, .mediaType = QStringLiteral("video/mp4"), .copiesVideo = false, .milliFps = 30'000};
    QVERIFY(!isWrong());
}

void TestFixEstimates::whatIsDecodedOfAResult()
{
    Inspection source = goodFilm();
    source.facts.durationMs = 10'000;
    FixPlan plan{.kind = FixKind::Remux, .mediaType = QStringLiteral("video/mp4"), .width = 1280, .height = 720};
    QCOMPARE(decodedPart(plan, source), DecodedPart{}); // all of it
    source.facts.durationMs = 600'000;
    QCOMPARE(decodedPart(plan, source), (DecodedPart{.tailMs = 5000, .keyFramesAlone = true}));
    plan.copiesVideo = false;
    QCOMPARE(decodedPart(plan, source), (DecodedPart{.tailMs = 5000}));
    plan.mediaType = QStringLiteral("image/gif");
    QCOMPARE(decodedPart(plan, source), DecodedPart{});
}

POSTREEL_TEST_MAIN(TestFixEstimates)
#include "tst_fix_estimates.moc"
