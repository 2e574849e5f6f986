// Which fix is chosen for what, how large the frame becomes, and which quality makes it by a time.
#include "app/media/fix/fix_film.h"
#include "app/media/fix/fix_plan.h"
#include "tests/media/planned_films.h"
#include "tests/support/test_main.h"

using namespace postreel;
using namespace postreel::testing;

namespace {

FixPlan planOf(const Inspection &seen, const FixRequest &request = {}, const FixSpeeds &speeds = {})
{
    return planFix(seen, request, speeds, {});
}

FrameBounds defaultRoom()
{
    return {};
}

FrameBounds premiumRoom()
{
    FrameBounds room;
    room.most = {1920, 1080};
    return room;
}

Inspection withSound(const char *codec, const char *profile, int channels)
{
    Inspection seen = goodFilm();
    seen.streams.audio->codec = QLatin1String(codec);
    seen.streams.audio->profile = QLatin1String(profile);
    seen.streams.audio->channels = channels;
    return seen;
}

} // namespace

class TestFixPlan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cheapestThatServes_data();
    void cheapestThatServes();
    void severalAtOnce();
    void nothingFixesIt_data();
    void nothingFixesIt();
    void frames_data();
    void frames();
    void slowedDown_data();
    void slowedDown();
    void pixelsBecomeSquare();
    void tooLong();
    void tooShort();
    void trims_data();
    void trims();
    void overBytes();
    void withinATime_data();
    void withinATime();
    void whatCanGoInTimeIsLeftAlone();
};

void TestFixPlan::cheapestThatServes_data()
{
    QTest::addColumn<Inspection>("seen");
    QTest::addColumn<FixKind>("kind");
    QTest::addColumn<bool>("copiesVideo");
    QTest::addColumn<bool>("copiesAudio");
    const auto row = [](const char *tag, const Inspection &seen, FixKind kind, bool video, bool audio) {
        QTest::newRow(tag) << seen << kind << video << audio;
    };
    const auto one = [](Measure measure, FixStep fix) { return breaking(goodFilm(), measure, fix); };
    const LimitRule::Bound sixty{60'000, 0};
    row("container", one(Measure::Content, FixStep::Remux), FixKind::Remux, true, true);
    row("codec", one(Measure::VideoCodec, FixStep::Video), FixKind::Video, false, true);
    row("codec, by rumour", breaking(goodFilm(), Measure::VideoCodec, FixStep::Video, {}, Outcome::Maybe), FixKind::Video,
        false, true);
    row("profile", one(Measure::VideoProfile, FixStep::Video), FixKind::Video, false, true);
    row("frame rate", breaking(goodFilm(), Measure::FrameRate, FixStep::SlowDown, sixty), FixKind::Video, false, true);
    row("interlaced", one(Measure::Scan, FixStep::Deinterlace), FixKind::Video, false, true);
    row("pixel shape", one(Measure::PixelShape, FixStep::Square), FixKind::Video, false, true);
    row("frame size", breaking(sized(goodFilm(), 3840, 2160), Measure::FrameSize, FixStep::Scale, {1280, 1024}),
        FixKind::Video, false, true);
    row("sound", breaking(withSound("mp3", "", 2), Measure::AudioCodec, FixStep::Audio), FixKind::Audio, true, false);
    row("5.1", breaking(withSound("aac", "LC", 6), Measure::Channels, FixStep::Audio), FixKind::Audio, true, false);
    row("container and sound",
        breaking(breaking(withSound("pcm_s16le", "", 2), Measure::Content, FixStep::Remux), Measure::AudioCodec, FixStep::Audio),
        FixKind::Audio, true, false);
    row("picture and sound",
        breaking(breaking(withSound("opus", "", 2), Measure::VideoCodec, FixStep::Video), Measure::AudioCodec, FixStep::Audio),
        FixKind::Both, false, false);
    row("picture, and sound that no rule names", breaking(withSound("alac", "", 2), Measure::VideoCodec, FixStep::Video),
        FixKind::Both, false, false);
    Inspection silent = one(Measure::VideoCodec, FixStep::Video);
    silent.streams.audio.reset();
    row("picture without sound", silent, FixKind::Video, false, true);
}

void TestFixPlan::cheapestThatServes()
{
    QFETCH(Inspection, seen);
    const FixPlan plan = planOf(seen);
    QTEST(plan.kind, "kind");
    QTEST(plan.copiesVideo, "copiesVideo");
    QTEST(plan.copiesAudio, "copiesAudio");
    QCOMPARE(plan.mediaType, QStringLiteral("video/mp4"));
    QCOMPARE(plan.lengthMs, 60'000);
    QCOMPARE(plan.goalBytes, 0);
    QVERIFY(plan.estimatedBytes > 0);
    QVERIFY(plan.estimatedMs > 0);
    QCOMPARE(plan.preset.isEmpty(), plan.copiesVideo);
}

void TestFixPlan::severalAtOnce()
{
    Inspection seen = sized(withSound("pcm_s24le", "", 6), 1920, 1080);
    seen.streams.video->interlaced = true;
    seen.streams.video->hdr = true;
    seen.streams.video->milliFps = 120'000;
    seen = breaking(seen, Measure::FrameRate, FixStep::SlowDown, {60'000, 0});
    seen = breaking(seen, Measure::FrameSize, FixStep::Scale, {1280, 1024}, Outcome::Maybe);
    seen = breaking(seen, Measure::AudioCodec, FixStep::Audio);
    const FixPlan plan = planOf(seen);
    QCOMPARE(plan.kind, FixKind::Both);
    QVERIFY(plan.deinterlaces && plan.toneMaps);
    QCOMPARE(plan.milliFps, 60'000);
    QCOMPARE(QSize(plan.width, plan.height), QSize(1280, 720));
    QCOMPARE(plan.preset, QStringLiteral("fast"));
    // Whatever the noise in it, it stays under what X takes.
    QVERIFY(plan.videoBitRate > 0 && plan.videoBitRate <= 40'000'000);
}

void TestFixPlan::nothingFixesIt_data()
{
    QTest::addColumn<Inspection>("seen");
    QTest::addColumn<FixRequest>("request");
    QTest::newRow("nothing is broken") << goodFilm() << FixRequest{};
    QTest::newRow("no picture") << breaking(goodFilm(), Measure::Content, FixStep::None) << FixRequest{};
    Inspection gone = goodFilm();
    gone.error = {.kind = ErrorKind::Missing};
    QTest::newRow("no file") << gone << FixRequest{.startMs = 1000, .endMs = 2000};
    QTest::newRow("begins behind its end") << goodFilm() << FixRequest{.startMs = 60'000};
    QTest::newRow("ends before it begins") << goodFilm() << FixRequest{.startMs = 3000, .endMs = 3000};
    Inspection huge = goodFilm();
    huge.facts.durationMs = 6'000'000;
    QTest::newRow("too small for any picture") << breaking(huge, Measure::Bytes, FixStep::Shrink, {5'000'000, 0}) << FixRequest{};
    QTest::newRow("a good picture") << photo("image/png", 100, 100, 1000) << FixRequest{};
    QTest::newRow("a good GIF") << goodGif(100, 100, 10, 1000, 1000) << FixRequest{.startMs = 10, .endMs = 20};
}

void TestFixPlan::nothingFixesIt()
{
    QFETCH(Inspection, seen);
    QFETCH(FixRequest, request);
    Allowance allowance;
    if (!seen.broken.isEmpty())
        allowance.statedBytes = seen.broken.first().limit[0];
    QCOMPARE(planFix(seen, request, {}, allowance), FixPlan{});
}

void TestFixPlan::frames_data()
{
    QTest::addColumn<QSize>("shown");
    QTest::addColumn<bool>("premium");
    QTest::addColumn<QSize>("picture");
    QTest::addColumn<QSize>("bars");
    const auto row = [](const char *tag, QSize shown, QSize picture, QSize bars = {0, 0}, bool premium = false) {
        QTest::newRow(tag) << shown << premium << picture << bars;
    };
    row("fits", {1280, 720}, {1280, 720});
    row("fits exactly", {1280, 1024}, {1280, 1024});
    row("fits upright", {1024, 1280}, {1024, 1280});
    row("odd", {641, 361}, {642, 362});
    row("1080p", {1920, 1080}, {1280, 720});
    row("1080p, Premium", {1920, 1080}, {1920, 1080}, {0, 0}, true);
    row("upright 1080p, Premium", {1080, 1920}, {1080, 1920}, {0, 0}, true);
    row("4K, Premium", {3840, 2160}, {1920, 1080}, {0, 0}, true);
    row("upright phone", {1080, 1920}, {720, 1280});
    row("square", {2000, 2000}, {1024, 1024});
    row("tiny", {16, 16}, {32, 32});
    row("tiny and wide", {24, 16}, {48, 32});
    row("ribbon", {640, 64}, {640, 64}, {640, 214});
    row("wide ribbon", {3840, 384}, {1280, 128}, {1280, 428});
    row("pole", {64, 640}, {64, 640}, {214, 640});
    row("tiny ribbon", {16, 2}, {96, 12}, {96, 32});
    row("3:1", {1920, 640}, {1280, 426}, {1280, 428});
    row("2.39:1", {4096, 1716}, {1280, 536});
}

void TestFixPlan::frames()
{
    QFETCH(QSize, shown);
    QFETCH(bool, premium);
    const FrameBounds room = premium ? premiumRoom() : defaultRoom();
    const FixedFrame frame = fixedFrame(shown.width(), shown.height(), room);
    QTEST(QSize(frame.width, frame.height), "picture");
    QTEST(QSize(frame.padWidth, frame.padHeight), "bars");
    QVERIFY(frame.fullWidth() <= 3 * frame.fullHeight() && frame.fullHeight() <= 3 * frame.fullWidth());
    // Smaller by request, it still keeps to all rules.
    const FixedFrame small = fixedFrame(shown.width(), shown.height(), room, 0.01);
    QVERIFY(small.fullWidth() >= 32 && small.fullHeight() >= 32);
    QVERIFY(small.fullWidth() <= 3 * small.fullHeight() && small.fullHeight() <= 3 * small.fullWidth());
}

void TestFixPlan::slowedDown_data()
{
    QTest::addColumn<qint64>("milliFps");
    QTest::addColumn<bool>("variable");
    QTest::addColumn<qint64>("slowed");
    QTest::newRow("120") << qint64(120'000) << false << qint64(60'000);
    QTest::newRow("119.88") << qint64(119'880) << false << qint64(59'940);
    QTest::newRow("240") << qint64(240'000) << false << qint64(60'000);
    QTest::newRow("100") << qint64(100'000) << false << qint64(50'000);
    QTest::newRow("144") << qint64(144'000) << false << qint64(48'000);
    QTest::newRow("75: half would stutter") << qint64(75'000) << false << qint64(60'000);
    QTest::newRow("variable") << qint64(100'000) << true << qint64(60'000);
    QTest::newRow("only at its peak") << qint64(50'000) << true << qint64(60'000);
}

void TestFixPlan::slowedDown()
{
    QFETCH(qint64, milliFps);
    QFETCH(bool, variable);
    Inspection seen = breaking(goodFilm(), Measure::FrameRate, FixStep::SlowDown, {60'000, 0});
    seen.streams.video->milliFps = milliFps;
    seen.streams.scan.variableRate = variable;
    QTEST(planOf(seen).milliFps, "slowed");
}

void TestFixPlan::pixelsBecomeSquare()
{
    Inspection seen = sized(breaking(goodFilm(), Measure::PixelShape, FixStep::Square), 720, 576);
    seen.streams.video->pixelWidth = 16;
    seen.streams.video->pixelHeight = 15;
    QCOMPARE(QSize(planOf(seen).width, planOf(seen).height), QSize(768, 576));
    seen.streams.video->rotation = 90;
    QCOMPARE(QSize(planOf(seen).width, planOf(seen).height), QSize(576, 768));
}

void TestFixPlan::tooLong()
{
    Inspection seen = goodFilm();
    seen.facts.durationMs = 3 * 3600 * 1000;
    seen = breaking(seen, Measure::Duration, FixStep::Trim, {1'200'000, 0});
    const FixPlan plan = planOf(seen);
    QCOMPARE(plan.kind, FixKind::Trim);
    QVERIFY(plan.copiesVideo && plan.copiesAudio);
    QCOMPARE(plan.startMs, 0);
    QVERIFY(plan.endMs <= 1'200'000 && plan.endMs > 1'199'000);
    QCOMPARE(plan.lengthMs, plan.endMs);
    // The request chooses the part, X's limit how much of it.
    const FixPlan later = planOf(seen, {.startMs = 600'000});
    QCOMPARE(later.kind, FixKind::Video);
    QCOMPARE(later.startMs, 600'000);
    QCOMPARE(later.lengthMs, plan.lengthMs);
    // X said less to this user.
    Allowance allowance;
    allowance.statedDurationMs = 140'000;
    const FixPlan shorter = planFix(seen, {}, {}, allowance);
    QVERIFY(shorter.endMs <= 140'000 && shorter.endMs > 139'000);
}

void TestFixPlan::tooShort()
{
    Inspection seen = goodFilm();
    seen.facts.durationMs = 200;
    const FixPlan plan = planOf(breaking(seen, Measure::Duration, FixStep::Lengthen, {500, 0}));
    QCOMPARE(plan.kind, FixKind::Both);
    QVERIFY(plan.holdsLastFrame);
    QVERIFY(plan.lengthMs > 500 && plan.lengthMs < 600);
    // So is a part that is too short.
    const FixPlan part = planOf(goodFilm(), {.startMs = 1000, .endMs = 1200});
    QVERIFY(part.holdsLastFrame);
    QVERIFY(part.lengthMs > 500 && part.lengthMs < 600);
}

void TestFixPlan::trims_data()
{
    QTest::addColumn<FixRequest>("request");
    QTest::addColumn<QString>("container");
    QTest::addColumn<FixKind>("kind");
    QTest::addColumn<qint64>("startMs");
    QTest::addColumn<qint64>("lengthMs");
    const QString mov = QStringLiteral("mov");
    const auto row = [](const char *tag, const FixRequest &request, const QString &container, FixKind kind, qint64 start,
                        qint64 length) { QTest::newRow(tag) << request << container << kind << start << length; };
    row("the end", {.endMs = 20'000}, mov, FixKind::Trim, 0, 20'000);
    row("the end of an MKV", {.endMs = 20'000}, QStringLiteral("matroska"), FixKind::Trim, 0, 20'000);
    row("from within", {.startMs = 5000}, mov, FixKind::Video, 5000, 55'000);
    row("from a key frame", {.startMs = 5000, .endMs = 9000, .keyFrameMs = 5030}, mov, FixKind::Trim, 5030, 3970);
    row("from near a key frame", {.startMs = 5000, .endMs = 9000, .keyFrameMs = 5041}, mov, FixKind::Video, 5000, 4000);
    row("from a key frame of an MKV", {.startMs = 5000, .endMs = 9000, .keyFrameMs = 5000}, QStringLiteral("matroska"),
        FixKind::Video, 5000, 4000);
    row("re-encoded", {.endMs = 20'000, .reencode = true}, mov, FixKind::Both, 0, 20'000);
    row("behind its end", {.endMs = 80'000}, mov, FixKind::None, 0, -1);
}

void TestFixPlan::trims()
{
    QFETCH(FixRequest, request);
    QFETCH(QString, container);
    Inspection seen = goodFilm();
    seen.streams.container = container;
    const FixPlan plan = planOf(seen, request);
    QTEST(plan.kind, "kind");
    QTEST(plan.startMs, "startMs");
    QTEST(plan.lengthMs, "lengthMs");
}

void TestFixPlan::overBytes()
{
    Inspection seen = goodFilm();
    seen.facts.durationMs = 600'000;
    seen.fingerprint.size = 900'000'000;
    Allowance allowance;
    allowance.statedBytes = 512'000'000;
    seen = breaking(seen, Measure::Bytes, FixStep::Shrink, {allowance.statedBytes, 0});
    const FixPlan plan = planFix(seen, {}, {}, allowance);
    QCOMPARE(plan.kind, FixKind::Fit);
    QCOMPARE(plan.goalBytes, allowance.statedBytes);
    const qint64 bytes = (plan.videoBitRate + plan.audioBitRate) * 600 / 8;
    QVERIFY(bytes < allowance.statedBytes * 98 / 100 && bytes > allowance.statedBytes * 95 / 100);
    QCOMPARE(QSize(plan.width, plan.height), QSize(1280, 720)); // enough for every pixel
    // Too few bits for the frame: a smaller one.
    allowance.statedBytes = 30'000'000;
    seen.broken.first().limit = {allowance.statedBytes, 0};
    const FixPlan small = planFix(seen, {}, {}, allowance);
    QCOMPARE(small.kind, FixKind::Fit);
    QVERIFY(small.width < 700 && small.width >= 320);
    QVERIFY(small.audioBitRate >= 64'000 && small.audioBitRate * 4 < small.videoBitRate);
    // A part of it needs no second encoding.
    const FixPlan part = planFix(seen, {.endMs = 15'000}, {}, allowance);
    QCOMPARE(part.kind, FixKind::Trim);
    // The picture is made again anyway, and comes out small by itself.
    allowance.statedBytes = 2'000'000'000;
    seen.fingerprint.size = 9'000'000'000;
    seen.broken.first().limit = {allowance.statedBytes, 0};
    const FixPlan again = planFix(breaking(seen, Measure::VideoCodec, FixStep::Video), {}, {}, allowance);
    QCOMPARE(again.kind, FixKind::Video);
    QCOMPARE(again.goalBytes, 0);
}

// One film of ten minutes that has to be made again, and less and less time.
void TestFixPlan::withinATime_data()
{
    QTest::addColumn<qint64>("withinMs");
    QTest::addColumn<QString>("preset");
    QTest::addColumn<FixKind>("kind");
    QTest::addColumn<bool>("whole"); // frame
    QTest::addColumn<bool>("makesIt");
    QTest::newRow("all day") << qint64(36'000'000) << QStringLiteral("fast") << FixKind::Video << true << true;
    QTest::newRow("12 min") << qint64(720'000) << QStringLiteral("fast") << FixKind::Video << true << true;
    QTest::newRow("9 min") << qint64(540'000) << QStringLiteral("veryfast") << FixKind::Video << true << true;
    QTest::newRow("6 min") << qint64(360'000) << QStringLiteral("veryfast") << FixKind::Fit << true << true;
    QTest::newRow("4 min") << qint64(240'000) << QStringLiteral("veryfast") << FixKind::Fit << false << true;
    QTest::newRow("3 min") << qint64(180'000) << QStringLiteral("veryfast") << FixKind::Fit << false << true;
    QTest::newRow("90 s") << qint64(90'000) << QStringLiteral("ultrafast") << FixKind::Fit << false << true;
    QTest::newRow("1 s") << qint64(1000) << QStringLiteral("ultrafast") << FixKind::Fit << false << false;
}

void TestFixPlan::withinATime()
{
    QFETCH(qint64, withinMs);
    Inspection seen = breaking(goodFilm(), Measure::VideoCodec, FixStep::Video);
    seen.facts.durationMs = 600'000;
    const FixSpeeds speeds{.pixelsPerSecond = 60'000'000, .linkBytesPerSecond = 1'000'000};
    const FixPlan plan = planOf(seen, {.withinMs = withinMs}, speeds);
    const qint64 takes = msUntilSent(plan, speeds);
    QTEST(plan.preset, "preset");
    QTEST(plan.kind, "kind");
    QTEST(plan.width == 1280, "whole");
    QTEST(takes <= withinMs, "makesIt");
}

void TestFixPlan::whatCanGoInTimeIsLeftAlone()
{
    const FixSpeeds speeds{.linkBytesPerSecond = 1'000'000};
    QCOMPARE(planOf(goodFilm(), {.withinMs = 60'000}, speeds).kind, FixKind::None);
    // 300 MB over a thin link: it pays to make it smaller first.
    Inspection large = goodFilm();
    large.fingerprint.size = 300'000'000;
    const FixPlan plan = planOf(large, {.withinMs = 120'000}, speeds);
    QVERIFY(plan.kind != FixKind::None);
    QVERIFY(msUntilSent(plan, speeds) <= 120'000);
    // A container alone is copied as long as that makes it.
    const Inspection mkv = breaking(goodFilm(), Measure::Content, FixStep::Remux);
    QCOMPARE(planOf(mkv, {.withinMs = 60'000}, speeds).kind, FixKind::Remux);
}

POSTREEL_TEST_MAIN(TestFixPlan)
#include "tst_fix_plan.moc"
