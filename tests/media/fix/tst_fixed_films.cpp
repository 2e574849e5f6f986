// What comes out of a fix: sound and picture together, every frame at its time, the part that was wished, as good as it
// should be.
#include "app/media/rules/inspect.h"
#include "tests/media/film_measures.h"
#include "tests/support/test_main.h"
#include "tests/support/thorough.h"

#include <algorithm>
#include <cmath>

using namespace postreel;
using namespace postreel::testing;

namespace {

constexpr double slack = 0.040; // seconds

// In dB.
double loudnessIn(const QString &file, const QString &filters)
{
    return firstNumber(ffmpegSays(QStringLiteral("-nostdin -i FILE -vn -af %1,volumedetect -f null -").arg(filters), file),
                       "mean_volume");
}

// Of one film to another, frame by frame in their order; `part`: filters that choose the frames of the second.
double likeness(const QString &file, const QString &other, const QString &part = QStringLiteral("null"))
{
    const QString graph = QStringLiteral("[0:v]setpts=N,settb=1,format=yuv420p[a];[1:v]%1,setpts=N,settb=1,format=yuv420p[b];[a][b]ssim").arg(part);
    const QString said = saidBy(QStringLiteral("ffmpeg"), {QStringLiteral("-nostdin"), QStringLiteral("-i"), file, QStringLiteral("-i"), other,
                                                           QStringLiteral("-lavfi"), graph, QStringLiteral("-f"), QStringLiteral("null"), QStringLiteral("-")});
    return firstNumber(said, "All");
}

} // namespace

class TestFixedFilms : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void togetherInTime_data();
    void togetherInTime();
    void unevenFramesKeepTheirTimes();
    void partsAreExact_data();
    void partsAreExact();
    void asGoodAsItShouldBe_data();
    void asGoodAsItShouldBe();
    void fitsIntoBytes();
    void speechOutlivesTheDownmix();
    void turnedStaysUpright();
    void lightIsMapped_data();
    void lightIsMapped();
    void coloursOfAScreenStay();
    void metadataStaysAtHome();
    void whatAPlayerShowsIsTaken();

private:
    QString file(const QString &name) const { return m_shelf.path(name); }
    FilmShelf m_shelf;
};

void TestFixedFilms::init()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
}

void TestFixedFilms::togetherInTime_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<FixRequest>("request");
    QTest::addColumn<FixKind>("kind");
    const QString h264 = QStringLiteral("-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 30 ");
    const QString aac = QStringLiteral("-c:a aac ");
    const auto row = [](const char *tag, const char *suffix, const QString &encoding, const FixRequest &request, FixKind kind) {
        QTest::newRow(tag) << QString::fromLatin1(suffix) << encoding << request << kind;
    };
    row("remux", "mkv", h264 + aac, {}, FixKind::Remux);
    row("sound re-encoded", "mov", h264 + QStringLiteral("-c:a pcm_s16le"), {}, FixKind::Audio);
    row("picture re-encoded, of a TS", "ts", QStringLiteral("-c:v mpeg2video -q:v 3 ") + aac, {}, FixKind::Video);
    row("both re-encoded", "webm", QStringLiteral("-c:v libvpx -deadline realtime -cpu-used 8 -c:a libvorbis"), {}, FixKind::Both);
    row("late sound", "mkv", QStringLiteral("-c:v mpeg4 -q:v 3 -af atrim=start=1 -c:a flac"), {}, FixKind::Both);
    row("from a key frame", "mp4", h264 + aac, {.startMs = 1000, .endMs = 3000}, FixKind::Trim);
    row("uneven frames from anywhere", "mp4", h264 + aac + QStringLiteral("-vf select='lt(mod(n,12),5)' -vsync vfr"),
        {.startMs = 1370}, FixKind::Video);
    if (!isThorough())
        return;
    row("picture re-encoded", "mp4", QStringLiteral("-c:v mpeg4 -q:v 3 ") + aac, {}, FixKind::Video);
    row("both re-encoded, of an AVI", "avi", QStringLiteral("-c:v mpeg4 -q:v 3 -c:a libmp3lame"), {}, FixKind::Both);
    row("slowed down", "mp4", h264 + aac + QStringLiteral("-r 120"), {}, FixKind::Video);
    row("uneven frames", "mkv", QStringLiteral("-vf select='lt(mod(n,12),5)' -vsync vfr -c:v mpeg4 -q:v 3 ") + aac, {}, FixKind::Video);
    row("the beginning", "mp4", h264 + aac, {.endMs = 3000}, FixKind::Trim);
    row("from anywhere", "mp4", h264 + aac, {.startMs = 1370, .endMs = 3000}, FixKind::Video);
    row("from anywhere in an MKV", "mkv", h264 + aac, {.startMs = 1370}, FixKind::Video);
    row("from anywhere, both re-encoded", "mov", h264 + QStringLiteral("-c:a pcm_s16le"), {.startMs = 1370}, FixKind::Both);
}

void TestFixedFilms::togetherInTime()
{
    QFETCH(QString, suffix);
    QFETCH(QString, encoding);
    QFETCH(FixRequest, request);
    const QString source = makeWithFfmpeg(flashAt(2) + QStringLiteral("-t 4 ") + encoding,
                                          file(QString::fromLatin1(QTest::currentDataTag()) % u'.' % suffix));
    FixBench bench(file(QStringLiteral("fixes")));
    const Result<QString> fixed = bench.fix(source, request);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    QTEST(bench.told.last().kind, "kind");
    const double wanted = flashIn(source) - double(request.startMs) / 1000;
    const double flash = flashIn(*fixed);
    const double beep = beepIn(*fixed);
    QVERIFY2(std::abs(flash - wanted) <= slack, qPrintable(QString::number(flash)));
    QVERIFY2(std::abs(beep - flash) <= slack + 1e-6, qPrintable(QStringLiteral("flash %1 beep %2").arg(flash).arg(beep)));
}

void TestFixedFilms::unevenFramesKeepTheirTimes()
{
    const QString source = makeWithFfmpeg(
        QStringLiteral("-f lavfi -i testsrc2=size=320x240:rate=30 -t 4 -vf select='lt(mod(n,10),4)' -vsync vfr -c:v mpeg4"),
        file(QStringLiteral("uneven.mp4")));
    FixBench bench(file(QStringLiteral("fixes")));
    const Result<QString> fixed = bench.fix(source);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    const QVector<double> before = frameTimes(source);
    const QVector<double> after = frameTimes(*fixed);
    QCOMPARE(after.size(), before.size());
    for (qsizetype i = 0; i < before.size(); ++i)
        QVERIFY(std::abs(after[i] - before[i]) < 0.002);
}

void TestFixedFilms::partsAreExact_data()
{
    QTest::addColumn<FixRequest>("request");
    QTest::addColumn<FixKind>("kind");
    QTest::addColumn<QString>("part"); // in frames of 30 a second
    QTest::addColumn<int>("frames");
    const auto row = [](const char *tag, const FixRequest &request, FixKind kind, int from, int frames) {
        QTest::newRow(tag) << request << kind << QStringLiteral("trim=start_frame=%1:end_frame=%2").arg(from).arg(from + frames) << frames;
    };
    row("copied up to a time", {.endMs = 2500}, FixKind::Trim, 0, 75);
    row("copied up to another", {.endMs = 2567}, FixKind::Trim, 0, 78);
    row("copied from a key frame", {.startMs = 2000, .endMs = 3500}, FixKind::Trim, 60, 45);
    row("copied from near a key frame", {.startMs = 1970, .endMs = 3500}, FixKind::Trim, 60, 45);
    row("copied from a key frame to the end", {.startMs = 4000}, FixKind::Trim, 120, 60);
    row("encoded", {.startMs = 1500, .endMs = 3500}, FixKind::Video, 45, 60);
}

void TestFixedFilms::partsAreExact()
{
    QFETCH(FixRequest, request);
    QFETCH(int, frames);
    QFETCH(QString, part);
    const QString source = file(QStringLiteral("parts.mp4"));
    if (!QFile::exists(source))
        makeWithFfmpeg(QStringLiteral("-f lavfi -i testsrc2=size=320x240:rate=30 -f lavfi -i sine=r=48000 -t 6 -c:v libx264 -crf 10 -g 60 "
                                      "-bf 3 -sc_threshold 0 -pix_fmt yuv420p -c:a aac"),
                       source);
    FixBench bench(file(QStringLiteral("fixes")));
    const Result<QString> fixed = bench.fix(source, request);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    QTEST(bench.told.last().kind, "kind");
    const qint64 wanted = (request.endMs < 0 ? 6000 : request.endMs) - request.startMs;
    const Inspection seen = inspect(*fixed, UploadKind::Media);
    QVERIFY2(std::abs(seen.facts.durationMs - wanted) <= 40, qPrintable(QString::number(seen.facts.durationMs)));
    const QString decoded = ffmpegSays(QStringLiteral("-nostdin -v error -i FILE -map 0:v -f framecrc -"), *fixed);
    QCOMPARE(decoded.count(QStringLiteral("\n0,")), frames);
    const double like = likeness(*fixed, source, part);
    QVERIFY2(like > 0.985, qPrintable(QString::number(like))); // the next frame gives less
    QCOMPARE(faultsOf(*fixed), QString());
}

void TestFixedFilms::asGoodAsItShouldBe_data()
{
    QTest::addColumn<QString>("picture");
    QTest::newRow("drawn") << QStringLiteral("testsrc2=size=320x240:rate=30");
    QTest::newRow("fractal") << QStringLiteral("mandelbrot=size=320x240:rate=30");
    QTest::newRow("noisy") << QStringLiteral("testsrc2=size=320x240:rate=30,noise=alls=20:allf=t");
}

void TestFixedFilms::asGoodAsItShouldBe()
{
    QFETCH(QString, picture);
    const QString source = makeWithFfmpeg(QStringLiteral("-f lavfi -i ") % picture % QStringLiteral(" -t 2 -pix_fmt yuv420p -c:v ffv1"),
                                          file(QString::fromLatin1(QTest::currentDataTag()) % QStringLiteral(".mkv")));
    FixBench bench(file(QStringLiteral("fixes")));
    const Result<QString> fixed = bench.fix(source);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    const double like = likeness(*fixed, source);
    QVERIFY2(like >= 0.95, qPrintable(QString::number(like)));
}

void TestFixedFilms::fitsIntoBytes()
{
    const QString source = makeWithFfmpeg(
        QStringLiteral("-f lavfi -i testsrc2=size=640x360:rate=30,noise=alls=30:allf=t -f lavfi -i sine=r=48000 -t 5 -c:v libx264 "
                       "-preset ultrafast -crf 20 -pix_fmt yuv420p -c:a aac"),
        file(QStringLiteral("large.mp4")));
    FixQueue::Order order{.id = QStringLiteral("fit"), .file = source};
    order.allowance.statedBytes = 1'500'000;
    QVERIFY(QFileInfo(source).size() > 2 * order.allowance.statedBytes);
    FixBench bench(file(QStringLiteral("fixes")));
    const Result<QString> fixed = bench.fix(order);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    QCOMPARE(bench.told.last().kind, FixKind::Fit);
    const qint64 bytes = QFileInfo(*fixed).size();
    QVERIFY2(bytes <= order.allowance.statedBytes && bytes > order.allowance.statedBytes * 85 / 100, qPrintable(QString::number(bytes)));
    QCOMPARE(inspect(*fixed, UploadKind::Media, order.allowance).verdict, Verdict::Ready);
}

// A word from the centre is as loud as before against what comes from the sides.
void TestFixedFilms::speechOutlivesTheDownmix()
{
    const QString source = makeWithFfmpeg(
        QStringLiteral("-f lavfi -i testsrc2=size=320x240:rate=30 -f lavfi -i "
                       "aevalsrc=0|0|0.3*sin(2764*t)|0|0.3*sin(12566*t)|0.3*sin(12566*t):c=5.1:s=48000 -t 2 -c:v libx264 "
                       "-preset ultrafast -pix_fmt yuv420p -c:a aac"),
        file(QStringLiteral("surround.mp4")));
    FixBench bench(file(QStringLiteral("fixes")));
    const Result<QString> fixed = bench.fix(source);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    QCOMPARE(bench.told.last().kind, FixKind::Audio);
    const double speech = loudnessIn(*fixed, QStringLiteral("lowpass=f=800,lowpass=f=800"));
    const double around = loudnessIn(*fixed, QStringLiteral("highpass=f=1000,highpass=f=1000"));
    QVERIFY2(speech > around + 4, qPrintable(QStringLiteral("%1 dB, %2 dB").arg(speech).arg(around)));
    QVERIFY(speech > -30);
    QCOMPARE(probed(*fixed, QStringLiteral("a"), QStringLiteral("stream=channels")).value(0), QStringLiteral("2"));
}

void TestFixedFilms::turnedStaysUpright()
{
    // Copied, it keeps its matrix; made again, its frames are turned.
    const QString source = m_shelf.film(QStringLiteral("turned"));
    FixBench bench(file(QStringLiteral("fixes")));
    const Result<QString> copied = bench.fix(source, {.endMs = 1000});
    QVERIFY2(copied.ok(), qPrintable(copied.error().detail));
    const Inspection first = inspect(*copied, UploadKind::Media);
    QCOMPARE(first.streams.video->rotation, inspect(source, UploadKind::Media).streams.video->rotation);
    QVERIFY(first.facts.height > first.facts.width);
    const Result<QString> encoded = bench.fix(source, {.startMs = 500});
    QVERIFY2(encoded.ok(), qPrintable(encoded.error().detail));
    const Inspection second = inspect(*encoded, UploadKind::Media);
    QCOMPARE(second.streams.video->rotation, 0);
    QCOMPARE(QSize(second.streams.video->width, second.streams.video->height), QSize(240, 320));
}

void TestFixedFilms::lightIsMapped_data()
{
    QTest::addColumn<QString>("transfer");
    QTest::addColumn<double>("white"); // signal of what is white without HDR, 203 cd/m²
    QTest::newRow("PQ") << QStringLiteral("smpte2084") << 0.58;
    QTest::newRow("HLG") << QStringLiteral("arib-std-b67") << 0.75;
}

void TestFixedFilms::lightIsMapped()
{
    QFETCH(QString, transfer);
    QFETCH(double, white);
    const QString source = makeWithFfmpeg(
        QStringLiteral("-f lavfi -i color=gray:size=320x240:rate=30,format=yuv420p10le,lutyuv=y=%1:u=512:v=512 -t 1 -c:v libx265 -preset "
                       "ultrafast -x265-params log-level=error -color_primaries bt2020 -color_trc %2 -colorspace bt2020nc")
            .arg(64 + qRound(white * 876))
            .arg(transfer),
        file(transfer % QStringLiteral(".mp4")));
    QVERIFY(inspect(source, UploadKind::Media).streams.video->hdr);
    FixBench bench(file(QStringLiteral("fixes")));
    const Result<QString> fixed = bench.fix(source);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    QVERIFY(!inspect(*fixed, UploadKind::Media).streams.video->hdr);
    const QString told = probed(*fixed, QStringLiteral("v"), QStringLiteral("stream=color_transfer,color_primaries,color_space")).join(u' ');
    QCOMPARE(told.count(QStringLiteral("bt709")), 3);
    const double luma = firstNumber(ffmpegSays(QStringLiteral("-nostdin -i FILE -vf signalstats,metadata=print -f null -"), *fixed),
                                    "signalstats.YAVG");
    QVERIFY2(luma > 160 && luma < 236, qPrintable(QString::number(luma)));
}

// What screens record is red, green and blue.
void TestFixedFilms::coloursOfAScreenStay()
{
    const QString source = makeWithFfmpeg(
        QStringLiteral("-f lavfi -i color=0x00FF00:size=320x240:rate=30,format=rgb24 -t 1 -c:v libx264rgb -preset ultrafast"),
        file(QStringLiteral("screen.mp4")));
    FixBench bench(file(QStringLiteral("fixes")));
    const Result<QString> fixed = bench.fix(source);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    const QString told = probed(*fixed, QStringLiteral("v"), QStringLiteral("stream=color_transfer,color_primaries,color_space")).join(u' ');
    QCOMPARE(told.count(QStringLiteral("bt709")), 3);
    const double luma = firstNumber(ffmpegSays(QStringLiteral("-nostdin -i FILE -vf signalstats,metadata=print -f null -"), *fixed),
                                    "signalstats.YAVG");
    QVERIFY2(std::abs(luma - 173) <= 2, qPrintable(QString::number(luma))); // 145 by the matrix of old television
}

void TestFixedFilms::metadataStaysAtHome()
{
    const QString source = makeWithFfmpeg(
        QStringLiteral("-f lavfi -i testsrc2=size=320x240:rate=30 -t 1 -c:v libx264 -pix_fmt yuv420p -metadata location=+48.2082+016.3738/ "
                       "-metadata title=Home"),
        file(QStringLiteral("home.mkv")));
    QVERIFY(contentOf(source).contains("+48.2082"));
    FixBench bench(file(QStringLiteral("fixes")));
    const Result<QString> fixed = bench.fix(source);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    QVERIFY(!contentOf(*fixed).contains("48.2082"));
}

// Two pictures and two sounds: those marked as default.
void TestFixedFilms::whatAPlayerShowsIsTaken()
{
    const QString source = makeWithFfmpeg(
        QStringLiteral("-f lavfi -i color=black:size=640x360:rate=30 -f lavfi -i testsrc2=size=320x240:rate=30 -f lavfi -i anullsrc=r=48000 "
                       "-f lavfi -i sine=r=48000 -map 0 -map 1 -map 2 -map 3 -t 1 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac "
                       "-disposition:v:0 0 -disposition:v:1 default -disposition:a:0 0 -disposition:a:1 default"),
        file(QStringLiteral("several.mkv")));
    FixBench bench(file(QStringLiteral("fixes")));
    for (const FixRequest &request : {FixRequest{}, FixRequest{.startMs = 300}}) {
        const Result<QString> fixed = bench.fix(source, request);
        QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
        QCOMPARE(probed(*fixed, QStringLiteral("v"), QStringLiteral("stream=width")), QStringList{QStringLiteral("320")});
        QCOMPARE(probed(*fixed, QStringLiteral("a"), QStringLiteral("stream=codec_name")), QStringList{QStringLiteral("aac")});
        QVERIFY(loudnessIn(*fixed, QStringLiteral("anull")) > -40);
    }
}

POSTREEL_TEST_MAIN(TestFixedFilms)
#include "tst_fixed_films.moc"
