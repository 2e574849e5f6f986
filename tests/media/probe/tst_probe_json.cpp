#include "app/media/probe/ffprobe.h"
#include "app/media/probe/pixel_format.h"
#include "app/media/probe/probe_json.h"
#include "tests/media/good_film.h"
#include "tests/support/test_main.h"

#include <QSize>

using namespace postreel;
using namespace postreel::testing;

class TestProbeJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wholeAnswer();
    void video_data();
    void video();
    void audioProfiles_data();
    void audioProfiles();
    void choosesStreams_data();
    void choosesStreams();
    void shown_data();
    void shown();
    void lengths_data();
    void lengths();
    void noAnswer_data();
    void noAnswer();
    void pixelFormats_data();
    void pixelFormats();
    void aPictureIsReadOrNot_data();
    void aPictureIsReadOrNot();
};

namespace {

// An answer with one stream of video; `members` come last and count.
ProbeAnswer answerWith(const QByteArray &members)
{
    const QByteArray json =
        R"({"streams":[{"codec_type":"video","codec_name":"h264","width":320,"height":240)" +
        (members.isEmpty() ? QByteArray() : "," + members) + "}]}";
    const auto answer = readProbeJson(json);
    return answer.value_or(ProbeAnswer{});
}

} // namespace

void TestProbeJson::wholeAnswer()
{
    const auto answer = readProbeJson(R"({"streams":[
        {"codec_type":"video","codec_name":"h264","profile":"High","width":1440,"height":1080,"pix_fmt":"yuv420p",
         "sample_aspect_ratio":"4:3","field_order":"tt","avg_frame_rate":"30000/1001","r_frame_rate":"60000/1001",
         "bits_per_raw_sample":"8","bit_rate":"5000000","color_transfer":"bt709","disposition":{"default":1}},
        {"codec_type":"audio","codec_name":"aac","profile":"LC","channels":2,"sample_rate":"48000","bit_rate":"128000"}],
        "format":{"format_name":"mov,mp4,m4a","duration":"12.345600"}})");
    QVERIFY(answer);
    StreamFacts streams{.probed = true, .container = text("mov")};
    streams.video = VideoFacts{.codec = text("h264"),
                               .profile = text("High"),
                               .pixelFormat = text("yuv420p"),
                               .bitDepth = 8,
                               .milliFps = 29'970,
                               .width = 1440,
                               .height = 1080,
                               .pixelWidth = 4,
                               .pixelHeight = 3,
                               .interlaced = true,
                               .bitRate = 5'000'000};
    streams.audio = AudioFacts{
        .codec = text("aac"), .profile = text("LC"), .channels = 2, .sampleRate = 48'000, .bitRate = 128'000};
    streams.sounds = {*streams.audio};
    QVERIFY(answer->streams == streams);
    QVERIFY(answer->shown == (HeaderFacts{.durationMs = 12'346, .width = 1920, .height = 1080}));
}

void TestProbeJson::video_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QString>("facts"); // bit depth, frames per 1,000 s, rotation, interlaced, HDR
    const auto row = [](const char *tag, const char *members, const char *facts) {
        QTest::newRow(tag) << QByteArray(members) << text(facts);
    };
    row("nothing told", "", "0 0 0 unknown sdr");
    row("depth by its name", R"("pix_fmt":"yuv422p10le")", "10 0 0 unknown sdr");
    row("depth of the samples", R"("pix_fmt":"yuv420p","bits_per_raw_sample":"8")", "8 0 0 unknown sdr");
    row("the deeper one", R"("pix_fmt":"yuv420p10le","bits_per_raw_sample":"8")", "10 0 0 unknown sdr");
    row("rate", R"("avg_frame_rate":"120/1")", "0 120000 0 unknown sdr");
    row("no average", R"("avg_frame_rate":"0/0","r_frame_rate":"25/1")", "0 25000 0 unknown sdr");
    row("a clock is no rate", R"("avg_frame_rate":"0/0","r_frame_rate":"1000/1")", "0 0 0 unknown sdr");
    row("a rate that is none", R"("avg_frame_rate":"x/-1","r_frame_rate":"9e9")", "0 0 0 unknown sdr");
    row("progressive", R"("field_order":"progressive")", "0 0 0 no sdr");
    row("interlaced", R"("field_order":"bb")", "0 0 0 yes sdr");
    row("fields not known", R"("field_order":"unknown")", "0 0 0 unknown sdr");
    row("PQ", R"("color_transfer":"smpte2084")", "0 0 0 unknown hdr");
    row("HLG", R"("color_transfer":"arib-std-b67")", "0 0 0 unknown hdr");
    row("turned by a tag", R"("tags":{"rotate":"90"})", "0 0 90 unknown sdr");
    row("turned by a matrix", R"("side_data_list":[{"side_data_type":"Display Matrix","rotation":-90}])",
        "0 0 90 unknown sdr");
    row("the matrix counts", R"("tags":{"rotate":"90"},"side_data_list":[{"rotation":90}])",
        "0 0 270 unknown sdr");
    row("upside down", R"("side_data_list":[{"rotation":180}])", "0 0 180 unknown sdr");
    row("askew", R"("side_data_list":[{"rotation":-92.5}])", "0 0 90 unknown sdr");
    row("a turn that is none", R"("side_data_list":[{"rotation":"nonsense"},7,null])", "0 0 0 unknown sdr");
    row("members of other types",
        R"("pix_fmt":7,"avg_frame_rate":[],"field_order":{},"tags":3,"side_data_list":"x")",
        "0 0 0 unknown sdr");
}

void TestProbeJson::video()
{
    QFETCH(QByteArray, members);
    const ProbeAnswer answer = answerWith(members);
    QVERIFY(answer.streams.video);
    const VideoFacts &video = *answer.streams.video;
    const char *interlaced = !video.interlaced ? "unknown" : *video.interlaced ? "yes" : "no";
    const QString facts = text("%1 %2 %3 %4 %5")
                              .arg(video.bitDepth)
                              .arg(video.milliFps)
                              .arg(video.rotation)
                              .arg(text(interlaced), text(video.hdr ? "hdr" : "sdr"));
    QTEST(facts, "facts");
}

void TestProbeJson::audioProfiles_data()
{
    QTest::addColumn<QString>("profile");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("LC") << text("LC") << Verdict::Ready;
    QTest::newRow("HE-AAC") << text("HE-AAC") << Verdict::WillBeRefused;
    QTest::newRow("HE-AACv2") << text("HE-AACv2") << Verdict::WillBeRefused;
    QTest::newRow("xHE-AAC") << text("xHE-AAC") << Verdict::WillBeRefused;
    QTest::newRow("unknown") << text("unknown") << Verdict::Ready;
}

void TestProbeJson::audioProfiles()
{
    QFETCH(QString, profile);
    const auto answer =
        readProbeJson(R"({"streams":[{"codec_type":"video","codec_name":"h264","width":320,"height":240},
        {"codec_type":"audio","codec_name":"aac","channels":2,"profile":")" +
                      profile.toUtf8() + "\"}]}");
    QVERIFY(answer && answer->streams.audio);
    QTEST(evaluate(goodFilm(), answer->streams, 1000, limitsFor({})).verdict, "verdict");
}

void TestProbeJson::choosesStreams_data()
{
    QTest::addColumn<QByteArray>("streams");
    QTest::addColumn<QString>("chosen");
    const QByteArray small = R"({"codec_type":"video","codec_name":"small","width":320,"height":240)";
    const QByteArray large = R"({"codec_type":"video","codec_name":"large","width":1280,"height":720)";
    const QByteArray cover =
        R"({"codec_type":"video","codec_name":"mjpeg","width":3000,"height":3000,"disposition":{"attached_pic":1}})";
    const QByteArray first = R"({"codec_type":"audio","codec_name":"first","channels":2)";
    const QByteArray second = R"({"codec_type":"audio","codec_name":"second","channels":6)";
    const QByteArray isDefault = R"(,"disposition":{"default":1}})";
    QTest::newRow("none") << QByteArray() << text("- -");
    QTest::newRow("the larger") << small + "}," + large + "}" << text("large -");
    QTest::newRow("the default") << small + isDefault + "," + large + "}" << text("small -");
    QTest::newRow("the larger of two defaults")
        << small + isDefault + "," + large + isDefault << text("large -");
    QTest::newRow("no cover") << cover + "," + small + "}" << text("small -");
    QTest::newRow("a cover alone") << cover + "," + first + "}" << text("- first");
    QTest::newRow("thumbnails of a time line")
        << QByteArray(cover).replace("attached_pic", "timed_thumbnails") + "," + small + "}" << text("small -");
    QTest::newRow("a still picture") << QByteArray(cover).replace("attached_pic", "still_image") + "," + small + "}" << text("small -");
    const QByteArray picture = R"({"codec_type":"video","codec_name":"png","width":3000,"height":3000)";
    QTest::newRow("a picture that is marked") << picture + isDefault + "," + small + "}" << text("small -");
    QTest::newRow("one picture alone") << picture + R"(,"nb_frames":"1"})" + "," + first + "}" << text("- first");
    QTest::newRow("a film of pictures") << picture + R"(,"nb_frames":"20"})" << text("png -");
    const QByteArray one = large + R"(,"nb_frames":"1"})";
    QTest::newRow("one frame beside a film") << one + "," + small + R"(,"nb_frames":"200"})" << text("small -");
    QTest::newRow("one frame beside a film, by its tags")
        << large + R"(,"tags":{"NUMBER_OF_FRAMES-eng":"1"}})" + "," + small + R"(,"tags":{"NUMBER_OF_FRAMES":"200"}})" << text("small -");
    QTest::newRow("one frame beside a film, counted")
        << large + R"(,"nb_read_packets":"1"})" + "," + small + R"(,"nb_read_packets":"200"})" << text("small -");
    QTest::newRow("two films") << large + R"(,"nb_frames":"48"})" + "," + small + R"(,"nb_frames":"240"})" << text("large -");
    QTest::newRow("one frame alone") << one << text("large -");
    QTest::newRow("the first sound") << first + "}," + first + "}" << text("- first");
    QTest::newRow("the sound of more channels") << first + "}," + second + "}" << text("- second");
    QTest::newRow("the default sound") << first + "}," + second + isDefault << text("- second");
    QTest::newRow("neither") << QByteArray(R"({"codec_type":"subtitle"},{"codec_type":"data"},7,null,[])")
                             << text("- -");
}

void TestProbeJson::choosesStreams()
{
    QFETCH(QByteArray, streams);
    const auto answer = readProbeJson("{\"streams\":[" + streams + "]}");
    QVERIFY(answer);
    const QString video = answer->streams.video ? answer->streams.video->codec : text("-");
    const QString audio = answer->streams.audio ? answer->streams.audio->codec : text("-");
    QTEST(QString(video % u' ' % audio), "chosen");
}

void TestProbeJson::shown_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QSize>("size");
    QTest::newRow("as coded") << QByteArray() << QSize(320, 240);
    QTest::newRow("wide pixels") << QByteArray(R"("sample_aspect_ratio":"4:3")") << QSize(427, 240);
    QTest::newRow("no shape") << QByteArray(R"("sample_aspect_ratio":"0:1")") << QSize(320, 240);
    QTest::newRow("turned") << QByteArray(R"("tags":{"rotate":"270"})") << QSize(240, 320);
    QTest::newRow("turned, wide pixels")
        << QByteArray(R"("sample_aspect_ratio":"2:1","tags":{"rotate":"90"})") << QSize(240, 640);
    QTest::newRow("a shape that lies")
        << QByteArray(R"("sample_aspect_ratio":"2147483647:1")") << QSize(0, 0);
}

void TestProbeJson::shown()
{
    QFETCH(QByteArray, members);
    const ProbeAnswer answer = answerWith(members);
    QTEST(QSize(answer.shown.width, answer.shown.height), "size");
}

void TestProbeJson::lengths_data()
{
    QTest::addColumn<QByteArray>("streams");
    QTest::addColumn<qint64>("ms");
    const QByteArray video = R"({"codec_type":"video","width":4,"height":4,"duration":"2.0"})";
    const QByteArray sound = R"({"codec_type":"audio","disposition":{"default":1},"duration":"3.0"})";
    const QByteArray data = R"({"codec_type":"data","duration":"9.0"})";
    const QByteArray second = R"({"codec_type":"audio","tags":{"DURATION":"00:01:09.500000000"}})";
    const QByteArray silent = R"({"codec_type":"video","width":4,"height":4})";
    QTest::newRow("picture and sound") << video + "," + sound << qint64(10'000); // as the file says
    QTest::newRow("data that go on behind them") << video + "," + sound + "," + data << qint64(3000);
    QTest::newRow("a second sound that does") << video + "," + sound + "," + second << qint64(3000);
    QTest::newRow("such data, of a picture that does not tell") << silent + "," + data << qint64(10'000);
    QTest::newRow("streams that tell nothing") << silent << qint64(10'000);
}

void TestProbeJson::lengths()
{
    QFETCH(QByteArray, streams);
    const auto answer = readProbeJson(R"({"streams":[)" + streams + R"(],"format":{"duration":"10.0"}})");
    QVERIFY(answer);
    QTEST(answer->shown.durationMs, "ms");
}

void TestProbeJson::noAnswer_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"", "x", "{}", "{\n\n}", "[]", "null", R"({"streams":{}})", R"({"streams":[)"})
        QTest::newRow(json) << QByteArray(json);
    QTest::newRow("very deep") << QByteArray(100'000, '[');
}

void TestProbeJson::noAnswer()
{
    QFETCH(QByteArray, json);
    QVERIFY(!readProbeJson(json));
}

void TestProbeJson::pixelFormats_data()
{
    QTest::addColumn<int>("depth");
    QTest::addColumn<QString>("eightBit");
    QTest::addColumn<QString>("layout");
    const auto row = [](const char *format, int depth, const char *eightBit, const char *layout) {
        QTest::newRow(format) << depth << text(eightBit) << text(layout);
    };
    row("", 0, "", "");
    row("yuv420p", 8, "yuv420p", "4:2:0");
    row("yuvj420p", 8, "yuvj420p", "4:2:0");
    row("yuv420p10le", 10, "yuv420p", "4:2:0");
    row("yuv422p10le", 10, "yuv422p", "4:2:2");
    row("yuv444p12be", 12, "yuv444p", "4:4:4");
    row("yuv411p", 8, "yuv411p", "4:1:1");
    row("yuva420p", 8, "yuva420p", "4:2:0 + alpha");
    row("gbrp", 8, "gbrp", "RGB");
    row("gbrp10le", 10, "gbrp", "RGB");
    row("rgb24", 8, "rgb24", "RGB");
    row("rgb48le", 16, "rgb48le", "RGB");
    row("bgra", 8, "bgra", "RGB");
    row("pal8", 8, "pal8", "RGB");
    row("nv12", 8, "nv12", "nv12");
    row("p010le", 10, "p010le", "p010le");
    row("p016le", 16, "p016le", "p016le");
    row("gray", 8, "gray", "gray");
    row("gray10le", 10, "gray", "gray10le");
}

void TestProbeJson::pixelFormats()
{
    const QString format = text(QTest::currentDataTag());
    QTEST(bitDepthOf(format), "depth");
    QTEST(withoutDepth(format), "eightBit");
    QTEST(layoutOf(format), "layout");
}

void TestProbeJson::aPictureIsReadOrNot_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<bool>("tiff");
    QTest::addColumn<PictureScan>("scan");
    const auto row = [](const char *tag, const char *lines, bool tiff, PictureScan scan) {
        QTest::newRow(tag) << QByteArray(lines) << tiff << scan;
    };
    row("whole", "packet,K_\nframe,64\n", false, PictureScan::Whole);
    row("a part is lost", "packet,K_\nframe,64,log,16,[mjpeg] overread 8\n\n\n", false, PictureScan::Damaged);
    row("no frame", "packet,K_\n", false, PictureScan::NoPicture);
    row("a kind of TIFF that ffmpeg does not read", "packet,K_\n", true, PictureScan::Whole);
    row("bad notes of the camera", "packet,K_\nframe,64,log,16,[mjpeg] mjpeg: error decoding EXIF data\n\n", false, PictureScan::Whole);
    row("bad notes in WebP", "packet,K_\nframe,64,log,16,[webp] invalid TIFF header in Exif data\n\n", false, PictureScan::Whole);
    row("bad notes and a lost part",
        "packet,K_\nframe,64,log,16,[mjpeg] mjpeg: error decoding EXIF data\n,log,16,[mjpeg] overread 8\n", false, PictureScan::Damaged);
}

void TestProbeJson::aPictureIsReadOrNot()
{
    QFETCH(QByteArray, lines);
    QFETCH(bool, tiff);
    QTEST(readPictureScan(lines, tiff ? QStringLiteral("image/tiff") : QStringLiteral("image/jpeg")), "scan");
}

POSTREEL_TEST_MAIN(TestProbeJson)
#include "tst_probe_json.moc"
