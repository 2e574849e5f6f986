// Pictures that X does not take as they are: what they are called, what is offered, and that what is offered comes out whole.
#include "app/media/probe/heif_size.h"
#include "app/media/probe/raw_photo.h"
#include "app/media/rules/inspect.h"
#include "tests/media/fix_bench.h"
#include "tests/media/media_files.h"
#include "tests/support/test_main.h"

#include <QBuffer>

using namespace postreel;
using namespace postreel::testing;

namespace {

// 64 x 64, in one piece.
const QByteArray heicPhoto = QByteArray::fromBase64(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAUBtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "AA5waXRtAAAAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAAFkAAEAAAAAAAAAOQAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEA"
    "AGh2YzEAAAAAwGlwcnAAAACiaXBjbwAAAHZodmNDAQQIAAAAAAAAAAAAHvAA/P36+gAADwMgAAEAF0ABDAH//wQIAAADAJ24AAAD"
    "AAAeugJAIQABACpCAQEECAAAAwCduAAAAwAAHqAggQTZbqSSmubgQEDAgAAAAwCAAAADAIQiAAEAB0QBwXKwIkAAAAAUaXNwZQAA"
    "AAAAAABAAAAAQAAAABBwaXhpAAAAAAMKCgoAAAAWaXBtYQAAAAAAAAABAAEDgQKDAAAAQW1kYXQAAAA1KAGvE4DlfHvqes9H/dol"
    "9Ssy3vwEzUzm06NwG0n8lehg/NZNK9dzQCKhVGi5qf7SrocQv4A=");

QByteArray heicThatClaims(quint32 side, bool turned = false)
{
    QByteArray bytes = heicPhoto;
    const qsizetype at = bytes.indexOf("ispe") + 8;
    bytes.replace(at, 8, QByteArray(big32(side) + big32(side)));
    if (turned) { // in the place of what tells the bits of a pixel
        const qsizetype pixi = bytes.indexOf("pixi");
        bytes.replace(pixi, 5, QByteArray("irot\1", 5));
    }
    return bytes;
}

struct TiffEntry
{
    quint16 tag;
    quint16 type; // 3: of 16 bits, 4: of 32
    quint32 value;
};

QByteArray little(quint32 number, int bytes)
{
    QByteArray out;
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>(number >> (8 * i));
    return out;
}

QByteArray directory(const QVector<TiffEntry> &entries)
{
    QByteArray out = little(static_cast<quint32>(entries.size()), 2);
    for (const TiffEntry &entry : entries)
        out += little(entry.tag, 2) + little(entry.type, 2) + little(1, 4) + little(entry.value, 4);
    return out + little(0, 4);
}

// The first directory at 8; a second one, if any, within it, behind.
QByteArray tiff(QVector<TiffEntry> first, const QVector<TiffEntry> &second = {})
{
    const QByteArray head = QByteArray("II*\0", 4) + little(8, 4);
    if (second.isEmpty())
        return head + directory(first) + QByteArray(200, '\0');
    first << TiffEntry{330, 4, static_cast<quint32>(8 + 2 + 12 * (first.size() + 1) + 4)};
    return head + directory(first) + directory(second) + QByteArray(200, '\0');
}

quint32 littleAt(const QByteArray &bytes, qsizetype at, int width)
{
    quint32 number = 0;
    for (int i = width - 1; i >= 0; --i)
        number = number << 8 | static_cast<uchar>(bytes[at + i]);
    return number;
}

// A TIFF of ffmpeg with more directories behind its own, which show the same and say that they are of these kinds
// (NewSubfileType); the last one leads back to the first if it is a ring.
QByteArray withPages(QByteArray tiff, const QVector<quint32> &kinds, bool ring)
{
    constexpr qsizetype entryBytes = 12;
    const qsizetype first = littleAt(tiff, 4, 4);
    const qsizetype entries = littleAt(tiff, first, 2);
    const QByteArray own = tiff.mid(first, 2 + entries * entryBytes + 4);
    qsizetype next = first + own.size() - 4;
    for (const quint32 kind : kinds) {
        QByteArray page = own;
        for (qsizetype at = 2; at < own.size() - 4; at += entryBytes)
            if (littleAt(page, at, 2) == 254)
                page.replace(at + 8, 4, little(kind, 4));
        tiff += QByteArray(tiff.size() % 2, '\0');
        tiff.replace(next, 4, little(static_cast<quint32>(tiff.size()), 4));
        next = tiff.size() + page.size() - 4;
        tiff += page.replace(page.size() - 4, 4, little(0, 4));
    }
    return ring ? tiff.replace(next, 4, little(static_cast<quint32>(first), 4)) : tiff;
}

constexpr TiffEntry aMaker{271, 4, 100};
constexpr TiffEntry aPreview{254, 4, 1};

QByteArray photoshop(quint16 compression)
{
    const auto big16 = [](quint16 number) -> QByteArray { return QByteArray(1, static_cast<char>(number >> 8)) + static_cast<char>(number); };
    constexpr int side = 16;
    const QByteArray head = "8BPS" + big16(1) + QByteArray(6, '\0') + big16(3) + big32(side) + big32(side) + big16(8) + big16(3);
    const QByteArray plane(side * side, '\x55');
    return head + QByteArray(12, '\0') + big16(compression) + (compression == 0 ? plane + plane + plane : QByteArray(40, '\x7F'));
}

} // namespace

class TestPictureKinds : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void rawPhotos_data();
    void rawPhotos();
    void sizes_data();
    void sizes();
    void largeOnesAreScaled();
    void sizesOfGifs_data();
    void sizesOfGifs();
    void sizesOfTiff();
    void pagesOfTiff_data();
    void pagesOfTiff();
    void offers_data();
    void offers();
    void tilesAreNoPicture();
    void movingAvifIsAVideo();

private:
    QString file(const QString &name) const { return m_shelf.path(name); }
    FilmShelf m_shelf;
};

void TestPictureKinds::initTestCase()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
}

void TestPictureKinds::rawPhotos_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("raw");
    const auto row = [](const char *name, const QByteArray &bytes, bool raw = true) { QTest::newRow(name) << bytes << raw; };
    row("CR2", QByteArray("II*\0\x10\0\0\0CR\2\0", 12) + QByteArray(200, '\0'));
    row("CR3", box("ftyp", "crx " + big32(1) + "crx isom"));
    row("ORF", QByteArray("IIRO\x08\0\0\0", 8) + QByteArray(200, '\0'));
    row("RW2", QByteArray("IIU\0\x18\0\0\0", 8) + QByteArray(200, '\0'));
    row("RAF", QByteArray("FUJIFILMCCD-RAW 0201") + QByteArray(200, '\0'));
    row("DNG", tiff({aPreview, {50706, 4, 0x0401}}));
    row("NEF", tiff({aPreview, {262, 3, 2}, aMaker}, {{259, 3, 34713}, {262, 3, 32803}}));
    row("ARW", tiff({aPreview, {259, 3, 6}, aMaker}, {{259, 3, 32767}}));
    row("PEF", tiff({{259, 3, 65535}, {262, 3, 32803}, aMaker}));
    row("a preview of a camera", tiff({aPreview, aMaker}, {{256, 3, 4000}}));
    row("a scan that names its maker", tiff({{256, 3, 64}, {257, 3, 64}, {262, 3, 2}, aMaker}), false);
    row("layers of an editor", tiff({{256, 3, 64}, {262, 3, 2}}, {{256, 3, 32}}), false);
    row("a directory that points to itself", tiff({{330, 4, 8}}), false);
    row("nothing behind the head", QByteArray("MM\0*\0\0\0\x08", 8), false);
}

void TestPictureKinds::rawPhotos()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, raw);
    const Inspection seen = inspect(m_shelf.written(QStringLiteral("photo.tif"), bytes), UploadKind::Media);
    QCOMPARE(seen.problems.value(0).value == QLatin1String("a camera's RAW file"), raw);
    if (!raw)
        return;
    QCOMPARE(seen.verdict, Verdict::WillBeRefused);
    QVERIFY(seen.facts.mediaType.isEmpty());
    QVERIFY(seen.problems.first().fix.contains(QLatin1String("JPEG")));
    QCOMPARE(planFix(seen, {}, {}, {}).kind, FixKind::None);
}

void TestPictureKinds::sizes_data()
{
    QTest::addColumn<QString>("size");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<FixKind>("kind");
    QTest::newRow("the least") << QStringLiteral("4x4") << Verdict::Ready << FixKind::None;
    QTest::newRow("too low") << QStringLiteral("200x3") << Verdict::WillBeRefused << FixKind::None;
    QTest::newRow("a dot") << QStringLiteral("1x1") << Verdict::WillBeRefused << FixKind::None;
    QTest::newRow("the most") << QStringLiteral("8192x16") << Verdict::Ready << FixKind::None;
    QTest::newRow("too wide") << QStringLiteral("8193x16") << Verdict::WillBeRefused << FixKind::Picture;
    QTest::newRow("too high") << QStringLiteral("64x9000") << Verdict::WillBeRefused << FixKind::Picture;
}

void TestPictureKinds::sizes()
{
    QFETCH(QString, size);
    for (const char *suffix : {"png", "bmp", "tiff"}) {
        const QString path = makeWithFfmpeg(QStringLiteral("-f lavfi -i color=teal:s=64x64,scale=%1 -frames:v 1 -pix_fmt rgb24").arg(QString(size).replace(u'x', u':')), file(size % u'.' % QLatin1String(suffix)));
        const Inspection seen = inspect(path, UploadKind::Media);
        QTEST(seen.verdict, "verdict");
        QTEST(planFix(seen, {}, {}, {}).kind, "kind");
        if (seen.verdict != Verdict::Ready)
            QCOMPARE(seen.problems.value(0).field, QStringLiteral("frame size"));
    }
}

void TestPictureKinds::largeOnesAreScaled()
{
    const QString path = makeWithFfmpeg(QStringLiteral("-f lavfi -i testsrc2=s=9000x120 -frames:v 1"), file(QStringLiteral("wide.png")));
    FixBench bench(file(QStringLiteral("fixes")));
    const Result<QString> fixed = bench.fix(path);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    const Inspection after = inspect(*fixed, UploadKind::Media);
    QCOMPARE(after.verdict, Verdict::Ready);
    QVERIFY(after.facts.width >= 8191);
    QCOMPARE(after.facts.height, 109);
}

void TestPictureKinds::sizesOfGifs_data()
{
    QTest::addColumn<QString>("size");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("the least") << QStringLiteral("4:4") << Verdict::Ready;
    QTest::newRow("too low") << QStringLiteral("200:3") << Verdict::WillBeRefused;
    QTest::newRow("a dot") << QStringLiteral("1:1") << Verdict::WillBeRefused;
}

void TestPictureKinds::sizesOfGifs()
{
    QFETCH(QString, size);
    for (const int frames : {1, 5}) {
        const QString path = makeWithFfmpeg(QStringLiteral("-f lavfi -i testsrc2=s=64x64:r=10,scale=%1 -frames:v %2").arg(size).arg(frames),
                                            file(QString(size).replace(u':', u'x') % QString::number(frames) % QLatin1String(".gif")));
        const Inspection seen = inspect(path, UploadKind::Media);
        QTEST(seen.verdict, "verdict");
        QCOMPARE(planFix(seen, {}, {}, {}).kind, FixKind::None);
        if (seen.verdict != Verdict::Ready)
            QCOMPARE(seen.problems.value(0).limit, QStringLiteral("at least 4\u00D74"));
    }
}

void TestPictureKinds::pagesOfTiff_data()
{
    QTest::addColumn<QVector<quint32>>("kinds");
    QTest::addColumn<bool>("ring");
    QTest::addColumn<int>("pictures");
    QTest::newRow("one") << QVector<quint32>{} << false << 0;
    QTest::newRow("pages of a scan") << QVector<quint32>{2, 2} << false << 3;
    QTest::newRow("pictures that say nothing") << QVector<quint32>{0} << false << 2;
    QTest::newRow("smaller ones of it") << QVector<quint32>{1, 1, 3} << false << 0;
    QTest::newRow("a mask") << QVector<quint32>{4} << false << 0;
    QTest::newRow("a page and its preview") << QVector<quint32>{1, 2, 1} << false << 2;
    QTest::newRow("a ring") << QVector<quint32>{} << true << 0;
    QTest::newRow("a ring of pages") << QVector<quint32>{2} << true << 2;
}

void TestPictureKinds::pagesOfTiff()
{
    QFETCH(QVector<quint32>, kinds);
    QFETCH(bool, ring);
    QFETCH(int, pictures);
    const QString path = m_shelf.written(QStringLiteral("pages.tif"), withPages(contentOf(m_shelf.film(QStringLiteral("tiff"))), kinds, ring));
    const Inspection seen = inspect(path, UploadKind::Media);
    QCOMPARE(seen.streams.pictures, pictures);
    QCOMPARE(seen.verdict, pictures > 1 ? Verdict::MayBeRefused : Verdict::Ready);
    QCOMPARE(planFix(seen, {}, {}, {}).kind, FixKind::None);
    QCOMPARE(inspect(path, UploadKind::Cover).verdict, Verdict::Ready); // the first one is what X shows
    if (pictures > 1)
        QVERIFY(seen.problems.value(0).fix.contains(QLatin1String("X shows only the first picture")));
}

void TestPictureKinds::sizesOfTiff()
{
    const Inspection seen = inspect(m_shelf.film(QStringLiteral("tiff")), UploadKind::Media);
    QCOMPARE(QSize(seen.facts.width, seen.facts.height), QSize(320, 240));
}

void TestPictureKinds::offers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("called");
    QTest::addColumn<bool>("possible"); // to every ffmpeg
    const auto row = [](const char *name, const QByteArray &bytes, const char *called, bool possible) {
        QTest::newRow(name) << bytes << QString::fromUtf8(called) << possible;
    };
    const QByteArray bmp = contentOf(makeWithFfmpeg(QStringLiteral("-f lavfi -i testsrc2=s=32x32 -frames:v 1"), file(QStringLiteral("32.bmp"))));
    const QByteArray png = contentOf(makeWithFfmpeg(QStringLiteral("-f lavfi -i testsrc2=s=64x64 -frames:v 1"), file(QStringLiteral("64.png"))));
    row("HEIC", heicPhoto, "HEIC", false);
    row("PSD", photoshop(0), "Photoshop", true);
    row("a PSD that ffmpeg cannot read", photoshop(1), "Photoshop", false);
    row("JPEG 2000", contentOf(m_shelf.film(QStringLiteral("jpeg 2000"))), "JPEG 2000", true);
    const QByteArray entry = QByteArray("\x40\x40\0\0\1\0\x20\0", 8) + little(static_cast<quint32>(png.size()), 4) + little(22, 4);
    row("ICO", QByteArray("\0\0\1\0\1\0", 6) + entry + png, "ICO", true);
    row("SVG", "<?xml version=\"1.0\"?>\n<!-- a drawing -->\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"64\"/>", "SVG", false);
    row("SVG without a declaration", "\n<svg viewBox='0 0 1 1'></svg>", "SVG", false);
    row("noise that begins as a JPEG XL", QByteArray("\xFF\x0A", 2) + bmp, "JPEG XL", false);
}

void TestPictureKinds::offers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, possible);
    const QString path = m_shelf.written(QStringLiteral("picture.bin"), bytes);
    const Inspection seen = inspect(path, UploadKind::Media);
    QCOMPARE(seen.verdict, Verdict::WillBeRefused);
    QTEST(seen.problems.value(0).value, "called");
    const bool offered = planFix(seen, {}, {}, {}).kind != FixKind::None;
    QVERIFY(offered || !possible);
    QVERIFY(!seen.problems.value(0).fix.isEmpty());
    if (!offered)
        return;
    FixBench bench(file(QStringLiteral("fixes")));
    const Result<QString> fixed = bench.fix(path);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    const Inspection after = inspect(*fixed, UploadKind::Media);
    QCOMPARE(after.verdict, Verdict::Ready);
    QCOMPARE(QSize(after.facts.width, after.facts.height), QSize(seen.facts.width, seen.facts.height));
}

// A phone's photo is made of tiles; one of them is no picture of it.
void TestPictureKinds::tilesAreNoPicture()
{
    const auto told = [](QByteArray bytes) {
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::ReadOnly);
        return heifSize(buffer);
    };
    QCOMPARE(told(heicPhoto).size, QSize(64, 64));
    QVERIFY(!told(heicPhoto).turned);
    QCOMPARE(told(heicThatClaims(4032)).size, QSize(4032, 4032));
    QVERIFY(told(heicThatClaims(64, true)).turned);
    QVERIFY(told(heicPhoto.left(200)).size.isEmpty());
    const Inspection seen = inspect(m_shelf.written(QStringLiteral("tiles.heic"), heicThatClaims(4032)), UploadKind::Media);
    QCOMPARE(planFix(seen, {}, {}, {}).kind, FixKind::None);
    QVERIFY(seen.problems.value(0).fix.contains(QLatin1String("JPEG")));
}

void TestPictureKinds::movingAvifIsAVideo()
{
    const QByteArray avis = box("ftyp", "avis" + big32(0) + "avisavifmsf1miaf");
    const Inspection seen = inspect(m_shelf.written(QStringLiteral("moving.avif"), avis), UploadKind::Media);
    QCOMPARE(seen.facts.mediaCategory, QStringLiteral("tweet_video"));
    QCOMPARE(seen.streams.container, QStringLiteral("mov"));
    QCOMPARE(planFix(seen, {}, {}, {}).kind, FixKind::None); // nothing is in it
}

POSTREEL_TEST_MAIN(TestPictureKinds)
#include "tst_picture_kinds.moc"
