#include "app/media/rules/inspect.h"
#include "tests/media/media_files.h"
#include "tests/support/test_main.h"
#include "tests/support/tiny_film.h"

#include <QTemporaryDir>

using namespace postreel;
using namespace postreel::testing;

class TestInspect : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hardNoes();
    void contents_data();
    void contents();
    void tooManyBytes();
    void strangeName();
    void withoutFfprobe();
    void allowance();

private:
    QTemporaryDir m_folder;
};

void TestInspect::hardNoes()
{
    const Inspection missing = inspect(m_folder.filePath(QStringLiteral("gone.mp4")), UploadKind::Media);
    QCOMPARE(missing.error.kind, ErrorKind::Missing);
    QCOMPARE(missing.verdict, Verdict::Unknown);
    QVERIFY(!missing.fingerprint.valid());
    const QString empty = writeFile(m_folder.filePath(QStringLiteral("empty.mp4")), {});
    QCOMPARE(inspect(empty, UploadKind::Media).error.kind, ErrorKind::Empty);
}

void TestInspect::contents_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<UploadKind>("kind");
    QTest::addColumn<QString>("mediaType");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("fix");
    const auto row = [](const char *tag, const QByteArray &bytes, UploadKind kind, const char *mediaType,
                        Verdict verdict, const char *value, const char *fix) {
        QTest::newRow(tag) << bytes << kind << QString::fromLatin1(mediaType) << verdict
                           << QString::fromLatin1(value) << QString::fromLatin1(fix);
    };
    using enum UploadKind;
    using enum Verdict;
    const QByteArray mp4 = tinyFilm();
    const QByteArray png = tinyPicture();
    const QByteArray srt = "1\n00:00:01,000 --> 00:00:02,000\nHi\n";
    const QByteArray matroska("\x1A\x45\xDF\xA3\x8B\x42\x82\x88matroska", 16);
    row("video", mp4, Media, "video/mp4", Ready, "", "");
    row("picture", png, Media, "image/png", Ready, "", "");
    row("text", "Hello", Media, "", WillBeRefused, "text", "");
    row("one byte", QByteArray(1, '\x01'), Media, "", WillBeRefused, "unknown", "");
    row("sound", "ID3\x03\x01" + QByteArray(50, '\x01'), Media, "", WillBeRefused, "MP3", "");
    row("a matroska's head alone", matroska, Media, "", WillBeRefused, "cut short",
        "The file is incomplete: export or copy it again");
    row("subtitles as media", srt, Media, "text/srt", WillBeRefused, "SRT", "");
    row("subtitles", srt, Subtitle, "text/srt", Ready, "", "");
    row("video as subtitles", mp4, Subtitle, "video/mp4", WillBeRefused, "MP4", "");
    row("cover", png, Cover, "image/png", Ready, "", "");
    row("video as cover", mp4, Cover, "video/mp4", WillBeRefused, "MP4", "");
    row("gif as cover", "GIF89a" + QByteArray(20, '\x01'), Cover, "image/gif", WillBeRefused, "GIF",
        "Convert it to JPEG");
}

void TestInspect::contents()
{
    QFETCH(QByteArray, bytes);
    QFETCH(UploadKind, kind);
    QFETCH(QString, value);
    const Inspection result = inspect(writeFile(m_folder.filePath(QStringLiteral("file.bin")), bytes), kind);
    QVERIFY(!result.error);
    QCOMPARE(result.fingerprint.size, bytes.size());
    QTEST(result.facts.mediaType, "mediaType");
    QTEST(result.verdict, "verdict");
    QCOMPARE(result.problems.isEmpty(), value.isEmpty());
    if (value.isEmpty())
        return;
    QCOMPARE(result.problems[0].field, QStringLiteral("content"));
    QCOMPARE(result.problems[0].value, value);
    QVERIFY(!result.problems[0].limit.isEmpty());
    QTEST(result.problems[0].fix, "fix");
}

void TestInspect::tooManyBytes()
{
    const QByteArray film = tinyFilm() + big32(1) + "free" + QByteArray("\0\0\0\4", 4) + big32(0);
    const QString path = writeFile(m_folder.filePath(QStringLiteral("big.mp4")), film);
    QVERIFY(QFile::resize(path, 20'000'000'000));
    const Inspection result = inspect(path, UploadKind::Media);
    QVERIFY(!result.error);
    QCOMPARE(result.verdict, Verdict::WillBeRefused);
    QCOMPARE(result.problems.size(), 1);
    QCOMPARE(result.problems[0].field, QStringLiteral("bytes"));
    QCOMPARE(result.problems[0].fix, QStringLiteral("Make it smaller than 8 GB"));
    QCOMPARE(result.broken[0].fix, FixStep::Shrink);
}

void TestInspect::strangeName()
{
    const QString path =
        writeFile(m_folder.filePath(QString::fromUtf8("\xD7\xA9 \"x\"\n\xF0\x9F\x8E\xAC %d.mov")), tinyFilm());
    const Inspection result = inspect(path, UploadKind::Media);
    QVERIFY(!result.error);
    QCOMPARE(result.facts, (MediaFacts{.mediaType = QStringLiteral("video/mp4"),
                                       .mediaCategory = QStringLiteral("tweet_video"),
                                       .durationMs = 1000,
                                       .width = 32,
                                       .height = 32}));
    QCOMPARE(result.verdict, Verdict::Ready);
    QCOMPARE(result.streams.scan.frames, 5);
    QCOMPARE(result.streams.scan.longestGop, 5);
    QCOMPARE(result.streams.probed, haveFfmpeg());
    QVERIFY(!result.wantsScan);
}

// What the headers tell is enough for a verdict.
void TestInspect::withoutFfprobe()
{
    const QByteArray before = qgetenv("PATH");
    qputenv("PATH", m_folder.path().toUtf8());
    const Inspection good =
        inspect(writeFile(m_folder.filePath(QStringLiteral("good.mp4")), tinyFilm()), UploadKind::Media);
    const Inspection matroska =
        inspect(writeFile(m_folder.filePath(QStringLiteral("film.mkv")), handmadeMatroska()), UploadKind::Media);
    qputenv("PATH", before);
    QCOMPARE(good.verdict, Verdict::Ready);
    QVERIFY(!good.streams.probed);
    QCOMPARE(good.facts.durationMs, 1000);
    QCOMPARE(good.streams.scan.peakMilliFps, 5000);
    QCOMPARE(matroska.verdict, Verdict::WillBeRefused);
    QCOMPARE(matroska.problems[0].value, QStringLiteral("Matroska"));
    QCOMPARE(matroska.broken[0].fix, FixStep::Remux);
}

void TestInspect::allowance()
{
    const QString path = writeFile(m_folder.filePath(QStringLiteral("film.mp4")), tinyFilm());
    const Inspection result = inspect(path, UploadKind::Media, {.statedDurationMs = 500});
    QCOMPARE(result.verdict, Verdict::WillBeRefused);
    QCOMPARE(result.broken[0].fix, FixStep::Trim);
}

POSTREEL_TEST_MAIN(TestInspect)
#include "tst_inspect.moc"
