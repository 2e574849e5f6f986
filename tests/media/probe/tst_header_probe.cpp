#include "app/media/probe/content_type.h"
#include "app/media/probe/header_probe.h"
#include "tests/media/media_files.h"
#include "tests/support/test_main.h"

#include <QBuffer>
#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace postreel;
using namespace postreel::testing;

namespace {

HeaderFacts probe(const QByteArray &bytes, const QString &mediaType)
{
    QByteArray copy = bytes;
    QBuffer buffer(&copy);
    buffer.open(QIODevice::ReadOnly);
    return probeHeader(buffer, mediaType);
}

QByteArray wide(const char *type, quint64 length, const QByteArray &body)
{
    return big32(1) + QByteArray(type, 4) + big32(quint32(length >> 32)) + big32(quint32(length)) + body;
}

QByteArray movieHeader64(quint32 timescale, quint64 duration)
{
    return box("mvhd", '\x01' + QByteArray(19, '\0') + big32(timescale) + big32(quint32(duration >> 32)) +
                           big32(quint32(duration)) + QByteArray(80, '\0'));
}

QByteArray nested(int depth)
{
    QByteArray bytes = movieHeader(1000, 5000);
    for (int i = 0; i < depth; ++i)
        bytes = box("moov", bytes);
    return bytes;
}

} // namespace

class TestHeaderProbe : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isoMedia_data();
    void isoMedia();
    void realFiles_data();
    void realFiles();
    void moovAtTheEndOfAHugeFile();
    void readsBoundedly();
    void survivesAnything();

private:
    QTemporaryDir m_folder;
};

void TestHeaderProbe::isoMedia_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<qint64>("durationMs");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    const auto row = [](const char *tag, const QByteArray &bytes, qint64 durationMs, int width, int height) {
        QTest::newRow(tag) << bytes << durationMs << width << height;
    };
    const QByteArray header = movieHeader(600, 6000);
    const QByteArray track = box("trak", trackHeader(1920, 1080));
    const QByteArray sound = box("trak", trackHeader(0, 0));
    const QByteArray data = box("mdat", QByteArray(500, 'd'));
    row("usual", handmadeMp4(12'345, 640, 480), 12'345, 640, 480);
    row("moov at the end", data + box("moov", header + sound + track), 10'000, 1920, 1080);
    row("turned", box("moov", header + box("trak", trackHeader(1920, 1080, true))), 10'000, 1080, 1920);
    row("the largest track", box("moov", header + box("trak", trackHeader(160, 120)) + track), 10'000, 1920,
        1080);
    row("sound alone", box("moov", header + sound), 10'000, 0, 0);
    row("64 bits", wide("mdat", 516, QByteArray(500, 'd')) + box("moov", movieHeader64(90'000, 900'000'000)),
        10'000'000, 0, 0);
    row("last box up to the end", data + big32(0) + "moov" + header + track, 10'000, 1920, 1080);
    row("fragments",
        box("moov", movieHeader(1000, 0) + box("mvex", box("mehd", big32(0) + big32(7000))) + track) +
            box("moof", QByteArray(20, 'f')),
        7000, 1920, 1080);
    row("unknown duration", box("moov", movieHeader(1000, 0xFFFFFFFF)), -1, 0, 0);
    row("unknown duration, 64 bits", box("moov", movieHeader64(1000, ~quint64(0))), -1, 0, 0);
    row("no timescale", box("moov", movieHeader(0, 1000)), -1, 0, 0);
    row("a duration that lies", box("moov", movieHeader64(1, ~quint64(1))), -1, 0, 0);
    row("box longer than its parent", box("moov", header + big32(0x7FFFFFFF) + "trak" + QByteArray(200, 't')),
        10'000, 0, 0);
    row("box shorter than its header", box("moov", header + big32(3) + "trak" + QByteArray(200, 't')), 10'000,
        0, 0);
    row("64 bits that overflow", wide("free", ~quint64(0), data), -1, 0, 0);
    row("64 bits, no length", wide("moov", 0, header), -1, 0, 0);
    row("header cut short", box("moov", box("mvhd", QByteArray(10, '\0'))), -1, 0, 0);
    row("nested too deep", nested(2000), -1, 0, 0);
    row("empty boxes without end", box("free", {}).repeated(100'000), -1, 0, 0);
    row("nothing", {}, -1, 0, 0);
}

void TestHeaderProbe::isoMedia()
{
    QFETCH(QByteArray, bytes);
    const HeaderFacts facts = probe(bytes, QStringLiteral("video/mp4"));
    QTEST(facts.durationMs, "durationMs");
    QTEST(facts.width, "width");
    QTEST(facts.height, "height");
}

void TestHeaderProbe::realFiles_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<qint64>("durationMs");
    const QString video = QStringLiteral("-f lavfi -i testsrc2=size=96x54:rate=10 -t 2 ");
    const QString picture = QStringLiteral("-f lavfi -i testsrc2=size=96x54 -frames:v 1 ");
    QTest::newRow("mp4") << video + QLatin1String("-c:v mpeg4 -f mp4") << qint64(2000);
    QTest::newRow("mp4, moov first") << video + QLatin1String("-c:v mpeg4 -movflags +faststart -f mp4")
                                     << qint64(2000);
    QTest::newRow("mov") << video + QLatin1String("-c:v mpeg4 -f mov") << qint64(2000);
    QTest::newRow("gif") << video + QLatin1String("-f gif") << qint64(-1);
    QTest::newRow("jpeg") << picture + QLatin1String("-c:v mjpeg -f image2 -update 1") << qint64(-1);
    QTest::newRow("png") << picture + QLatin1String("-c:v png -f image2 -update 1") << qint64(-1);
    QTest::newRow("webp") << picture + QLatin1String("-c:v libwebp -f webp") << qint64(-1);
    QTest::newRow("webp, lossless") << picture + QLatin1String("-c:v libwebp -lossless 1 -f webp")
                                    << qint64(-1);
    QTest::newRow("webp, animated") << video + QLatin1String("-c:v libwebp_anim -f webp") << qint64(-1);
    QTest::newRow("bmp") << picture + QLatin1String("-c:v bmp -f image2 -update 1") << qint64(-1);
}

void TestHeaderProbe::realFiles()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
    QFETCH(QString, arguments);
    QFile file(makeWithFfmpeg(arguments, m_folder.filePath(QStringLiteral("real"))));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const ContentType content = contentTypeOf(file.read(contentHeadBytes), file.size());
    const HeaderFacts facts = probeHeader(file, content.mediaType);
    QTEST(facts.durationMs, "durationMs");
    QCOMPARE(facts.width, 96);
    QCOMPARE(facts.height, 54);
}

void TestHeaderProbe::moovAtTheEndOfAHugeFile()
{
    constexpr quint64 dataBytes = 6'000'000'000;
    const QByteArray start = box("ftyp", "isom" + big32(0)) + wide("mdat", dataBytes, {});
    const QString path = writeFile(m_folder.filePath(QStringLiteral("huge")), start);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(16 + qint64(dataBytes)));
    file.write(box("moov", movieHeader(1000, 99'000) + box("trak", trackHeader(320, 240))));
    QCOMPARE(probeHeader(file, QStringLiteral("video/mp4")),
             (HeaderFacts{.durationMs = 99'000, .width = 320, .height = 240}));
}

// Counts what is read from it.
class CountingBuffer : public QBuffer
{
public:
    using QBuffer::QBuffer;
    qint64 count = 0;

protected:
    qint64 readData(char *data, qint64 length) override
    {
        const qint64 got = QBuffer::readData(data, length);
        count += std::max<qint64>(0, got);
        return got;
    }
};

void TestHeaderProbe::readsBoundedly()
{
    QByteArray bytes = box("free", {}).repeated(1'000'000);
    CountingBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    probeHeader(buffer, QStringLiteral("video/mp4"));
    QVERIFY(buffer.count > 0);
    QVERIFY(buffer.count < 256 * 1024);

    QByteArray jpeg = "\xFF\xD8" + QByteArray("\xFF\xE0\x00\x02", 4).repeated(1'000'000);
    CountingBuffer picture(&jpeg);
    picture.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    QCOMPARE(probeHeader(picture, QStringLiteral("image/jpeg")), HeaderFacts{});
    QVERIFY(picture.count < 256 * 1024);
}

// Mutated and random bytes, the same in every run: no crash, no report of a sanitizer, no nonsense.
void TestHeaderProbe::survivesAnything()
{
    const QByteArray packet = '\x47' + QByteArray(187, '\xAA');
    const QVector<QByteArray> seeds{
        handmadeMp4(5000, 640, 480),
        box("wide", {}) + box("mdat", QByteArray(40, 'd')) + box("moov", movieHeader64(600, 6000)),
        QByteArray("\x1A\x45\xDF\xA3\x8B\x42\x86\x81\x01\x42\x82\x84webm", 16) + QByteArray(40, '\0'),
        QByteArray("\xFF\xD8\xFF\xE0\x00\x10JFIF", 10) + QByteArray(12, '\0') +
            QByteArray("\xFF\xC0\x00\x11\x08\x01\xE0\x02\x80\x03", 10) + QByteArray(8, '\0'),
        QByteArray("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR", 16) + big32(640) + big32(480),
        "GIF89a" + QByteArray("\x80\x02\xE0\x01", 4),
        "RIFF" + big32(0) + "WEBPVP8X" + QByteArray(20, '\x01'),
        "BM" + QByteArray(12, '\0') + QByteArray("\x28\0\0\0\x80\x02\0\0\x20\xFE\xFF\xFF", 12) +
            QByteArray(16, '\0'),
        "1\n00:00:01,000 --> 00:00:02,000\nHello\n",
        "WEBVTT\n\n",
        packet.repeated(6),
    };
    const QStringList types{QStringLiteral("video/mp4"),  QStringLiteral("image/jpeg"),
                            QStringLiteral("image/png"),  QStringLiteral("image/gif"),
                            QStringLiteral("image/webp"), QStringLiteral("image/bmp")};
    QRandomGenerator random(20260901);
    constexpr int rounds = 4000;
    int recognized = 0;
    for (int i = 0; i < rounds; ++i) {
        QByteArray bytes = seeds[i % seeds.size()];
        for (int change = random.bounded(6); change > 0; --change)
            bytes[random.bounded(bytes.size())] = static_cast<char>(random.bounded(256));
        if (random.bounded(4) == 0)
            bytes.truncate(random.bounded(bytes.size() + 1));
        // An exact heap copy: a read one byte beyond it is reported.
        const QByteArray exact(bytes.constData(), bytes.size());
        const ContentType content = contentTypeOf(exact, exact.size());
        recognized += content.mediaType.isEmpty() ? 0 : 1;
        for (const QString &type : types) {
            const HeaderFacts facts = probe(exact, type);
            QVERIFY(facts.durationMs >= -1 && facts.width >= 0 && facts.height >= 0);
        }
    }
    QVERIFY(recognized > rounds / 4); // the seeds are what they are meant to be
}

POSTREEL_TEST_MAIN(TestHeaderProbe)
#include "tst_header_probe.moc"
