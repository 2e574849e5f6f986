// Surround sound that is mixed down: within full scale, and no quieter than that.
#include "app/media/fix/loudness.h"
#include "tests/media/film_measures.h"
#include "tests/support/test_main.h"

using namespace postreel;
using namespace postreel::testing;

namespace {

double peakOf(const QString &file)
{
    const QString said = ffmpegSays(QStringLiteral("-nostdin -hide_banner -nostats -i FILE -vn -af ebur128=peak=true:framelog=verbose -f null -"), file);
    return truePeakIn(said.section(QStringLiteral("Summary"), -1).toUtf8()).value_or(99);
}

} // namespace

class TestLoudness : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void withinFullScale_data();
    void withinFullScale();
    void peaks();

private:
    QString file(const QString &name) const { return m_shelf.path(name); }
    QString made(const QString &suffix, const QString &arguments) const
    {
        return makeWithFfmpeg(arguments, file(QString::fromLatin1(QTest::currentDataTag()) % suffix));
    }
    FilmShelf m_shelf;
};

void TestLoudness::initTestCase()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
}

void TestLoudness::withinFullScale_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("codec");
    const QString loud = QStringLiteral("0.99*sin(2764*t)|0.99*sin(2764*t)|0.99*sin(2764*t)|0|0.99*sin(2764*t)|0.99*sin(2764*t)");
    const QString noise = QStringLiteral("random(0)*2-1|random(1)*2-1|random(2)*2-1|random(3)*2-1|random(4)*2-1|random(5)*2-1");
    const QString edges = QStringLiteral("0.9*sgn(sin(1000*t))|0.9*sgn(sin(1000*t))|0.9*sgn(sin(1400*t))|0|0.9*sgn(sin(1000*t))|0");
    const QString quiet = QStringLiteral("0.05*sin(2764*t)|0.05*sin(2764*t)|0.05*sin(2764*t)|0|0|0");
    const QString h264 = QStringLiteral("-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a ");
    QTest::newRow("loud, copied picture") << loud << h264 % QStringLiteral("ac3 -b:a 448k");
    QTest::newRow("noise") << noise << h264 % QStringLiteral("aac -b:a 448k");
    QTest::newRow("edges, picture anew") << edges << QStringLiteral("-c:v mpeg4 -q:v 4 -c:a ac3 -b:a 448k");
    QTest::newRow("quiet") << quiet << h264 % QStringLiteral("ac3 -b:a 448k");
}

void TestLoudness::withinFullScale()
{
    QFETCH(QString, source);
    QFETCH(QString, codec);
    const QString path = made(QStringLiteral(".mkv"), QStringLiteral("-f lavfi -i testsrc2=size=320x240:rate=30 -f lavfi -i aevalsrc=%1:c=5.1:s=48000 -t 4 %2").arg(source, codec));
    FixBench bench(file(QStringLiteral("fixes")));
    const Result<QString> fixed = bench.fix(path);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    QCOMPARE(probed(*fixed, QStringLiteral("a"), QStringLiteral("stream=channels")).value(0), QStringLiteral("2"));
    const double peak = peakOf(*fixed);
    qInfo("%s: true peak %.2f dB", QTest::currentDataTag(), peak);
    QVERIFY2(peak <= mostPeakDb, qPrintable(QString::number(peak)));
    const bool quiet = qstrcmp(QTest::currentDataTag(), "quiet") == 0;
    QVERIFY2(peak > (quiet ? -24 : -6), qPrintable(QString::number(peak))); // no more is taken away than has to be
    QVERIFY(!quiet || peak > -21.5); // a sum of 0.1, as it was
}

void TestLoudness::peaks()
{
    QCOMPARE(truePeakIn("  True peak:\n    Peak:        5.2 dBFS\n"), std::optional(5.2));
    QCOMPARE(truePeakIn("    Peak:       -0.3 dBFS"), std::optional(-0.3));
    QVERIFY(truePeakIn("    Peak:       -inf dBFS").value_or(0) < -100);
    QVERIFY(!truePeakIn("nothing of the kind"));
    QVERIFY(!truePeakIn("Peak: nan"));
    QCOMPARE(gainFor(-30), 0.0);
    QCOMPARE(gainFor(6), -8.0);
}

POSTREEL_TEST_MAIN(TestLoudness)
#include "tst_loudness.moc"
