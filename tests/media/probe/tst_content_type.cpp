#include "app/media/probe/content_type.h"
#include "app/media/probe/text_kind.h"
#include "tests/media/media_files.h"
#include "tests/support/test_main.h"

#include <QTemporaryDir>

using namespace postreel;
using namespace postreel::testing;

namespace {

QByteArray ftyp(const char *major, const char *compatible = "isom")
{
    return box("ftyp", QByteArray(major, 4) + big32(0) + QByteArray(compatible));
}

QByteArray ebml(const char *docType, const QByteArray &before = {})
{
    const QByteArray type(docType);
    const QByteArray element = before + QByteArray("\x42\x82", 2) + char(0x80 | type.size()) + type;
    return QByteArray("\x1A\x45\xDF\xA3", 4) + char(0x80 | element.size()) + element + QByteArray(40, '\0');
}

QByteArray packets(int count, int stride, int start)
{
    QByteArray bytes(start + count * stride - start, '\xAA');
    for (int i = 0; i < count; ++i)
        bytes[start + i * stride] = '\x47';
    return bytes;
}

const QByteArray rest(64, 'r');

void row(const char *tag, const QByteArray &bytes, const char *mediaType, const char *name)
{
    QTest::newRow(tag) << bytes << QString::fromLatin1(mediaType) << QString::fromLatin1(name);
}

void isoRows()
{
    row("isom", ftyp("isom") + rest, "video/mp4", "MP4");
    row("unheard-of brand", ftyp("zzzz") + rest, "video/mp4", "MP4");
    row("qt", ftyp("qt  ") + rest, "video/quicktime", "MOV");
    row("ftyp behind padding", box("free", QByteArray(100, '\0')) + ftyp("isom") + rest, "video/mp4", "MP4");
    row("sound alone", ftyp("M4A ") + rest, "", "M4A");
    row("heic", ftyp("heic") + rest, "", "HEIC");
    row("mif1 of heic", ftyp("mif1", "mif1heic") + rest, "", "HEIC");
    row("mif1 of avif", ftyp("mif1", "mif1avif") + rest, "", "AVIF");
    row("avif", ftyp("avif") + rest, "", "AVIF");
    row("raw photo", ftyp("crx ") + rest, "", "RAW");
    row("old moov", box("moov", movieHeader(600, 600)), "video/quicktime", "MOV");
    row("old mdat of the whole file", QByteArray(4, '\0') + "mdat" + rest, "video/quicktime", "MOV");
    row("old mdat of 64 bits", big32(1) + "mdat" + QByteArray(7, '\0') + '\x50' + rest, "video/quicktime",
        "MOV");
    row("old wide", box("wide", {}) + box("mdat", rest), "video/quicktime", "MOV");
    row("skip", box("skip", rest), "video/quicktime", "MOV");
    row("mdat longer than the file", big32(0x7FFFFFFF) + "mdat" + rest, "", "");
    row("mdat shorter than its header", big32(4) + "mdat" + rest, "", "");
}

void otherVideoRows()
{
    row("webm", ebml("webm"), "video/webm", "WebM");
    row("webm behind other elements", ebml("webm", QByteArray("\x42\x86\x81\x01", 4)), "video/webm", "WebM");
    row("matroska", ebml("matroska"), "", "Matroska");
    row("ebml cut short", QByteArray("\x1A\x45\xDF\xA3\x9F\x42", 6), "", "Matroska");
    row("ebml with an endless element",
        QByteArray("\x1A\x45\xDF\xA3\x9F\x42\x82\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 15), "", "Matroska");
    row("ts", packets(10, 188, 0), "video/mp2t", "TS");
    row("ts of three packets", packets(3, 188, 0), "video/mp2t", "TS");
    row("ts of one packet", packets(1, 188, 0), "", "");
    row("m2ts", packets(10, 192, 4), "video/mp2t", "TS");
    row("ts that loses step", packets(4, 188, 0) + QByteArray(188, '\xAA'), "", "");
}

void pictureAndTextRows()
{
    row("jpeg", QByteArray("\xFF\xD8\xFF\xE0", 4) + rest, "image/jpeg", "JPEG");
    row("png", QByteArray("\x89PNG\r\n\x1A\n", 8) + rest, "image/png", "PNG");
    row("gif87a", "GIF87a" + rest, "image/gif", "GIF");
    row("gif89a", "GIF89a" + rest, "image/gif", "GIF");
    row("webp", "RIFF" + big32(0) + "WEBPVP8 " + rest, "image/webp", "WebP");
    row("avi", "RIFF" + big32(0) + "AVI LIST" + rest, "", "AVI");
    row("wav", "RIFF" + big32(0) + "WAVEfmt " + rest, "", "WAV");
    row("bmp", "BM" + QByteArray(12, '\0') + QByteArray("\x28\0\0\0", 4) + rest, "image/bmp", "BMP");
    row("text that begins with BM", "BMW makes cars, and this is only a text about them.", "", "");
    row("tiff, little", QByteArray("II*\0\x08\0\0\0", 8) + rest, "image/tiff", "TIFF");
    row("tiff, big", QByteArray("MM\0*\0\0\0\x08", 8) + rest, "image/tiff", "TIFF");
    row("raw that calls itself tiff", QByteArray("II*\0\x10\0\0\0CR\x02\0", 12) + rest, "", "RAW");
    row("mp3", "ID3" + rest, "", "MP3");
    row("pdf", "%PDF-1.7" + rest, "", "PDF");
    row("zip", QByteArray("PK\x03\x04", 4) + rest, "", "ZIP");
    row("srt", "1\n00:00:01,000 --> 00:00:02,000\nHello\n", "text/srt", "SRT");
    row("vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n", "text/vtt", "VTT");
    row("text", "Dear all,\nhere is my video.", "", "");
    row("one byte", "x", "", "");
    row("nothing", {}, "", "");
    row("zeros", QByteArray(4096, '\0'), "", "");
}

} // namespace

class TestContentType : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void byContent_data();
    void byContent();
    void texts_data();
    void texts();
    void realFiles_data();
    void realFiles();
    void categories_data();
    void categories();
    void suffixes_data();
    void suffixes();

private:
    QTemporaryDir m_folder;
};

void TestContentType::byContent_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("mediaType");
    QTest::addColumn<QString>("name");
    isoRows();
    otherVideoRows();
    pictureAndTextRows();
}

void TestContentType::byContent()
{
    QFETCH(QByteArray, bytes);
    const ContentType content = contentTypeOf(bytes, bytes.size());
    QTEST(content.mediaType, "mediaType");
    QTEST(content.name, "name");
}

void TestContentType::texts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("kind");
    const auto text = [](const char *tag, const QByteArray &bytes, TextKind kind) {
        QTest::newRow(tag) << bytes << static_cast<int>(kind);
    };
    const QByteArray mark("\xEF\xBB\xBF", 3);
    text("srt", "1\n00:00:01,000 --> 00:00:02,000\nHi", TextKind::Srt);
    text("srt of Windows", mark + "1\r\n00:00:01,000 --> 00:00:02,000\r\nHi", TextKind::Srt);
    text("srt of an old Mac", "1\r00:00:01,000 --> 00:00:02,000\rHi", TextKind::Srt);
    text("srt with blank lines first", "\n\n12\n00:00:01,000 --> 00:00:02,000\nHi", TextKind::Srt);
    text("srt with points and positions", "1\n00:00:01.000 --> 00:00:02.000 X1:0 X2:1\nHi", TextKind::Srt);
    text("no number", "00:00:01,000 --> 00:00:02,000\nHi", TextKind::Plain);
    text("no times", "1\nHello --> there\n", TextKind::Plain);
    text("an arrow without end", "1\n00:00:01,000 -->", TextKind::Plain);
    text("a number alone", "1", TextKind::Plain);
    text("vtt", "WEBVTT", TextKind::Vtt);
    text("vtt with a title", mark + "WEBVTT - Film\n\n", TextKind::Vtt);
    text("almost vtt", "WEBVTTX\n", TextKind::Plain);
    text("vtt not at the start", "\nWEBVTT\n", TextKind::Plain);
    text("utf-8", "\xC3\xA4\xC3\xB6\xC3\xBC", TextKind::Plain);
    text("utf-8 cut within a character", "ab\xF0\x9F\x8E", TextKind::Plain);
    text("utf-16",
         QByteArray("\xFF\xFE"
                    "1\0",
                    4),
         TextKind::Plain);
    text("latin-1", "M\xFCnchen", TextKind::None);
    text("control characters",
         QByteArray("a\x01"
                    "b"),
         TextKind::None);
    text("nothing", {}, TextKind::None);
}

void TestContentType::texts()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, kind);
    QCOMPARE(static_cast<int>(textKindOf(bytes)), kind);
}

void TestContentType::realFiles_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("mediaType");
    QTest::addColumn<QString>("name");
    const QString video = QStringLiteral("-f lavfi -i testsrc2=size=64x48:rate=10 -t 1 ");
    const QString picture = QStringLiteral("-f lavfi -i testsrc2=size=64x48 -frames:v 1 ");
    const QString sound = QStringLiteral("-f lavfi -i sine -t 1 ");
    const auto real = [](const char *tag, const QString &arguments, const char *mediaType, const char *name) {
        QTest::newRow(tag) << arguments << QString::fromLatin1(mediaType) << QString::fromLatin1(name);
    };
    real("mp4", video + QLatin1String("-c:v mpeg4 -f mp4"), "video/mp4", "MP4");
    real("fragmented mp4", video + QLatin1String("-c:v mpeg4 -movflags frag_keyframe+empty_moov -f mp4"),
         "video/mp4", "MP4");
    real("mov", video + QLatin1String("-c:v mpeg4 -f mov"), "video/quicktime", "MOV");
    real("3gp", video + QLatin1String("-c:v mpeg4 -f 3gp"), "video/mp4", "MP4");
    real("webm", video + QLatin1String("-c:v libvpx -f webm"), "video/webm", "WebM");
    real("matroska", video + QLatin1String("-c:v mpeg4 -f matroska"), "", "Matroska");
    real("ts", video + QLatin1String("-c:v mpeg2video -f mpegts"), "video/mp2t", "TS");
    real("m2ts", video + QLatin1String("-c:v mpeg2video -mpegts_m2ts_mode 1 -f mpegts"), "video/mp2t", "TS");
    real("avi", video + QLatin1String("-c:v mpeg4 -f avi"), "", "AVI");
    real("flv", video + QLatin1String("-c:v flv1 -f flv"), "", "Flash video");
    real("mpeg", video + QLatin1String("-r 25 -c:v mpeg2video -f mpeg"), "", "MPEG");
    real("wmv", video + QLatin1String("-c:v wmv2 -f asf"), "", "Windows Media");
    real("gif", video + QLatin1String("-f gif"), "image/gif", "GIF");
    real("jpeg", picture + QLatin1String("-c:v mjpeg -f image2 -update 1"), "image/jpeg", "JPEG");
    real("png", picture + QLatin1String("-c:v png -f image2 -update 1"), "image/png", "PNG");
    real("webp", picture + QLatin1String("-c:v libwebp -f webp"), "image/webp", "WebP");
    real("bmp", picture + QLatin1String("-c:v bmp -f image2 -update 1"), "image/bmp", "BMP");
    real("tiff", picture + QLatin1String("-c:v tiff -f image2 -update 1"), "image/tiff", "TIFF");
    real("m4a", sound + QLatin1String("-c:a aac -f ipod"), "", "M4A");
    real("wav", sound + QLatin1String("-f wav"), "", "WAV");
    real("flac", sound + QLatin1String("-f flac"), "", "FLAC");
}

void TestContentType::realFiles()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
    QFETCH(QString, arguments);
    // The suffix says something else: it must not matter.
    QFile file(makeWithFfmpeg(arguments, m_folder.filePath(QStringLiteral("real.txt"))));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const ContentType content = contentTypeOf(file.read(contentHeadBytes), file.size());
    QTEST(content.mediaType, "mediaType");
    QTEST(content.name, "name");
}

void TestContentType::categories_data()
{
    QTest::addColumn<QString>("mediaType");
    QTest::addColumn<QString>("category");
    QTest::newRow("video") << QStringLiteral("video/mp2t") << QStringLiteral("tweet_video");
    QTest::newRow("gif") << QStringLiteral("image/gif") << QStringLiteral("tweet_gif");
    QTest::newRow("picture") << QStringLiteral("image/webp") << QStringLiteral("tweet_image");
    QTest::newRow("subtitles") << QStringLiteral("text/vtt") << QStringLiteral("subtitles");
    QTest::newRow("none") << QString() << QString();
}

void TestContentType::categories()
{
    QFETCH(QString, mediaType);
    QTEST(categoryFor(mediaType), "category");
}

void TestContentType::suffixes_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("mediaType");
    QTest::newRow("capitals") << QStringLiteral("/a/B.MOV") << QStringLiteral("video/quicktime");
    QTest::newRow("picture") << QStringLiteral("/a/b.c.jpeg") << QStringLiteral("image/jpeg");
    QTest::newRow("subtitles") << QStringLiteral("b.srt") << QStringLiteral("text/srt");
    QTest::newRow("none") << QStringLiteral("/a.mov/b") << QStringLiteral("video/mp4");
    QTest::newRow("other") << QStringLiteral("b.mkv") << QStringLiteral("video/mp4");
}

void TestContentType::suffixes()
{
    QFETCH(QString, path);
    QTEST(mediaTypeBySuffix(path), "mediaType");
}

POSTREEL_TEST_MAIN(TestContentType)
#include "tst_content_type.moc"
