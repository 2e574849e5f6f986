#include "app/media/probe/sample_tables.h"
#include "tests/media/good_film.h"
#include "tests/media/iso_tables.h"
#include "tests/support/test_main.h"

#include <QBuffer>

using namespace postreel;
using namespace postreel::testing;

class TestSampleTables : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void frames_data();
    void frames();
    void largestTrack();
    void samplesEnd_data();
    void samplesEnd();
    void realFilm();
    void threeHoursAt60();
    void hostile_data();
    void hostile();
};

namespace {

SampleTables tablesOf(const QByteArray &film)
{
    QBuffer device;
    device.setData(film);
    device.open(QIODevice::ReadOnly);
    const auto moov = movieBoxOf(device);
    return moov ? readSampleTables(device, *moov) : SampleTables{};
}

// "K0 300 100": when frames are shown, in decode order.
QString told(const FrameTimes &times)
{
    QStringList words;
    for (const FrameTime &frame : times.frames)
        words << QString((frame.key ? text("K") : QString()) % QString::number(frame.at - times.startsAt));
    return words.join(u' ');
}

} // namespace

void TestSampleTables::frames_data()
{
    QTest::addColumn<QByteArray>("film");
    QTest::addColumn<QString>("times");
    const QVector<quint32> four{10, 10, 10, 10};
    const auto row = [](const char *tag, const TrackTables &track, const char *times) {
        QTest::newRow(tag) << filmOf(trackOf(track)) << text(times);
    };
    row("none", {}, "");
    row("every frame a key", {.steps = {{4, 100}}, .sizes = four}, "K0 K100 K200 K300");
    row("runs", {.steps = {{1, 100}, {2, 50}, {1, 7}}, .keys = {1}, .sizes = four}, "K0 100 150 200");
    row("B frames",
        {.steps = {{4, 100}},
         .offsets = {{1, 200}, {1, 400}, {1, 100}, {1, 100}},
         .keys = {1},
         .sizes = four},
        "K200 500 300 400");
    row("B frames and an edit that begins with the first",
        {.steps = {{4, 100}},
         .offsets = {{1, 200}, {3, 100}},
         .keys = {1, 3},
         .sizes = four,
         .edits = edit(400, 200)},
        "K0 0 K100 200");
    row("offsets below 0",
        {.steps = {{4, 100}}, .offsets = {{1, 0}, {1, quint32(-100)}}, .keys = {1}, .sizes = four},
        "K0 0 200 300");
    row("an empty edit first",
        {.steps = {{4, 100}}, .keys = {1}, .sizes = four, .edits = edit(50, -1) + edit(400, 100)},
        "K-100 0 100 200");
    row("partial keys of a MOV",
        {.steps = {{4, 100}}, .keys = {1}, .sizes = four, .more = numbers("stps", {3})}, "K0 100 K200 300");
    row("keys that are none", {.steps = {{4, 100}}, .keys = {0, 2, 99}, .sizes = four}, "0 K100 200 300");
    row("more times than samples", {.steps = {{9, 100}}, .keys = {1}, .sizes = four}, "K0 100 200 300");
    row("fewer times than samples", {.steps = {{2, 100}}, .keys = {1}, .sizes = four}, "K0 100");
    row("more offsets than frames", {.steps = {{2, 100}}, .offsets = {{99, 1}}, .keys = {1}, .sizes = four},
        "K1 101");
}

void TestSampleTables::frames()
{
    QFETCH(QByteArray, film);
    QTEST(told(tablesOf(film).frames), "times");
}

void TestSampleTables::largestTrack()
{
    const QVector<quint32> two{10, 10};
    const TrackTables small{.width = 160, .height = 120, .steps = {{2, 1}}, .sizes = two};
    const TrackTables large{.steps = {{2, 2}}, .sizes = two};
    const TrackTables sound{.width = 0, .height = 0, .kind = "soun", .steps = {{2, 3}}, .sizes = two};
    const TrackTables hint{.width = 4000, .height = 4000, .kind = "hint", .steps = {{2, 4}}, .sizes = two};
    const QByteArray film = filmOf(trackOf(sound) + trackOf(small) + trackOf(large) + trackOf(hint));
    QCOMPARE(told(tablesOf(film).frames), text("K0 K2"));
}

void TestSampleTables::samplesEnd_data()
{
    QTest::addColumn<QByteArray>("tracks");
    QTest::addColumn<qint64>("end");
    const TrackTables plain{.steps = {{3, 1}}, .sizes = {10, 20, 30}, .chunks = {500}};
    QTest::newRow("none") << QByteArray() << qint64(0);
    QTest::newRow("one chunk") << trackOf(plain) << qint64(560);
    TrackTables two = plain;
    two.chunks = {900, 100}; // the first holds all three
    QTest::newRow("the chunk furthest behind") << trackOf(two) << qint64(960);
    TrackTables sound = plain;
    sound.kind = "soun";
    sound.chunks = {700};
    QTest::newRow("of all tracks") << trackOf(plain) + trackOf(sound) << qint64(760);
    TrackTables empty = plain;
    empty.sizes = {};
    QTest::newRow("no samples") << trackOf(empty) << qint64(0);
}

void TestSampleTables::samplesEnd()
{
    QFETCH(QByteArray, tracks);
    QTEST(tablesOf(filmOf(tracks)).samplesEnd, "end");
}

void TestSampleTables::realFilm()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
    const FilmShelf films;
    for (const char *name : {"high", "moov last", "mov", "120 fps"}) {
        const QByteArray film = contentOf(films.film(text(name)));
        const SampleTables tables = tablesOf(film);
        QVERIFY(tables.samplesEnd > film.size() / 2 && tables.samplesEnd <= film.size());
        const FrameScan scan = scanOf(tables.frames);
        const int fps = name[0] == '1' ? 120 : 30;
        QCOMPARE(scan.frames, 2 * fps);
        QCOMPARE(scan.peakMilliFps, fps * 1000);
        QVERIFY(!scan.variableRate && !scan.openGop && !tables.fragmented);
    }
    const SampleTables fragmented = tablesOf(contentOf(films.film(text("fragmented"))));
    QVERIFY(fragmented.fragmented && fragmented.frames.frames.isEmpty());
    QVERIFY(scanOf(tablesOf(contentOf(films.film(text("open gop")))).frames).openGop);
    QVERIFY(scanOf(tablesOf(contentOf(films.film(text("variable rate")))).frames).variableRate);
}

void TestSampleTables::threeHoursAt60()
{
    constexpr int frames = 3 * 3600 * 60;
    TrackTables track{.timescale = 15'360, .steps = {{frames, 256}}};
    track.sizes.fill(10, frames);
    track.chunks = {100};
    // As an encoder with B frames writes them: each P is shown three frames later, two Bs before it.
    for (int i = 0; i < frames; ++i)
        track.offsets << std::pair<quint32, quint32>{1, i == 0 ? 256 : i % 3 == 1 ? 768 : 0};
    for (int i = 0; i < frames; i += 250)
        track.keys << static_cast<quint32>(i + 1);
    const SampleTables tables = tablesOf(filmOf(trackOf(track), 10 * frames + 200));
    const FrameScan scan = scanOf(tables.frames);
    QCOMPARE(scan.frames, frames);
    QCOMPARE(scan.longestGop, 250);
    QVERIFY(scan.peakMilliFps >= 60'000 && scan.peakMilliFps <= 61'000);
    QCOMPARE(tables.samplesEnd, 100 + 10 * frames);
}

void TestSampleTables::hostile_data()
{
    QTest::addColumn<QByteArray>("film");
    const quint32 most = 0xFFFFFFFF;
    const TrackTables huge{.steps = {{most, most}, {most, most}},
                           .offsets = {{most, most}},
                           .keys = {most, 0},
                           .sizes = {most, most},
                           .chunks = {most}};
    QTest::newRow("greatest numbers") << filmOf(trackOf(huge));
    // All samples of one size: there is no table whose length bounds their number.
    const QByteArray uniform = box("stsz", big32(0) + big32(1) + big32(most));
    QTest::newRow("four thousand million samples")
        << filmOf(trackOf({.steps = {{most, 1}}, .more = uniform}));
    const auto claims = [](const char *type) { return box(type, big32(0) + big32(0xFFFFFFFF) + big32(1)); };
    for (const char *type : {"stts", "ctts", "stss", "stps", "stsz", "stsc", "stco", "co64"})
        QTest::newRow(type) << filmOf(
            trackOf({.steps = {{2, 1}}, .sizes = {1, 2}, .chunks = {7}, .more = claims(type)}));
    const QByteArray chunk = box("co64", big32(0) + big32(1) + QByteArray(8, '\xFF'));
    QTest::newRow("a chunk beyond all")
        << filmOf(trackOf({.steps = {{2, 1}}, .sizes = {most, most}, .more = chunk}));
    QTest::newRow("an edit far off") << filmOf(
        trackOf({.steps = {{2, 1}}, .sizes = {1, 1}, .edits = edit(most, 0x7FFFFFFF)}));
    QTest::newRow("no clock") << filmOf(trackOf({.timescale = 0, .steps = {{2, 1}}, .sizes = {1, 1}}));
    QByteArray nested = box("stbl", {});
    for (int i = 0; i < 2000; ++i)
        nested = box(i % 2 ? "mdia" : "minf", nested);
    QTest::newRow("boxes in boxes") << filmOf(box("trak", nested));
}

// Nothing is as long as it says: no more frames than bytes, and no hang.
void TestSampleTables::hostile()
{
    QFETCH(QByteArray, film);
    const SampleTables tables = tablesOf(film);
    QVERIFY(tables.frames.frames.size() <= film.size());
    QVERIFY(tables.samplesEnd >= 0);
    QVERIFY(scanOf(tables.frames).frames <= film.size());
}

POSTREEL_TEST_MAIN(TestSampleTables)
#include "tst_sample_tables.moc"
