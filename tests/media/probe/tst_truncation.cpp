// Whether a file is all there: every kind whole, cut anywhere, and with more behind its end.
#include "app/media/probe/film_truncation.h"

#include "app/media/probe/picture_structure.h"
#include "app/media/rules/inspect.h"
#include "app/media/rules/limit_words.h"
#include "tests/media/good_film.h"
#include "tests/media/iso_tables.h"
#include "tests/support/test_main.h"
#include "tests/support/tiny_film.h"

#include <QBuffer>
#include <QRandomGenerator>

using namespace postreel;
using namespace postreel::testing;

class TestTruncation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void isoFilms_data();
    void isoFilms();
    void matroska_data();
    void matroska();
    void cutAnywhere_data();
    void cutAnywhere();
    void moreBehind_data();
    void moreBehind();
    void pictures();
    void noPicture();
    void lostPower_data();
    void lostPower();
    void ofNoSize_data();
    void ofNoSize();
    void damaged_data();
    void damaged();
    void neverReady_data();
    void neverReady();

private:
    bool isTruncated(const QByteArray &bytes, const QString &suffix) const;

    FilmShelf m_films;
};

void TestTruncation::initTestCase()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
}

bool TestTruncation::isTruncated(const QByteArray &bytes, const QString &suffix) const
{
    QBuffer device;
    device.setData(bytes);
    device.open(QIODevice::ReadOnly);
    if (suffix == text("webm") || suffix == text("mkv"))
        return matroskaIsTruncated(device);
    if (suffix == text("ts") || suffix == text("m2ts"))
        return transportStreamIsTruncated(device);
    if (suffix == text("mp4") || suffix == text("mov")) {
        const auto moov = movieBoxOf(device);
        return isoFilmIsTruncated(device, moov ? std::optional(readSampleTables(device, *moov)) : std::nullopt);
    }
    return pictureStructure(device, text("image/") % (suffix == text("jpg") ? text("jpeg") : suffix))
        .truncated;
}

void TestTruncation::isoFilms_data()
{
    QTest::addColumn<QByteArray>("film");
    QTest::addColumn<bool>("truncated");
    const TrackTables track{.steps = {{2, 100}}, .sizes = {10, 20}, .chunks = {100}};
    const QByteArray film = filmOf(trackOf(track));
    const QByteArray noMovie = box("ftyp", "isom" + big32(512)) + box("mdat", QByteArray(100, 'm'));
    const QByteArray fragments = box("moov", movieHeader(1000, 0) + box("mvex", {}));
    const QByteArray fragment = box("moof", QByteArray(20, '\0')) + box("mdat", QByteArray(50, 'm'));
    QTest::newRow("whole") << film << false;
    QTest::newRow("the smallest") << tinyFilm() << false;
    QTest::newRow("a free box behind") << film + box("free", QByteArray(100, '\0')) << false;
    QTest::newRow("a free box that is cut") << film + box("free", QByteArray(100, '\0')).chopped(1) << true;
    QTest::newRow("a box that says nothing of its end")
        << film + big32(0) + "mdat" + QByteArray(100, 'm') << false;
    QTest::newRow("junk behind") << film + QByteArray(100, '\xA5') << false;
    QTest::newRow("zeros behind") << film + QByteArray(100, '\0') << false;
    QTest::newRow("a few bytes behind") << film + "abc" << false;
    QTest::newRow("no movie") << noMovie << true;
    QTest::newRow("nothing at all") << QByteArray() << true;
    const QByteArray own = box("Abc ", QByteArray(100, '\0'));
    QTest::newRow("a maker's own box in front") << own + film << false;
    QTest::newRow("such a one behind") << film + own << false;
    QTest::newRow("such a one behind, and one that is cut")
        << film + own + box("free", QByteArray(100, '\0')).chopped(1) << true;
    QTest::newRow("such a one in front, no movie") << own + noMovie << true;
    QTest::newRow("samples behind the end")
        << filmOf(trackOf(track), 10) << false; // the movie box stands there
    TrackTables far = track;
    far.chunks = {1'000'000};
    QTest::newRow("samples far behind the end") << filmOf(trackOf(far)) << true;
    TrackTables last = track;
    last.chunks = {static_cast<quint32>(film.size()) - 30};
    QTest::newRow("samples up to the end") << filmOf(trackOf(last)) << false;
    last.chunks = {static_cast<quint32>(film.size()) - 29};
    QTest::newRow("samples one byte behind") << filmOf(trackOf(last)) << true;
    QTest::newRow("fragments") << fragments + fragment + fragment << false;
    QTest::newRow("fragments' head alone") << fragments << true;
    QTest::newRow("a fragment without its data") << fragments + fragment + fragment.left(28) << true;
    QTest::newRow("zeros in place of a fragment") << fragments + fragment + QByteArray(200, '\0') << true;
    QTest::newRow("zeros between fragments") << fragments + fragment + QByteArray(200, '\0') + fragment << true;
    QTest::newRow("zeros behind the table of fragments") << fragments + fragment + box("mfra", QByteArray(20, 'm')) + QByteArray(200, '\0') << false;
    QTest::newRow("a fragment that has begun") << fragments + fragment + fragment.left(5) << true;
}

void TestTruncation::isoFilms()
{
    QFETCH(QByteArray, film);
    QTEST(isTruncated(film, text("mp4")), "truncated");
}

void TestTruncation::matroska_data()
{
    QTest::addColumn<QByteArray>("film");
    QTest::addColumn<bool>("truncated");
    const QByteArray head("\x1A\x45\xDF\xA3\x87\x42\x82\x84webm", 12);
    const QByteArray live = head + QByteArray("\x18\x53\x80\x67\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 12);
    const QByteArray block("\xA3\x84\x81\0\0\x80", 6);
    const QByteArray openCluster = QByteArray("\x1F\x43\xB6\x75\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 12) + block;
    const QByteArray cluster = QByteArray("\x1F\x43\xB6\x75\x86", 5) + block;
    QTest::newRow("whole") << handmadeMatroska() << false;
    QTest::newRow("more behind") << handmadeMatroska() + "more" << false;
    QTest::newRow("cut") << handmadeMatroska().chopped(1) << true;
    QTest::newRow("no cluster") << head + QByteArray("\x18\x53\x80\x67\x82\xEC\x80", 7) << true;
    QTest::newRow("no segment") << head << true;
    QTest::newRow("live") << live + cluster + cluster << false;
    QTest::newRow("live, cut in a cluster") << live + cluster + cluster.chopped(1) << true;
    QTest::newRow("live, cut in a number") << live + cluster + cluster.left(3) << true;
    QTest::newRow("live, nothing yet") << live << true;
    QTest::newRow("live, clusters without an end") << live + openCluster + openCluster + block << false;
    QTest::newRow("such a one, cut in a block") << live + openCluster + block.chopped(1) << true;
    QTest::newRow("no number at all") << live + QByteArray(50, '\0') << true;
}

void TestTruncation::matroska()
{
    QFETCH(QByteArray, film);
    QTEST(isTruncated(film, text("webm")), "truncated");
}

// Kinds whose every cut shows; for those that have no such account of themselves see neverReady().
void TestTruncation::cutAnywhere_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind :
         {"high", "moov last", "mov", "fragmented", "hevc", "prores pcm", "vp9 opus", "mkv", "ts", "m2ts",
          "jpeg", "png", "gif", "webp", "bmp", "tiff", "turned photo"})
        QTest::newRow(kind) << text(kind);
}

void TestTruncation::cutAnywhere()
{
    QFETCH(QString, kind);
    const QString path = m_films.film(kind);
    const QString suffix = path.section(u'.', -1);
    const QByteArray whole = contentOf(path);
    QVERIFY(!isTruncated(whole, suffix));
    QRandomGenerator random(7);
    for (int i = 0; i < 300; ++i) {
        qsizetype length = i < 40 ? i : whole.size() - (i < 80 ? i - 39 : 1 + random.bounded(whole.size()));
        if (suffix.endsWith(text("ts")) && length > 0) // between two packets it may have ended
            length -= length % (suffix == text("ts") ? 188 : 192) == 0 ? 1 : 0;
        QVERIFY2(isTruncated(whole.left(length), suffix), qPrintable(QString::number(length)));
    }
}

void TestTruncation::moreBehind_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind :
         {"high", "moov last", "mov", "vp9 opus", "mkv", "jpeg", "png", "gif", "webp", "bmp", "tiff"})
        QTest::newRow(kind) << text(kind);
}

void TestTruncation::moreBehind()
{
    QFETCH(QString, kind);
    const QString path = m_films.film(kind);
    const QByteArray more = contentOf(path) + QByteArray(5000, '\x5A');
    QVERIFY(!isTruncated(more, path.section(u'.', -1)));
    const Inspection seen = inspect(m_films.written(text("more.bin"), more), UploadKind::Media);
    QVERIFY(!seen.streams.truncated);
}

void TestTruncation::pictures()
{
    const auto whole = [this](const char *kind, const char *mediaType) {
        QFile file(m_films.film(text(kind)));
        return file.open(QIODevice::ReadOnly) ? pictureStructure(file, text(mediaType)) : PictureStructure{};
    };
    QCOMPARE(whole("gif", "image/gif").pictures, 20);
    QCOMPARE(whole("400 frames", "image/gif").pictures, 400);
    QCOMPARE(whole("jpeg", "image/jpeg").orientation, 1);
    QCOMPARE(whole("turned photo", "image/jpeg").orientation, 6);
    QCOMPARE(whole("tiff", "image/tiff").orientation, 1);
    const Inspection turned = inspect(m_films.film(text("turned photo")), UploadKind::Media);
    QCOMPARE(turned.streams.orientation, 6);
    QCOMPARE(turned.facts.width, 240);
    QCOMPARE(turned.facts.height, 320);
}

// A PNG whose chunks are all there and right, and hold no picture.
void TestTruncation::noPicture()
{
    const auto chunk = [](const char *name, const QByteArray &body) -> QByteArray {
        quint32 sum = 0xFFFFFFFF;
        const QByteArray summed = QByteArray(name, 4) + body;
        for (const char byte : summed) {
            sum ^= static_cast<quint8>(byte);
            for (int bit = 0; bit < 8; ++bit)
                sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320 : 0);
        }
        return big32(static_cast<quint32>(body.size())) + QByteArray(name, 4) + body + big32(~sum);
    };
    const QByteArray mark("\x89PNG\r\n\x1A\n", 8);
    const QByteArray form("\x08\2\0\0\0", 5);
    const auto said = [this](const char *name, const QByteArray &bytes) -> QString {
        const QString path = m_films.written(text(name), bytes);
        const Inspection seen = inspectedWhole(path, UploadKind::Media, {}, {});
        return nameOf(seen.verdict) % text(": ") % seen.problems.value(0).value;
    };
    const QString none = text("X will refuse: no picture in it");
    QCOMPARE(said("bare.png", mark + chunk("IHDR", big32(64) + big32(64) + form) + chunk("IEND", {})), none);
    QCOMPARE(said("nothing.png", mark + chunk("IHDR", big32(0) + big32(0) + form) + chunk("IDAT", "x") + chunk("IEND", {})), none);
    QByteArray zeroed = contentOf(m_films.film(text("png")));
    const qsizetype data = zeroed.indexOf("IDAT") + 4;
    zeroed.replace(data, 400, QByteArray(400, '\0'));
    QCOMPARE(said("zeroed.png", zeroed), none);
    QCOMPARE(said("good.png", contentOf(m_films.film(text("png")))), text("ready: "));
}

void TestTruncation::lostPower_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("output"); // options of ffmpeg
    QTest::newRow("JPEG") << text("jpg") << text("-frames:v 1");
    QTest::newRow("TIFF") << text("tiff") << text("-frames:v 1");
    QTest::newRow("TIFF, not compressed") << text("tiff") << text("-frames:v 1 -compression_algo raw");
    QTest::newRow("WebP") << text("webp") << text("-frames:v 1 -quality 95");
    QTest::newRow("WebP, lossless") << text("webp") << text("-frames:v 1 -lossless 1");
    QTest::newRow("GIF") << text("gif") << text("-frames:v 1");
    QTest::newRow("PNG") << text("png") << text("-frames:v 1");
}

// What a copy leaves whose power was cut: the right length, and zeros in the second half but for its last bytes.
void TestTruncation::lostPower()
{
    QFETCH(QString, kind);
    QFETCH(QString, output);
    const QString path = makeWithFfmpeg(text("-f lavfi -i testsrc2=s=640x480,noise=alls=20 ") % output, m_films.path(text("lost.") % kind));
    QCOMPARE(inspectedWhole(path, UploadKind::Media, {}, {}).verdict, Verdict::Ready);
    QByteArray bytes = contentOf(path);
    constexpr qsizetype behind = 16;
    const qsizetype half = bytes.size() / 2;
    bytes.replace(half, bytes.size() - half - behind, QByteArray(bytes.size() - half - behind, '\0'));
    const Inspection seen = inspectedWhole(m_films.written(text("lost.") % kind, bytes), UploadKind::Media, {}, {});
    QCOMPARE(seen.verdict, Verdict::WillBeRefused);
    QVERIFY(isNextStep(seen.problems.value(0)));
}

void TestTruncation::ofNoSize_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("before"); // of its size
    QTest::addColumn<qsizetype>("sizeBytes");
    QTest::newRow("JPEG") << text("jpeg") << QByteArray("\xFF\xC0\x00\x11\x08", 5) << qsizetype(4);
    QTest::newRow("WebP") << text("webp") << QByteArray("\x9D\x01\x2A", 3) << qsizetype(4);
    QTest::newRow("BMP") << text("bmp") << QByteArray("\x28\0\0\0", 4) << qsizetype(8);
    QTest::newRow("GIF") << text("gif") << QByteArray("GIF89a") << qsizetype(4);
}

void TestTruncation::ofNoSize()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, before);
    QFETCH(qsizetype, sizeBytes);
    QByteArray bytes = contentOf(m_films.film(kind));
    const qsizetype at = bytes.indexOf(before);
    QVERIFY(at >= 0);
    bytes.replace(at + before.size(), sizeBytes, QByteArray(sizeBytes, '\0'));
    const QString path = m_films.written(text("nothing.") % kind, bytes);
    QCOMPARE(inspectedWhole(path, UploadKind::Media, {}, {}).verdict, Verdict::WillBeRefused);
}

void TestTruncation::damaged_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("suffix");
    QByteArray png = tinyPicture();
    png[20] = 'x'; // within its size
    QTest::newRow("a PNG whose header does not add up") << png << text("png");
    QTest::newRow("a GIF without a picture") << QByteArray("GIF89a\1\0\1\0\0\0\0;", 14) << text("gif");
    QTest::newRow("a JPEG without a scan") << QByteArray("\xFF\xD8\xFF\xD9", 4) << text("jpg");
    QTest::newRow("a BMP of endless rows")
        << QByteArray("BM") + QByteArray(12, '\0') +
               QByteArray("\x28\0\0\0\xFF\xFF\xFF\x7F\xFF\xFF\xFF\x7F\1\0\x20\0", 16) + QByteArray(60, '\0')
        << text("bmp");
    // A directory that names itself as the next one.
    QTest::newRow("a TIFF in a ring")
        << QByteArray("II*\0\x08\0\0\0\1\0\x3B\1\2\0\xFF\xFF\xFF\xFF\0\0\0\0\x08\0\0\0", 26) << text("tiff");
    QTest::newRow("zeros") << QByteArray(1000, '\0') << text("ts");
}

void TestTruncation::damaged()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, suffix);
    QVERIFY(isTruncated(bytes, suffix));
}

void TestTruncation::neverReady_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("count");
    for (const char *kind : {"high", "moov last", "mov", "fragmented", "vp9 opus", "mkv", "ts"})
        QTest::newRow(kind) << text(kind) << 8;
    for (const char *kind : {"jpeg", "png", "gif", "webp"})
        QTest::newRow(kind) << text(kind) << 20;
    QTest::newRow("noise") << QString() << 20;
}

// A hundred files and more that are cut or random: a verdict each, and never "ready".
void TestTruncation::neverReady()
{
    QFETCH(QString, kind);
    QFETCH(int, count);
    const QByteArray whole = kind.isEmpty() ? QByteArray() : contentOf(m_films.film(kind));
    QRandomGenerator random(11);
    for (int i = 0; i < count; ++i) {
        QByteArray bytes;
        if (kind.isEmpty()) {
            bytes.resize(1 + random.bounded(100'000));
            for (char &byte : bytes)
                byte = static_cast<char>(random.generate());
        } else {
            bytes = whole.left(1 + random.bounded(whole.size() - 1));
            if (kind == text("ts"))
                bytes.chop(bytes.size() % 188 == 0 ? 1 : 0);
        }
        const Inspection seen = inspect(m_films.written(text("cut.mp4"), bytes), UploadKind::Media);
        QVERIFY(!seen.error);
        QVERIFY2(seen.verdict == Verdict::WillBeRefused, qPrintable(QString::number(bytes.size())));
        QVERIFY(scanned(m_films.path(text("cut.mp4")), seen, {}).verdict == Verdict::WillBeRefused);
    }
}

POSTREEL_TEST_MAIN(TestTruncation)
#include "tst_truncation.moc"
