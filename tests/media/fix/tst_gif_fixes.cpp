// What comes out of a GIF's fix: the colours of every frame, the time that each is shown, its holes, how often it runs.
#include "app/media/fix/frame_colours.h"
#include "app/media/rules/inspect.h"
#include "tests/media/fix_bench.h"
#include "tests/support/test_main.h"

#include <algorithm>
#include <numeric>

using namespace postreel;
using namespace postreel::testing;

namespace {

constexpr qsizetype pixelBytes = 4;

QByteArray decoded(const QString &file, const QString &filters)
{
    QProcess process;
    process.start(QStringLiteral("ffmpeg"), {QStringLiteral("-nostdin"), QStringLiteral("-v"), QStringLiteral("error"), QStringLiteral("-i"), file,
                                             QStringLiteral("-vf"), filters % QStringLiteral(",format=rgba"), QStringLiteral("-vsync"), QStringLiteral("passthrough"),
                                             QStringLiteral("-f"), QStringLiteral("rawvideo"), QStringLiteral("-")});
    if (!process.waitForFinished(120'000) || process.exitCode() != 0)
        qFatal("cannot decode %s", qPrintable(file));
    return process.readAllStandardOutput();
}

// By what stands in its blocks, read by nothing of ours: ffprobe tells how long each packet is shown.
QVector<int> delaysOf(const QString &file)
{
    QVector<int> delays;
    for (const QString &line : probed(file, QStringLiteral("v"), QStringLiteral("packet=duration")))
        delays << line.section(u',', 0, 0).toInt();
    return delays;
}

int loopsOf(const QString &file)
{
    const QByteArray bytes = contentOf(file);
    const qsizetype at = bytes.indexOf("NETSCAPE2.0");
    return at < 0 ? -1 : static_cast<quint8>(bytes[at + 13]) + 256 * static_cast<quint8>(bytes[at + 14]);
}

// The delays of the frames that are kept, each with those of the frames that it stands for.
QVector<int> summed(const QVector<int> &delays, int keepEvery)
{
    QVector<int> sums;
    for (qsizetype at = 0; at < delays.size(); at += keepEvery)
        sums << std::accumulate(delays.cbegin() + at, delays.cbegin() + std::min(at + keepEvery, delays.size()), 0);
    return sums;
}

} // namespace

class TestGifFixes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void fixes_data();
    void fixes();
    void fewColoursShareOneTable();
    void knownOfAGif();
    void differencesOfColours();

private:
    QString file(const QString &name) const { return m_shelf.path(name); }
    QString made(const QString &name, const QString &arguments) const { return makeWithFfmpeg(arguments, file(name)); }
    QString drawn(const QString &name, const QStringList &arguments) const;
    FilmShelf m_shelf;
};

void TestGifFixes::initTestCase()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
}

// By ImageMagick, which writes the disposals and delays that it is told.
QString TestGifFixes::drawn(const QString &name, const QStringList &arguments) const
{
    QProcess process;
    process.start(QStringLiteral("convert"), QStringList(arguments) << QStringLiteral("gif:") % file(name));
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        qFatal("convert: %s", process.readAllStandardError().constData());
    return file(name);
}

void TestGifFixes::fixes_data()
{
    QTest::addColumn<QString>("source");
    const QString perFrame = QStringLiteral("split[a][b];[a]palettegen=stats_mode=single[p];[b][p]paletteuse=new=1 -loop ");
    // A film whose colours go round, which fades out.
    QTest::newRow("many colours and a fade")
        << made(QStringLiteral("film.gif"), QStringLiteral("-f lavfi -i testsrc2=s=120x90:r=20,hue=H=t*0.6,gblur=3,fade=t=out:st=16:d=2.5 -t 18.5 -vf ") % perFrame % QStringLiteral("0"));
    QTest::newRow("too large a frame")
        << made(QStringLiteral("wide.gif"), QStringLiteral("-f lavfi -i testsrc2=s=1400x80:r=10,hue=H=t*1.5,fade=t=out:st=1.5:d=1 -t 2.5 -vf ") % perFrame % QStringLiteral("2"));
    // Holes that move, are cleared or are taken back, delays of every kind.
    QStringList holes;
    const int delays[] = {2, 3, 7, 10, 0, 1, 13, 90};
    for (int i = 0; i < 8; ++i)
        holes << QStringLiteral("-dispose") << (i % 3 == 2 ? QStringLiteral("Previous") : QStringLiteral("Background")) << QStringLiteral("-delay")
              << QString::number(delays[i]) << QStringLiteral("(") << QStringLiteral("-size") << QStringLiteral("1400x60") << QStringLiteral("xc:none")
              << QStringLiteral("-fill") << QStringLiteral("hsl(%1,255,128)").arg(i * 45) << QStringLiteral("-draw")
              << QStringLiteral("circle %1,30 %1,5").arg(100 + i * 150) << QStringLiteral(")");
    QTest::newRow("holes") << drawn(QStringLiteral("holes.gif"), holes + QStringList{QStringLiteral("-loop"), QStringLiteral("3")});
    QStringList opens{QStringLiteral("-dispose"), QStringLiteral("Background"), QStringLiteral("-delay"), QStringLiteral("7"),
                      QStringLiteral("-size"), QStringLiteral("1400x60"), QStringLiteral("xc:navy")};
    QTest::newRow("a hole after a whole frame") << drawn(QStringLiteral("opens.gif"), opens + holes + QStringList{QStringLiteral("-loop"), QStringLiteral("0")});
}

void TestGifFixes::fixes()
{
    QFETCH(QString, source);
    const Inspection seen = inspect(source, UploadKind::Media);
    QCOMPARE(seen.verdict, Verdict::WillBeRefused);
    FixBench bench(file(QStringLiteral("fixes")));
    const Result<QString> fixed = bench.fix(source);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    const Inspection after = inspect(*fixed, UploadKind::Media);
    QCOMPARE(after.verdict, Verdict::Ready);
    const int keepEvery = (seen.streams.pictures + after.streams.pictures - 1) / after.streams.pictures;
    QCOMPARE(delaysOf(*fixed), summed(delaysOf(source), keepEvery));
    QCOMPARE(after.facts.durationMs, seen.facts.durationMs);
    QCOMPARE(loopsOf(*fixed), loopsOf(source));
    const int width = after.facts.width;
    const int height = after.facts.height;
    const QByteArray wanted = decoded(source, QStringLiteral("select='not(mod(n,%1))',scale=%2:%3:flags=area").arg(keepEvery).arg(width).arg(height));
    const QByteArray got = decoded(*fixed, QStringLiteral("null"));
    QCOMPARE(got.size(), wanted.size());
    const qsizetype frameBytes = pixelBytes * width * height;
    double worst = 0;
    for (qsizetype at = 0; at < got.size(); at += frameBytes)
        worst = std::max(worst, meanColourDifference(QByteArrayView(wanted).sliced(at, frameBytes), QByteArrayView(got).sliced(at, frameBytes)));
    qInfo("%s: %d frames of %dx%d, ΔE of the worst %.2f", QTest::currentDataTag(), after.streams.pictures, width, height, worst);
    QVERIFY2(worst <= 10, qPrintable(QString::number(worst)));
}

// Tables of colours for every frame would make it several times larger.
void TestGifFixes::fewColoursShareOneTable()
{
    const QString source = made(QStringLiteral("plain.gif"), QStringLiteral("-f lavfi -i color=navy:s=200x100:r=20,drawbox=x=0:y=0:w=40:h=40:c=orange:t=fill:enable='lt(mod(t,1),0.5)' -t 20"));
    FixBench bench(file(QStringLiteral("fixes")));
    const Result<QString> fixed = bench.fix(source);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    const QByteArray wanted = decoded(source, QStringLiteral("select='not(mod(n,2))'"));
    QVERIFY(decoded(*fixed, QStringLiteral("null")) == wanted);
    QVERIFY2(QFileInfo(*fixed).size() < 40'000, qPrintable(QString::number(QFileInfo(*fixed).size())));
}

void TestGifFixes::knownOfAGif()
{
    const QString gif = drawn(QStringLiteral("known.gif"),
                              QStringLiteral("-delay 2 -size 8x8 xc:red -delay 0 xc:blue -delay 300 xc:none -loop 5").split(u' '));
    const Inspection seen = inspect(gif, UploadKind::Media);
    QCOMPARE(seen.streams.pictures, 3);
    QCOMPARE(seen.streams.delaysCs, (QVector<int>{2, 10, 300}));
    QCOMPARE(seen.streams.loops, loopsOf(gif));
    QVERIFY(seen.streams.loops > 1);
    QVERIFY(seen.streams.seeThrough);
    QCOMPARE(seen.facts.durationMs, 3120);
}

void TestGifFixes::differencesOfColours()
{
    const QByteArray black("\0\0\0\xFF", 4);
    const QByteArray white("\xFF\xFF\xFF\xFF", 4);
    const QByteArray hole("\x10\x20\x30\0", 4);
    QCOMPARE(meanColourDifference(white, white), 0.0);
    QVERIFY(std::abs(meanColourDifference(black, white) - 100) < 0.01);
    QVERIFY(std::abs(meanColourDifference(QByteArray(black + white), QByteArray(white + white)) - 50) < 0.01);
    QCOMPARE(meanColourDifference(hole, black), 100.0);
    QCOMPARE(meanColourDifference(hole, QByteArray(4, '\0')), 0.0);
    const QByteArray red("\xFF\0\0\xFF", 4);
    const QByteArray green("\0\xFF\0\xFF", 4);
    QVERIFY(std::abs(meanColourDifference(red, green) - 170.6) < 0.2); // of (53.2, 80.1, 67.2) and (87.7, -86.2, 83.2)
}

POSTREEL_TEST_MAIN(TestGifFixes)
#include "tst_gif_fixes.moc"
