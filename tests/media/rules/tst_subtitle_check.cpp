// What X would say of a file of subtitles, in words, and the file that it takes.
#include "app/media/files/file_check.h"
#include "app/media/fix/fix_subtitles.h"
#include "app/media/rules/subtitle_check.h"
#include "tests/media/media_files.h"
#include "tests/support/test_main.h"

#include <QTemporaryDir>

using namespace postreel;
using namespace postreel::testing;

namespace {

const QByteArray good = "1\n00:00:01,000 --> 00:00:02,000\nHello\n";

QString inWords(const QVector<Problem> &problems)
{
    QStringList told;
    for (const Problem &problem : problems)
        told << problem.field % QLatin1String(": ") % problem.value % QLatin1String(" / ") % problem.limit %
                    QLatin1String(" / ") % problem.fix;
    return told.join(u'\n');
}

QByteArray wide(const QByteArray &ascii)
{
    QByteArray bytes("\xFF\xFE");
    for (const char c : ascii)
        bytes += QByteArray(1, c) + '\0';
    return bytes;
}

QByteArray ofLength(qsizetype bytes)
{
    const QByteArray begin = "1\n00:00:01,000 --> 00:00:02,000\n";
    return begin + QByteArray(bytes - begin.size(), 'x');
}

} // namespace

class SubtitleCheckTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void verdicts_data();
    void verdicts();
    void whatIsSent_data();
    void whatIsSent();
    void lateCuesTellBothTimes_data();
    void lateCuesTellBothTimes();
    void aLongFileIsNotRead();
    void writes();
    void writesNothing_data();
    void writesNothing();

private:
    QTemporaryDir m_folder;
};

void SubtitleCheckTest::verdicts_data()
{
    using enum Verdict;
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<QString>("problems");
    QTest::addColumn<bool>("fixable");
    const auto row = [](const char *tag, const QByteArray &bytes, const char *kind, Verdict verdict,
                        const char *problems, bool fixable) {
        QTest::newRow(tag) << bytes << QString::fromLatin1(kind) << verdict << QString::fromUtf8(problems)
                           << fixable;
    };
    row("SRT", good, "text/srt", Ready, "", false);
    row("VTT", "WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n", "text/vtt", Ready, "", false);
    row("a mark in VTT is allowed", "\xEF\xBB\xBFWEBVTT\n\n00:01.000 --> 00:02.000\nHi\n", "text/vtt", Ready,
        "", false);
    row("a mark in SRT", "\xEF\xBB\xBF" + good, "text/srt", MayBeRefused,
        "text encoding: UTF-8 with a byte order mark / UTF-8 without one / Save it as UTF-8", true);
    row("UTF-16", wide(good), "text/srt", WillBeRefused,
        "text encoding: UTF-16 LE / UTF-8 / Save it as UTF-8", true);
    row("Windows-1252", good + "Caf\xE9\n", "text/srt", WillBeRefused,
        "text encoding: probably Windows-1252 / UTF-8 / Save it as UTF-8", true);
    row("broken UTF-8", good + "äöü\n\xFF", "text/srt", WillBeRefused,
        "text encoding: UTF-8 with broken characters from line 5 on / UTF-8 / ", false);
    row("a code page that cannot be told", good + "\x82\xB1\x82\xF1\x81", "text/srt", WillBeRefused,
        "text encoding: unknown / UTF-8 / ", false);
    row("points", "1\n00:00:01.000 --> 00:00:02.000\nHi\n", "text/srt", WillBeRefused,
        "subtitles: line 2: 00:00:01.000 --> 00:00:02.000 / 00:00:01,000 / Rewrite the cues", true);
    row("several", "00:00:01,000 --> 00:00:02,000\nHi\n\n00:00:03,000 --> 00:00:04,000\nHi\n", "text/srt",
        WillBeRefused, "subtitles: line 1 and 1 more: a cue without a number /  / Rewrite the cues",
        true);
    row("two kinds", "1\n00:00:01.000 --> 00:00:02.000\nHi\n\n2\n00:00:04,000 --> 00:00:03,000\nHi\n",
        "text/srt", WillBeRefused,
        "subtitles: line 2: 00:00:01.000 --> 00:00:02.000 / 00:00:01,000 / Rewrite the cues\n"
        "subtitles: line 6: a cue that ends before it begins /  / ",
        false);
    row("SubStation", "[Script Info]\nTitle: x\n", "", WillBeRefused,
        "content: SubStation Alpha / SRT, VTT / ", false);
    row("MicroDVD in UTF-16", wide("{1}{50}Hello\n"), "", WillBeRefused, "content: MicroDVD / SRT, VTT / ",
        false);
    row("prose", "Hello\n", "", WillBeRefused, "content: text / SRT, VTT / ", false);
    row("a video", handmadeMp4(5000, 1280, 720), "", WillBeRefused, "content: unknown / SRT, VTT / ", false);
    row("at the limit", ofLength(1'000'000), "text/srt", Ready, "", false);
    row("too long", ofLength(1'200'000), "text/srt", WillBeRefused, "bytes: 1.2 MB / 1 MB / ", false);
    row("too long only as it is", wide(ofLength(900'000)), "text/srt", WillBeRefused,
        "text encoding: UTF-16 LE / UTF-8 / Save it as UTF-8", true);
    row("too long even then", wide(ofLength(1'500'000)), "text/srt", WillBeRefused,
        "text encoding: UTF-16 LE / UTF-8 / Save it as UTF-8\nbytes: 1.5 MB / 1 MB / ", false);
}

void SubtitleCheckTest::verdicts()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, fixable);
    const SubtitleReading reading = readSubtitles(bytes);
    QTEST(reading.kind, "kind");
    QTEST(reading.verdict, "verdict");
    QTEST(inWords(reading.problems), "problems");
    QCOMPARE(reading.isFixable(), fixable);
    QCOMPARE(reading.changed, fixable);
    QCOMPARE(reading.utf8.isEmpty(), !fixable && reading.verdict != Verdict::Ready);
    if (!fixable)
        return;
    const SubtitleReading again = readSubtitles(reading.utf8);
    QCOMPARE(again.verdict, Verdict::Ready);
    QCOMPARE(again.utf8, reading.utf8);
    QCOMPARE(again.cues, reading.cues);
}

void SubtitleCheckTest::whatIsSent_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("what is right stays as it is")
        << QByteArray(good).replace("\n", "\r\n") << QByteArray(good).replace("\n", "\r\n");
    QTest::newRow("UTF-16") << wide(QByteArray(good).replace("\n", "\r\n")) << good;
    QTest::newRow("Windows-1252") << good + "5\x80\n" << QByteArray(good + "5\xE2\x82\xAC\n");
    QTest::newRow("all at once") << QByteArray("\xEF\xBB\xBF"
                                               "00:01.5 --> 00:02\r\nHal\0lo\r\n\r\n\r\nyou",
                                               37)
                                 << QByteArray("1\n00:00:01,500 --> 00:00:02,000\nHallo\nyou\n");
}

void SubtitleCheckTest::whatIsSent()
{
    QFETCH(QByteArray, bytes);
    QTEST(readSubtitles(bytes).utf8, "sent");
}

void SubtitleCheckTest::lateCuesTellBothTimes_data()
{
    QTest::addColumn<qint64>("endsMs");
    QTest::addColumn<qint64>("filmMs");
    QTest::addColumn<QString>("value");
    const auto row = [](const char *tag, qint64 endsMs, qint64 filmMs, const char *value) {
        QTest::newRow(tag) << endsMs << filmMs << QString::fromLatin1(value);
    };
    row("within", 3000, 4000, "");
    row("at its end", 4000, 4000, "");
    row("a container rounds", 4100, 4000, "");
    row("after it", 4101, 4000, "until 4.1 s, but the video ends at 4 s");
    row("by minutes", 125'500, 60'000, "until 2 min 5 s, but the video ends at 1 min");
    row("told to the millisecond", 125'900, 125'200, "until 125,900 ms, but the video ends at 125,200 ms");
    row("the film is not known", 4000, -1, "");
    row("no times", -1, 4000, "");
}

void SubtitleCheckTest::lateCuesTellBothTimes()
{
    QFETCH(qint64, endsMs);
    QFETCH(qint64, filmMs);
    QFETCH(QString, value);
    const std::optional<Problem> late = lateCues(endsMs, filmMs);
    QCOMPARE(late.has_value(), !value.isEmpty());
    if (late) {
        QCOMPARE(late->field, QStringLiteral("subtitles"));
        QCOMPARE(late->value, value);
        QCOMPARE(late->limit % late->fix, QString());
    }
    QCOMPARE(readSubtitles("1\n00:00:01,000 --> 00:00:09,000\nLong\n\n2\n00:00:02,000 --> 00:00:03,500\nShort\n").endsMs, 9000);
    QCOMPARE(readSubtitles("no subtitles").endsMs, -1);
}

void SubtitleCheckTest::aLongFileIsNotRead()
{
    const QString path = m_folder.filePath(QStringLiteral("long.srt"));
    writeFile(path, good + QByteArray(100'000, '\n'));
    QFile grown(path);
    QVERIFY(grown.open(QIODevice::ReadWrite) &&
            grown.resize(3'000'000'000)); // a hole: nobody could read it in time
    const auto file = openRegularFile(path);
    QVERIFY(file);
    const auto reading = readSubtitleFile(**file);
    QVERIFY(reading);
    QCOMPARE(reading->kind, QStringLiteral("text/srt"));
    QCOMPARE(inWords(reading->problems), QStringLiteral("bytes: 3 GB / 1 MB / "));
    QVERIFY(!reading->isFixable());
}

void SubtitleCheckTest::writes()
{
    const QByteArray bytes = wide(good);
    const QString from = writeFile(m_folder.filePath(QStringLiteral("from.srt")), bytes);
    const QString to = m_folder.filePath(QStringLiteral("to.srt"));
    const Result<QString> written = writeAsUtf8(from, to);
    QVERIFY(written);
    QCOMPARE(*written, to);
    QFile result(to);
    QVERIFY(result.open(QIODevice::ReadOnly));
    QCOMPARE(result.readAll(), good);
    QFile original(from);
    QVERIFY(original.open(QIODevice::ReadOnly));
    QCOMPARE(original.readAll(), bytes);
}

void SubtitleCheckTest::writesNothing_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("to");
    QTest::addColumn<ErrorKind>("error");
    const QString to = QStringLiteral("to.srt");
    QTest::newRow("no file") << QByteArray() << to << ErrorKind::Missing;
    QTest::newRow("right as it is") << good << to << ErrorKind::NothingToFix;
    QTest::newRow("not to be fixed")
        << QByteArray("1\n00:00:02,000 --> 00:00:01,000\nHi\n") << to << ErrorKind::NothingToFix;
    QTest::newRow("nowhere to write") << wide(good) << QStringLiteral("none/to.srt") << ErrorKind::Storage;
}

void SubtitleCheckTest::writesNothing()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, to);
    const QTemporaryDir folder;
    const QString from = folder.filePath(QStringLiteral("from.srt"));
    if (!bytes.isEmpty())
        writeFile(from, bytes);
    const Error error = writeAsUtf8(from, folder.filePath(to)).error();
    QTEST(error.kind, "error");
    QCOMPARE(error.subject, QStringLiteral("from.srt"));
    QVERIFY(!QFile::exists(folder.filePath(to)));
    QCOMPARE(error.kind == ErrorKind::Storage, !error.detail.isEmpty());
}

POSTREEL_TEST_MAIN(SubtitleCheckTest)
#include "tst_subtitle_check.moc"
