// Several sound tracks of which one is kept: which, and that it is named.
#include "app/media/probe/sound_choice.h"
#include "app/media/rules/inspect.h"
#include "tests/media/film_measures.h"
#include "tests/support/test_main.h"

#include <cmath>

using namespace postreel;
using namespace postreel::testing;

namespace {

QString film(const QString &inputs, const QString &rest)
{
    return QStringLiteral("-f lavfi -i testsrc2=size=320x240:rate=30 ") % inputs % QStringLiteral(" -t 3 -c:v libx264 -preset ultrafast -pix_fmt yuv420p ") % rest;
}

QString tone(int hertz)
{
    return QStringLiteral(" -f lavfi -i sine=frequency=%1:sample_rate=48000").arg(hertz);
}

const QString silence = QStringLiteral(" -f lavfi -i anullsrc=r=48000:cl=stereo");

// In Hz, of what is heard: how often it passes through 0.
double pitchOf(const QString &file)
{
    const double crossings = firstNumber(ffmpegSays(QStringLiteral("-nostdin -t 1 -i FILE -vn -ac 1 -af astats -f null -"), file), "Zero crossings");
    return crossings / 2;
}

} // namespace

class TestSoundTracks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void oneIsKept_data();
    void oneIsKept();
    void anotherIsChosen();
    void oneWithoutPacketsIsNone();
    void whatEveryoneTakesIsReady();
    void choices_data();
    void choices();

private:
    QString file(const QString &name) const { return m_shelf.path(name); }
    QString made(const QString &suffix, const QString &arguments) const
    {
        return makeWithFfmpeg(arguments, file(QString::fromLatin1(QTest::currentDataTag()).replace(u'/', u'-') % suffix));
    }
    Inspection looked(const QString &path) const { return scanned(path, inspect(path, UploadKind::Media), {}); }
    FilmShelf m_shelf;
};

void TestSoundTracks::initTestCase()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
}

void TestSoundTracks::oneIsKept_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("kept");
    QTest::addColumn<double>("pitch");
    const QString two = QStringLiteral("-map 0 -map 1 -map 2 -c:a aac -ac 2 ");
    const QString names = QStringLiteral("-metadata:s:a:0 language=eng -metadata:s:a:1 language=deu ");
    const auto row = [](const char *tag, const char *suffix, const QString &arguments, const char *kept, double pitch) {
        QTest::newRow(tag) << QString::fromLatin1(suffix) << arguments << QString::fromUtf8(kept) << pitch;
    };
    row("the first", ".mkv", film(tone(400) + tone(1000), two + names), "English, stereo", 400);
    row("the one that is marked", ".mkv", film(tone(400) + tone(1000), two + names + QStringLiteral("-disposition:a:0 0 -disposition:a:1 default")), "German, stereo", 1000);
    row("the one with more channels", ".mkv", film(tone(400) + tone(1000), QStringLiteral("-map 0 -map 1 -map 2 -c:a aac -ac:a:0 1 -ac:a:1 2 -disposition:a 0 ") + names), "German, stereo", 1000);
    row("not the silent one", ".mkv", film(silence + tone(1000), two + names), "German, stereo", 1000);
    row("not the silent one, of an MP4", ".mp4", film(silence + tone(1000), two + names), "German, stereo", 1000);
    row("not the silent one that is marked", ".mkv", film(tone(400) + silence, two + names + QStringLiteral("-disposition:a:0 0 -disposition:a:1 default")), "English, stereo", 400);
    row("not the commentary", ".mkv", film(tone(400) + tone(1000), two + QStringLiteral("-metadata:s:a:0 title=Commentary -disposition:a 0")), "track 2, stereo", 1000);
    row("of a MOV", ".mov", film(silence + tone(1000), two + QStringLiteral("-c:a pcm_s16le")), "stereo", 1000);
}

void TestSoundTracks::oneIsKept()
{
    QFETCH(QString, suffix);
    QFETCH(QString, arguments);
    QFETCH(QString, kept);
    QFETCH(double, pitch);
    const QString source = made(suffix, arguments);
    const Inspection seen = looked(source);
    QCOMPARE(seen.facts.sounds.size(), 2);
    const auto tracks = std::find_if(seen.problems.cbegin(), seen.problems.cend(), [](const Problem &each) { return each.field == QLatin1String("sound tracks"); });
    QVERIFY(tracks != seen.problems.cend());
    QVERIFY2(tracks->fix.startsWith(QLatin1String("Keep ")) && tracks->fix.contains(kept), qPrintable(tracks->fix));
    for (const SoundTrack &track : seen.facts.sounds)
        QVERIFY2(tracks->value.contains(track.name), qPrintable(tracks->value));
    FixBench bench(file(QStringLiteral("fixes")));
    const Result<QString> fixed = bench.fix(source);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    QCOMPARE(probed(*fixed, QStringLiteral("a"), QStringLiteral("stream=codec_name")).size(), 1);
    const double heard = pitchOf(*fixed);
    QVERIFY2(std::abs(heard - pitch) < 60, qPrintable(QString::number(heard)));
    QCOMPARE(inspect(*fixed, UploadKind::Media).verdict, Verdict::Ready);
}

void TestSoundTracks::anotherIsChosen()
{
    const QString source = makeWithFfmpeg(film(tone(400) + tone(1000), QStringLiteral("-map 0 -map 1 -map 2 -c:a aac -ac 2")), file(QStringLiteral("chosen.mp4")));
    FixBench bench(file(QStringLiteral("fixes")));
    for (const auto &[stream, pitch] : {std::pair(2, 1000.0), std::pair(1, 400.0)}) {
        const Result<QString> fixed = bench.fix(source, {.soundStream = stream});
        QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
        QCOMPARE(probed(*fixed, QStringLiteral("a"), QStringLiteral("stream=codec_name")).size(), 1);
        const double heard = pitchOf(*fixed);
        QVERIFY2(std::abs(heard - pitch) < 60, qPrintable(QString::number(heard)));
    }
}

void TestSoundTracks::oneWithoutPacketsIsNone()
{
    const QString source = makeWithFfmpeg(film(tone(400), QStringLiteral("-map 0 -map 1 -c:a aac -bsf:a noise=drop=1")), file(QStringLiteral("declared.mkv")));
    const Inspection seen = looked(source);
    QVERIFY(seen.facts.sounds.isEmpty());
    QVERIFY(!seen.streams.audio);
    FixBench bench(file(QStringLiteral("fixes")));
    const Result<QString> fixed = bench.fix(source);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    QCOMPARE(probed(*fixed, QStringLiteral("a"), QStringLiteral("stream=codec_name")).size(), 0);
}

// The first of several that are alike is what X takes, too: no question is asked.
void TestSoundTracks::whatEveryoneTakesIsReady()
{
    const QString source = makeWithFfmpeg(film(tone(400) + tone(1000), QStringLiteral("-map 0 -map 1 -map 2 -c:a aac -ac 2")), file(QStringLiteral("alike.mp4")));
    const Inspection seen = looked(source);
    QCOMPARE(seen.verdict, Verdict::Ready);
    QVERIFY(seen.problems.isEmpty());
    QCOMPARE(seen.facts.sounds.size(), 2);
    QCOMPARE(seen.facts.sound, 1);
    const Inspection other = withSound(seen, 2, {});
    QCOMPARE(other.facts.sound, 2);
    QCOMPARE(other.verdict, Verdict::MayBeRefused);
    QCOMPARE(withSound(seen, 7, {}).facts.sound, 1);
}

void TestSoundTracks::choices_data()
{
    QTest::addColumn<QVector<AudioFacts>>("sounds");
    QTest::addColumn<int>("chosen");
    const AudioFacts stereo{.channels = 2};
    const AudioFacts surround{.channels = 6};
    const AudioFacts marked{.channels = 2, .isDefault = true};
    const AudioFacts commentary{.channels = 6, .commentary = true};
    const AudioFacts silent{.channels = 6, .isDefault = true, .silent = true};
    const auto row = [](const char *tag, QVector<AudioFacts> sounds, int chosen) {
        for (qsizetype i = 0; i < sounds.size(); ++i)
            sounds[i].stream = static_cast<int>(i);
        QTest::newRow(tag) << sounds << chosen;
    };
    row("the first of equals", {stereo, stereo}, 0);
    row("most channels", {stereo, surround}, 1);
    row("marked", {surround, marked}, 1);
    row("all marked is none marked", {marked, marked, {.channels = 6, .isDefault = true}}, 2);
    row("commentary", {commentary, stereo}, 1);
    row("silent", {silent, stereo}, 1);
    row("silent or commentary", {silent, commentary}, 1);
    row("one that ffmpeg does not know", {{.channels = 4, .isDefault = true}, {.codec = QStringLiteral("aac"), .channels = 2}}, 1);
    row("all silent", {{.channels = 2, .silent = true}, silent}, 1);
}

void TestSoundTracks::choices()
{
    QFETCH(QVector<AudioFacts>, sounds);
    QTEST(chosenSound(sounds)->stream, "chosen");
}

POSTREEL_TEST_MAIN(TestSoundTracks)
#include "tst_sound_tracks.moc"
