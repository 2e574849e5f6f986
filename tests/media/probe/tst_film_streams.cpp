// Which of a file's streams is the film: never a cover. HDR, which any codec may hold.
#include "app/media/rules/inspect.h"
#include "tests/media/film_measures.h"
#include "tests/support/test_main.h"

using namespace postreel;
using namespace postreel::testing;

namespace {

QString tone(int hertz)
{
    return QStringLiteral(" -f lavfi -i sine=frequency=%1:sample_rate=48000").arg(hertz);
}

} // namespace

class TestFilmStreams : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void coversAreNoFilm_data();
    void coversAreNoFilm();
    void lightOfH264_data();
    void lightOfH264();

private:
    QString file(const QString &name) const { return m_shelf.path(name); }
    QString made(const QString &suffix, const QString &arguments) const
    {
        return makeWithFfmpeg(arguments, file(QString::fromLatin1(QTest::currentDataTag()) % suffix));
    }
    FilmShelf m_shelf;
};

void TestFilmStreams::initTestCase()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
}

void TestFilmStreams::coversAreNoFilm_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<QString>("arguments");
    const QString cover = QStringLiteral("-f lavfi -i color=red:size=2000x2000:rate=1:d=1 -f lavfi -i testsrc2=size=320x240:rate=30 ") % tone(400) %
                          QStringLiteral(" -map 0 -map 1 -map 2 -t 2 -c:v:1 libx264 -preset ultrafast -pix_fmt:v:1 yuv420p -c:a aac -ac 2 ");
    QTest::newRow("a JPEG before the film, in MP4") << QStringLiteral(".mp4") << cover % QStringLiteral("-c:v:0 mjpeg -pix_fmt:v:0 yuvj420p");
    QTest::newRow("a JPEG before the film, in MKV") << QStringLiteral(".mkv") << cover % QStringLiteral("-c:v:0 mjpeg -pix_fmt:v:0 yuvj420p");
    QTest::newRow("a PNG that is marked as default") << QStringLiteral(".mkv") << cover % QStringLiteral("-c:v:0 png -disposition:v:0 default -disposition:v:1 0");
    QTest::newRow("said to be one, in MP4") << QStringLiteral(".mp4") << cover % QStringLiteral("-c:v:0 mjpeg -pix_fmt:v:0 yuvj420p -disposition:v:0 attached_pic");
    const QString h264 = cover % QStringLiteral("-c:v:0 libx264 -pix_fmt:v:0 yuv420p ");
    QTest::newRow("one of H.264, in MP4") << QStringLiteral(".mp4") << h264;
    QTest::newRow("one of H.264, in MKV") << QStringLiteral(".mkv") << h264;
    QTest::newRow("one of H.264 that is marked as default") << QStringLiteral(".mkv") << h264 % QStringLiteral("-disposition:v:0 default -disposition:v:1 0");
    QTest::newRow("pictures for a time line, in MP4")
        << QStringLiteral(".mp4") << QString(h264).replace(QLatin1String("rate=1:d=1"), QLatin1String("rate=1"));
    QTest::newRow("said to be one, in M4V") << QStringLiteral(".m4v") << cover % QStringLiteral("-c:v:0 png -disposition:v:0 attached_pic");
}

void TestFilmStreams::coversAreNoFilm()
{
    QFETCH(QString, suffix);
    QFETCH(QString, arguments);
    const QString path = made(suffix, arguments);
    const Inspection seen = scanned(path, inspect(path, UploadKind::Media), {});
    QCOMPARE(seen.streams.video->codec, QStringLiteral("h264"));
    QCOMPARE(QSize(seen.facts.width, seen.facts.height), QSize(320, 240));
    QCOMPARE(seen.streams.scan.frames, 60);
    FixBench bench(file(QStringLiteral("fixes")));
    for (const FixRequest &request : {FixRequest{.endMs = 1500}, FixRequest{.startMs = 400}}) {
        const Result<QString> fixed = bench.fix(path, request);
        QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
        QCOMPARE(probed(*fixed, QStringLiteral("v"), QStringLiteral("stream=width")), QStringList{QStringLiteral("320")});
    }
}

void TestFilmStreams::lightOfH264_data()
{
    QTest::addColumn<QString>("transfer");
    QTest::addColumn<QString>("format");
    QTest::newRow("HLG") << QStringLiteral("arib-std-b67") << QStringLiteral("yuv420p");
    QTest::newRow("PQ") << QStringLiteral("smpte2084") << QStringLiteral("yuv420p");
    QTest::newRow("PQ of 10 bits") << QStringLiteral("smpte2084") << QStringLiteral("yuv420p10le");
}

void TestFilmStreams::lightOfH264()
{
    QFETCH(QString, transfer);
    QFETCH(QString, format);
    const QString path = made(QStringLiteral(".mp4"), QStringLiteral("-f lavfi -i testsrc2=size=320x240:rate=30 -t 1 -c:v libx264 -preset ultrafast -pix_fmt %1 -color_primaries bt2020 -color_trc %2 -colorspace bt2020nc").arg(format, transfer));
    const Inspection seen = inspect(path, UploadKind::Media);
    QVERIFY(std::any_of(seen.problems.cbegin(), seen.problems.cend(), [](const Problem &each) {
        return each.field == QLatin1String("dynamic range") && each.value == QLatin1String("HDR") && !each.fix.isEmpty();
    }));
    QVERIFY(planFix(seen, {}, {}, {}).toneMaps);
    FixBench bench(file(QStringLiteral("fixes")));
    const Result<QString> fixed = bench.fix(path);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    const QString told = probed(*fixed, QStringLiteral("v"), QStringLiteral("stream=color_transfer,color_primaries,color_space")).join(u' ');
    QCOMPARE(told.count(QStringLiteral("bt709")), 3);
    QCOMPARE(inspect(*fixed, UploadKind::Media).verdict, Verdict::Ready);
}

POSTREEL_TEST_MAIN(TestFilmStreams)
#include "tst_film_streams.moc"
