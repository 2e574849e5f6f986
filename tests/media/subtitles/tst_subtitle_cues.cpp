// SRT and VTT: what is right, what is fixed and how, and what only a person can fix.
#include "app/media/subtitles/cue_times.h"
#include "app/media/subtitles/subtitle_cues.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace postreel;

class SubtitleCuesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void times_data();
    void times();
    void whatIsRight_data();
    void whatIsRight();
    void whatIsFixed_data();
    void whatIsFixed();
    void whatIsNot_data();
    void whatIsNot();
    void otherTexts_data();
    void otherTexts();
    void manyOfOneKind();
    void longFilesTakeNoTime();
};

void SubtitleCuesTest::times_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("vtt");
    QTest::addColumn<QString>("canonical"); // empty: no times
    const auto row = [](const char *line, bool vtt, const char *canonical) {
        QTest::addRow("%s%s", line, vtt ? " in VTT" : "")
            << QString::fromUtf8(line) << vtt << QString::fromUtf8(canonical);
    };
    row("00:00:01,000 --> 00:00:02,500", false, "00:00:01,000 --> 00:00:02,500");
    row("00:00:01,000 --> 00:00:02,500", true, "00:00:01.000 --> 00:00:02.500");
    row("00:01.000 --> 01:00:02.500 align:start  line:0", true,
        "00:01.000 --> 01:00:02.500 align:start line:0");
    row("00:01.5 --> 00:02", false, "00:00:01,500 --> 00:00:02,000");
    row(" 0 : 0 : 1 , 5-->0:0:2.25 X1:40", false, "00:00:01,500 --> 00:00:02,250 X1:40");
    row("1:2:3.4567 -> 123:2:3", false, "01:02:03,456 --> 123:02:03,000");
    row("00:00:01,000 → 00:00:02,000", false, "00:00:01,000 --> 00:00:02,000");
    row("00:59:59,999 --> 00:60:00,000", false, "");
    row("00:00:60,000 --> 00:01:00,000", false, "");
    row("00:00:01,000 00:00:02,000", false, "");
    row("00:00:01,000 -->", false, "");
    row("00:00:01,000 --> 00:00:02,000x", false, "");
    row("00:00:01, --> 00:00:02,000", false, "");
    row("1 --> 2", false, "");
    row("1:2:3:4 --> 1:2:3:5", false, "");
    row("00:00:01,0000000 --> 00:00:02", false, "");
    row("1234567:00:01 --> 00:00:02", false, "");
    row("-00:00:01,000 --> 00:00:02,000", false, "");
    row("", false, "");
}

void SubtitleCuesTest::times()
{
    QFETCH(QString, line);
    QFETCH(bool, vtt);
    const auto times = cueTimesOf(line);
    QTEST(times ? times->canonical(vtt) : QString(), "canonical");
}

void SubtitleCuesTest::whatIsRight_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("cues");
    const auto row = [](const char *tag, const char *text, const char *kind, int cues) {
        QTest::newRow(tag) << QString::fromUtf8(text) << QString::fromLatin1(kind) << cues;
    };
    row("SRT",
        "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:02,000 --> 00:00:03,000\n<i>two</i>\nlines\n",
        "text/srt", 2);
    row("without a last line end", "1\n00:00:01,000 --> 00:00:02,000\nHello", "text/srt", 1);
    row("more blank lines than one",
        "\n\n1\n00:00:01,000 --> 00:00:02,000\nHello\n\n\n\n2\n00:00:03,000 --> 00:00:04,000\nYou\n\n\n",
        "text/srt", 2);
    row("numbers from 57 on",
        "57\n00:00:01,000 --> 00:00:02,000\nHello\n\n60\n00:00:03,000 --> 00:00:04,000\nYou\n", "text/srt",
        2);
    row("times that overlap",
        "1\n00:00:01,000 --> 00:00:05,000\nHello\n\n2\n00:00:02,000 --> 00:00:03,000\nYou\n", "text/srt", 2);
    row("a number as text", "1\n00:00:01,000 --> 00:00:02,000\n42\n\n2\n00:00:03,000 --> 00:00:04,000\nYou\n",
        "text/srt", 2);
    row("an arrow in the text", "1\n00:00:01,000 --> 00:00:02,000\nA --> B\n", "text/srt", 1);
    row("VTT", "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n\n01:00:00.000 --> 01:00:01.000 line:0\nYou\n",
        "text/vtt", 2);
    row("VTT with all that it may have",
        "WEBVTT - a title\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE to myself\nin two "
        "lines\n\nREGION\nid:a\n\n"
        "a name\n00:01.000 --> 00:02.000\nHello\n \nstill\n\nNOTE\n\n7\n00:01.000\t-->  "
        "00:02.000\nYou\n\nNOTE the end",
        "text/vtt", 2);
}

void SubtitleCuesTest::whatIsRight()
{
    QFETCH(QString, text);
    for (const QString &lines : {text, QString(text).replace(u'\n', QStringLiteral("\r\n"))}) {
        const CueSheet sheet = readCues(lines);
        QTEST(sheet.kind, "kind");
        QTEST(sheet.cues, "cues");
        QVERIFY2(sheet.faults.isEmpty(),
                 qPrintable(QString::number(static_cast<int>(sheet.faults.value(0).fault))));
        QCOMPARE(sheet.fixed, text);
    }
}

using enum CueFault;

namespace {

const char *whole = "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\nYou\n";

void fixed(const char *tag, const char *text, CueFault fault, int line, const char *wanted)
{
    QTest::newRow(tag) << QString::fromUtf8(text) << fault << line << QString::fromUtf8(wanted);
}

} // namespace

void SubtitleCuesTest::whatIsFixed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<CueFault>("fault");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("wanted");
    fixed("points", "1\n00:00:01.000 --> 00:00:02.000\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\nYou\n",
           TimeForm, 2, whole);
    fixed("few digits", "1\n0:0:1,0 --> 0:0:2,0\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\nYou\n", TimeForm,
           2, whole);
    fixed("no hours", "1\n00:01,000 --> 00:02,000\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\nYou\n",
           TimeForm, 2, whole);
    fixed("no blanks", "1\n00:00:01,000-->00:00:02,000\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\nYou\n",
           TimeForm, 2, whole);
    fixed("no numbers", "00:00:01,000 --> 00:00:02,000\nHello\n\n00:00:03,000 --> 00:00:04,000\nYou\n",
           NumberMissing, 1, whole);
    fixed("one number twice",
           "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n1\n00:00:03,000 --> 00:00:04,000\nYou\n", NumberOrder,
           5, whole);
    fixed("no blank line",
           "1\n00:00:01,000 --> 00:00:02,000\nHello\n2\n00:00:03,000 --> 00:00:04,000\nYou\n",
           BlankLineMissing, 4, whole);
    fixed("a number that slipped off",
           "1\n\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\nYou\n",
           BlankLineWithin, 2, whole);
    fixed("a text that slipped off",
           "1\n00:00:01,000 --> 00:00:02,000\n\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\nYou\n",
           BlankLineWithin, 3, whole);
    fixed("cues in another order",
           "1\n00:00:03,000 --> 00:00:04,000\nYou\n\n2\n00:00:01,000 --> 00:00:02,000\nHello\n", CueOrder, 6,
           whole);
    fixed("a cue without text",
           "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:02,100 --> 00:00:02,200\n "
           "\n\n3\n00:00:03,000 --> 00:00:04,000\nYou\n",
           EmptyCue, 6, whole);
    fixed("old-style line endings",
           "1\r00:00:01,000 --> 00:00:02,000\rHello\r\r2\r00:00:03,000 --> 00:00:04,000\rYou\r", LoneReturns,
           1, whole);
    fixed("a mark within",
           "1\n00:00:01,000 --> 00:00:02,000\nHel\xEF\xBB\xBFlo\n\n2\n00:00:03,000 --> 00:00:04,000\nYou\n",
           ControlCharacters, 3, whole);
    fixed("an end as of old", "1\n00:00:01,000 --> 00:00:02,000\nHello\n\x1A", ControlCharacters, 4,
           "1\n00:00:01,000 --> 00:00:02,000\nHello\n");
    fixed("commas in VTT", "WEBVTT\n\n00:01,000 --> 00:02,000\nHello\n", TimeForm, 3,
           "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n");
    fixed("VTT without its first blank line", "WEBVTT\n00:01.000 --> 00:02.000\nHello\n", BlankLineMissing,
           2, "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n");
    fixed("VTT in another order, notes go along",
           "WEBVTT\n\nNOTE later\n\nb\n00:03.000 --> 00:04.000\nYou\n\nNOTE first\n\na\n00:01.000 --> "
           "00:02.000\nHello\n\nNOTE end\n",
           CueOrder, 12,
           "WEBVTT\n\nNOTE first\n\na\n00:01.000 --> 00:02.000\nHello\n\nNOTE later\n\nb\n00:03.000 --> "
           "00:04.000\nYou\n\nNOTE end\n");
    fixed("a note without a blank line behind it", "WEBVTT\n\nNOTE x\n00:01.000 --> 00:02.000\nHello\n",
           BlankLineMissing, 4, "WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:02.000\nHello\n");
}

void SubtitleCuesTest::whatIsFixed()
{
    QFETCH(QString, text);
    QFETCH(CueFault, fault);
    QFETCH(int, line);
    const CueSheet sheet = readCues(text);
    QCOMPARE(sheet.faults.size(), 1);
    QCOMPARE(sheet.faults.first().fault, fault);
    QCOMPARE(sheet.faults.first().line, line);
    QFETCH(QString, wanted);
    QCOMPARE(sheet.fixed.trimmed(), wanted.trimmed());
    const CueSheet again = readCues(sheet.fixed);
    QVERIFY(again.faults.isEmpty());
    QCOMPARE(again.cues, sheet.cues);
}

void SubtitleCuesTest::whatIsNot_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<CueFault>("fault");
    QTest::addColumn<int>("line");
    const auto row = [](const char *tag, const char *text, CueFault fault, int line) {
        QTest::newRow(tag) << QString::fromUtf8(text) << fault << line;
    };
    row("end before start", "1\n00:00:02,000 --> 00:00:01,000\nHello\n", EndBeforeStart, 2);
    row("end at start", "1\n00:00:02,000 --> 00:00:02,000\nHello\n", EndBeforeStart, 2);
    row("no times", "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:0x,000 --> 00:00:04,000\nYou\n",
        BadTime, 6);
    row("no times in the first cue",
        "1\n00:61:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\nYou\n", BadTime, 2);
    row("moved too far", "1\n00:00:00,500 --> 00:00:01,000\nHello\n\n2\n-00:00:00,500 --> 00:00:03,000\nYou\n", BadTime, 6);
    row("moved too far from the first cue on", "1\n-00:00:00,500 --> 00:00:03,000\nHello\n\n2\n00:00:04,000 --> 00:00:05,000\nYou\n", BadTime, 2);
    row("an arrow in a text of VTT", "WEBVTT\n\n00:01.000 --> 00:02.000\nA --> B\n", BadTime, 4);
    row("words before", "Subtitles by me\n\n1\n00:00:01,000 --> 00:00:02,000\nHello\n", TextOutside, 1);
    row("VTT without cues", "WEBVTT\n", NoCues, 1);
    row("VTT with notes alone", "WEBVTT\n\nNOTE nothing\n", NoCues, 1);
}

void SubtitleCuesTest::whatIsNot()
{
    QFETCH(QString, text);
    QFETCH(CueFault, fault);
    QFETCH(int, line);
    const CueSheet sheet = readCues(text);
    QVERIFY(!sheet.kind.isEmpty());
    const auto found = std::find_if(sheet.faults.begin(), sheet.faults.end(),
                                    [&](const FoundFault &one) { return one.fault == fault; });
    QVERIFY(found != sheet.faults.end());
    QCOMPARE(found->line, line);
    QVERIFY(!isFixable(fault));
    QCOMPARE(sheet.fixed, QString());
}

void SubtitleCuesTest::otherTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QString();
    QTest::newRow("prose") << QStringLiteral("1\nonce upon a time\n");
    QTest::newRow("SubStation") << QStringLiteral(
        "[Script Info]\nTitle: x\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,,,,,,,Hi\n");
    QTest::newRow("MicroDVD") << QStringLiteral("{1}{50}Hello\n");
    QTest::newRow("almost VTT") << QStringLiteral("WEBVTTX\n");
    QTest::newRow("times that are none") << QStringLiteral("1\n00:xx --> 00:yy\nHello\n");
}

void SubtitleCuesTest::otherTexts()
{
    QFETCH(QString, text);
    const CueSheet sheet = readCues(text);
    QCOMPARE(sheet.kind, QString());
    QVERIFY(sheet.faults.isEmpty());
}

void SubtitleCuesTest::manyOfOneKind()
{
    QString text;
    for (int i = 1; i <= 9; ++i)
        text += QStringLiteral("%1\n00:00:0%1.000 --> 00:00:0%1.500\nHi\n\n").arg(i);
    const CueSheet sheet = readCues(text);
    const QVector<FoundFault> wanted{
        {.fault = TimeForm, .line = 2, .more = 8, .seen = QStringLiteral("00:00:01.000 --> 00:00:01.500")}};
    QCOMPARE(sheet.faults, wanted);
}

// A reader whose time grows with the square of a file would hold a thread for hours.
void SubtitleCuesTest::longFilesTakeNoTime()
{
    const QString cue = QStringLiteral("1\n00:00:01,000 --> 00:00:02,000\n");
    QCOMPARE(readCues(cue + QString(500'000, u'\n')).cues, 0);
    QCOMPARE(readCues(cue + QStringLiteral("7\n\n").repeated(150'000)).cues, 1);
    QCOMPARE(readCues(cue.repeated(20'000)).cues, 0);
}

POSTREEL_TEST_MAIN(SubtitleCuesTest)
#include "tst_subtitle_cues.moc"
