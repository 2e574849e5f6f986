// The verdict of real files of every kind, as they come from a disk.
#include "app/media/rules/inspect.h"
#include "tests/media/good_film.h"
#include "tests/support/film_kinds.h"
#include "tests/support/test_main.h"

#include <QRandomGenerator>
#include <QSize>

using namespace postreel;
using namespace postreel::testing;

class TestFilmVerdicts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void kinds_data();
    void kinds();
    void turned();
    void anamorphic();
    void streams();
    void lengths_data();
    void lengths();
    void notLookedAt();
    void scans_data();
    void scans();
    void premium();
    void notAFilm_data();
    void notAFilm();

private:
    FilmShelf m_films;
};

namespace {

// "X will refuse: frame rate 120 fps, video codec HEVC"
QString said(const Inspection &seen)
{
    QStringList problems;
    for (const Problem &problem : seen.problems)
        problems << problem.field % u' ' % problem.value;
    const QString verdict = nameOf(seen.verdict);
    return problems.isEmpty() ? verdict : verdict % text(": ") % problems.join(text(", "));
}

void row(const char *kind, const char *said)
{
    QTest::newRow(kind) << text(said);
}

} // namespace

void TestFilmVerdicts::initTestCase()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
}

void TestFilmVerdicts::kinds_data()
{
    QTest::addColumn<QString>("said");
    for (const char *good :
         {"high", "moov last", "fragmented", "mov",    "main", "baseline",     "no audio", "mono",
          "ts",   "m2ts",      "59.94 fps",  "60 fps", "720p", "ragged size",  "turned",   "variable rate",
          "jpeg", "png",       "webp",       "bmp",    "tiff", "turned photo", "gif"})
        row(good, "ready");
    row("1080p", "may be refused: frame size 1920×1080");
    row("hevc", "may be refused: video codec HEVC");
    row("vp9 opus", "may be refused: video codec VP9, audio codec Opus");
    row("vp8 vorbis", "may be refused: video codec VP8, audio codec Vorbis");
    row("odd size", "may be refused: video codec VP9");
    row("mp3", "may be refused: audio codec MP3");
    row("pcm", "may be refused: audio codec PCM");
    row("prores pcm", "may be refused: video codec ProRes, audio codec PCM");
    row("4:4:4", "X will refuse: video profile High 4:4:4 Predictive, pixel format 4:4:4");
    row("10 bit", "X will refuse: video profile High 10, bit depth 10 bit");
    row("120 fps", "X will refuse: frame rate 120 fps");
    row("hevc 120 fps", "X will refuse: frame rate 120 fps, video codec HEVC");
    row("hdr", "may be refused: video codec HEVC, dynamic range HDR");
    row("mpeg4", "X will refuse: video codec MPEG-4");
    row("interlaced", "X will refuse: interlacing interlaced");
    row("anamorphic", "X will refuse: pixel shape 4:3");
    row("5.1", "X will refuse: channels 5.1");
    row("aac main", "X will refuse: audio profile Main");
    row("aac ltp", "X will refuse: audio profile LTP");
    row("open gop", "X will refuse: open GOP open");
    row("long gop", "X will refuse: key frames every 600 frame(s)");
    row("short", "X will refuse: duration 0.2 s");
    row("3 h", "X will refuse: duration 180 min");
    row("ribbon", "X will refuse: aspect ratio 10:1");
    row("tiny", "X will refuse: frame size 16×16");
    row("audio only", "X will refuse: content sound only");
    row("audio with cover", "X will refuse: content sound only");
    row("mkv", "X will refuse: content Matroska");
    row("mkv vp9", "X will refuse: content Matroska, video codec VP9, audio codec Opus");
    row("mkv audio", "X will refuse: content sound only");
    row("avi", "X will refuse: content AVI, video codec MPEG-4, audio codec MP3");
    row("flv", "X will refuse: content Flash video");
    row("mpeg", "X will refuse: content MPEG, video codec MPEG-2, audio codec MP2");
    row("ogg", "X will refuse: content Ogg, video codec Theora, audio codec Vorbis");
    row("windows media", "X will refuse: content Windows Media, video codec WMV2, audio codec WMAV2");
    row("mxf", "X will refuse: content MXF, video codec MPEG-2, audio codec PCM");
    row("jpeg 2000", "X will refuse: content JPEG 2000");
    row("400 frames", "X will refuse: frames 400 frame(s)");
    row("wide gif", "X will refuse: pixels 345.6 million pixels");
    row("30 MB gif", "X will refuse: bytes 33 MB");
}

void TestFilmVerdicts::kinds()
{
    const QString path = m_films.film(QString::fromUtf8(QTest::currentDataTag()));
    const Inspection seen = inspect(path, UploadKind::Media);
    QVERIFY(!seen.error);
    QTEST(said(seen), "said");
    QCOMPARE(seen.broken.size(), seen.problems.size());
}

void TestFilmVerdicts::turned()
{
    const Inspection seen = inspect(m_films.film(text("turned")), UploadKind::Media);
    QVERIFY(seen.streams.video);
    QCOMPARE(seen.streams.video->rotation, 90);
    QCOMPARE(seen.streams.video->width, 320);
    QCOMPARE(QSize(seen.facts.width, seen.facts.height), QSize(240, 320));
}

void TestFilmVerdicts::anamorphic()
{
    const Inspection seen = inspect(m_films.film(text("anamorphic")), UploadKind::Media);
    QCOMPARE(QSize(seen.facts.width, seen.facts.height), QSize(427, 240));
    QCOMPARE(seen.streams.video->width, 320);
    QCOMPARE(seen.broken[0].fix, FixStep::Square);
}

void TestFilmVerdicts::streams()
{
    const Inspection hdr = inspect(m_films.film(text("hdr")), UploadKind::Media);
    QVERIFY(hdr.streams.video->hdr);
    QCOMPARE(hdr.streams.video->bitDepth, 10);
    const Inspection surround = inspect(m_films.film(text("5.1")), UploadKind::Media);
    QCOMPARE(surround.streams.audio->channels, 6);
    QCOMPARE(surround.streams.audio->sampleRate, 48'000);
    QCOMPARE(surround.broken[0].fix, FixStep::Audio);
    const Inspection silent = inspect(m_films.film(text("no audio")), UploadKind::Media);
    QVERIFY(!silent.streams.audio);
    const Inspection changing = inspect(m_films.film(text("variable rate")), UploadKind::Media);
    QVERIFY(changing.streams.scan.variableRate);
    const Inspection matroska = inspect(m_films.film(text("mkv")), UploadKind::Media);
    QVERIFY(matroska.facts.mediaType.isEmpty());
    QCOMPARE(matroska.facts.mediaCategory, text("tweet_video"));
    QCOMPARE(matroska.streams.container, text("matroska"));
    QCOMPARE(matroska.broken[0].fix, FixStep::Remux);
    const Inspection cover = inspect(m_films.film(text("jpeg 2000")), UploadKind::Cover);
    QCOMPARE(cover.broken.value(0).fix, FixStep::Convert);
    QVERIFY(cover.facts.width == 320 && cover.facts.height == 240);
}

void TestFilmVerdicts::lengths_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::newRow("high") << qint64(2000);
    QTest::newRow("mkv") << qint64(2000);
    QTest::newRow("longer second sound") << qint64(2000);
    QTest::newRow("browser's recording") << qint64(2000); // which does not tell it
}

void TestFilmVerdicts::lengths()
{
    constexpr qint64 frameMs = 34;
    QFETCH(qint64, ms);
    const QString path = m_films.film(text(QTest::currentDataTag()));
    const Inspection seen = scanned(path, inspect(path, UploadKind::Media), {});
    QVERIFY2(qAbs(seen.facts.durationMs - ms) <= frameMs, qPrintable(QString::number(seen.facts.durationMs)));
}

// What nobody has looked into is not called ready.
void TestFilmVerdicts::notLookedAt()
{
    const QString film = m_films.film(text("high"));
    QTemporaryDir tools;
    QFile broken(tools.filePath(text("ffprobe")));
    QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("#!/no/such/interpreter\n") > 0);
    broken.close();
    QVERIFY(broken.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", tools.path().toLocal8Bit());
    const Inspection seen = inspect(film, UploadKind::Media);
    qputenv("PATH", path);
    QCOMPARE(said(seen), text("may be refused: content unknown: checking it took too long"));
    QCOMPARE(seen.broken.first().fix, FixStep::None);
}

void TestFilmVerdicts::scans_data()
{
    QTest::addColumn<qint64>("frames");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *kind, qint64 frames, const char *said) {
        QTest::newRow(kind) << frames << text(said);
    };
    row("ts", 60, "ready");
    row("m2ts", 60, "ready");
    row("fragmented", 60, "ready");
    row("open gop ts", 120, "X will refuse: open GOP open");
    row("vp9 opus", 60, "may be refused: video codec VP9, audio codec Opus");
    row("long gop webm", 600, "may be refused: video codec VP9");
    row("mkv", 60, "X will refuse: content Matroska");
    row("browser's recording", 60, "may be refused: video codec VP8, audio codec Opus");
    row("fragments that differ", 600, "X will refuse: key frames every 570 frame(s)");
}

void TestFilmVerdicts::scans()
{
    QFETCH(qint64, frames);
    const QString path = m_films.film(text(QTest::currentDataTag()));
    const Inspection first = inspect(path, UploadKind::Media);
    QVERIFY(first.wantsScan);
    QCOMPARE(first.streams.scan.frames, 0);
    const Inspection seen = scanned(path, first, {});
    QVERIFY(!seen.wantsScan);
    QCOMPARE(seen.streams.scan.frames, frames);
    QVERIFY(seen.streams.scan.peakMilliFps >= 30'000 && seen.streams.scan.peakMilliFps <= 31'000);
    QVERIFY(!seen.streams.scan.variableRate);
    QTEST(said(seen), "said");
    QCOMPARE(scanned(path, seen, {}).streams, seen.streams);
}

void TestFilmVerdicts::premium()
{
    const Allowance premium{.tier = Tier::Premium};
    QCOMPARE(inspect(m_films.film(text("1080p")), UploadKind::Media, premium).verdict, Verdict::Ready);
    QCOMPARE(said(inspect(m_films.film(text("3 h")), UploadKind::Media, premium)),
             text("X will refuse: duration 180 min"));
}

void TestFilmVerdicts::notAFilm_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("said");
    QByteArray noise(100'000, Qt::Uninitialized);
    QRandomGenerator random(3);
    for (char &byte : noise)
        byte = static_cast<char>(random.generate());
    const QByteArray ftyp =
        QByteArray::fromHex("0000001866747970") + "isom" + QByteArray::fromHex("00000200") + "isommp41";
    QTest::newRow("random bytes") << noise << text("X will refuse: content unknown");
    QTest::newRow("a text") << QByteArray("These are notes.\n").repeated(100)
                            << text("X will refuse: content text");
    QTest::newRow("the beginning of a film, then noise")
        << ftyp + noise << text("X will refuse: content cut short");
    QTest::newRow("a playlist")
        << QByteArray("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhigh.mp4\n#EXT-X-ENDLIST\n")
        << text("X will refuse: content text");
}

void TestFilmVerdicts::notAFilm()
{
    QFETCH(QByteArray, bytes);
    const Inspection seen = inspect(m_films.written(text("none.mp4"), bytes), UploadKind::Media);
    QVERIFY(!seen.error);
    QTEST(said(seen), "said");
    QVERIFY(!seen.wantsScan);
    QCOMPARE(seen.broken[0].fix, FixStep::None);
}

POSTREEL_TEST_MAIN(TestFilmVerdicts)
#include "tst_film_verdicts.moc"
