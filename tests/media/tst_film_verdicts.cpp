// The verdict of real files of every kind, as they come from a disk.
#include "app/media/inspect.h"
#include "tests/media/judged_film.h"
#include "tests/support/film_kinds.h"
#include "tests/support/test_main.h"

#include <QElapsedTimer>

using namespace postreel;
using namespace postreel::testing;

class TestFilmVerdicts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void kinds_data();
    void kinds();

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
    for (const char *good : {"high", "moov last", "fragmented", "mov", "main", "baseline", "no audio", "mono", "ts", "m2ts",
                             "59.94 fps", "60 fps", "720p", "ragged size", "turned", "variable rate", "jpeg", "png", "webp",
                             "bmp", "tiff", "turned photo", "gif"})
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
    row("hdr", "may be refused: video codec HEVC");
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
    row("audio only", "X will refuse: content sound alone");
    row("audio with cover", "X will refuse: content sound alone");
    row("mkv", "X will refuse: content Matroska");
    row("mkv vp9", "X will refuse: content Matroska, video codec VP9, audio codec Opus");
    row("mkv audio", "X will refuse: content sound alone");
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

POSTREEL_TEST_MAIN(TestFilmVerdicts)
#include "tst_film_verdicts.moc"
