#include "tests/media/good_film.h"
#include "tests/support/test_main.h"

#include <functional>

using namespace postreel;
using namespace postreel::testing;

using Change = std::function<void(MediaFacts &, StreamFacts &)>;

class TestEvaluate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void streams_data();
    void streams();
    void fixes();
};

namespace {

void row(const char *tag, const Change &change, Verdict verdict, const char *problems)
{
    QTest::newRow(tag) << change << verdict << text(problems);
}

void video(const char *tag, std::function<void(VideoFacts &)> change, Verdict verdict, const char *problems)
{
    row(
        tag, [change = std::move(change)](MediaFacts &, StreamFacts &streams) { change(*streams.video); },
        verdict, problems);
}

void audio(const char *tag, std::function<void(AudioFacts &)> change, Verdict verdict, const char *problems)
{
    row(
        tag, [change = std::move(change)](MediaFacts &, StreamFacts &streams) { change(*streams.audio); },
        verdict, problems);
}

void scan(const char *tag, std::function<void(FrameScan &)> change, Verdict verdict, const char *problems)
{
    row(
        tag, [change = std::move(change)](MediaFacts &, StreamFacts &streams) { change(streams.scan); },
        verdict, problems);
}

using enum Verdict;

void codecRows()
{
    const auto codec = [](const char *tag, const char *name, Verdict verdict, const char *problems) {
        video(
            tag,
            [name](VideoFacts &v) {
                v.codec = text(name);
                v.profile.clear();
            },
            verdict, problems);
    };
    codec("HEVC", "hevc", MayBeRefused, "video codec: HEVC / H.264 / Convert the picture to H.264");
    codec("VP9", "vp9", MayBeRefused, "video codec: VP9 / H.264 / Convert the picture to H.264");
    codec("VP8", "vp8", MayBeRefused, "video codec: VP8 / H.264 / Convert the picture to H.264");
    codec("AV1", "av1", MayBeRefused, "video codec: AV1 / H.264 / Convert the picture to H.264");
    codec("ProRes", "prores", MayBeRefused, "video codec: ProRes / H.264 / Convert the picture to H.264");
    codec("MPEG-2", "mpeg2video", WillBeRefused,
          "video codec: MPEG-2 / H.264, HEVC, VP9, ProRes, VP8, AV1 / Convert the picture to H.264");
    for (const char *profile : {"Baseline", "Constrained Baseline", "Main", "High"})
        video(
            profile, [profile](VideoFacts &v) { v.profile = text(profile); }, Ready, "");
    video(
        "unknown profile", [](VideoFacts &v) { v.profile.clear(); }, Ready, "");
    video(
        "4:4:4 profile", [](VideoFacts &v) { v.profile = text("High 4:4:4 Predictive"); }, WillBeRefused,
        "video profile: High 4:4:4 Predictive / High, Main, Baseline, Constrained Baseline / "
        "Encode the picture again");
    video(
        "HEVC's profile is its own",
        [](VideoFacts &v) {
            v.codec = text("hevc");
            v.profile = text("Main 10");
        },
        MayBeRefused, "video codec: HEVC / H.264 / Convert the picture to H.264");
}

void pictureRows()
{
    video(
        "full range", [](VideoFacts &v) { v.pixelFormat = text("yuvj420p"); }, Ready, "");
    video(
        "4:4:4", [](VideoFacts &v) { v.pixelFormat = text("yuv444p"); }, WillBeRefused,
        "pixel format: 4:4:4 / 4:2:0 / Encode the picture again");
    video(
        "4:2:2", [](VideoFacts &v) { v.pixelFormat = text("yuvj422p"); }, WillBeRefused,
        "pixel format: 4:2:2 / 4:2:0 / Encode the picture again");
    video(
        "RGB", [](VideoFacts &v) { v.pixelFormat = text("gbrp"); }, WillBeRefused,
        "pixel format: RGB / 4:2:0 / Encode the picture again");
    video(
        "10 bit",
        [](VideoFacts &v) {
            v.pixelFormat = text("yuv420p10le");
            v.bitDepth = 10;
        },
        WillBeRefused, "bit depth: 10 bit / 8 bit / Encode the picture again");
    // Of what is inside other codecs X promises nothing, and ProRes is always 4:2:2.
    video(
        "ProRes",
        [](VideoFacts &v) {
            v.codec = text("prores");
            v.profile = text("HQ");
            v.pixelFormat = text("yuv422p10le");
            v.bitDepth = 10;
        },
        MayBeRefused, "video codec: ProRes / H.264 / Convert the picture to H.264");
    video(
        "HEVC of 10 bit",
        [](VideoFacts &v) {
            v.codec = text("hevc");
            v.profile = text("Main 10");
            v.pixelFormat = text("yuv420p10le");
            v.bitDepth = 10;
        },
        MayBeRefused, "video codec: HEVC / H.264 / Convert the picture to H.264");
    video(
        "4:2:2 10 bit",
        [](VideoFacts &v) {
            v.pixelFormat = text("yuv422p10le");
            v.bitDepth = 10;
        },
        WillBeRefused,
        "pixel format: 4:2:2 / 4:2:0 / Encode the picture again; "
        "bit depth: 10 bit / 8 bit / Encode the picture again");
    video(
        "oblong pixels",
        [](VideoFacts &v) {
            v.pixelWidth = 4;
            v.pixelHeight = 3;
        },
        WillBeRefused, "pixel shape: 4:3 / square / Make its pixels square");
    video(
        "interlaced", [](VideoFacts &v) { v.interlaced = true; }, WillBeRefused,
        "interlacing: interlaced / progressive / Deinterlace it");
    video(
        "interlaced or not", [](VideoFacts &v) { v.interlaced.reset(); }, Ready, "");
}

void rateRows()
{
    const auto rate = [](const char *tag, qint64 milliFps, Verdict verdict, const char *problems) {
        video(
            tag, [milliFps](VideoFacts &v) { v.milliFps = milliFps; }, verdict, problems);
    };
    rate("60 fps", 60'000, Ready, "");
    rate("60.02 fps", 60'020, Ready, "");
    rate("60.3 fps", 60'300, Ready, "");
    rate("60.4 fps", 60'400, WillBeRefused, "frame rate: 60.4 fps / 60 fps / Reduce it to 60 fps");
    rate("120 fps", 120'000, WillBeRefused, "frame rate: 120 fps / 60 fps / Reduce it to 60 fps");
    rate("119.88 fps", 119'880, WillBeRefused, "frame rate: 119.88 fps / 60 fps / Reduce it to 60 fps");
    rate("unknown rate", 0, Ready, "");
    scan(
        "one frame more in a second", [](FrameScan &s) { s.peakMilliFps = 61'000; }, Ready, "");
    scan(
        "a burst", [](FrameScan &s) { s.peakMilliFps = 62'000; }, WillBeRefused,
        "frame rate: 62 fps / 60 fps / Reduce it to 60 fps");
    scan(
        "GOP of 512", [](FrameScan &s) { s.longestGop = 512; }, Ready, "");
    scan(
        "GOP of 513", [](FrameScan &s) { s.longestGop = 513; }, WillBeRefused,
        "key frames: every 513 frame(s) / every 512 frame(s) / Encode the picture again");
    scan(
        "open GOP", [](FrameScan &s) { s.openGop = true; }, WillBeRefused,
        "open GOP: open / closed / Encode the picture again");
    scan(
        "nothing scanned",
        [](FrameScan &s) {
            s = {};
            s.openGop = true;
            s.longestGop = 1000;
        },
        Ready, "");
}

void soundRows()
{
    audio(
        "mono", [](AudioFacts &a) { a.channels = 1; }, Ready, "");
    audio(
        "5.1", [](AudioFacts &a) { a.channels = 6; }, WillBeRefused,
        "channels: 5.1 / stereo / Mix the sound down to stereo");
    audio(
        "four channels", [](AudioFacts &a) { a.channels = 4; }, WillBeRefused,
        "channels: 4 channel(s) / stereo / Mix the sound down to stereo");
    audio(
        "HE-AAC", [](AudioFacts &a) { a.profile = text("HE-AAC"); }, WillBeRefused,
        "audio profile: HE-AAC / AAC-LC / Encode the sound again");
    audio(
        "unknown profile of sound", [](AudioFacts &a) { a.profile.clear(); }, Ready, "");
    audio(
        "Opus",
        [](AudioFacts &a) {
            a.codec = text("opus");
            a.profile.clear();
        },
        MayBeRefused, "audio codec: Opus / AAC / Convert the sound to AAC");
    audio(
        "PCM",
        [](AudioFacts &a) {
            a.codec = text("pcm_s24le");
            a.profile.clear();
        },
        MayBeRefused, "audio codec: PCM / AAC / Convert the sound to AAC");
    row(
        "no sound", [](MediaFacts &, StreamFacts &s) { s.audio.reset(); }, Ready, "");
}

void contentRows()
{
    const char *takes = "MP4, MOV, WebM, TS";
    const auto content = [takes](const char *tag, const Change &change, const char *value, const char *fix) {
        QTest::newRow(tag) << change << WillBeRefused
                           << text("content: ") % text(value) % text(" / ") % text(takes) % text(" / ") %
                                  text(fix);
    };
    content(
        "cut short", [](MediaFacts &, StreamFacts &s) { s.truncated = true; }, "cut short",
        "The file is incomplete: export or copy it again");
    content(
        "sound only", [](MediaFacts &, StreamFacts &s) { s.video.reset(); }, "sound only", "");
    content(
        "nothing",
        [](MediaFacts &, StreamFacts &s) {
            s.video.reset();
            s.audio.reset();
        },
        "no video inside", "");
    const auto container = [](const char *name) -> Change {
        return [name](MediaFacts &facts, StreamFacts &streams) {
            facts.mediaType.clear();
            streams.container = text(name);
        };
    };
    content("Matroska", container("matroska"), "Matroska", "Convert it to MP4");
    content("AVI", container("avi"), "AVI", "Convert it to MP4");
    content("Windows Media", container("asf"), "Windows Media", "Convert it to MP4");
    row(
        "not probed", [](MediaFacts &, StreamFacts &s) { s = {.container = text("mov")}; }, Ready, "");
}

void otherRows()
{
    const auto gif = [](int pictures, int width, int height) -> Change {
        return [=](MediaFacts &facts, StreamFacts &streams) {
            facts = {.mediaType = text("image/gif"),
                     .mediaCategory = text("tweet_gif"),
                     .width = width,
                     .height = height};
            streams = {.pictures = pictures};
        };
    };
    row("GIF of 350 frames", gif(350, 800, 600), Ready, "");
    row("GIF of 351 frames", gif(351, 800, 600), WillBeRefused,
        "frames: 351 frame(s) / 350 frame(s) / Drop frames to get down to 350 frame(s)");
    row("GIF at the limit of pixels", gif(300, 1000, 1000), Ready, "");
    row("GIF of many pixels", gif(250, 1280, 1080), WillBeRefused,
        "pixels: 345.6 million pixels / 300 million pixels / Scale it down to 300 million pixels");
    row("GIF just over", gif(301, 997, 1000), WillBeRefused,
        "pixels: 300.1 million pixels / 300 million pixels / Scale it down to 300 million pixels");
    const auto picture = [](const char *name, bool read) -> Change {
        return [=](MediaFacts &facts, StreamFacts &streams) {
            facts = {.mediaType = {}, .mediaCategory = text("tweet_image")};
            streams = {.probed = true, .container = text(name)};
            if (read)
                streams.video = VideoFacts{};
        };
    };
    row("a picture of another type", picture("AVIF", true), WillBeRefused,
        "content: AVIF / JPEG, PNG, WebP, BMP, TIFF / Convert it to JPEG");
    row("one that ffmpeg does not read", picture("HEIC", false), WillBeRefused,
        "content: HEIC / JPEG, PNG, WebP, BMP, TIFF / This computer's ffmpeg cannot read all of it: export it as JPEG "
        "or PNG");
}

} // namespace

void TestEvaluate::streams_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<QString>("problems"); // field: value / limit / fix; …
    row(
        "all that X takes", [](MediaFacts &, StreamFacts &) {}, Ready, "");
    codecRows();
    pictureRows();
    rateRows();
    soundRows();
    contentRows();
    otherRows();
    row(
        "the worst first, a field once",
        [](MediaFacts &, StreamFacts &s) {
            s.video->codec = text("hevc");
            s.video->milliFps = 120'000;
            s.audio->codec = text("opus");
            s.audio->channels = 6;
        },
        WillBeRefused,
        "frame rate: 120 fps / 60 fps / Reduce it to 60 fps; channels: 5.1 / stereo / Mix the sound down to "
        "stereo; "
        "video codec: HEVC / H.264 / Convert the picture to H.264; audio codec: Opus / AAC / Convert the "
        "sound to AAC");
}

void TestEvaluate::streams()
{
    QFETCH(Change, change);
    MediaFacts facts = goodFilm();
    StreamFacts streams = goodStreams();
    change(facts, streams);
    const Evaluation evaluation = evaluate(facts, streams, 1000, limitsFor({}));
    QTEST(told(evaluation), "problems");
    QTEST(evaluation.verdict, "verdict");
    QCOMPARE(evaluation.broken.size(), evaluation.problems.size());
}

void TestEvaluate::fixes()
{
    MediaFacts facts = goodFilm();
    facts.width = 1080;
    facts.height = 1920;
    StreamFacts streams = goodStreams();
    streams.scan.openGop = true;
    streams.audio->channels = 6;
    streams.audio->codec = text("opus");
    const Evaluation evaluation = evaluate(facts, streams, 1000, limitsFor({}));
    QCOMPARE(evaluation.broken.size(), 4);
    const auto is = [&evaluation](qsizetype i, Measure measure, Outcome outcome, FixStep fix,
                                  LimitRule::Bound limit) {
        const BrokenRule &broken = evaluation.broken[i];
        return broken.measure == measure && broken.outcome == outcome && broken.fix == fix &&
               broken.limit == limit;
    };
    QVERIFY(is(0, Measure::GopKind, Outcome::Refuse, FixStep::Video, {0, 0}));
    QVERIFY(is(1, Measure::Channels, Outcome::Refuse, FixStep::Audio, {2, 0}));
    QVERIFY(is(2, Measure::AudioCodec, Outcome::Maybe, FixStep::Audio, {0, 0}));
    QVERIFY(is(3, Measure::FrameSize, Outcome::Maybe, FixStep::Scale, {1024, 1280}));
}

POSTREEL_TEST_MAIN(TestEvaluate)
#include "tst_evaluate.moc"
