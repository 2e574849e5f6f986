// Every kind of film, picture and GIF is fixed as it should be, and what comes out is what X takes.
#include "app/media/fix/fix_queue.h"
#include "app/media/rules/inspect.h"
#include "tests/media/fix_bench.h"
#include "tests/support/test_main.h"
#include "tests/support/thorough.h"

#include <QDir>

using namespace postreel;
using namespace postreel::testing;

class TestFixes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void everyKind_data();
    void everyKind();
    void photosBecomeSmaller_data();
    void photosBecomeSmaller();
    void gifsRunAsLong();

private:
    FilmShelf m_shelf;
    QTemporaryDir m_folder;
};

void TestFixes::init()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
}

void TestFixes::everyKind_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("fix");
    const auto row = [](const char *kind, const char *fix) { QTest::newRow(kind) << QString::fromLatin1(kind) << QString::fromLatin1(fix); };
    for (const char *kind : {"high", "ts", "jpeg", "gif"})
        row(kind, "none");
    row("hevc", "video");
    row("vp9 opus", "both");
    row("odd size", "video");
    row("pcm", "audio");
    row("4:4:4", "video");
    row("120 fps", "video");
    row("hdr", "video");
    row("interlaced", "video");
    row("5.1", "audio");
    row("short", "both");
    row("3 h", "trim");
    row("audio only", "none");
    row("mkv", "remux");
    row("avi", "both");
    row("jpeg 2000", "picture");
    row("400 frames", "gif");
    row("30 MB gif", "gif");
    if (!isThorough())
        return;
    for (const char *kind : {"moov last", "mov", "no audio", "turned", "60 fps", "png"})
        row(kind, "none");
    row("fragmented", "none");
    row("1080p", "video");
    row("vp8 vorbis", "both");
    row("mp3", "audio");
    row("prores pcm", "both");
    row("10 bit", "video");
    row("hevc 120 fps", "video");
    row("mpeg4", "video");
    row("longer second sound", "video");
    row("browser's recording", "both");
    row("anamorphic", "video");
    row("aac main", "audio");
    row("open gop", "video");
    row("open gop ts", "video");
    row("long gop", "video");
    row("ribbon", "video");
    row("tiny", "video");
    row("audio with cover", "none");
    row("mkv vp9", "both");
    row("flv", "remux");
    row("mpeg", "both");
    row("ogg", "both");
    row("windows media", "both");
    row("mxf", "both");
    row("wide gif", "gif");
}

void TestFixes::everyKind()
{
    QFETCH(QString, kind);
    QFETCH(QString, fix);
    const QString file = m_shelf.film(kind);
    const QByteArray before = digestOf(file);
    FixBench bench(m_folder.filePath(kind));
    const Result<QString> fixed = bench.fix(file);
    QCOMPARE(digestOf(file), before);
    if (fix == QLatin1String("none")) {
        QCOMPARE(fixed.error().kind, ErrorKind::NothingToFix);
        return;
    }
    QVERIFY2(fixed.ok(), qPrintable(nameOf(fixed.error().kind) % u' ' % fixed.error().detail));
    QVERIFY(!bench.told.isEmpty());
    QCOMPARE(nameOf(bench.told.last().kind), fix);
    QCOMPARE(bench.told.last().percent, 100);
    const Inspection seen = inspect(*fixed, UploadKind::Media);
    QCOMPARE(seen.verdict, Verdict::Ready);
    QCOMPARE(faultsOf(*fixed), QString());
    QCOMPARE(QDir(bench.folder()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 1);
}

void TestFixes::photosBecomeSmaller_data()
{
    QTest::addColumn<QString>("pixels"); // of a noise that takes more than 5 MB
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<bool>("turned");
    QTest::addColumn<bool>("white"); // of the result
    const QString noise = QStringLiteral("r='random(1)*255':g='random(2)*255':b='random(3)*255'");
    QTest::newRow("PNG") << noise % QStringLiteral(":a=255") << QStringLiteral("png") << false << false;
    QTest::newRow("PNG that is seen through") << noise % QStringLiteral(":a=0") << QStringLiteral("png") << false << true;
    QTest::newRow("turned JPEG") << noise % QStringLiteral(":a=255") << QStringLiteral("jpg") << true << false;
}

void TestFixes::photosBecomeSmaller()
{
    QFETCH(QString, pixels);
    QFETCH(QString, suffix);
    QFETCH(bool, turned);
    QFETCH(bool, white);
    QString file = makeWithFfmpeg(QStringLiteral("-f lavfi -i nullsrc=size=%1,format=rgba,geq=").arg(turned ? QStringLiteral("3600x2400") : QStringLiteral("2400x1600")) % pixels %
                                      QStringLiteral(" -frames:v 1 -q:v 1 -qmin 1"),
                                  m_shelf.path(QStringLiteral("noise.") % suffix));
    if (turned)
        file = m_shelf.written(QStringLiteral("turned noise.jpg"), turnedPhoto(contentOf(file)));
    QVERIFY(QFileInfo(file).size() > 5'000'000);
    FixBench bench(m_folder.filePath(QString::fromLatin1(QTest::currentDataTag())));
    const Result<QString> fixed = bench.fix(file);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    QVERIFY(QFileInfo(*fixed).size() <= 5'000'000);
    const Inspection seen = inspect(*fixed, UploadKind::Media);
    QCOMPARE(seen.verdict, Verdict::Ready);
    QCOMPARE(seen.streams.orientation, 1);
    const QSize size(seen.facts.width, seen.facts.height);
    QCOMPARE(size.width() > size.height(), !turned);
    QVERIFY(qMax(size.width(), size.height()) <= 3600 && qMax(size.width(), size.height()) > 1200);
    const QString stats = ffmpegSays(QStringLiteral("-nostdin -i FILE -vf signalstats,metadata=print -f null -"), *fixed);
    const double luma = stats.section(QStringLiteral("signalstats.YAVG="), 1).section(u'\n', 0, 0).toDouble();
    QVERIFY2(white ? luma > 250 : luma > 100 && luma < 150, qPrintable(QString::number(luma)));
}

// Every third of 400 frames, and the last one of those that stay stands for the rest.
void TestFixes::gifsRunAsLong()
{
    const QString file = m_shelf.film(QStringLiteral("400 frames"));
    FixBench bench(m_folder.filePath(QStringLiteral("long")));
    const Result<QString> fixed = bench.fix(file);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    const Inspection after = inspect(*fixed, UploadKind::Media);
    QVERIFY(after.streams.pictures <= 350 && after.streams.pictures >= 100);
    const auto length = [](const QString &gif) {
        double seconds = 0;
        for (const QString &packet : probed(gif, QStringLiteral("v"), QStringLiteral("packet=duration_time")))
            seconds += packet.section(u',', 0, 0).toDouble();
        return seconds;
    };
    QVERIFY2(std::abs(length(*fixed) - length(file)) < 0.05, qPrintable(QString::number(length(*fixed))));
}

POSTREEL_TEST_MAIN(TestFixes)
#include "tst_fixes.moc"
