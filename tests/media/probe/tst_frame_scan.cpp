#include "app/media/probe/frame_scan.h"
#include "app/media/probe/packet_times.h"
#include "tests/media/good_film.h"
#include "tests/support/test_main.h"

using namespace postreel;
using namespace postreel::testing;

class TestFrameScan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothing();
    void gops_data();
    void gops();
    void edited();
    void rates_data();
    void rates();
    void packetLines_data();
    void packetLines();
    void packetsCutOff();
    void length();
};

namespace {

// "K0 3 1 2 K4": when frames are shown, in decode order; K before key frames.
FrameTimes times(const QString &words, qint64 ticksPerSecond = 30)
{
    FrameTimes all{.ticksPerSecond = ticksPerSecond, .startsAt = 0, .frames = {}};
    for (QString word : words.split(u' ', Qt::SkipEmptyParts)) {
        const bool key = word.startsWith(u'K');
        all.frames << FrameTime{.at = word.remove(u'K').toLongLong(), .key = key};
    }
    return all;
}

// `count` frames at an even rate in a clock of 1 ms, rounded as muxers do.
FrameTimes even(int count, double fps)
{
    FrameTimes all{.ticksPerSecond = 1000, .startsAt = 0, .frames = {}};
    for (int i = 0; i < count; ++i)
        all.frames << FrameTime{.at = std::llround(i * 1000 / fps), .key = i == 0};
    return all;
}

} // namespace

void TestFrameScan::nothing()
{
    QVERIFY(scanOf({}) == FrameScan{});
    QVERIFY(scanOf(times(text("K0 1"), 0)) == FrameScan{});
    QCOMPARE(scanOf(times(text("K0"))).frames, 1);
    QCOMPARE(scanOf(times(text("K0"))).longestGop, 1);
}

void TestFrameScan::gops_data()
{
    QTest::addColumn<QString>("frames");
    QTest::addColumn<int>("longest");
    QTest::addColumn<bool>("open");
    QTest::newRow("in order") << text("K0 1 2 K3 4") << 3 << false;
    QTest::newRow("with B frames") << text("K0 3 1 2 K4 7 5 6") << 4 << false;
    QTest::newRow("the last one is the longest") << text("K0 K1 2 3 4") << 4 << false;
    QTest::newRow("every frame is a key") << text("K0 K1 K2") << 1 << false;
    QTest::newRow("no key at all") << text("0 1 2 3") << 4 << false;
    QTest::newRow("open") << text("K0 3 1 2 K6 4 5 9 7 8") << 6 << true;
    QTest::newRow("open at the end") << text("K0 1 2 K4 3") << 3 << true;
    QTest::newRow("frames before the first key") << text("0 1 K4 2 3 5 6") << 5 << false;
    QTest::newRow("leading frames of the first GOP") << text("K2 0 1 3 4 K5 6") << 5 << false;
    QTest::newRow("two frames at once") << text("K0 1 K2 2") << 2 << false;
}

void TestFrameScan::gops()
{
    QFETCH(QString, frames);
    const FrameScan scan = scanOf(times(frames));
    QTEST(static_cast<int>(scan.longestGop), "longest");
    QTEST(scan.openGop, "open");
    QCOMPARE(scan.frames, frames.split(u' ').size());
}

// What an edit list cuts off is in the file and is not shown.
void TestFrameScan::edited()
{
    FrameTimes cut = times(text("K0 3 1 2 K6 4 5 7 8"));
    QVERIFY(scanOf(cut).openGop);
    cut.startsAt = 6;
    const FrameScan scan = scanOf(cut);
    QVERIFY(!scan.openGop);
    QCOMPARE(scan.frames, 9);
    cut.startsAt = 1000;
    QCOMPARE(scanOf(cut).peakMilliFps, 0);
}

void TestFrameScan::rates_data()
{
    QTest::addColumn<FrameTimes>("times");
    QTest::addColumn<qint64>("peak");
    QTest::addColumn<bool>("variable");
    QTest::newRow("30") << even(300, 30) << qint64(30'000) << false;
    // A window of a second holds one frame more when rounding moves both of its ends: that is forgiven by
    // check().
    QTest::newRow("29.97") << even(3000, 30'000.0 / 1001) << qint64(30'000) << false;
    QTest::newRow("120") << even(1200, 120) << qint64(120'000) << false;
    QTest::newRow("shorter than a second") << even(12, 60) << qint64(60'000) << false;
    FrameTimes burst = even(300, 30);
    for (int i = 100; i < 200; ++i) // a stretch four times as fast
        burst.frames[i].at = burst.frames[100].at + (i - 100) * 8;
    QTest::newRow("a burst") << burst << qint64(105'000) << true;
    FrameTimes dropped = even(1000, 30);
    dropped.frames.remove(500);
    QTest::newRow("one frame dropped of a thousand") << dropped << qint64(30'000) << false;
    FrameTimes some = even(1000, 30);
    for (int i = 900; i > 0; i -= 45)
        some.frames.remove(i);
    QTest::newRow("a frame dropped here and there") << some << qint64(30'000) << true;
    FrameTimes wavering = even(300, 30);
    for (int i = 0; i < 300; ++i)
        wavering.frames[i].at += i % 3;
    QTest::newRow("a camera that wavers") << wavering << qint64(30'000) << false;
}

void TestFrameScan::rates()
{
    QFETCH(FrameTimes, times);
    const FrameScan scan = scanOf(times);
    QFETCH(qint64, peak);
    QVERIFY2(scan.peakMilliFps >= peak && scan.peakMilliFps <= peak + 1000,
             qPrintable(QString::number(scan.peakMilliFps)));
    QTEST(scan.variableRate, "variable");
}

void TestFrameScan::packetLines_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QString>("frames");
    const auto row = [](const char *tag, const char *lines, const char *frames) {
        QTest::newRow(tag) << QByteArray(lines) << text(frames);
    };
    row("none", "", "");
    row("key and others", "0.000000,N/A,K__\n0.100000,0.05,___\n", "K0 100000");
    row("more fields", "1.5,1.4,K_,\n", "K1500000");
    row("below 0", "-0.040000,-0.08,K_\n", "K-40000");
    row("thrown away", "0.0,0.0,KD_\n0.1,0.1,K__\n", "K100000");
    row("one does not tell: by decoding", "0.3,0.0,K__\nN/A,0.1,___\n", "K0 100000");
    row("neither", "N/A,N/A,K__\n", "");
    row("no lines of ours", "hello\n,,\n1,2\nnan,inf,K\n1e300,1e300,K\n", "");
    row("empty lines", "\n\n\n", "");
    row("cut off", "0.0,0.0,K__\n0.1,0.", "K0");
}

void TestFrameScan::packetLines()
{
    QFETCH(QByteArray, lines);
    QStringList frames;
    for (const FrameTime &frame : readPacketTimes(lines).frames)
        frames << QString((frame.key ? text("K") : QString()) % QString::number(frame.at));
    QTEST(frames.join(u' '), "frames");
}

void TestFrameScan::packetsCutOff()
{
    const QByteArray line = "0.5,0.5,___\n";
    QCOMPARE(readPacketTimes(line.repeated(1000)).frames.size(), 1000);
    QVERIFY(packetTimes(text("/no/such/film.webm"), text("video/webm")).frames.isEmpty());
}

void TestFrameScan::length()
{
    FrameTimes all = even(60, 30);
    QVERIFY(!shownMs(all)); // there may be more
    all.whole = true;
    QCOMPARE(shownMs(all).value_or(-1), 2000);
    FrameTimes one = even(1, 30);
    one.whole = true;
    QVERIFY(!shownMs(one));
    QVERIFY(!shownMs({}));
}

POSTREEL_TEST_MAIN(TestFrameScan)
#include "tst_frame_scan.moc"
