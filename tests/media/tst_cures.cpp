// Every kind of film, picture and GIF is mended as it should be, and what comes out is what X takes.
#include "app/media/cures.h"
#include "app/media/inspect.h"
#include "tests/media/cure_bench.h"
#include "tests/support/test_main.h"

#include <QDir>

using namespace postreel;
using namespace postreel::testing;

class TestCures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void everyKind_data();
    void everyKind();

private:
    FilmShelf m_shelf;
    QTemporaryDir m_folder;
};

void TestCures::init()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
}

void TestCures::everyKind_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("cure");
    const auto row = [](const char *kind, const char *cure) { QTest::newRow(kind) << QString::fromLatin1(kind) << QString::fromLatin1(cure); };
    for (const char *kind : {"high", "moov last", "mov", "ts", "no audio", "turned", "60 fps", "jpeg", "png", "gif"})
        row(kind, "none");
    row("fragmented", "none");
    row("1080p", "video");
    row("hevc", "video");
    row("vp9 opus", "both");
    row("vp8 vorbis", "both");
    row("odd size", "video");
    row("mp3", "audio");
    row("pcm", "audio");
    row("prores pcm", "both");
    row("4:4:4", "video");
    row("10 bit", "video");
    row("120 fps", "video");
    row("hevc 120 fps", "video");
    row("hdr", "video");
    row("mpeg4", "video");
    row("interlaced", "video");
    row("anamorphic", "video");
    row("5.1", "audio");
    row("aac main", "audio");
    row("open gop", "video");
    row("open gop ts", "video");
    row("long gop", "video");
    row("short", "both");
    row("3 h", "trim");
    row("ribbon", "video");
    row("tiny", "video");
    row("audio only", "none");
    row("audio with cover", "none");
    row("mkv", "remux");
    row("mkv vp9", "both");
    row("avi", "both");
    row("flv", "remux");
    row("mpeg", "both");
    row("ogg", "both");
    row("windows media", "both");
    row("mxf", "both");
    row("jpeg 2000", "picture");
    row("400 frames", "gif");
    row("wide gif", "gif");
    row("30 MB gif", "gif");
}

void TestCures::everyKind()
{
    QFETCH(QString, kind);
    QFETCH(QString, cure);
    const QString file = m_shelf.film(kind);
    const QByteArray before = digestOf(file);
    CureBench bench(m_folder.filePath(kind));
    QElapsedTimer clock;
    clock.start();
    const Result<QString> mended = bench.mend(file);
    qInfo("%lld ms, %lld bytes", clock.elapsed(), mended ? QFileInfo(*mended).size() : 0);
    QCOMPARE(digestOf(file), before);
    if (cure == QLatin1String("none")) {
        QCOMPARE(mended.error().kind, ErrorKind::NothingToMend);
        return;
    }
    QVERIFY2(mended.ok(), qPrintable(nameOf(mended.error().kind) % u' ' % mended.error().said));
    QVERIFY(!bench.told.isEmpty());
    QCOMPARE(nameOf(bench.told.last().kind), cure);
    QCOMPARE(bench.told.last().percent, 100);
    const Inspection seen = inspect(*mended, UploadKind::Media);
    QCOMPARE(seen.verdict, Verdict::Ready);
    QCOMPARE(faultsOf(*mended), QString());
    QCOMPARE(QDir(bench.folder()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 1);
}

POSTREEL_TEST_MAIN(TestCures)
#include "tst_cures.moc"
