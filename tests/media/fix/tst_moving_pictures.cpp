// PNG and WebP that move: X shows their first picture, which is told; what can be made of them is offered and comes out whole.
#include "app/media/fix/frame_colours.h"
#include "app/media/rules/inspect.h"
#include "tests/media/fix_bench.h"
#include "tests/support/test_main.h"

using namespace postreel;
using namespace postreel::testing;

namespace {

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

} // namespace

class TestMovingPictures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void whatMovesIsTold();
    void whatMovesIsAnimated_data();
    void whatMovesIsAnimated();

private:
    QString file(const QString &name) const { return m_shelf.path(name); }
    QString made(const QString &name, const QString &arguments) const { return makeWithFfmpeg(arguments, file(name)); }
    QString movingPng(const QString &name, int frames, const QString &size) const;
    FilmShelf m_shelf;
};

void TestMovingPictures::initTestCase()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
}

QString TestMovingPictures::movingPng(const QString &name, int frames, const QString &size) const
{
    return made(name, QStringLiteral("-f lavfi -i testsrc2=s=%1:r=25,hue=H=t*3,gblur=3 -frames:v %2 -plays 0 -f apng").arg(size).arg(frames));
}

void TestMovingPictures::whatMovesIsTold()
{
    const Inspection png = inspect(movingPng(QStringLiteral("told.png"), 12, QStringLiteral("64x48")), UploadKind::Media);
    QCOMPARE(png.verdict, Verdict::MayBeRefused);
    QCOMPARE(png.problems.value(0).field, QStringLiteral("frames"));
    QVERIFY(png.problems.value(0).fix.startsWith(QLatin1String("X shows only the first picture: make it a GIF or a "
                                                                "video")));
    QCOMPARE(planFix(png, {}, {}, {}).kind, FixKind::Gif);
    QCOMPARE(inspect(file(QStringLiteral("told.png")), UploadKind::Cover).verdict, Verdict::Ready);
    const QString webp = made(QStringLiteral("told.webp"), QStringLiteral("-f lavfi -i testsrc2=s=64x48:r=10 -frames:v 9 -c:v libwebp_anim -f webp"));
    const Inspection seen = inspect(webp, UploadKind::Media);
    QCOMPARE(seen.streams.pictures, 9);
    QCOMPARE(seen.verdict, Verdict::MayBeRefused);
    QVERIFY(seen.problems.value(0).fix.contains(QLatin1String("X shows only the first picture")));
    QCOMPARE(planFix(seen, {}, {}, {}).kind, FixKind::None); // no ffmpeg reads it
}

void TestMovingPictures::whatMovesIsAnimated_data()
{
    QTest::addColumn<int>("frames");
    QTest::addColumn<QString>("size");
    QTest::addColumn<FixKind>("kind");
    QTest::newRow("a GIF") << 30 << QStringLiteral("160x120") << FixKind::Gif;
    QTest::newRow("a video of what is too large for a GIF") << 20 << QStringLiteral("1400x100") << FixKind::Video;
    QTest::newRow("a video of what is too long for a GIF") << 400 << QStringLiteral("64x48") << FixKind::Video;
}

void TestMovingPictures::whatMovesIsAnimated()
{
    QFETCH(int, frames);
    QFETCH(QString, size);
    const QString source = movingPng(QString::number(frames) % QStringLiteral(".png"), frames, size);
    FixBench bench(file(QStringLiteral("fixes")));
    const Result<QString> fixed = bench.fix(source);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    QTEST(bench.told.last().kind, "kind");
    const Inspection after = inspect(*fixed, UploadKind::Media);
    QCOMPARE(after.verdict, Verdict::Ready);
    QVERIFY2(std::abs(after.facts.durationMs - frames * 40) <= 40, qPrintable(QString::number(after.facts.durationMs)));
    if (after.facts.mediaType != QLatin1String("image/gif"))
        return;
    const QByteArray wanted = decoded(source, QStringLiteral("null"));
    QVERIFY(meanColourDifference(wanted, decoded(*fixed, QStringLiteral("null"))) <= 10);
}

POSTREEL_TEST_MAIN(TestMovingPictures)
#include "tst_moving_pictures.moc"
