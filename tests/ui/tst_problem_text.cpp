// What X would object to, in words: one row for each property that it may be.
#include "tests/support/test_main.h"
#include "ui/problem_text.h"

using namespace postreel;

class ProblemTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachPropertyHasItsWords_data();
    void eachPropertyHasItsWords();
    void whatHelpsStandsBehindIt();
    void verdicts();
};

void ProblemTextTest::eachPropertyHasItsWords_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("limit");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *field, const char *value, const char *limit, const char *words) {
        QTest::addRow("%s: %s", field, value)
            << QString::fromLatin1(field) << QString::fromUtf8(value) << QString::fromUtf8(limit) << QString::fromUtf8(words);
    };
    row("bytes", "33 MB", "15 MB", "33 MB; X takes 15 MB");
    row("duration", "180 min", "20 min", "180 min long; X takes 20 min");
    row("duration", "0.2 s", "at least 0.5 s", "0.2 s long; X takes at least 0.5 s");
    row("frame size", "1920×1080", "1280×1024", "1920×1080 pixels; X takes 1280×1024");
    row("aspect ratio", "10:1", "3:1", "Aspect ratio 10:1; X takes 3:1");
    row("frame rate", "120 fps", "60 fps", "120 frames a second; X takes 60");
    row("bit depth", "10 bit", "8 bit", "10-bit colour; X takes 8-bit");
    row("key frames", "every 600 frames", "every 512 frames", "A key frame every 600 frames; X takes one every 512 frames");
    row("channels", "5.1", "stereo", "5.1 sound; X takes stereo");
    row("channels", "3 channels", "stereo", "3 channels of sound; X takes stereo");
    row("sound tracks", "2 (English, stereo; German, 5.1)", "1", "2 sound tracks (English, stereo; German, 5.1); X takes 1");
    row("frames", "400 frames", "350 frames", "400 frames; X takes 350 frames");
    row("pixels", "345.6 million pixels", "300 million pixels", "345.6 million pixels; X takes 300 million pixels");
    row("content", "Matroska", "MP4, MOV, WebM, TS", "Matroska file; X takes MP4, MOV, WebM or TS");
    row("content", "text", "SRT, VTT", "Text file; X takes SRT or VTT");
    row("content", "a camera's RAW file", "JPEG, PNG", "A camera's RAW file; X takes JPEG or PNG");
    row("content", "unknown", "MP4, MOV", "Unknown kind of file; X takes MP4 or MOV");
    // Another kind of file is not what is missing.
    row("content", "cut short", "MP4, MOV", "The file is cut short");
    row("content", "no picture in it", "JPEG, PNG", "There is no picture in the file");
    row("content", "no video inside", "MP4, MOV", "There is no video in the file");
    row("content", "sound only", "MP4, MOV", "Sound only, without a picture");
    row("content", "unknown: checking it took too long", "MP4", "Unknown kind of file: checking it took too long");
    row("content", "text/plain", "", "Text/plain file");
    row("video codec", "HEVC", "H.264", "HEVC video; X takes H.264");
    row("video codec", "MPEG-2", "H.264, HEVC, VP9", "MPEG-2 video; X takes H.264, HEVC or VP9");
    row("video profile", "High 10", "High, Main", "Video profile High 10; X takes High or Main");
    row("pixel format", "4:4:4", "4:2:0", "4:4:4 colour; X takes 4:2:0");
    row("dynamic range", "HDR", "SDR", "HDR video; X takes SDR");
    row("pixel shape", "4:3", "square", "4:3 pixels; X takes square ones");
    row("interlacing", "interlaced", "progressive", "Interlaced video; X takes progressive");
    row("open GOP", "open", "closed", "Open GOPs; X takes closed ones");
    row("audio codec", "Opus", "AAC", "Opus sound; X takes AAC");
    row("audio profile", "Main", "AAC-LC", "Sound profile Main; X takes AAC-LC");
    row("time stamps", "a gap of 5 s at 2 s", "12 s that really play", "Faulty timing: a gap of 5 s at 2 s (12 s that really play)");
    row("damage", "The picture cannot be read from 2 s to 5 s", "", "The picture cannot be read from 2 s to 5 s");
    row("text encoding", "UTF-16 LE", "UTF-8", "Text encoding UTF-16 LE; X takes UTF-8");
    row("subtitles", "line 7: a cue without a number", "", "Subtitles line 7: a cue without a number");
    row("something new", "1", "2", "Something new 1; X takes 2");
    row("sound tracks", "2 (%1; %2)", "1", "2 sound tracks (%1; %2); X takes 1"); // as files call their tracks
}

void ProblemTextTest::eachPropertyHasItsWords()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    QFETCH(QString, limit);
    QTEST(problemText({field, value, limit, {}}), "words");
}

void ProblemTextTest::whatHelpsStandsBehindIt()
{
    const Problem problem{QStringLiteral("frame rate"), QStringLiteral("120 fps"), QStringLiteral("60 fps"),
                          QStringLiteral("Reduce it to 60 fps")};
    QCOMPARE(problemWithFix(problem), QStringLiteral("120 frames a second; X takes 60 (Reduce it to 60 fps)"));
    QCOMPARE(problemWithFix({problem.field, problem.value, problem.limit, {}}), problemText(problem));
}

void ProblemTextTest::verdicts()
{
    for (const QString &name : verdictNames())
        QVERIFY(!verdictText(verdictOf(name)).isEmpty());
    QCOMPARE(verdictText(Verdict::WillBeRefused), QStringLiteral("X won't take this as it is"));
    QCOMPARE(verdictText(Verdict::MayBeRefused), QStringLiteral("X may refuse this"));
    QCOMPARE(verdictText(Verdict::Ready, true), QStringLiteral("Ready, as far as Postreel can tell without ffmpeg"));
    QCOMPARE(verdictText(Verdict::WillBeRefused, true), verdictText(Verdict::WillBeRefused));
}

POSTREEL_TEST_MAIN(ProblemTextTest)
#include "tst_problem_text.moc"
