// A plan as ffmpeg's arguments, and what ffmpeg reports as percent and time left.
#include "app/media/fix/fix_arguments.h"
#include "app/media/fix/fix_gif.h"
#include "app/media/fix/fix_progress.h"
#include "app/media/fix/fix_tools.h"
#include "tests/media/planned_films.h"
#include "tests/support/test_main.h"

using namespace postreel;
using namespace postreel::testing;

namespace {

const FixFiles files{.source = QStringLiteral("/films/-y %d.mp4"),
                      .result = QStringLiteral("/fixes/1/result.part"),
                      .passLog = QStringLiteral("/fixes/1/passes"),
                      .palette = QStringLiteral("/fixes/1/palette")};

QVector<FixPass> passes(const Inspection &seen, const FixRequest &request = {})
{
    return passesOf(planFix(seen, request, {}, {}), seen, files, {});
}

QString only(const Inspection &seen, const FixRequest &request = {})
{
    const auto all = passes(seen, request);
    return all.size() == 1 ? all.first().arguments.join(u' ') : QString();
}

QString filtersOf(const FixPlan &plan, const Inspection &seen, const FfmpegFeatures &skills = {})
{
    return filmFilters(plan, seen, skills);
}

Inspection mkv()
{
    Inspection seen = breaking(goodFilm(), Measure::Content, FixStep::Remux);
    seen.streams.container = QStringLiteral("matroska");
    return seen;
}

} // namespace

class TestFixArguments : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyRunIsSafe_data();
    void everyRunIsSafe();
    void copies();
    void encodes();
    void timesOfFramesStay();
    void twoPasses();
    void chunks();
    void chunksThatGoOn_data();
    void chunksThatGoOn();
    void trims();
    void sound_data();
    void sound();
    void filters();
    void toneMapping();
    void uprightPhotos_data();
    void uprightPhotos();
    void gifs();
    void reports();
    void percentNeverGoesBack();
    void timeLeft();
    void keyFrames();
};

void TestFixArguments::everyRunIsSafe_data()
{
    QTest::addColumn<QVector<FixPass>>("runs");
    QTest::addColumn<QString>("reader");
    QTest::newRow("copy") << passes(mkv()) << QStringLiteral("-f matroska");
    QTest::newRow("encode") << passes(breaking(goodFilm(), Measure::VideoCodec, FixStep::Video)) << QStringLiteral("-f mov");
    Inspection unknown = mkv();
    unknown.streams.container.clear();
    unknown.facts.mediaType.clear();
    QTest::newRow("reader not known") << passes(unknown) << QStringLiteral("-format_whitelist mov,");
    QTest::newRow("GIF") << passes(breaking(goodGif(500, 500, 400, 9000, 9), Measure::Pictures, FixStep::Thin))
                         << QStringLiteral("-f gif");
    QTest::newRow("picture") << passes(breaking(photo("image/png", 50, 50, 9), Measure::Bytes, FixStep::Shrink))
                             << QStringLiteral("-f png_pipe");
}

void TestFixArguments::everyRunIsSafe()
{
    QFETCH(QVector<FixPass>, runs);
    QFETCH(QString, reader);
    double share = 0;
    QVERIFY(!runs.isEmpty());
    for (const FixPass &pass : runs) {
        const QString line = pass.arguments.join(u' ');
        QVERIFY2(line.startsWith(QLatin1String("-nostdin -hide_banner -loglevel repeat+error -y -protocol_whitelist file ")),
                 qPrintable(line));
        QVERIFY2(line.contains(reader), qPrintable(line));
        QVERIFY(pass.arguments.contains(QLatin1String("file:/films/-y %d.mp4")));
        QVERIFY(line.contains(QLatin1String("-nostats -progress pipe:1 -f ")));
        share += pass.share;
    }
    QCOMPARE(share, 1.0);
    QCOMPARE(runs.last().arguments.last(), QStringLiteral("file:/fixes/1/result.part"));
}

void TestFixArguments::copies()
{
    const QString line = only(mkv());
    QVERIFY2(line.contains(QLatin1String("-c:v copy -c:a copy")), qPrintable(line));
    QVERIFY(line.contains(QLatin1String("-map_metadata -1 -map_chapters -1 -sn -dn")));
    QVERIFY(line.contains(QLatin1String("-moov_size ")) && !line.contains(QLatin1String("faststart")));
    QVERIFY(!line.contains(QLatin1String("-vf")) && !line.contains(QLatin1String("libx264")));
    QVERIFY(!line.contains(QLatin1String("-t ")) && !line.contains(QLatin1String("-ss")));
    const QString again = passesOf(planFix(mkv(), {}, {}, {}), mkv(), files, {}, false).first().arguments.join(u' ');
    QVERIFY(again.contains(QLatin1String("-movflags +faststart")) && !again.contains(QLatin1String("moov_size")));
    QVERIFY(indexDidNotFit(QStringLiteral("reserved_moov_size is too small, needed 5 additional")));
    QVERIFY(!indexDidNotFit(QStringLiteral("Conversion failed!")));
}

void TestFixArguments::encodes()
{
    Inspection seen = breaking(goodFilm(), Measure::VideoCodec, FixStep::Video);
    const QString line = only(seen);
    QVERIFY2(line.contains(QLatin1String("-vf format=yuv420p")), qPrintable(line)); // nothing else is wanted
    QVERIFY(line.contains(QLatin1String("-c:v libx264 -profile:v high -preset fast -g 60 -flags +cgop -crf 18 -maxrate ")));
    QVERIFY(line.contains(QLatin1String("-c:a copy")));
    seen.streams.video->milliFps = 500;
    QVERIFY(only(seen).contains(QLatin1String("-g 2 ")));
    seen.streams.video->milliFps = 0; // not known
    QVERIFY(only(seen).contains(QLatin1String("-g 120 ")));
    seen.streams.audio.reset();
    QVERIFY(!only(seen).contains(QLatin1String("-c:a")) && !only(seen).contains(QLatin1String("0:a")));
    FixPlan plan = planFix(seen, {}, {}, {});
    plan.preset = QStringLiteral("ultrafast");
    QVERIFY(passesOf(plan, seen, files, {}).first().arguments.contains(QLatin1String("8x8dct=1")));
}

void TestFixArguments::timesOfFramesStay()
{
    Inspection seen = breaking(goodFilm(), Measure::VideoCodec, FixStep::Video);
    QVERIFY(only(seen).contains(QLatin1String("-fps_mode vfr -c:v")));
    seen.streams.scan.variableRate = true;
    QVERIFY(only(seen).contains(QLatin1String("-fps_mode vfr -enc_time_base 1:90000 -c:v")));
    const auto older = passesOf(planFix(seen, {}, {}, {}), seen, files, {.fpsMode = false});
    QVERIFY(older.first().arguments.join(u' ').contains(QLatin1String("-vsync vfr -enc_time_base 1:90000 -c:v")));
    // Capped, they are even.
    const Inspection fast = breaking(seen, Measure::FrameRate, FixStep::SlowDown, {60'000, 0});
    QVERIFY(only(fast).contains(QLatin1String("-fps_mode vfr -c:v")));
    QVERIFY(only(fast).contains(QLatin1String("fps=60000/1000")));
}

void TestFixArguments::twoPasses()
{
    const Inspection seen = goodFilm();
    FixPlan plan = planFix(breaking(seen, Measure::VideoCodec, FixStep::Video), {}, {}, {});
    plan.goalBytes = 20'000'000;
    plan.videoBitRate = 2'400'000;
    plan.copiesAudio = false;
    const auto all = passesOf(plan, seen, files, {});
    QCOMPARE(all.size(), 2);
    const QString first = all[0].arguments.join(u' ');
    const QString second = all[1].arguments.join(u' ');
    QVERIFY2(first.contains(QLatin1String("-b:v 2400000 -pass 1 -passlogfile /fixes/1/passes")), qPrintable(first));
    QVERIFY(first.endsWith(QLatin1String("-f null -")) && !first.contains(QLatin1String("-c:a")));
    QVERIFY(second.contains(QLatin1String("-b:v 2400000 -pass 2 -passlogfile /fixes/1/passes -c:a aac")));
    QVERIFY(!second.contains(QLatin1String("-crf")));
}

void TestFixArguments::chunks()
{
    const Inspection seen = breaking(goodFilm(), Measure::VideoCodec, FixStep::Video);
    const FixPlan plan = planFix(seen, {}, {}, {});
    const auto all = passesOf(plan, seen, files, {}, true, {.ms = 3000});
    QCOMPARE(all.size(), 2);
    const QString line = all.first().arguments.join(u' ');
    QVERIFY2(line.contains(QLatin1String("-enc_time_base 1:90000 -c:v libx264")), qPrintable(line));
    QVERIFY(line.contains(QLatin1String("-output_ts_offset 10000ms -f segment -segment_format mpegts -segment_times 13.000,16.000,")));
    QVERIFY(line.contains(QLatin1String("-f nut file:sound.part")) && all.first().makesSound);
    QVERIFY(!line.contains(QLatin1String("-ss")));
    QVERIFY(all.last().arguments.isEmpty());
    const QString join = joinArguments(plan, seen, files, 3, true).join(u' ');
    QVERIFY2(join.contains(QLatin1String("-i concat:chunk-00000.ts|chunk-00001.ts|chunk-00002.ts ")), qPrintable(join));
    QVERIFY(join.contains(QLatin1String("-c copy -output_ts_offset -10000ms ")));
    QCOMPARE(joinArguments(plan, seen, files, 3, true).last(), QStringLiteral("file:/fixes/1/result.part"));
}

void TestFixArguments::chunksThatGoOn_data()
{
    QTest::addColumn<QString>("container");
    QTest::addColumn<bool>("uneven");
    QTest::addColumn<qint64>("milliFps");
    QTest::addColumn<QString>("seeks"); // in front of the file's name
    QTest::addColumn<QString>("reads"); // behind it
    QTest::addColumn<int>("passes");
    const QString none;
    // The last frame that is there is shown at 10 s; 30 frames a second.
    QTest::newRow("even") << QStringLiteral("mov") << false << qint64(0) << QStringLiteral("-ss 10025ms -i") << none << 3;
    QTest::newRow("uneven") << QStringLiteral("matroska") << true << qint64(0) << QStringLiteral("-ss 10000700us -i") << none << 3;
    QTest::newRow("slowed down") << QStringLiteral("mov") << false << qint64(25'000) << QStringLiteral("-ss 10040ms -i") << QStringLiteral("fps=25000/1000:start_time=0") << 3;
    QTest::newRow("slowed down, uneven") << QStringLiteral("mov") << true << qint64(25'000) << none << QStringLiteral("-ss 10040ms") << 2;
    QTest::newRow("no index") << QStringLiteral("mpegts") << false << qint64(0) << none << QStringLiteral("-ss 10025ms") << 2;
}

void TestFixArguments::chunksThatGoOn()
{
    QFETCH(QString, container);
    QFETCH(bool, uneven);
    QFETCH(qint64, milliFps);
    QFETCH(QString, seeks);
    QFETCH(QString, reads);
    Inspection seen = breaking(goodFilm(), Measure::VideoCodec, FixStep::Video);
    seen.streams.container = container;
    seen.streams.video->milliFps = 30'000;
    seen.streams.scan = {.frames = 900, .variableRate = uneven};
    FixPlan plan = planFix(seen, {}, {}, {});
    plan.milliFps = milliFps;
    const auto all = passesOf(plan, seen, files, {}, true, {.ms = 3000, .done = 2, .lastFrameUs = 10'000'000});
    QTEST(int(all.size()), "passes");
    const QString line = all.first().arguments.join(u' ');
    const qsizetype name = line.indexOf(files.source);
    QCOMPARE(line.left(name).contains(QLatin1String("-ss")), !seeks.isEmpty());
    QVERIFY2(seeks.isEmpty() || line.left(name).contains(seeks), qPrintable(line));
    QVERIFY2(reads.isEmpty() || line.mid(name).contains(reads), qPrintable(line));
    QVERIFY(line.contains(QLatin1String("-segment_start_number 2")));
    QCOMPARE(all.first().makesSound, seeks.isEmpty());
}

void TestFixArguments::trims()
{
    const QString end = only(goodFilm(), {.endMs = 20'000});
    QVERIFY2(end.contains(QLatin1String("-t 20000ms -c:v copy")), qPrintable(end));
    QVERIFY(!end.contains(QLatin1String("-ss")));
    const QString part = only(goodFilm(), {.startMs = 5001, .endMs = 20'000});
    QVERIFY2(part.contains(QLatin1String("-f mov -ss 5001ms -i file:")), qPrintable(part)); // of the input: exact and quick
    QVERIFY(part.contains(QLatin1String("-t 14999ms")) && part.contains(QLatin1String("libx264")));
    QVERIFY(part.contains(QLatin1String("-c:a copy -copypriorss:a 0")));
    const QString tail = only(goodFilm(), {.startMs = 5001});
    QVERIFY(tail.contains(QLatin1String("-ss 5001ms")) && !tail.contains(QLatin1String("-t ")));
}

void TestFixArguments::sound_data()
{
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("rate");
    QTest::addColumn<QString>("wanted");
    QTest::newRow("stereo") << 2 << 48'000 << QStringLiteral("-b:a 192000 -ar 48000 -af aresample=async=1:first_pts=0 ");
    QTest::newRow("mono stays mono") << 1 << 44'100
                                     << QStringLiteral("-b:a 128000 -ar 44100 -af aresample=async=1:first_pts=0 ");
    QTest::newRow("5.1") << 6 << 96'000 << QStringLiteral("-b:a 192000 -ac 2 -ar 48000 -af aresample=center_mix_level=1:");
}

void TestFixArguments::sound()
{
    QFETCH(int, channels);
    QFETCH(int, rate);
    Inspection seen = breaking(goodFilm(), Measure::AudioCodec, FixStep::Audio);
    seen.streams.audio->channels = channels;
    seen.streams.audio->sampleRate = rate;
    const QString line = only(seen);
    QFETCH(QString, wanted);
    QVERIFY2(line.contains(QLatin1String("-c:v copy -c:a aac -profile:a aac_low ") % wanted), qPrintable(line));
}

void TestFixArguments::filters()
{
    Inspection seen = goodFilm();
    FixPlan plan{.copiesVideo = false, .width = 640, .height = 64, .padWidth = 640, .padHeight = 214};
    QCOMPARE(filtersOf(plan, seen),
             QStringLiteral("scale=640:64,setsar=1,pad=640:214:(ow-iw)/2:(oh-ih)/2,format=yuv420p"));
    plan = {.copiesVideo = false, .width = 1280, .height = 720, .milliFps = 59'940, .deinterlaces = true};
    QCOMPARE(filtersOf(plan, seen), QStringLiteral("bwdif=mode=send_frame:deint=all,fps=59940/1000,format=yuv420p"));
    seen.streams.video->rotation = 90;
    plan = {.copiesVideo = false, .width = 720, .height = 1280};
    QCOMPARE(filtersOf(plan, seen), QStringLiteral("format=yuv420p")); // ffmpeg turns it by itself
    seen.streams.video->pixelWidth = 4;
    seen.streams.video->pixelHeight = 3;
    QCOMPARE(filtersOf(plan, seen), QStringLiteral("scale=720:1280,setsar=1,format=yuv420p"));
    plan.holdsLastFrame = true;
    QVERIFY(filtersOf(plan, seen).contains(QLatin1String("tpad=stop=-1:stop_mode=clone")));
    QVERIFY(soundFilters(plan, *seen.streams.audio).endsWith(QLatin1String(",apad")));
    QVERIFY(filtersOf({.copiesVideo = false}, seen).startsWith(QLatin1String("scale=trunc(iw*sar/2)*2"))); // size not known
}

void TestFixArguments::toneMapping()
{
    const FixPlan plan{.copiesVideo = false, .width = 1280, .height = 720, .toneMaps = true};
    QVERIFY(filtersOf(plan, goodFilm()).contains(QLatin1String("tonemap=")));
    const QString without = filtersOf(plan, goodFilm(), {.toneMaps = false});
    QVERIFY(without.contains(QLatin1String("curves=")) && !without.contains(QLatin1String("zscale")));
}

void TestFixArguments::uprightPhotos_data()
{
    QTest::addColumn<int>("orientation");
    QTest::addColumn<QString>("filter");
    const char *filters[] = {"", "hflip,", "hflip,vflip,", "vflip,", "transpose=cclock_flip,", "transpose=clock,",
                             "transpose=clock_flip,", "transpose=cclock,", ""};
    for (int i = 0; i < 9; ++i)
        QTest::addRow("%d", i + 1) << i + 1 << QString::fromLatin1(filters[i]);
}

void TestFixArguments::uprightPhotos()
{
    QFETCH(int, orientation);
    QFETCH(QString, filter);
    Inspection seen = photo("image/jpeg", 100, 50, 1000);
    seen.streams.orientation = orientation;
    QCOMPARE(pictureFilters({}, seen), filter % QStringLiteral("format=yuvj420p"));
    seen.facts.mediaType = QStringLiteral("image/png"); // may be seen through
    QVERIFY(pictureFilters({.scale = 0.5}, seen).contains(QLatin1String("lutrgb=r=255:g=255:b=255")));
    QVERIFY(pictureFilters({.scale = 0.5}, seen).startsWith(QLatin1String("scale=")));
}

void TestFixArguments::gifs()
{
    Inspection seen = breaking(goodGif(500, 500, 700, 35'000, 1'000'000), Measure::Pictures, FixStep::Thin);
    seen.streams.delaysCs = QVector<int>(700, 5);
    seen.streams.loops = 3;
    const auto all = passes(seen);
    QCOMPARE(all.size(), 2);
    QVERIFY(all[0].arguments.join(u' ').contains(QLatin1String("select='not(mod(n,2))'")));
    const QString line = all[1].arguments.join(u' ');
    QVERIFY2(line.contains(QLatin1String("-final_delay 10")), qPrintable(line)); // two of 50 ms
    QVERIFY(line.contains(QLatin1String("file:/fixes/1/palette")));
    QVERIFY(line.contains(QLatin1String("-fps_mode passthrough -enc_time_base 1:100 -loop 3 ")));
    FixPlan plan = planFix(seen, {}, {}, {});
    plan.coloursPerFrame = true;
    const auto own = passesOf(plan, seen, files, {});
    QCOMPARE(own.size(), 1);
    QVERIFY(own[0].arguments.join(u' ').contains(QLatin1String("palettegen=stats_mode=single[colours];[frames][colours]paletteuse=new=1")));
    plan.scale = 0.5;
    seen.streams.seeThrough = true;
    QVERIFY(gifFrames(plan, seen).contains(QLatin1String("premultiply=inplace=1,scale=")));
}

void TestFixArguments::reports()
{
    ReportReader reader;
    reader.take("frame=0\nfps=0.00\ntotal_size=N/A\nout_time_us=N/A\nprogress=continue\n");
    QCOMPARE(reader.report(), (FfmpegReport{.frames = 0}));
    reader.take("frame=24\nbitrate= 12.3kbits/s\ntotal_size=48\nout_time_us=1500");
    QCOMPARE(reader.report(), (FfmpegReport{.frames = 24, .bytes = 48})); // the line goes on
    reader.take("999\nout_time=00:00:01.5\n");
    QCOMPARE(reader.report().timeMs, 1500);
    reader.take("out_time_us=-9223372036854775807\nframe=12\n");
    QCOMPARE(reader.report().timeMs, 1500);
    QCOMPARE(reader.report().frames, 24);
    reader.take(QByteArray(100'000, 'x')); // a line that never ends
    reader.take("\nframe=30\n");
    QCOMPARE(reader.report().frames, 30);
}

void TestFixArguments::percentNeverGoesBack()
{
    FixMeter meter(FixKind::Fit, 10'000, {0.4, 0.6}, 20'000);
    meter.beginPass(0);
    int last = 0;
    for (int pass = 0; pass < 2; ++pass) {
        meter.beginPass(pass);
        for (const int ms : {0, 4000, 2000, 9000, 10'000, 12'000}) {
            const FixProgress progress = meter.at({.timeMs = ms}, 100);
            QVERIFY(progress.percent >= last);
            QVERIFY(progress.percent <= 98);
            last = progress.percent;
        }
        QCOMPARE(last, pass == 0 ? 39 : 98);
    }
    QCOMPARE(meter.looking().percent, 98);
    QCOMPARE(meter.done().percent, 100);
    QCOMPARE(meter.done().kind, FixKind::Fit);
}

void TestFixArguments::timeLeft()
{
    FixMeter meter(FixKind::Video, 100'000, {1}, 50'000);
    meter.beginPass(0);
    QCOMPARE(meter.at({}, 1000).leftMs, 49'000); // by the estimate
    QCOMPARE(meter.at({.timeMs = 25'000}, 5000).leftMs, 15'000); // by what was measured
    // Half of it was done before.
    FixMeter resumed(FixKind::Video, 100'000, {1}, 50'000);
    resumed.beginPass(0, 0.5);
    QCOMPARE(resumed.at({.timeMs = 75'000}, 10'000).leftMs, 10'000);
    FixMeter unknown(FixKind::Video, -1, {1}, 0);
    unknown.beginPass(0);
    QCOMPARE(unknown.at({.timeMs = 5000}, 1000).leftMs, -1);
}

void TestFixArguments::keyFrames()
{
    const QByteArray packets = "0.000000,K_\n1.966667,__\n2.000000,__\n2.000133,K_\nN/A,K_\n2.033333,K__\n\n";
    QCOMPARE(nearestKeyFrame(packets, 2000), 2001);
    QCOMPARE(nearestKeyFrame(packets, 2035), 2034);
    QCOMPARE(nearestKeyFrame(packets, 1950), -1);
    QCOMPARE(nearestKeyFrame(packets, 20), 0);
    QCOMPARE(nearestKeyFrame({}, 20), -1);
}

POSTREEL_TEST_MAIN(TestFixArguments)
#include "tst_fix_arguments.moc"
