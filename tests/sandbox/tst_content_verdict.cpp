// What ffprobe's words mean, and what X would say of them; what is a subtitle file.
#include "app/sandbox/content_verdict.h"
#include "tests/support/test_main.h"

using namespace postreel::sandbox;
using Outcome = ProbeResult::Outcome;

namespace {

// A film that X takes.
ContentFacts film()
{
    return {.codec = QStringLiteral("h264"),
            .pixelFormat = QStringLiteral("yuv420p"),
            .fieldOrder = QStringLiteral("progressive"),
            .width = 1280,
            .height = 720,
            .milliFps = 30'000,
            .durationMs = 60'000,
            .audioCodec = QStringLiteral("aac"),
            .audioProfile = QStringLiteral("LC"),
            .channels = 2};
}

ContentFacts filmWith(const std::function<void(ContentFacts &)> &change)
{
    ContentFacts facts = film();
    change(facts);
    return facts;
}

ProbeResult lookAt(const ContentFacts &facts)
{
    return {Outcome::Facts, facts};
}

} // namespace

class TestContentVerdict : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads()
    {
        const ProbeResult look = readProbeResult(
            R"({"streams":[)"
            R"({"codec_type":"video","codec_name":"mjpeg","width":600,"height":600,"disposition":{"attached_pic":1}},)"
            R"({"codec_type":"audio","codec_name":"aac","profile":"HE-AAC","channels":2},)"
            R"({"codec_type":"video","codec_name":"h264","width":1920,"height":1080,"sample_aspect_ratio":"4:3",)"
            R"("pix_fmt":"yuv420p10le","field_order":"tt","avg_frame_rate":"30000/1001","duration":"2.0",)"
            R"("nb_read_packets":"17","disposition":{"attached_pic":0}},)"
            R"({"codec_type":"video","codec_name":"vp9","width":1,"height":1},)"
            R"({"codec_type":"audio","codec_name":"ac3","channels":6}],)"
            R"("format":{"format_name":"mov","duration":"2.5004"}})");
        QCOMPARE(look.outcome, Outcome::Facts);
        const ContentFacts &facts = look.facts;
        QCOMPARE(facts.codec, QStringLiteral("h264"));
        QCOMPARE(facts.pixelFormat, QStringLiteral("yuv420p10le"));
        QCOMPARE(facts.fieldOrder, QStringLiteral("tt"));
        QCOMPARE(facts.width, 1920);
        QCOMPARE(facts.height, 1080);
        QCOMPARE(facts.pixelWidth, 4);
        QCOMPARE(facts.pixelHeight, 3);
        QCOMPARE(facts.milliFps, 29'970);
        QCOMPARE(facts.frames, 17);
        QCOMPARE(facts.durationMs, 2500);
        QCOMPARE(facts.audioCodec, QStringLiteral("aac"));
        QCOMPARE(facts.audioProfile, QStringLiteral("HE-AAC"));
        QCOMPARE(facts.channels, 2);
    }

    void readsLittle()
    {
        const ProbeResult look = readProbeResult(
            R"({"streams":[{"codec_type":"video","sample_aspect_ratio":"0:1","avg_frame_rate":"0/0"}],"format":{}})");
        QCOMPARE(look.outcome, Outcome::Facts);
        QCOMPARE(look.facts.codec, QStringLiteral("unknown"));
        QCOMPARE(look.facts.pixelWidth, 1);
        QCOMPARE(look.facts.milliFps, 0);
        QCOMPARE(look.facts.durationMs, 0);
    }

    void outcome_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<Outcome>("outcome");
        const auto row = [](const char *name, const char *json, Outcome outcome) {
            QTest::newRow(name) << QByteArray(json) << outcome;
        };
        row("no streams", R"({"streams":[],"format":{}})", Outcome::Facts);
        row("invalid data", R"({"error":{"code":-1094995529}})", Outcome::Unreadable);
        row("another container", R"({"streams":[],"error":{"code":-22}})", Outcome::Unreadable);
        row("end of file", R"({"error":{"code":-541478725}})", Outcome::Unreadable);
        row("no memory", R"({"error":{"code":-12}})", Outcome::Unknown);
        row("no such file", R"({"error":{"code":-2}})", Outcome::Unknown);
        row("nothing", "", Outcome::Unknown);
        row("no JSON", "Segmentation fault", Outcome::Unknown);
        row("torn JSON", "{\"streams\":[{\"codec_type\":\"vid", Outcome::Unknown);
        row("other JSON", R"({"streams":1,"format":[]})", Outcome::Unknown);
        row("an array", R"([{"error":1}])", Outcome::Unknown);
    }
    void outcome()
    {
        QFETCH(QByteArray, json);
        QTEST(readProbeResult(json).outcome, "outcome");
    }

    void films_data()
    {
        QTest::addColumn<ContentFacts>("facts");
        QTest::addColumn<int>("code"); // of the error of processing, 0: none
        QTest::addColumn<QString>("says");
        QTest::addColumn<bool>("invalidId");
        const auto row = [](const char *name, const std::function<void(ContentFacts &)> &change, int code,
                            const char *says, bool invalidId = false) {
            QTest::newRow(name) << filmWith(change) << code << QString::fromLatin1(says) << invalidId;
        };
        const auto codec = [&row](const char *name, int code, const char *says) {
            row(
                name, [name](ContentFacts &facts) { facts.codec = QLatin1String(name); }, code, says);
        };
        const auto frame = [&row](const char *name, int width, int height, int code, const char *says,
                                  bool invalidId = false) {
            const auto change = [=](ContentFacts &facts) {
                facts.width = width;
                facts.height = height;
            };
            row(name, change, code, says, invalidId);
        };
        const auto rate = [&row](const char *name, qint64 milliFps, const char *says) {
            const bool invalid = *says != '\0';
            row(
                name, [milliFps](ContentFacts &facts) { facts.milliFps = milliFps; }, 0, says, invalid);
        };
        const auto sound = [&row](const char *name, const char *kind, const char *profile, int channels,
                                  int code, const char *says) {
            const auto change = [=](ContentFacts &facts) {
                facts.audioCodec = QLatin1String(kind);
                facts.audioProfile = QLatin1String(profile);
                facts.channels = channels;
            };
            row(name, change, code, says);
        };
        row(
            "as X wants it", [](ContentFacts &) {}, 0, "");
        for (const char *name : {"hevc", "vp8", "vp9", "av1"})
            codec(name, 0, "");
        codec("mpeg4", 3, "video codec: mpeg4");
        codec("unknown", 3, "video codec: unknown");
        codec("", 1, "No video stream");
        const auto pixels = [&row](const char *name, const char *kind, int code, const char *says) {
            const auto change = [=](ContentFacts &facts) {
                facts.codec = QLatin1String(kind);
                facts.pixelFormat = QLatin1String(name);
            };
            row(name, change, code, says);
        };
        pixels("yuvj420p", "h264", 0, "");
        pixels("yuv422p", "h264", 1, "pixel format: yuv422p");
        pixels("yuv420p10le", "hevc", 1, "pixel format: yuv420p10le");
        pixels("yuv422p10le", "prores", 0, "");
        pixels("", "h264", 0, "");
        row(
            "interlaced", [](ContentFacts &facts) { facts.fieldOrder = QStringLiteral("bt"); }, 1,
            "Interlaced");
        row(
            "field order unknown", [](ContentFacts &facts) { facts.fieldOrder = QStringLiteral("unknown"); },
            0, "");
        row(
            "wide pixels", [](ContentFacts &facts) { facts.pixelWidth = 2; }, 1, "pixel aspect ratio: 2:1");
        frame("32 x 32", 32, 32, 0, "");
        frame("32 x 30", 32, 30, 1, "Dimensions too small, minimum:32x32, actual:32x30");
        frame("3:1", 960, 320, 0, "");
        frame("wider than 3:1", 962, 320, 1, "aspect ratio, allowed:1:3 to 3:1, actual:962x320");
        frame("1:3", 320, 960, 0, "");
        frame("higher than 1:3", 320, 962, 1, "aspect ratio");
        frame("4K", 3840, 2160, 0, "");
        frame("8K", 7680, 4320, 0, "7680x4320", true);
        frame("8K on its side", 4320, 7680, 0, "4320x7680", true);
        rate("60 fps", 60'000, "");
        rate("60.3 fps", 60'300, "");
        rate("60.4 fps", 60'400, "60.4 frames per second");
        rate("120 fps", 120'000, "120 frames per second");
        rate("unknown fps", 0, "");
        sound("silent", "", "", 0, 0, "");
        sound("mono", "aac", "LC", 1, 0, "");
        sound("HE-AAC", "aac", "HE-AAC", 2, 1, "audio profile: HE-AAC, required: LC");
        sound("AAC Main", "aac", "Main", 2, 1, "audio profile: Main");
        sound("5.1", "aac", "LC", 6, 1, "audio channels, maximum:2, actual:6");
        sound("Opus", "opus", "", 2, 0, "");
        sound("Opus 5.1", "opus", "", 6, 1, "audio channels");
        const auto lasts = [&row](const char *name, qint64 ms, int code, const char *says) {
            row(
                name, [ms](ContentFacts &facts) { facts.durationMs = ms; }, code, says);
        };
        lasts("0.5 s", 500, 0, "");
        lasts("499 ms", 499, 1, "Duration too short, minimum:500, actual:499");
        lasts("unknown duration", 0, 0, "");
    }
    void films()
    {
        QFETCH(ContentFacts, facts);
        QFETCH(QString, says);
        const ContentVerdict verdict = evaluateVideo(lookAt(facts));
        QCOMPARE(verdict.state, ContentVerdict::State::Known);
        QTEST(verdict.error ? verdict.error->code : 0, "code");
        QTEST(verdict.invalidId, "invalidId");
        QVERIFY2(verdict.reason.contains(says), qPrintable(verdict.reason));
        QCOMPARE(verdict.reason.isEmpty(), says.isEmpty());
        if (verdict.error) {
            QCOMPARE(verdict.error->message, verdict.reason);
            QCOMPARE(verdict.error->name, verdict.error->code == 3 ? QStringLiteral("UnsupportedMedia")
                                                                   : QStringLiteral("InvalidMedia"));
        }
        QCOMPARE(ContentVerdict::fromLine(verdict.line()).line(), verdict.line());
        QCOMPARE(ContentVerdict::fromLine(verdict.line()).error.has_value(), verdict.error.has_value());
    }

    void loops_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<qint64>("frames");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, int width, int height, qint64 frames, const char *says) {
            QTest::newRow(name) << width << height << frames << QString::fromLatin1(says);
        };
        row("largest frame", 1280, 1080, 100, "");
        row("too wide", 1281, 10, 1, "maximum:1280x1080, actual:1281x10");
        row("too high", 10, 1081, 1, "actual:10x1081");
        row("350 frames", 100, 100, 350, "");
        row("351 frames", 100, 100, 351, "Too many GIF frames, maximum:350, actual:351");
        row("300 million pixels", 1000, 1000, 300, "");
        row("more pixels", 1000, 1000, 301, "Too many GIF pixels, maximum:300000000, actual:301000000");
        row("frames not counted", 1000, 1000, 0, "");
    }
    void loops()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(qint64, frames);
        const ContentVerdict verdict = evaluateGif(
            lookAt({.codec = QStringLiteral("gif"), .width = width, .height = height, .frames = frames}));
        QFETCH(QString, says);
        QVERIFY2(verdict.reason.contains(says), qPrintable(verdict.reason));
        QCOMPARE(verdict.reason.isEmpty(), says.isEmpty());
        QCOMPARE(verdict.error.has_value(), !says.isEmpty());
    }

    void knowsNothing()
    {
        for (const auto evaluate : {evaluateVideo, evaluateGif}) {
            const ContentVerdict unknown = evaluate({});
            QCOMPARE(unknown.state, ContentVerdict::State::Unknown);
            QVERIFY(!unknown.error && !unknown.invalidId && !unknown.tooLongFor(false));
            const ContentVerdict unreadable = evaluate({Outcome::Unreadable, {}});
            QCOMPARE(unreadable.error->code, 1);
            QCOMPARE(unreadable.error->name, QStringLiteral("InvalidMedia"));
        }
    }

    void limitOfTheUser()
    {
        const auto lasting = [](qint64 ms) {
            return evaluateVideo(lookAt(filmWith([ms](ContentFacts &facts) { facts.durationMs = ms; })));
        };
        QVERIFY(!lasting(20 * 60'000).tooLongFor(false));
        QCOMPARE(lasting(20 * 60'000 + 1).tooLongFor(false), std::optional(QStringLiteral("20 minutes")));
        QVERIFY(!lasting(125 * 60'000).tooLongFor(true));
        QCOMPARE(lasting(140'001).tooLongFor(true, 140), std::optional(QStringLiteral("140 seconds"))); // an older X
        QVERIFY(!lasting(140'000).tooLongFor(false, 140));
        QCOMPARE(lasting(125 * 60'000 + 1).tooLongFor(true), std::optional(QStringLiteral("125 minutes")));
    }

    void subtitles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const QByteArray &bytes, const char *says) {
            QTest::newRow(name) << bytes << QString::fromLatin1(says);
        };
        const QByteArray cue = "1\n00:00:00,000 --> 00:00:01,500\nHi\n";
        row("SubRip", cue, "");
        row("SubRip of Windows", QByteArray("\xef\xbb\xbf") + QByteArray(cue).replace("\n", "\r\n"), "");
        row("WebVTT", "WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n", "");
        row("WebVTT without a cue", "WEBVTT", "");
        row("WebVTT with a mark", "\xef\xbb\xbfWEBVTT - of mine\n", "");
        row("Latin-1", cue + "gr\xfc\xdf dich\n", "UTF-8");
        row("torn at its end", cue + "gr\xc3", "UTF-8");
        row("UTF-16",
            QByteArray("\xff\xfe"
                       "1\0\n\0",
                       6),
            "UTF-8");
        row("no cue", "Once upon a time\n", "neither");
        row("an arrow alone", "one --> two\n", "neither");
        row("nearly WebVTT", "WEBVTTX\n", "neither");
        row("empty", "", "neither");
    }
    void subtitles()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        const std::optional<QString> wrong = wrongWithSubtitles(bytes);
        QCOMPARE(wrong.has_value(), !says.isEmpty());
        QVERIFY2(wrong.value_or(QString()).contains(says), qPrintable(wrong.value_or(QString())));
    }
};

POSTREEL_TEST_MAIN(TestContentVerdict)
#include "tst_content_verdict.moc"
